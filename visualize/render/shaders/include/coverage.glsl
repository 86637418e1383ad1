// What a pixel's samples are made of (visualize/render/pictures/samples.py). Defines: SAMPLES n.

#include "samples.glsl"

#if SAMPLES > 1
#define PACKED_PICTURE usampler2DMS
#else
#define PACKED_PICTURE usampler2D
#endif

uniform PACKED_PICTURE surfaces;
uniform PICTURE depth;

// Whether two samples may be lit as one: neighbours on a smooth surface.
bool alike(uvec4 a, uvec4 b);

// Every different surface of a pixel is lit once, for all samples that it has:
//     for (Share share = first_share(pixel); share.samples > 0; share = next_share(pixel, share))
// A loop that ends, and no branch: software drivers run both sides of a branch.
struct Share {
    int number;    // the sample to light
    int samples;   // how many samples it stands for, 0 when none are left
    int left;      // those still to come, one bit each
    uvec4 bits;    // of the sample
};

Share next_share(ivec2 pixel, Share before) {
    Share share = before;
    int lowest = before.left & -before.left;
    share.number = max((floatBitsToInt(float(lowest)) >> 23) - 127, 0);
    share.bits = texelFetch(surfaces, pixel, share.number);
    share.samples = 0;
    for (int number = 0; number < SAMPLES; ++number) {
        int bit = before.left & 1 << number;
        if (bit != 0 && (bit == lowest || alike(share.bits, texelFetch(surfaces, pixel, number)))) {
            share.left ^= bit;
            ++share.samples;
        }
    }
    return share;
}

Share first_share(ivec2 pixel) {
    return next_share(pixel, Share(0, 0, (1 << SAMPLES) - 1, uvec4(0u)));
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
