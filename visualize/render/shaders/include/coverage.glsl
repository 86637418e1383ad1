// What a pixel's samples are made of (visualize/render/pictures/samples.py). Defines: SAMPLES n,
// MAPPED (packing.glsl).

#include "samples.glsl"
#include "packing.glsl"

#if SAMPLES > 1
#define PACKED_PICTURE usampler2DMS
#else
#define PACKED_PICTURE usampler2D
#endif

uniform PACKED_PICTURE surfaces;
uniform PICTURE depth;

// Every different surface of a pixel is lit once, for all samples that it has:
//     Share share = Share(0, 0, ALL_SAMPLES, uvec4(0u));
//     do {
//         share = next_share(pixel, share.left);
//     } while (share.left != 0);
// No branch, for software drivers run both sides of one; and tested at the end, for they run a loop
// that is tested at its start once more with nothing to do.
struct Share {
    int number;    // the sample to light
    int samples;   // how many samples it stands for
    int left;      // those still to come, one bit each
    uvec4 bits;    // of the sample
};

const int ALL_SAMPLES = (1 << SAMPLES) - 1;

Share next_share(ivec2 pixel, int left) {
    int lowest = left & -left;
    Share share = Share((floatBitsToInt(float(lowest)) >> 23) - 127, 0, left, uvec4(0u));
    share.bits = texelFetch(surfaces, pixel, share.number);
    for (int number = 0; number < SAMPLES; ++number) {
        int bit = left & 1 << number;
        if (bit != 0 && (bit == lowest || alike(share.bits, texelFetch(surfaces, pixel, number)))) {
            share.left ^= bit;
            ++share.samples;
        }
    }
    return share;
}

// How much farther the depth buffer holds a surface than it is, so that lines `pixels` wide on it
// are not hidden by its slope: 1 / depth is linear on the screen, with the normal's x and y over
// its share towards the eye as its slope.
float behind_lines(float buffer_depth, vec3 point, vec3 normal, float pixels) {
    vec2 slope = abs(normal.xy) / pixel_ray.x;
#if defined ORTHOGRAPHIC
    float per_pixel = max(slope.x, slope.y) / max(abs(normal.z), 0.02) / depth_to_metres.x;
#else
    float facing = max(abs(dot(normal, point)), 0.02 * length(point));
    float per_pixel = depth_to_metres.x * max(slope.x, slope.y) / facing;
#endif
    return min(buffer_depth + pixels * per_pixel + 2e-7, 1.0);
}
