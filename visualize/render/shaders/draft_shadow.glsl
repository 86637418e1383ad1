// The depth of a cast as the sun sees it (visualize/render/draft/sun_map.py).

#if defined VERTEX_SHADER
in vec3 in_position;
uniform mat4 cast_to_clip;

void main() {
    gl_Position = cast_to_clip * vec4(in_position, 1.0);
}

#elif defined FRAGMENT_SHADER
void main() {}
#endif
