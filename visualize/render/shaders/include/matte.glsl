// Clay: matte grey, a strong key light with a shadow, and a fill from above and one side.
// Defines: those of sunlit.glsl.

#include "sunlit.glsl"

uniform vec3 world_up;
uniform vec3 key_toward;
uniform vec3 side_toward;   // level, at a right angle to the key
uniform float key_strength;
uniform float fill_strength;

// Radiance of paint of this luminance, of which clay keeps a gentle share. `arrives` is the share of
// the key light that does, `open` that of the light from all around.
vec3 shaded_matte(float luminance, float arrives, vec3 normal, float open) {
    float key = max(dot(normal, key_toward), 0.0);
#if defined SHADOWS
    key *= 0.03 + 0.97 * arrives;
#endif
    // The side parts walls in the shade that face different ways.
    float fill = fill_strength
        * (0.70 + 0.26 * dot(normal, world_up) + 0.16 * dot(normal, side_toward));
    float light = key_strength * key * (0.7 + 0.3 * open) + fill * open;
    float paint = 0.62 * (0.32 + 0.68 * sqrt(luminance));
    return paint * light * vec3(1.015, 1.0, 0.975);
}

// The same, with what arrives at a point looked up.
vec3 matte(float luminance, vec3 point, vec3 normal, float open) {
    float arrives = 1.0;
#if defined SHADOWS
    arrives = sun_arrives(point, normal, dot(normal, key_toward));
#endif
    return shaded_matte(luminance, arrives, normal, open);
}
