// The lit picture: every different surface of a pixel is lit once, brought to what the screen
// shows, and averaged; so an edge against a bright sky is as smooth as any other.
//
// Defines: SAMPLES n; OCCLUDED; VEILED (transparent surfaces lie over the samples); LINEAR (a plain
// average of radiance), WEIGHTED (with LINEAR: bright samples count less); those of the includes.

#include "fullscreen.glsl"

#if defined FRAGMENT_SHADER
#include "ray.glsl"
#include "coverage.glsl"
#include "packing.glsl"
#include "lights.glsl"
#include "display.glsl"
#if defined OCCLUDED
#include "arriving.glsl"
#endif
#if defined VEILED
uniform PICTURE veil;  // radiance times alpha, alpha
#endif
uniform float exposure;
out vec4 color_out;

const float SKY_DISTANCE = 2e4;  // metres of fog in front of the sky

bool alike(uvec4 a, uvec4 b) {
    ivec2 apart = abs(ivec2(a.y & 65535u, a.y >> 16) - ivec2(b.y & 65535u, b.y >> 16));
    return a.x == b.x && a.z == b.z && a.w == b.w && max(apart.x, apart.y) < 1000;
}

vec3 radiance_of(uvec4 bits, float deep, vec2 pixel) {
    vec3 color = vec3(bits.x & 1023u, bits.x >> 10 & 1023u, bits.x >> 20 & 1023u) / 1023.0;
    vec3 normal = unfolded(vec2(bits.y & 65535u, bits.y >> 16) / 65535.0);
    vec3 rough = vec3(bits.z & 255u, bits.z >> 8 & 255u, bits.z >> 16 & 255u) / 255.0;
    vec3 point = point_at(pixel, metres(deep));
    float open = rough.z;
#if defined OCCLUDED
    open *= arriving(pixel, -point.z);
#endif
    Surface s = surface_of(color * color, rough.y, rough.x);
    return through_air(lit(s, from_shared_exponent(bits.w), point, normal, open), point);
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
    for (Share share = first_share(pixel); share.samples > 0; share = next_share(pixel, share)) {
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
    }
    vec3 color = sum.rgb / sum.a;
#if !defined LINEAR
    color += dither(pixel);
#endif
    color_out = vec4(color, 1.0);
    gl_FragDepth = sample_of(depth, pixel, 0).r;
}
#endif
