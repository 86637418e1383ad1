// Where each point goes in the frame that <pass> points to, in pixels, +x right, +y down.
// Defines: <PASS>_PARALLEL (the camera there has a parallel projection); <PASS>_MOVES (the camera
// turns or changes its lens; else the sky stands still, which is quicker to write).

#include "displacement.glsl"

#if defined VERTEX_SHADER
out vec3 <pass>_homogeneous;

void pass_<pass>() {
#if defined SKINNED
    <pass>_homogeneous = change(skin_row(<PASS>_TEXEL), skin_row(<PASS>_TEXEL + 1),
                                skin_row(<PASS>_TEXEL + 2), <PASS>_COLUMN);
#else
    <pass>_homogeneous = change(ROW_<PASS>_X, ROW_<PASS>_Y, ROW_<PASS>_Z, <PASS>_COLUMN);
#endif
}

#elif defined SKY
#if defined <PASS>_MOVES
uniform mat3 <pass>_change;
#endif

vec2 sky_<pass>() {
#if defined <PASS>_MOVES
    return sky_displacement(<pass>_change);
#else
    return vec2(0.0);
#endif
}

#elif defined FRAGMENT_SHADER
#if defined <PASS>_PARALLEL
const bool <PASS>_TO_PARALLEL = true;
#else
const bool <PASS>_TO_PARALLEL = false;
#endif
in vec3 <pass>_homogeneous;

vec2 exact_<pass>() {
    return displacement(depth, <pass>_homogeneous, <PASS>_TO_PARALLEL);
}
#endif
