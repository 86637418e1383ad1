// The surfaces behind the lines of `wire`: all but black, faintly shaded so that forms read.
// Defines: TWO_SIDED, CUT, CUED, and those of the includes.

#include "surface.glsl"
#include "camera.glsl"
#if defined CUT
#include "base_color.glsl"
#endif

#if defined VERTEX_SHADER
out vec3 surface_normal;

void main() {
    surface_normal = view_normal(local_normal());
    gl_Position = to_clip(view_position(local_position()));
#if defined CUT
    pass_base_color();
#endif
}

#elif defined FRAGMENT_SHADER
in vec3 surface_normal;
uniform vec3 dark;       // of a surface that faces away from the light, as shown
uniform vec3 light;      // and towards it
uniform vec3 toward;     // the light, in camera space
#if defined CUT
uniform float cutoff;
#endif
out vec4 color_out;

void main() {
#if defined CUT
    if (base_color().a < cutoff) {
        discard;
    }
#endif
    vec3 normal = normalize(surface_normal);
#if defined TWO_SIDED
    normal = gl_FrontFacing ? normal : -normal;
#endif
    color_out = vec4(mix(dark, light, 0.5 + 0.5 * dot(normal, toward)), 1.0);
}
#endif
