// How much of a light with a shadow map arrives (visualize/render/pictures/shadow_maps.py).
// Defines: SHADOWS n, the tiles in the atlas; CASCADES n, how many of them are the sun's (tile 0
// is the nearest). Points and normals are in camera space.

#if defined SHADOWS
uniform sampler2DShadow shadow_atlas;
uniform mat4 shadow_matrix[SHADOWS];  // camera space to the atlas: u, v, depth (times w)
uniform vec4 shadow_rect[SHADOWS];    // what of the atlas belongs to the tile: u, v from, u, v to
uniform float shadow_texel[SHADOWS];  // metres a texel; a spot light's at one metre distance

// A tent of three by three texels from four bilinear comparisons (I. Castaño, "Shadow Mapping
// Summary", 2013).
float filtered(vec3 place, vec4 rect) {
    vec2 size = vec2(textureSize(shadow_atlas, 0));
    vec2 texels = place.xy * size;
    vec2 base = floor(texels + 0.5);
    vec2 part = texels + 0.5 - base;
    vec2 weight_a = 3.0 - 2.0 * part, weight_b = 1.0 + 2.0 * part;
    vec2 a = (base - 1.5 + (2.0 - part) / weight_a) / size;
    vec2 b = (base + 0.5 + part / weight_b) / size;
    a = clamp(a, rect.xy, rect.zw);
    b = clamp(b, rect.xy, rect.zw);
    float sum = weight_a.x * weight_a.y * texture(shadow_atlas, vec3(a, place.z));
    sum += weight_b.x * weight_a.y * texture(shadow_atlas, vec3(b.x, a.y, place.z));
    sum += weight_a.x * weight_b.y * texture(shadow_atlas, vec3(a.x, b.y, place.z));
    sum += weight_b.x * weight_b.y * texture(shadow_atlas, vec3(b, place.z));
    return sum / 16.0;
}

bool inside(vec3 place, vec4 rect) {
    return all(greaterThan(place.xy, rect.xy)) && all(lessThan(place.xy, rect.zw));
}

// A point moved off its surface, so that the surface does not shade itself: farther where the
// light grazes it (D. Holbert, "Saying Goodbye to Shadow Acne", 2011).
vec3 lifted(vec3 point, vec3 normal, float cosine, float texel) {
    float sine = sqrt(max(1.0 - cosine * cosine, 0.0));
    return point + normal * (texel * (0.6 + 1.9 * sine));
}

#if CASCADES > 0
float sun_arrives(vec3 point, vec3 normal, float cosine) {
    vec3 off = lifted(point, normal, cosine, shadow_texel[0]);
    vec3 place = (shadow_matrix[0] * vec4(off, 1.0)).xyz;
    vec4 rect = shadow_rect[0];
#if CASCADES > 1
    if (!inside(place, rect)) {
        off = lifted(point, normal, cosine, shadow_texel[1]);
        place = (shadow_matrix[1] * vec4(off, 1.0)).xyz;
        rect = shadow_rect[1];
    }
#endif
    float arrives = filtered(vec3(place.xy, min(place.z, 1.0)), rect);
    return inside(place, rect) ? arrives : 1.0;
}
#endif

float spot_arrives(int tile, vec3 point, vec3 normal, float cosine, float distance) {
    vec3 off = lifted(point, normal, cosine, shadow_texel[tile] * distance);
    vec4 place = shadow_matrix[tile] * vec4(off, 1.0);
    vec3 at = place.xyz / max(place.w, 1e-6);
    float arrives = filtered(vec3(at.xy, min(at.z, 1.0)), shadow_rect[tile]);
    return place.w > 0.0 && inside(at, shadow_rect[tile]) ? arrives : 1.0;
}
#endif
