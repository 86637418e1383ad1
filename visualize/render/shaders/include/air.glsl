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
uniform vec4 sun_disc;         // radiance of the disc, and the cosine of its radius
uniform vec3 low_glow;         // what a low sun adds to the horizon below it
#if defined STARS
uniform float star_radiance;   // of the brightest
uniform mat3 sky_turn;         // camera space to the world's
#endif
uniform vec4 fog;              // density, falloff, height of the eye above the fog's base, unused
uniform vec3 fog_color;

const float SKY_DISTANCE = 2e4;  // metres of fog in front of the sky

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

#if defined STARS
float chance(vec3 cell) {
    vec3 p = fract(cell * vec3(0.1031, 0.1030, 0.0973));
    p += dot(p, p.yxz + 33.33);
    return fract((p.x + p.y) * p.z);
}

// A star in few cells of a grid around the eye, none brighter than one and most far darker.
float stars(vec3 toward) {
    vec3 place = 140.0 * normalize(sky_turn * toward);
    vec3 cell = floor(place);
    float luck = chance(cell);
    float apart = length(place - cell - 0.3 - 0.4 * chance(cell + 7.0));
    float bright = clamp((luck - 0.985) / 0.015, 0.0, 1.0);
    return bright * bright * bright * exp2(-24.0 * apart * apart);
}
#endif

// The gradient with a wide haze and a narrow aureole around the sun, and no sun below the horizon;
// the horizon glows below a sun that is low or has set.
vec3 sky(vec3 toward) {
    float near = max(dot(toward, sun_toward), 0.0);
    float wide = near * near * near * near;
    float narrow = exp2(160.0 * (near - 1.0));
    float shown = smoothstep(-0.08, 0.02, dot(toward, world_up));
    float height = dot(toward, world_up);
    vec3 color = sky_gradient(toward) + sun_glow * shown * (0.10 * wide + 0.9 * narrow);
    vec3 level = normalize(toward - height * world_up + 1e-4 * sun_toward);
    vec3 below = normalize(sun_toward - dot(sun_toward, world_up) * world_up + 1e-4 * level);
    float side = 0.5 + 0.5 * dot(level, below);
    float band = exp2(-9.0 * abs(height)) * smoothstep(-0.12, 0.0, height);
    color += low_glow * (band * side * side * side);
#if defined STARS
    color += star_radiance * stars(toward) * smoothstep(0.0, 0.25, height);
#endif
    float edge = 0.15 * (1.0 - sun_disc.w) + 1e-7;
    float disc = smoothstep(sun_disc.w - edge, sun_disc.w + edge, dot(toward, sun_toward));
    return color + sun_disc.rgb * (disc * shown);
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
