// The first surface of a pixel as one light with a shadow sees it.
//
// Defines: SUN (the light is the sun, which has CASCADES tiles), else it is number `lamp` of the
// others that have shadows; those of the includes.

#include "ray.glsl"
#include "coverage.glsl"
#include "shadow_map.glsl"

uniform sampler2D first_depth;  // metres
uniform int pixel_step;         // pixels of the picture for each of its texels
uniform vec4 light_at;          // position, 1 (or a direction towards the light, 0)
uniform int lamp;

// `lit` is false where the surface faces away and where nothing is; `held` tells whether the map
// has the place. `slope` is how the map's depth rises along the surface, a step of u and of v;
// `texel` is the size of one in metres.
struct LitPoint {
    int tile;
    vec3 place;
    vec2 slope;
    float texel;
    float depth;
    bool lit;
    bool held;
};

vec3 point_of(ivec2 at) {
    ivec2 inner = clamp(at, ivec2(0), textureSize(first_depth, 0) - 1);
    float depth = inner == at ? texelFetch(first_depth, at, 0).r : 1e9;  // beyond the picture
    return point_at(vec2(at * pixel_step) + 0.5, depth);
}

vec3 nearer(vec3 back, vec3 ahead) {
    return abs(back.z) < abs(ahead.z) ? back : ahead;
}

// The way the surface truly faces, where it is shaded as if it were round: from the neighbour on
// each side that is nearer in depth.
vec3 true_normal(ivec2 at, vec3 point, vec3 shaded) {
    vec3 across = nearer(point - point_of(at - ivec2(1, 0)), point_of(at + ivec2(1, 0)) - point);
    vec3 along = nearer(point - point_of(at - ivec2(0, 1)), point_of(at + ivec2(0, 1)) - point);
    vec3 normal = normalize(cross(along, across));
    float alike = dot(normal, shaded);
    return alike > 0.6 && alike < 0.9995 ? normal : shaded;
}

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

LitPoint lit_point(ivec2 at) {
    uvec4 bits = texelFetch(surfaces, at * pixel_step, 0);
    vec3 normal = normal_of(bits), point = point_of(at);
    vec3 path = light_at.xyz - light_at.w * point;
    float distance = length(path), cosine = dot(normal, path) / distance;
    LitPoint found;
    found.depth = -point.z;
    found.lit = cosine > 0.0 && bits.x != 0u;
    vec3 off;
#if defined SUN
    found.tile = sun_tile(point, normal, cosine, off, found.place);
    found.texel = shadow_texel[found.tile];
#else
    found.tile = lamp < MOON_SHADOWS ? CASCADES : FIRST_SPOT_TILE + lamp - MOON_SHADOWS;
#if POINT_SHADOWS > 0
    int number = lamp - MOON_SHADOWS - SPOT_SHADOWS;
    found.tile = number < 0 ? found.tile : face_of(FIRST_POINT_TILE + 6 * number, point);
#endif
    found.texel = shadow_texel[found.tile] * (light_at.w == 0.0 ? 1.0 : distance);
    off = lifted(point, normal, cosine, found.texel);
    found.place = on_map(found.tile, off);
#endif
    found.held = ahead_of(found.tile, off) > 0.0 && inside(found.place, shadow_rect[found.tile]);
    vec3 flat_normal = true_normal(at, point, normal);
    found.slope = slope_on_map(found.tile, off, flat_normal, found.place, found.texel);
    return found;
}

// How much depth a surface needs to spare: what the map holds is up to a texel aside.
float room_of(LitPoint found) {
    vec2 texel = 1.0 / vec2(textureSize(shadow_atlas, 0));
    vec2 rise = abs(found.slope) * texel;
    return 1.5 * max(rise.x, rise.y) + 2e-6;
}
