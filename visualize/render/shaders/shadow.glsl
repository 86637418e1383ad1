// Depth as a light sees it (visualize/render/pictures/shadow_maps.py).
// Defines: CASTERS n (include/row.glsl), CUT (alpha below `cutoff` casts nothing), and those of the
// includes.

#include "surface.glsl"
#if defined CUT
#include "base_color.glsl"
#endif

#if defined VERTEX_SHADER
uniform vec2 z_to_w;

void main() {
    vec3 clip = view_position(local_position());  // rows and joints lead to clip space here
    gl_Position = vec4(clip, z_to_w.x * clip.z + z_to_w.y);
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
