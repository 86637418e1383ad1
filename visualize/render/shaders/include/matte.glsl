// Clay: matte grey, a key light with a shadow and a fill from above.
// Defines: SHADOWS and CASCADES (sunlit.glsl).

#include "sunlit.glsl"

uniform vec3 world_up;
uniform vec3 key_toward;
uniform float key_strength;
uniform float fill_strength;

// Radiance of paint of this luminance, of which clay keeps half the contrast. `open` is the share
// of the light from all around that arrives.
vec3 matte(float luminance, vec3 point, vec3 normal, float open) {
    float cosine = dot(normal, key_toward);
    float key = max(cosine, 0.0);
#if defined SHADOWS
    key *= 0.12 + 0.88 * sun_arrives(point, normal, cosine);
#endif
    float fill = fill_strength * (0.74 + 0.26 * dot(normal, world_up));
    float light = key_strength * key * (0.6 + 0.4 * open) + fill * open;
    return 0.5 * (0.5 + luminance) * light * vec3(1.02, 1.0, 0.965);
}
