// How much of each light with a shadow map arrives at a point: what light_shares.glsl found where
// the pixel's surface is known there, else (a part of an edge, or transparent) one look at the map.
//
// Defines: SUN_SHARE and LAMP_SHARES n, which shares are at hand; those of shadow_map.glsl.

#include "shadow_map.glsl"

#if defined SHADOWS
bool shares_known = false;  // found by find_shares() for the surface being lit
#if defined SUN_SHARE
uniform sampler2D sun_share;
float known_sun;
#endif
#if defined LAMP_SHARES
uniform sampler2D lamp_shares;
float known_lamps[LAMP_SHARES];
#if LAMP_SHARES > 4
uniform sampler2D more_lamp_shares;
#endif
#endif

#if defined SUN_SHARE
ivec2 shares_size() {
    return textureSize(sun_share, 0);
}
#elif defined LAMP_SHARES
ivec2 shares_size() {
    return textureSize(lamp_shares, 0);
}
#endif

// Take the shares of the surface whose first sample is that of a pixel.
void take_shares(ivec2 pixel, bool known) {
    shares_known = known;
#if defined SUN_SHARE
    known_sun = texelFetch(sun_share, pixel, 0).r;
#endif
#if defined LAMP_SHARES
    vec4 found = texelFetch(lamp_shares, pixel, 0);
    for (int lamp = 0; lamp < min(LAMP_SHARES, 4); ++lamp) {
        known_lamps[lamp] = found[lamp];
    }
#if LAMP_SHARES > 4
    found = texelFetch(more_lamp_shares, pixel, 0);
    for (int lamp = 4; lamp < LAMP_SHARES; ++lamp) {
        known_lamps[lamp] = found[lamp - 4];
    }
#endif
#endif
}

#if CASCADES > 0
float sun_arrives(vec3 point, vec3 normal, float cosine) {
    vec3 off, place;
    int tile = sun_tile(point, normal, cosine, off, place);
    float arrives = texture(shadow_atlas, vec3(place.xy, min(place.z, 1.0)));
    arrives = inside(place, shadow_rect[tile]) ? arrives : 1.0;
#if defined SUN_SHARE
    arrives = shares_known ? known_sun : arrives;
#endif
    return arrives;
}
#endif

// The share of light `lamp` of those that have shadows besides the sun, which has tile `tile`
// there; `texel` is the size of one in metres.
float lamp_arrives(int lamp, int tile, vec3 point, vec3 normal, float cosine, float texel) {
    vec3 off = lifted(point, normal, cosine, texel);
    vec3 place = on_map(tile, off);
    float arrives = texture(shadow_atlas, vec3(place.xy, min(place.z, 1.0)));
    arrives = ahead_of(tile, off) > 0.0 && inside(place, shadow_rect[tile]) ? arrives : 1.0;
#if defined LAMP_SHARES
    arrives = shares_known ? known_lamps[lamp] : arrives;
#endif
    return arrives;
}
#endif
