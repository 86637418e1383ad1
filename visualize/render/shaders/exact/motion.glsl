// Where each point goes in the frame ahead, in pixels, +x right, +y down.
// Defines: MOTION_PARALLEL (the camera there has a parallel projection); MOTION_MOVES (the camera
// turns or changes its lens; else the sky stands still, which is quicker to write).

#include "displacement.glsl"

#if defined VERTEX_SHADER
out vec3 motion_homogeneous;

void pass_motion() {
#if defined SKINNED
    motion_homogeneous = change(skin_row(3), skin_row(4), skin_row(5), 2);
#else
    motion_homogeneous = change(ROW_MOTION_X, ROW_MOTION_Y, ROW_MOTION_Z, 2);
#endif
}

#elif defined SKY
#if defined MOTION_MOVES
uniform mat3 motion_change;
#endif

vec2 sky_motion() {
#if defined MOTION_MOVES
    return sky_displacement(motion_change);
#else
    return vec2(0.0);
#endif
}

#elif defined FRAGMENT_SHADER
#if defined MOTION_PARALLEL
const bool MOTION_TO_PARALLEL = true;
#else
const bool MOTION_TO_PARALLEL = false;
#endif
in vec3 motion_homogeneous;

vec2 exact_motion() {
    return displacement(depth, motion_homogeneous, MOTION_TO_PARALLEL);
}
#endif
