// How much of a light with a shadow map arrives (visualize/render/pictures/shadow_maps.py), with
// edges as soft as the light is large and what casts the shadow is far.
//
// R. Fernando, "Percentage-Closer Soft Shadows" (2005): the mean depth of what stands between a
// point and the light gives, by similar triangles, the disc of the map that the light's own disc
// covers; the share of it that is open is the share of the light that arrives. The discs are tilted
// with the surface, so that it does not shade itself (J. Isidoro, "Shadow Mapping: GPU-based Tips
// and Techniques", 2006).
//
// Defines: SHADOWS n, the tiles in the atlas; CASCADES n, how many of them are the sun's (tile 0
// is the nearest); then MOON_SHADOWS n, SPOT_SHADOWS n and POINT_SHADOWS n, of six tiles each.
// WIDE_SUN and WIDE_LAMPS: lights that are large. Points and normals are in camera space.

#if defined SHADOWS
uniform sampler2DShadow shadow_atlas;
uniform sampler2D shadow_depth;       // the same texture, not compared
uniform mat4 shadow_matrix[SHADOWS];  // camera space to the atlas: u, v, depth (times w)
uniform vec4 shadow_rect[SHADOWS];    // what of the atlas belongs to the tile: u, v from, u, v to
uniform float shadow_texel[SHADOWS];  // metres a texel; a spot light's at one metre distance
// The light's size in texels for each unit of depth (sun), or in texels at one metre (spot); the
// nearest and farthest distance that a spot's map holds, 0 for the sun.
uniform vec3 shadow_light[SHADOWS];

// Few taps would show one by one under a large light.
#if (defined SOFT_SUN && defined WIDE_SUN) || (!defined SOFT_SUN && defined WIDE_LAMPS)
#define GRAINED
const int SEARCH_TAPS = 16;
const int SOFT_TAPS = 40;
#else
const int SEARCH_TAPS = 8;
const int SOFT_TAPS = 20;
#endif
const float GOLDEN = 2.39996323;
const float MOST_TEXELS = 48.0;     // radius: keeps what is read of the map together
const float SHARPEST_TEXELS = 1.3;  // hides the steps of the map

bool inside(vec3 place, vec4 rect) {
    return all(greaterThan(place.xy, rect.xy)) && all(lessThan(place.xy, rect.zw));
}

// A point moved off its surface, so that the surface does not shade itself: farther where the
// light grazes it (D. Holbert, "Saying Goodbye to Shadow Acne", 2011).
vec3 lifted(vec3 point, vec3 normal, float cosine, float texel) {
    float sine = sqrt(max(1.0 - cosine * cosine, 0.0));
    return point + normal * (texel * (0.6 + 1.9 * sine));
}

vec3 on_map(int tile, vec3 point) {
    vec4 place = shadow_matrix[tile] * vec4(point, 1.0);
    return place.xyz / max(place.w, 1e-6);
}

// How depth rises over the map along a surface: change a step of u and of v.
vec2 slope_on_map(int tile, vec3 point, vec3 normal, vec3 place, float step_m) {
    vec3 side = normalize(abs(normal.z) < 0.9 ? vec3(normal.y, -normal.x, 0.0)
                                              : vec3(0.0, normal.z, -normal.y));
    vec3 a = on_map(tile, point + side * step_m) - place;
    vec3 b = on_map(tile, point + cross(normal, side) * step_m) - place;
    float area = a.x * b.y - a.y * b.x;
    float flat_area = 0.004 * (length(a.xy) * length(b.xy) + 1e-20);
    area = abs(area) < flat_area ? (area < 0.0 ? -flat_area : flat_area) : area;
    return vec2(a.z * b.y - b.z * a.y, b.z * a.x - a.z * b.x) / area;
}

// Radius in texels of the light's disc as seen past something at depth `blocker`.
float penumbra(int tile, float blocker, float here) {
    vec3 light = shadow_light[tile];
    if (light.z == 0.0) {
        return light.x * max(here - blocker, 0.0);
    }
    float gap = light.z - light.y;
    float far_m = light.z * light.y / max(light.z - here * gap, 1e-6);
    float near_m = light.z * light.y / max(light.z - blocker * gap, 1e-6);
    return light.x * max(far_m - near_m, 0.0) / max(near_m * far_m, 1e-6);
}

vec2 disc_place(int tap, int taps, float turn) {
    float angle = float(tap) * GOLDEN + turn;
    return sqrt((float(tap) + 0.5) / float(taps)) * vec2(cos(angle), sin(angle));
}

// How far the taps under a large light are turned, different from pixel to pixel, so that they make
// a fine grain and no contours (J. Jimenez, "Next Generation Post Processing in Call of Duty:
// Advanced Warfare", 2014: interleaved gradient noise).
float turn_of_taps() {
#if defined GRAINED
    float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
    return 6.2831853 * noise;
#else
    return 0.0;
#endif
}

