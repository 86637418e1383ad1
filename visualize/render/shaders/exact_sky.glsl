// What the exact passes hold where nothing was drawn: one triangle over the whole picture, at the
// far end of the depth range, drawn after everything else.
//
// A pass with a clear value in the table has it written as a number; of another one the file
// exact/<pass>.glsl (PARTS) has sky_<pass>(). TARGETS and WRITE_SKY are written by
// visualize/render/exact_targets.py. Defines: SKY, and those of the parts.

#if defined VERTEX_SHADER
void main() {
    vec2 corner = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
    gl_Position = vec4(corner, 1.0, 1.0);
}

#elif defined FRAGMENT_SHADER

TARGETS

#include PARTS

void main() {
    WRITE_SKY
}
#endif
