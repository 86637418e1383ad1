// The material's other textures (visualize/render/pictures/materials.py).
// Defines: ROUGH_MAP, NORMAL_MAP, OCCLUSION_MAP, GLOW_MAP, each with the UV set it reads, 0 or 1;
// NEEDS_UV0, NEEDS_UV1. Include it after base_color.glsl.

#if defined VERTEX_SHADER
#if defined NEEDS_UV0
#if !defined BASE_MAP || defined BASE_UV1
in vec2 in_uv0;
#endif
out vec2 map_uv0;
#endif
#if defined NEEDS_UV1
#if !defined BASE_MAP || !defined BASE_UV1
in vec2 in_uv1;
#endif
out vec2 map_uv1;
#endif

void pass_maps() {
#if defined NEEDS_UV0
    map_uv0 = in_uv0;
#endif
#if defined NEEDS_UV1
    map_uv1 = in_uv1;
#endif
}
#endif

#if defined FRAGMENT_SHADER
#if defined NEEDS_UV0
in vec2 map_uv0;
#endif
#if defined NEEDS_UV1
in vec2 map_uv1;
#endif

#if defined NEEDS_UV0 && defined NEEDS_UV1
#define MAP_UV(set) ((set) == 1 ? map_uv1 : map_uv0)
#elif defined NEEDS_UV1
#define MAP_UV(set) map_uv1
#else
#define MAP_UV(set) map_uv0
#endif

uniform vec2 rough_factor;  // roughness, metallic
#if defined ROUGH_MAP
uniform sampler2D rough_map;
uniform mat3 rough_uv_transform;
uniform bvec2 rough_mirror;
#endif
#if defined NORMAL_MAP
uniform sampler2D normal_map;
uniform mat3 normal_uv_transform;
uniform bvec2 normal_mirror;
uniform float normal_scale;
#endif
#if defined OCCLUSION_MAP
uniform sampler2D occlusion_map;
uniform mat3 occlusion_uv_transform;
uniform bvec2 occlusion_mirror;
uniform float occlusion_map_strength;
#endif
uniform vec3 glow_factor;
#if defined GLOW_MAP
uniform sampler2D glow_map;
uniform mat3 glow_uv_transform;
uniform bvec2 glow_mirror;
#endif

// Roughness and metallic.
vec2 rough_metallic() {
#if defined ROUGH_MAP
    vec2 uv = (rough_uv_transform * vec3(MAP_UV(ROUGH_MAP), 1.0)).xy;
    return rough_factor * texture(rough_map, wrapped(uv, rough_mirror)).gb;
#else
    return rough_factor;
#endif
}

float map_occlusion() {
#if defined OCCLUSION_MAP
    vec2 uv = (occlusion_uv_transform * vec3(MAP_UV(OCCLUSION_MAP), 1.0)).xy;
    float open = texture(occlusion_map, wrapped(uv, occlusion_mirror)).r;
    return 1.0 + occlusion_map_strength * (open - 1.0);
#else
    return 1.0;
#endif
}

vec3 glow() {
#if defined GLOW_MAP
    vec2 uv = (glow_uv_transform * vec3(MAP_UV(GLOW_MAP), 1.0)).xy;
    return glow_factor * texture(glow_map, wrapped(uv, glow_mirror)).rgb;
#else
    return glow_factor;
#endif
}

// The normal bent by its map. Tangents come from how the point and the coordinates change across
// the picture (C. Schüler, "Followup: Normal Mapping Without Precomputed Tangents", 2013).
vec3 bent_normal(vec3 normal, vec3 point) {
#if defined NORMAL_MAP
    vec2 uv = MAP_UV(NORMAL_MAP);
    vec3 across = dFdx(point), along = dFdy(point);
    vec2 uv_across = dFdx(uv), uv_along = dFdy(uv);
    vec3 side_along = cross(along, normal), side_across = cross(normal, across);
    vec3 tangent = side_along * uv_across.x + side_across * uv_along.x;
    vec3 bitangent = side_along * uv_across.y + side_across * uv_along.y;
    float longest = max(dot(tangent, tangent), dot(bitangent, bitangent));
    vec2 place = (normal_uv_transform * vec3(uv, 1.0)).xy;
    vec3 bend = texture(normal_map, wrapped(place, normal_mirror)).xyz * 2.0 - 1.0;
    bend.xy *= normal_scale;
    if (longest <= 0.0) {
        return normal;
    }
    // v grows downward in glTF pictures, while the map's green points up. Pictures are drawn upside
    // down, which turns the frame's hand.
    float hand = dot(cross(across, along), normal) < 0.0 ? -1.0 : 1.0;
    float scale = hand * inversesqrt(longest);
    vec3 bent = tangent * (bend.x * scale) - bitangent * (bend.y * scale) + normal * bend.z;
    return normalize(bent);
#else
    return normal;
#endif
}
#endif