// The share of a light's disc that is open to a point. A few taps tell where there is an edge at
// all; only there the loop of many has turns. (Software drivers run both sides of a branch.)
float open_share(int tile, vec3 place, vec2 slope) {
    vec4 rect = shadow_rect[tile];
    vec2 texel = 1.0 / vec2(textureSize(shadow_atlas, 0));
    float reach = clamp(penumbra(tile, 0.0, place.z), SHARPEST_TEXELS, MOST_TEXELS) + 0.5;
    // What the map holds is up to a texel aside; steep surfaces need room for that.
    float room = 1.5 * max(abs(slope.x) * texel.x, abs(slope.y) * texel.y) + 2e-6;
    float turn = turn_of_taps();
    float blockers = 0.0, sum = 0.0;
    for (int tap = 0; tap < SEARCH_TAPS; ++tap) {
        vec2 off = disc_place(tap, SEARCH_TAPS, turn) * reach * texel;
        vec2 at = clamp(place.xy + off, rect.xy, rect.zw);
        float depth = textureLod(shadow_depth, at, 0.0).r;
        float blocks = step(depth, place.z + dot(off, slope) - room);
        blockers += blocks;
        sum += blocks * depth;
    }
    float radius = penumbra(tile, sum / max(blockers, 1.0), place.z);
    radius = clamp(radius, SHARPEST_TEXELS, MOST_TEXELS);
    int taps = blockers > 0.0 && blockers < float(SEARCH_TAPS) ? SOFT_TAPS : 0;
    float arrives = 0.0;
    for (int tap = 0; tap < taps; ++tap) {
        vec2 off = disc_place(tap, SOFT_TAPS, turn) * radius * texel;
        vec2 at = clamp(place.xy + off, rect.xy, rect.zw);
        arrives += texture(shadow_atlas, vec3(at, min(place.z + dot(off, slope) - room, 1.0)));
    }
    return taps > 0 ? arrives / float(SOFT_TAPS) : (blockers > 0.0 ? 0.0 : 1.0);
}

#if CASCADES > 0
// The tile that holds a point (lifted off its surface), and its place there.
int sun_tile(vec3 point, vec3 normal, float cosine, out vec3 off, out vec3 place) {
    off = lifted(point, normal, cosine, shadow_texel[0]);
    place = on_map(0, off);
#if CASCADES > 1
    if (!inside(place, shadow_rect[0])) {
        off = lifted(point, normal, cosine, shadow_texel[1]);
        place = on_map(1, off);
        return 1;
    }
#endif
    return 0;
}

#if defined SOFT_SUN
float soft_sun(vec3 point, vec3 normal, float cosine) {
    vec3 off, place;
    int tile = sun_tile(point, normal, cosine, off, place);
    vec2 slope = slope_on_map(tile, off, normal, place, shadow_texel[tile]);
    float arrives = open_share(tile, place, slope);
    return inside(place, shadow_rect[tile]) ? arrives : 1.0;
}
#else
// What sunlight.glsl found for this pixel's first surface, below 0 for the others: those are parts
// of an edge, or transparent, and do with a hard shadow.
float sun_known = -1.0;

float sun_arrives(vec3 point, vec3 normal, float cosine) {
    vec3 off, place;
    int tile = sun_tile(point, normal, cosine, off, place);
    float arrives = texture(shadow_atlas, vec3(place.xy, min(place.z, 1.0)));
    arrives = inside(place, shadow_rect[tile]) ? arrives : 1.0;
    return sun_known < 0.0 ? arrives : sun_known;
}
#endif
#endif

#if !defined SOFT_SUN
#define FIRST_SPOT_TILE (CASCADES + MOON_SHADOWS)
#define FIRST_POINT_TILE (FIRST_SPOT_TILE + SPOT_SHADOWS)

#if MOON_SHADOWS > 0
float moon_arrives(vec3 point, vec3 normal, float cosine) {
    vec3 off = lifted(point, normal, cosine, shadow_texel[CASCADES]);
    vec3 place = on_map(CASCADES, off);
    vec2 slope = slope_on_map(CASCADES, off, normal, place, shadow_texel[CASCADES]);
    float arrives = open_share(CASCADES, place, slope);
    return inside(place, shadow_rect[CASCADES]) ? arrives : 1.0;
}
#endif

float ahead_of(int tile, vec3 point) {
    return (shadow_matrix[tile] * vec4(point, 1.0)).w;
}

// The tile of a point light that looks towards a point: +x, -x, +y, -y, +z and -z from `first` on.
int face_of(int first, vec3 point) {
    vec3 along = vec3(ahead_of(first, point), ahead_of(first + 2, point),
                      ahead_of(first + 4, point));
    vec3 size = abs(along);
    float largest = max(size.x, max(size.y, size.z));
    int axis = size.x == largest ? 0 : (size.y == largest ? 1 : 2);
    return first + 2 * axis + (along[axis] < 0.0 ? 1 : 0);
}

// The share of a spot light, or of one side of a point light, that arrives.
float lamp_arrives(int tile, vec3 point, vec3 normal, float cosine, float distance) {
    float texel = shadow_texel[tile] * distance;
    vec3 off = lifted(point, normal, cosine, texel);
    vec3 place = on_map(tile, off);
    float arrives = open_share(tile, place, slope_on_map(tile, off, normal, place, texel));
    return ahead_of(tile, off) > 0.0 && inside(place, shadow_rect[tile]) ? arrives : 1.0;
}
#endif
#endif
