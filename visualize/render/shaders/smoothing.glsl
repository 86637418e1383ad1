// The average of four texels in one direction, those of another surface left out: two of these undo
// a pattern that comes back every four by four texels (visualize/render/pictures/smoothing.py).
//
// Defines: ONE (values of one channel, else of four), MARKED (values are as light_shares.glsl packs them: only those near a marked one
// change, and those without a light do not count), LAST (with MARKED: unpack), ORTHOGRAPHIC.

#include "fullscreen.glsl"

#if defined FRAGMENT_SHADER
uniform sampler2D values;
uniform sampler2D first_depth;  // metres, of the same size
uniform ivec2 direction;
#if defined ONE
#define VALUE float
#define CHANNELS r
#else
#define VALUE vec4
#define CHANNELS rgba
#endif
out VALUE values_out;

const float STRICT = 160.0;  // a share of 1 / 160 off the surface's own depth is another surface

ivec2 place_of(int steps) {
    ivec2 place = ivec2(gl_FragCoord.xy) + steps * direction;
    return clamp(place, ivec2(0), textureSize(first_depth, 0) - 1);
}

// What is linear on the screen all over a plane.
float level_of(ivec2 place) {
    float depth = texelFetch(first_depth, place, 0).r;
#if defined ORTHOGRAPHIC
    return depth;
#else
    return 1.0 / depth;
#endif
}

void main() {
    float levels[5];
    VALUE found[5];
    for (int k = 0; k < 5; ++k) {
        ivec2 place = place_of(k - 2);
        levels[k] = level_of(place);
        found[k] = texelFetch(values, place, 0).CHANNELS;
    }
    float here = levels[2], back = here - levels[1], ahead = levels[3] - here;
    float slope = abs(back) < abs(ahead) ? back : ahead;
    VALUE sum = VALUE(0.0), weights = VALUE(1e-6), marks = VALUE(0.0);
    // Two and a half texels to each side at full and half weight: symmetric, and four in sum.
    for (int k = 0; k < 5; ++k) {
        float off = abs(levels[k] - here - float(k - 2) * slope) / abs(here);
        float near = (k == 0 || k == 4 ? 0.5 : 1.0) * max(1.0 - STRICT * off, 0.0);
        VALUE value = found[k], weight = VALUE(near);
#if defined MARKED
        VALUE marked = 1.0 - step(0.0, value);
        weight *= 1.0 - step(2.0, value);
        value = mix(value, -1.0 - value, marked);
        marks = max(marks, marked * step(1e-3, near));
#endif
        sum += weight * value;
        weights += weight;
    }
    VALUE mean = sum / weights;
#if defined MARKED
    VALUE own = found[2];
    VALUE plain = mix(own, -1.0 - own, 1.0 - step(0.0, own));
    VALUE lit = 1.0 - step(2.0, own);
    VALUE smoothed = mix(plain, mean, marks * lit);
#if defined LAST
    values_out = smoothed * lit;
#else
    values_out = mix(smoothed, -1.0 - smoothed, marks * lit);
#endif
#else
    values_out = mean;
#endif
}
#endif
