// What the exact passes hold where nothing was drawn: one triangle over the whole picture, at the
// far end of the depth range, drawn after everything else.
//
// Defines: the OUT_ names of exact.glsl; MOTION_MOVES, MOTION_BACK_MOVES where the camera turns or
// changes its lens until the target: else the sky stands still, which is quicker to write.

#if defined VERTEX_SHADER
void main() {
    vec2 corner = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
    gl_Position = vec4(corner, 1.0, 1.0);
}

#elif defined FRAGMENT_SHADER

#include "pixels.glsl"

#if defined OUT_PACKED
layout(location = OUT_PACKED) out vec4 packed_out;
#endif
#if defined OUT_DEPTH
layout(location = OUT_DEPTH) out float depth_out;
#endif
#if defined OUT_NORMAL
layout(location = OUT_NORMAL) out vec4 normal_out;
#endif
#if defined OUT_ID
layout(location = OUT_ID) out uint id_out;
#endif
#if defined MOTION_MOVES || defined MOTION_BACK_MOVES
uniform vec2 centre;
#endif
#if defined OUT_MOTION
layout(location = OUT_MOTION) out vec2 motion_out;
#endif
#if defined MOTION_MOVES
uniform mat3 motion_change;
#endif
#if defined OUT_MOTION_BACK
layout(location = OUT_MOTION_BACK) out vec2 motion_back_out;
#endif
#if defined MOTION_BACK_MOVES
uniform mat3 motion_back_change;
#endif

void main() {
    float far = uintBitsToFloat(0x7f800000u);  // infinity
#if defined OUT_PACKED
    packed_out = vec4(0.0, 0.0, 0.0, far);
#endif
#if defined OUT_DEPTH
    depth_out = far;
#endif
#if defined OUT_NORMAL
    normal_out = vec4(0.0);
#endif
#if defined OUT_ID
    id_out = 0u;
#endif
#if defined MOTION_MOVES || defined MOTION_BACK_MOVES
    vec2 at = gl_FragCoord.xy - centre;
#endif
#if defined MOTION_MOVES
    motion_out = displacement(at, 1.0, motion_change * vec3(at, 1.0), false, false);
#elif defined OUT_MOTION
    motion_out = vec2(0.0);
#endif
#if defined MOTION_BACK_MOVES
    motion_back_out = displacement(at, 1.0, motion_back_change * vec3(at, 1.0), false, false);
#elif defined OUT_MOTION_BACK
    motion_back_out = vec2(0.0);
#endif
}
#endif
