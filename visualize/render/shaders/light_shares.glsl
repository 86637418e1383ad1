// The share of one light with a shadow that arrives at each pixel's first surface, worked out once
// for all pictures that share its samples (visualize/render/pictures/light_shares.py): that of the
// light's disc on the map which is open, its radius found by light_search.glsl.
//
// Packed for smoothing.glsl, a share is itself, -1 - share (marked: the edge is wide, to be
// smoothed) or NO_LIGHT. Defines: those of the includes.

#include "fullscreen.glsl"

#if defined FRAGMENT_SHADER
#include "lit_point.glsl"
#include "spiral.glsl"

uniform sampler2D found_before;  // what light_search.glsl found, smoothed
uniform sampler2D half_depth;    // metres, for it
out vec4 share_out;

const float NO_LIGHT = 4.0;
const float SHARPEST_TEXELS = 1.3;  // hides the steps of the map
const float WIDE_PIXELS = 1.5;      // radius from which an edge is smoothed on the screen
const int TAPS = 10;
const int FEW_TAPS = 3;

// The search's four nearest texels, those at another depth left out.
vec2 before(vec2 pixel, float here) {
    vec2 place = pixel * 0.5 - 0.25, base = floor(place), part = place - base;
    ivec2 most = textureSize(half_depth, 0) - 1;
    vec2 sum = vec2(0.0);
    float weights = 0.0;
    for (int k = 0; k < 4; ++k) {
        vec2 corner = vec2(k & 1, k >> 1), near = mix(1.0 - part, part, corner);
        ivec2 at = clamp(ivec2(base + corner), ivec2(0), most);
        float off = abs(texelFetch(half_depth, at, 0).r / here - 1.0);
        float weight = near.x * near.y / (0.01 + off) + 1e-5;
        sum += weight * texelFetch(found_before, at, 0).rg;
        weights += weight;
    }
    return sum / weights;
}

void main() {
    LitPoint found = lit_point(ivec2(gl_FragCoord.xy));
    vec4 rect = shadow_rect[found.tile];
    vec2 texel = 1.0 / vec2(textureSize(shadow_atlas, 0));
    vec2 blockers = before(gl_FragCoord.xy, found.depth);
    float radius = max(blockers.x / max(blockers.y, 1e-3), SHARPEST_TEXELS);
#if defined ORTHOGRAPHIC
    float metres_a_pixel = 1.0 / pixel_ray.x;
#else
    float metres_a_pixel = found.depth / pixel_ray.x;
#endif
    bool wide = radius * found.texel > WIDE_PIXELS * metres_a_pixel;
    float turn = wide ? pixel_turn() : 0.0, phase = wide ? pixel_phase() : 0.5;
    int taps = blockers.y > 0.0 && blockers.y < 1.0 ? TAPS : FEW_TAPS;
    taps = found.lit && found.held ? taps : 0;
    float room = room_of(found), arrives = 0.0;
    for (int tap = 0; tap < taps; ++tap) {
        vec2 off = spiral_place(tap, sqrt((float(tap) + phase) / float(taps)) * radius, turn);
        vec2 at = clamp(found.place.xy + off * texel, rect.xy, rect.zw);
        float depth = found.place.z + dot(off * texel, found.slope) - room;
        arrives += texture(shadow_atlas, vec3(at, min(depth, 1.0)));
    }
    arrives = taps > 0 ? arrives / float(taps) : 1.0;
    share_out = vec4(found.lit ? (wide ? -1.0 - arrives : arrives) : NO_LIGHT);
}
#endif
