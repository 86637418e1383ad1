// The shadow maps of a frame (visualize/render/pictures/shadow_maps.py) and where a point lies in
// them.
//
// Defines: SHADOWS n, the tiles in the atlas; CASCADES n, how many of them are the sun's (tile 0
// is the nearest); then MOON_SHADOWS n, SPOT_SHADOWS n and POINT_SHADOWS n, of six tiles each.
// Points and normals are in camera space.

#if defined SHADOWS
uniform sampler2DShadow shadow_atlas;
uniform mat4 shadow_matrix[SHADOWS];  // camera space to the atlas: u, v, depth (times w)
uniform vec4 shadow_rect[SHADOWS];    // what of the atlas belongs to the tile: u, v from, u, v to
uniform float shadow_texel[SHADOWS];  // metres a texel; a spot light's at one metre distance

#define FIRST_SPOT_TILE (CASCADES + MOON_SHADOWS)
#define FIRST_POINT_TILE (FIRST_SPOT_TILE + SPOT_SHADOWS)

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

#if CASCADES > 0
// The sun's tile that holds a point (lifted off its surface), and its place there.
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
#endif
