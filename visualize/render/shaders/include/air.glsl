// Sky, hemisphere light and fog (compose/environment.py; visualize/render/pictures/air.py).
// All vectors are in camera space; `world_up` is the world's +Y there.

uniform vec3 world_up;
uniform vec3 zenith_color;     // these three times the sky's brightness
uniform vec3 horizon_color;
uniform vec3 nadir_color;
uniform vec3 above_color;      // hemisphere light from straight above and below, times `ambient`
uniform vec3 below_color;
uniform float ambient_scale;    // `ambient`: the sky as surfaces mirror it
uniform vec3 sun_toward;       // unit vector to the sun
uniform vec3 sun_glow;         // colour of the glow around it, black without a sun
uniform vec4 fog;              // density, falloff, height of the eye above the fog's base, unused
uniform vec3 fog_color;

// Radiance of a white diffuse surface that faces `normal` under the hemisphere alone.
vec3 hemisphere(vec3 normal) {
    return mix(below_color, above_color, 0.5 + 0.5 * dot(normal, world_up));
}

vec3 sky_gradient(vec3 toward) {
    float height = dot(toward, world_up);
    float above = sqrt(clamp(height, 0.0, 1.0));
    float below = clamp(-height * 12.0, 0.0, 1.0);
    vec3 color = mix(horizon_color, zenith_color, above * (1.25 - 0.25 * above));
    return mix(color, nadir_color, below * below * (3.0 - 2.0 * below));
}

// The gradient with a wide haze and a narrow aureole around the sun, and no sun below the horizon.
vec3 sky(vec3 toward) {
    float near = max(dot(toward, sun_toward), 0.0);
    float wide = near * near * near * near;
    float narrow = exp2(160.0 * (near - 1.0));
    float shown = smoothstep(-0.08, 0.02, dot(toward, world_up));
    return sky_gradient(toward) + sun_glow * shown * (0.10 * wide + 0.9 * narrow);
}

// Integral over height of exp(-falloff * max(height, 0)).
float fog_column(float height) {
    float above = max(height, 0.0);
    return min(height, 0.0) + (fog.y > 1e-6 ? (1.0 - exp(-fog.y * above)) / fog.y : above);
}

// How much light comes through `distance` metres of fog in direction `toward` from the eye.
float fog_transmittance(vec3 toward, float distance) {
    float rise = distance * dot(toward, world_up);
    float middle = exp(-fog.y * max(fog.z + 0.5 * rise, 0.0));
    float thick = abs(rise) > 0.05
        ? (fog_column(fog.z + rise) - fog_column(fog.z)) / rise : middle;
    return exp(-fog.x * distance * thick);
}
