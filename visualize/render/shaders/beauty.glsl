// The lit picture: every different surface of a pixel is lit once, brought to what the screen
// shows, and averaged; so an edge against a bright sky is as smooth as any other.
//
// Defines: OCCLUDED; VEILED (transparent surfaces lie over the samples); LINEAR (a plain
// average of radiance), WEIGHTED (with LINEAR: bright samples count less); those of the includes.

#include "fullscreen.glsl"

#if defined FRAGMENT_SHADER
#include "ray.glsl"
#include "coverage.glsl"
#include "known_shares.glsl"
#include "lights.glsl"
#include "display.glsl"
#if defined OCCLUDED
#include "arriving.glsl"
#endif
#if defined VEILED
uniform PICTURE veil;  // radiance times alpha, alpha
#endif
#if !defined MAPPED
uniform sampler2D materials;  // a row each: roughness and metal, then what it glows
#endif
uniform float exposure;
out vec4 color_out;

vec3 radiance_of(uvec4 bits, float deep, vec2 pixel) {
    vec3 normal = normal_of(bits);
    vec3 color = color_of(bits);
#if defined MAPPED
    color *= float(1u - (bits.z >> 24 & 1u));  // what is unlit only glows
    vec3 rough = vec3(bits.z & 255u, bits.z >> 8 & 255u, bits.z >> 16 & 255u) / 255.0;
    vec3 glow = from_shared_exponent(bits.w);
#else
    int number = int(bits.x >> 26 | bits.y >> 28 << 6);
    vec3 rough = vec3(texelFetch(materials, ivec2(0, number), 0).xy, 1.0);
    vec3 glow = texelFetch(materials, ivec2(1, number), 0).rgb;
#endif
    vec3 point = point_at(pixel, metres(deep));
    float open = rough.z;
#if defined OCCLUDED
    open *= arriving(pixel, -point.z);
#endif
    return through_air(lit(surface_of(color, rough.y, rough.x), glow, point, normal, open), point);
}

vec3 background(vec2 pixel) {
    vec3 toward = ray_at(pixel);
    vec3 color = sky(toward);
#if defined FOG
    color = mix(fog_color, color, fog_transmittance(toward, SKY_DISTANCE));
#endif
    return color;
}

vec3 shown(vec3 linear) {
#if defined LINEAR
    return linear;
#else
    return srgb(filmic(linear * exposure));
#endif
}

void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy);
#if defined VEILED
    vec4 over = vec4(0.0);
    for (int number = 0; number < SAMPLES; ++number) {
        over += sample_of(veil, pixel, number) / float(SAMPLES);
    }
#endif
    vec4 sum = vec4(0.0);
    vec3 behind = background(gl_FragCoord.xy);
    Share share = Share(0, 0, ALL_SAMPLES, uvec4(0u));
    do {
        share = next_share(pixel, share.left);
        find_shares(pixel, share);
        float deep = sample_of(depth, pixel, share.number).r;
        vec3 linear = share.bits.x == 0u ? behind
                                         : radiance_of(share.bits, deep, gl_FragCoord.xy);
        linear = min(linear, vec3(6e4));
#if defined VEILED
        linear = over.rgb + (1.0 - over.a) * linear;
#endif
        float weight = float(share.samples);
#if defined WEIGHTED
        weight /= 1.0 + max(linear.r, max(linear.g, linear.b));
#endif
        sum += weight * vec4(shown(linear), 1.0);
    } while (share.left != 0);
    vec3 color = sum.rgb / sum.a;
#if !defined LINEAR
    color += dither(pixel);
#endif
    color_out = vec4(color, 1.0);
    gl_FragDepth = sample_of(depth, pixel, 0).r;
}
#endif
