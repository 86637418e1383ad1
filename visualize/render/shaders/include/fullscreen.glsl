// One triangle over the whole picture, at the far end of the depth range. It is a vertex stage.

#if defined VERTEX_SHADER
void main() {
    vec2 corner = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
    gl_Position = vec4(corner, 1.0, 1.0);
}
#endif
