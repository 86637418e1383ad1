// Depth of field: each pixel gathers what the lens spreads over it.
//
// A point at depth z has a circle of confusion of signed diameter c (1 − focus / z) pixels on the
// sensor, with c as in visualize/render/pictures/lens_blur.py; negative is nearer than the focus.
// A sample reaches this pixel when its own circle does; a sample behind the pixel never spreads
// more than the pixel itself does, so that what is sharp in front does not bleed into what is not.
// Defines: ORTHOGRAPHIC.

#include "fullscreen.glsl"

#if defined FRAGMENT_SHADER
#include "ray.glsl"
uniform sampler2D sharp;
uniform sampler2D depth;
uniform vec2 confusion;   // diameter in pixels at infinity, focus distance in metres
uniform float most;       // largest radius, pixels
out vec4 color_out;

const int TAPS = 96;
const float GOLDEN = 2.39996323;

float radius_at(float z) {
    return min(0.5 * abs(confusion.x * (1.0 - confusion.y / z)), most);
}

void main() {
    ivec2 size = textureSize(sharp, 0);
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    float here = metres(texelFetch(depth, pixel, 0).r);
    float radius_here = radius_at(here);
    vec3 sum = texelFetch(sharp, pixel, 0).rgb;
    float weights = 0.5 / float(TAPS) / max(radius_here * radius_here * 3.14159265, 1.0);
    sum *= weights;
    for (int tap = 0; tap < TAPS; ++tap) {
        float along = (float(tap) + 0.5) / float(TAPS);  // closer where small circles reach
        float angle = float(tap) * GOLDEN;
        vec2 off = along * most * vec2(cos(angle), sin(angle));
        ivec2 place = clamp(ivec2(gl_FragCoord.xy + off), ivec2(0), size - 1);
        float there = metres(texelFetch(depth, place, 0).r);
        float radius = radius_at(there);
        radius = there > here ? min(radius, radius_here) : radius;
        float reaches = clamp(radius - along * most + 0.5, 0.0, 1.0);
        float weight = 2.0 * along * reaches / max(radius * radius * 3.14159265, 1.0);
        sum += weight * texelFetch(sharp, place, 0).rgb;
        weights += weight;
    }
    color_out = vec4(sum / weights, 1.0);
}
#endif
