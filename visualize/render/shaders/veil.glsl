// A transparent surface, lit, times alpha (visualize/render/pictures/beauty.py).
// Defines: TONE (clay's light), UNLIT, TWO_SIDED, and those of the includes.

#include "surface.glsl"
#include "camera.glsl"
#include "base_color.glsl"
#include "maps.glsl"

#if defined VERTEX_SHADER
out vec3 surface_point;
out vec3 surface_normal;

void main() {
    surface_point = view_position(local_position());
    surface_normal = view_normal(local_normal());
    gl_Position = to_clip(surface_point);
    pass_base_color();
    pass_maps();
}

#elif defined FRAGMENT_SHADER
#include "sunlit.glsl"
#if defined TONE
#include "matte.glsl"
#else
#include "lights.glsl"
#endif

in vec3 surface_point;
in vec3 surface_normal;
out vec4 color_out;

void main() {
    vec4 base = base_color();
    vec3 normal = normalize(surface_normal);
#if defined TWO_SIDED
    normal = gl_FrontFacing ? normal : -normal;
#endif
#if defined TONE
    vec3 light = matte(dot(min(base.rgb, 1.0), vec3(0.2126, 0.7152, 0.0722)), surface_point,
                       normal, 1.0);
#elif defined UNLIT
    vec3 light = through_air(base.rgb + glow(), surface_point);
#else
    normal = bent_normal(normal, surface_point);
    vec2 rough = rough_metallic();
    Surface s = surface_of(clamp(base.rgb, 0.0, 1.0), clamp(rough.y, 0.0, 1.0), rough.x);
    vec3 light = through_air(lit(s, glow(), surface_point, normal, map_occlusion()), surface_point);
#endif
    color_out = vec4(min(light, vec3(6e4)), 1.0) * clamp(base.a, 0.0, 1.0);
}
#endif
