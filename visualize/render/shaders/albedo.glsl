// Base colour without light, linear. Defines: CUT, BLENDED, and those of the includes.

#include "surface.glsl"
#include "camera.glsl"
#include "base_color.glsl"

#if defined VERTEX_SHADER
void main() {
    gl_Position = to_clip(view_position(local_position()));
    pass_base_color();
}

#elif defined FRAGMENT_SHADER
#if defined CUT
uniform float cutoff;
#endif
out vec4 color_out;

void main() {
    vec4 base = base_color();
#if defined CUT
    if (base.a < cutoff) {
        discard;
    }
#endif
#if defined BLENDED
    color_out = vec4(base.rgb, 1.0) * base.a;
#else
    color_out = vec4(base.rgb, 1.0);
#endif
}
#endif
