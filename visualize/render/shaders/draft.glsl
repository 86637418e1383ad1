// Draft: a surface lit as clay or beauty light it, brought to the screen at once
// (visualize/render/draft/picture.py).
//
// Defines: CAST (a vertex of visualize/render/draft/plaster.py), LIT (beauty's light, else clay's),
// UNLIT, CUT, BLENDED, TWO_SIDED; those of the includes.

#include "camera.glsl"
#include "shadow_map.glsl"
#if !defined CAST
#include "surface.glsl"
#include "base_color.glsl"
#endif

#if defined VERTEX_SHADER
#if defined CAST
in vec3 in_position;
in vec4 in_normal;
in vec4 in_color;
uniform mat4 cast_to_view;
out vec3 cast_color;
#endif
#if defined LIT
out vec3 surface_point;
#elif defined SHADOWS
uniform vec3 key_toward;
out vec3 sun_place;  // on the map: the sun's rays are parallel, so it may be interpolated
#endif
out vec3 surface_normal;

void main() {
#if defined CAST
    vec3 point = (cast_to_view * vec4(in_position, 1.0)).xyz;
    surface_normal = mat3(cast_to_view) * (2.0 * in_normal.xyz - 1.0);
    cast_color = in_color.rgb * in_color.rgb;
#else
    vec3 point = view_position(local_position());
    surface_normal = view_normal(local_normal());
    pass_base_color();
#endif
#if defined LIT
    surface_point = point;
#elif defined SHADOWS
    vec3 facing = normalize(surface_normal);
    sun_place = on_map(0, lifted(point, facing, dot(facing, key_toward), shadow_texel[0]));
#endif
    gl_Position = to_clip(point);
}

#elif defined FRAGMENT_SHADER
#include "display.glsl"
#include "sunlit.glsl"
#if defined LIT
#include "lights.glsl"
uniform float exposure;
uniform vec3 glow;
#else
#include "matte.glsl"
uniform float openness;  // the share of the light from all around that mostly arrives
#endif
#if defined CAST
in vec3 cast_color;
#endif
#if defined CUT
uniform float cutoff;
#endif
#if defined LIT
in vec3 surface_point;
#elif defined SHADOWS
in vec3 sun_place;
#endif
in vec3 surface_normal;
out vec4 color_out;

void main() {
#if defined CAST
    vec4 base = vec4(cast_color, 1.0);
#else
    vec4 base = base_color();
#endif
#if defined CUT
    if (base.a < cutoff) {
        discard;
    }
#endif
    vec3 normal = normalize(surface_normal);
#if defined TWO_SIDED
    normal = gl_FrontFacing ? normal : -normal;
#endif
#if defined LIT
#if defined UNLIT
    vec3 linear = through_air(base.rgb + glow, surface_point);
#else
    Surface s = surface_of(clamp(base.rgb, 0.0, 1.0), 0.0, 0.8);
    vec3 linear = through_air(lit(s, glow, surface_point, normal, 0.85), surface_point);
#endif
    vec3 color = srgb(filmic(linear * exposure));
#else
    float luminance = dot(min(base.rgb, 1.0), vec3(0.2126, 0.7152, 0.0722));
#if defined SHADOWS
    float arrives = texture(shadow_atlas, vec3(sun_place.xy, min(sun_place.z, 1.0)));
    arrives = inside(sun_place, shadow_rect[0]) ? arrives : 1.0;
#else
    const float arrives = 1.0;
#endif
    // One channel is brought to the screen for all three: clay is grey but for a breath of warmth.
    float green = shaded_matte(luminance, arrives, normal, openness).g;
    vec3 color = min(srgb(vec3(1.0 - exp(-1.3 * green))).g * vec3(1.005, 1.0, 0.991), 1.0);
#endif
#if defined BLENDED
    float alpha = clamp(base.a, 0.0, 1.0);
    color_out = vec4(color, 1.0) * alpha;
#else
    color_out = vec4(color, 1.0);
#endif
}
#endif
