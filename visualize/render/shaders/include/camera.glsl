// From camera space (metres, −z ahead) to clip space, upside down, so that row 0 of what is read
// back is the top of the picture (visualize/render/stage.py: set_camera).
// With ORTHOGRAPHIC the projection is parallel.

uniform vec4 lens;        // scale x, scale y, shift x, shift y
uniform vec2 lens_depth;  // clip z = x * camera z + y

vec4 to_clip(vec3 view) {
#if defined ORTHOGRAPHIC
    return vec4(lens.xy * view.xy + lens.zw, lens_depth.x * view.z + lens_depth.y, 1.0);
#else
    return vec4(lens.xy * view.xy + lens.zw * view.z,
                lens_depth.x * view.z + lens_depth.y, -view.z);
#endif
}
