// Clay, lit like beauty.glsl: every different surface of a pixel once.
// Defines: OCCLUDED; VEILED; those of the includes.

#include "fullscreen.glsl"

#if defined FRAGMENT_SHADER
#include "ray.glsl"
#include "coverage.glsl"
#include "known_shares.glsl"
#include "matte.glsl"
#include "backdrop.glsl"
#include "display.glsl"
#if defined OCCLUDED
#include "arriving.glsl"
#endif
#if defined VEILED
uniform PICTURE veil;  // radiance times alpha, alpha
#endif
uniform float line_reach;     // pixels
out vec4 color_out;

vec3 surface_color(uvec4 bits, float deep, vec2 pixel) {
    float luminance = dot(color_of(bits), vec3(0.2126, 0.7152, 0.0722));
    vec3 point = point_at(pixel, metres(deep));
    float open = 1.0;
#if defined OCCLUDED
    open = arriving(pixel, -point.z);
#endif
    return matte(luminance, point, normal_of(bits), open);
}

void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy);
#if defined VEILED
    vec4 over = vec4(0.0);
    for (int number = 0; number < SAMPLES; ++number) {
        over += sample_of(veil, pixel, number) / float(SAMPLES);
    }
#endif
    vec3 behind = backdrop(gl_FragCoord.xy);
    vec3 sum = vec3(0.0);
    Share share = Share(0, 0, ALL_SAMPLES, uvec4(0u));
    do {
        share = next_share(pixel, share.left);
        find_shares(pixel, share);
        float deep = sample_of(depth, pixel, share.number).r;
        vec3 linear = share.bits.x == 0u ? behind
                                         : surface_color(share.bits, deep, gl_FragCoord.xy);
#if defined VEILED
        linear = over.rgb + (1.0 - over.a) * linear;
#endif
        // A soft shoulder: plaster in full light is light grey, never burnt out.
        sum += float(share.samples) * srgb(1.0 - exp(-1.3 * linear));
    } while (share.left != 0);
    color_out = vec4(sum / float(SAMPLES) + dither(pixel), 1.0);
    uvec4 first = texelFetch(surfaces, pixel, 0);
    float deep = sample_of(depth, pixel, 0).r;
    vec3 point = point_at(gl_FragCoord.xy, metres(deep));
    gl_FragDepth = first.x == 0u ? 1.0 : behind_lines(deep, point, normal_of(first), line_reach);
}
#endif
