// The lights of a scene on a surface (visualize/render/pictures/lighting.py).
//
// They come in this order: the sun that has a shadow (CASCADES > 0), the moon that has one
// (MOON_SHADOWS 1), spots and points that have one, and the others. Defines: LIGHTS n, FIRST_SPOT n,
// FIRST_POINT n, FIRST_PLAIN n, FOG, ORTHOGRAPHIC, and those of sunlit.glsl.

#include "air.glsl"
#include "pbr.glsl"
#include "sunlit.glsl"

#if LIGHTS > 0
uniform vec4 light_place[LIGHTS];  // position, 1 (or a direction towards the light, 0)
uniform vec4 light_axis[LIGHTS];   // direction it travels; 1 / range^4, or 0
uniform vec4 light_color[LIGHTS];  // lux or candela; unused
uniform vec2 light_cone[LIGHTS];   // scale and offset of the cosine (KHR_lights_punctual)

struct Beam {
    vec3 toward;
    vec3 irradiance;  // on a surface that faces it
    float distance;
};

Beam beam_of(int number, vec3 point) {
    vec4 place = light_place[number];
    vec3 path = place.xyz - place.w * point;
    float square = dot(path, path);
    Beam beam;
    beam.distance = sqrt(square);
    beam.toward = path * inversesqrt(max(square, 1e-12));
    float cone = clamp(-dot(beam.toward, light_axis[number].xyz) * light_cone[number].x
                       + light_cone[number].y, 0.0, 1.0);
    float window = clamp(1.0 - square * square * light_axis[number].w, 0.0, 1.0);
    float fall = place.w > 0.0 ? window / max(square, 1e-4) : 1.0;
    beam.irradiance = light_color[number].rgb * (cone * cone * fall);
    return beam;
}

vec3 direct(Surface s, vec3 point, vec3 normal, vec3 view) {
    vec3 sum = vec3(0.0);
#if CASCADES > 0
    Beam sun = beam_of(0, point);
    sum += sun.irradiance * reflected(s, normal, view, sun.toward)
         * sun_arrives(point, normal, dot(normal, sun.toward));
#endif
#if MOON_SHADOWS > 0
    Beam moon = beam_of(FIRST_SPOT - 1, point);
    sum += moon.irradiance * reflected(s, normal, view, moon.toward)
         * lamp_arrives(0, CASCADES, point, normal, dot(normal, moon.toward),
                        shadow_texel[CASCADES]);
#endif
#if SPOT_SHADOWS > 0
    for (int k = FIRST_SPOT; k < FIRST_POINT; ++k) {
        Beam beam = beam_of(k, point);
        int tile = FIRST_SPOT_TILE + k - FIRST_SPOT;
        sum += beam.irradiance * reflected(s, normal, view, beam.toward)
             * lamp_arrives(MOON_SHADOWS + k - FIRST_SPOT, tile, point, normal,
                            dot(normal, beam.toward), shadow_texel[tile] * beam.distance);
    }
#endif
#if POINT_SHADOWS > 0
    for (int k = FIRST_POINT; k < FIRST_PLAIN; ++k) {
        Beam beam = beam_of(k, point);
        int tile = face_of(FIRST_POINT_TILE + 6 * (k - FIRST_POINT), point);
        sum += beam.irradiance * reflected(s, normal, view, beam.toward)
             * lamp_arrives(MOON_SHADOWS + k - FIRST_SPOT, tile, point, normal,
                            dot(normal, beam.toward), shadow_texel[tile] * beam.distance);
    }
#endif
    for (int k = FIRST_PLAIN; k < LIGHTS; ++k) {
        Beam beam = beam_of(k, point);
        sum += beam.irradiance * reflected(s, normal, view, beam.toward);
    }
    return sum;
}
#endif

// Radiance towards the eye. `open` is the share of the light from all around that arrives.
vec3 lit(Surface s, vec3 glow, vec3 point, vec3 normal, float open) {
#if defined ORTHOGRAPHIC
    vec3 view = vec3(0.0, 0.0, 1.0);
#else
    vec3 view = -normalize(point);
#endif
    vec3 mirrored = mirrored_share(s, clamp(dot(normal, view), 0.0, 1.0));
    vec3 bounce = reflect(-view, normal);
    vec3 around = mix(sky_gradient(bounce) * ambient_scale, hemisphere(bounce),
                      min(1.6 * s.roughness, 1.0));
    vec3 ambient = s.diffuse * (1.0 - mirrored) * hemisphere(normal) + mirrored * around;
    vec3 light = ambient * open + glow;
#if LIGHTS > 0
    light += direct(s, point, normal, view);
#endif
    return light;
}

// Radiance as it arrives through the fog between the point and the eye.
vec3 through_air(vec3 light, vec3 point) {
#if defined FOG
#if defined ORTHOGRAPHIC
    float distance = -point.z;
    vec3 toward = vec3(0.0, 0.0, -1.0);
#else
    float distance = length(point);
    vec3 toward = point / max(distance, 1e-6);
#endif
    return mix(fog_color, light, fog_transmittance(toward, distance));
#else
    return light;
#endif
}
