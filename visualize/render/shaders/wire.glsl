// The surfaces behind the lines of `wire`: deep, shaded so that forms read, with a hint of their
// own hue. Defines: TWO_SIDED, CUT, and those of the includes.

#include "surface.glsl"
#include "camera.glsl"
#include "base_color.glsl"

#if defined VERTEX_SHADER
out vec3 surface_normal;

void main() {
    surface_normal = view_normal(local_normal());
    gl_Position = to_clip(view_position(local_position()));
    pass_base_color();
}

#elif defined FRAGMENT_SHADER
in vec3 surface_normal;
uniform vec3 dark;       // of a grey surface that faces away from the light, as shown
uniform vec3 light;      // and towards it
uniform float tint;      // 0 is grey, 1 the full hue
uniform vec3 toward;     // the light, in camera space
#if defined CUT
uniform float cutoff;
#endif
out vec4 color_out;

// The hue and a little of the tone of a colour, 1 for middle grey.
vec3 hue_of(vec3 color) {
    vec3 shown = sqrt(clamp(color, 0.0, 1.0));
    float grey = dot(shown, vec3(0.2126, 0.7152, 0.0722));
    return shown / max(grey, 0.1) * (0.55 + 0.9 * grey);
}

void main() {
    vec4 base = base_color();
#if defined CUT
    if (base.a < cutoff) {
        discard;
    }
#endif
    vec3 normal = normalize(surface_normal);
#if defined TWO_SIDED
    normal = gl_FrontFacing ? normal : -normal;
#endif
    vec3 shade = mix(dark, light, 0.5 + 0.5 * dot(normal, toward));
    color_out = vec4(shade * mix(vec3(1.0), hue_of(base.rgb), tint), 1.0);
}
#endif
