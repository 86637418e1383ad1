// What a pixel's samples are made of (visualize/render/pictures/samples.py). A pixel whose samples
// are all alike is lit once, another once a sample. Defines: SAMPLES n.

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

// How many samples of a pixel to light: all of them, or 1 that stands for all.
int lit_samples(ivec2 pixel) {
#if SAMPLES > 1
    uvec4 first = texelFetch(surfaces, pixel, 0);
    bool same = true;
    for (int number = 1; number < SAMPLES; ++number) {
        same = same && alike(first, texelFetch(surfaces, pixel, number));
    }
    return same ? 1 : SAMPLES;
#else
    return 1;
#endif
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
