// The exact passes: one sample at the pixel centre, every target that is asked for in one draw.
//
// PARTS are the passes' files, exact/<pass>.glsl. In the vertex stage each has pass_<pass>(), which
// hands on what its pixels need and may read `local` (the mesh's own space) and `view` (camera
// space); in the fragment stage exact_<pass>(), the value of a pixel, which may read `depth` (metres
// along the view axis). The calls are written by visualize/render/exact_targets.py: PASS_ALL,
// WRITE_ALL, TARGETS.
//
// Defines: CUT (alpha below `cutoff` writes nothing); TWO_SIDED (back faces are drawn); those of
// the includes and the parts.

#include "surface.glsl"
#include "camera.glsl"
#include "base_color.glsl"

#if defined VERTEX_SHADER
vec3 local;
vec3 view;
#if defined ORTHOGRAPHIC
noperspective out float surface_depth;
#endif

#elif defined FRAGMENT_SHADER
float depth;
#if defined ORTHOGRAPHIC
noperspective in float surface_depth;
#endif
#if defined CUT
uniform float cutoff;
#endif
TARGETS
#endif

#include PARTS

#if defined VERTEX_SHADER
void main() {
    local = local_position();
    view = view_position(local);
    gl_Position = to_clip(view);
#if defined ORTHOGRAPHIC
    surface_depth = -view.z;
#endif
#if defined CUT
    pass_base_color();
#endif
    PASS_ALL
}

#elif defined FRAGMENT_SHADER
void main() {
#if defined CUT
    if (base_color().a < cutoff) {
        discard;
    }
#endif
#if defined ORTHOGRAPHIC
    depth = surface_depth;
#else
    depth = 1.0 / gl_FragCoord.w;
#endif
    WRITE_ALL
}
#endif
