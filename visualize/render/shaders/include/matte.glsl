// Clay: matte grey, a strong key light with a shadow, and a fill from above and one side.
// Defines: those of sunlit.glsl.

#include "sunlit.glsl"

uniform vec3 world_up;
uniform vec3 key_toward;
uniform vec3 side_toward;   // level, at a right angle to the key
uniform float key_strength;
uniform float fill_strength;

// Radiance of paint of this luminance, of which clay keeps a gentle share. `open` is the share of
// the light from all around that arrives.
vec3 matte(float luminance, vec3 point, vec3 normal, float open) {
    float cosine = dot(normal, key_toward);
    float key = max(cosine, 0.0);
#if defined SHADOWS
    key *= 0.03 + 0.97 * sun_arrives(point, normal, cosine);
#endif
    // The side parts walls in the shade that face different ways.
    float fill = fill_strength
        * (0.70 + 0.26 * dot(normal, world_up) + 0.16 * dot(normal, side_toward));
    float light = key_strength * key * (0.7 + 0.3 * open) + fill * open;
    float paint = 0.62 * (0.32 + 0.68 * sqrt(luminance));
    return paint * light * vec3(1.015, 1.0, 0.975);
}
