// Where each point was in the frame before, in pixels, +x right, +y down.
// Defines: MOTION_BACK_PARALLEL (the camera there has a parallel projection); MOTION_BACK_MOVES
// (the camera turns or changes its lens; else the sky stands still, which is quicker to write).

#include "displacement.glsl"

#if defined VERTEX_SHADER
out vec3 motion_back_homogeneous;

void pass_motion_back() {
#if defined SKINNED
    motion_back_homogeneous = change(skin_row(6), skin_row(7), skin_row(8), 3);
#else
    motion_back_homogeneous = change(ROW_MOTION_BACK_X, ROW_MOTION_BACK_Y, ROW_MOTION_BACK_Z, 3);
#endif
}

#elif defined SKY
#if defined MOTION_BACK_MOVES
uniform mat3 motion_back_change;
#endif

vec2 sky_motion_back() {
#if defined MOTION_BACK_MOVES
    return sky_displacement(motion_back_change);
#else
    return vec2(0.0);
#endif
}

#elif defined FRAGMENT_SHADER
#if defined MOTION_BACK_PARALLEL
const bool MOTION_BACK_TO_PARALLEL = true;
#else
const bool MOTION_BACK_TO_PARALLEL = false;
#endif
in vec3 motion_back_homogeneous;

vec2 exact_motion_back() {
    return displacement(depth, motion_back_homogeneous, MOTION_BACK_TO_PARALLEL);
}
#endif
