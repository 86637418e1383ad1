// Depth as a light sees it (visualize/render/pictures/shadow_maps.py).
// Defines: CUT (alpha below `cutoff` casts nothing), and those of the includes.

#include "surface.glsl"
#if defined CUT
#include "base_color.glsl"
#endif

#if defined VERTEX_SHADER
uniform mat4 to_light;  // camera space to the light's clip space

void main() {
    gl_Position = to_light * vec4(view_position(local_position()), 1.0);
#if defined CUT
    pass_base_color();
#endif
}

#elif defined FRAGMENT_SHADER
#if defined CUT
uniform float cutoff;
#endif

void main() {
#if defined CUT
    if (base_color().a < cutoff) {
        discard;
    }
#endif
}
#endif
