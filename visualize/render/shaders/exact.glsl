// The exact passes: one sample at the pixel centre, every target that is asked for in one draw.
//
// Defines: OUT_DEPTH, OUT_NORMAL, OUT_PACKED, OUT_ID, OUT_MOTION, OUT_MOTION_BACK n  the target of
// each (OUT_PACKED: normal in xyz and depth in w); CUT (alpha below `cutoff` writes nothing);
// TWO_SIDED (back faces are drawn); MOTION_PARALLEL, MOTION_BACK_PARALLEL (the target's camera has
// a parallel projection); and those of the includes.
//
// depth: metres along the view axis. normal: camera space, unit length, towards the camera side.
// motion: pixels, +x right, +y down (formulas: visualize/render/motion.py).

#include "surface.glsl"
#include "camera.glsl"
#if defined CUT
#include "base_color.glsl"
#endif

#if defined OUT_PACKED || defined OUT_NORMAL
#define WANT_NORMAL
#endif
#if defined OUT_PACKED || defined OUT_DEPTH
#define WANT_DEPTH
#endif

#if defined VERTEX_SHADER

#if defined WANT_NORMAL
out vec3 surface_normal;
#endif
#if defined OUT_ID && defined INSTANCED
flat out uint surface_id;
#endif
#if defined OUT_MOTION
out vec3 change;
#endif
#if defined OUT_MOTION_BACK
out vec3 change_back;
#endif
#if defined ORTHOGRAPHIC
noperspective out float surface_depth;
#endif

#if defined OUT_MOTION || defined OUT_MOTION_BACK
vec3 displaced(vec4 x, vec4 y, vec4 z, vec4 point) {
    return vec3(dot(x, point), dot(y, point), dot(z, point));
}

#if defined MORPHED
uniform mat4x3 to_pixels;  // camera space to homogeneous pixels of this frame

// What the change of the morph weights adds; `column` picks the direction.
vec4 morph_change(int column) {
    vec3 sum = vec3(0.0);
    for (int at = 0; at < ROW_MORPHS; ++at) {
        vec4 morph = active_morph(at);
        sum += morph[column] * morph_offset(morph);
    }
    return vec4(sum, 0.0);
}

// A direction by the matrix of this frame, in homogeneous pixels.
vec3 carried(vec4 direction) {
    vec3 view = vec3(dot(VIEW_X, direction), dot(VIEW_Y, direction), dot(VIEW_Z, direction));
    return to_pixels * vec4(view, 0.0);
}
#endif
#endif

#if defined SKINNED
#define MOTION_ROWS skin_row(3), skin_row(4), skin_row(5)
#define MOTION_BACK_ROWS skin_row(6), skin_row(7), skin_row(8)
#else
#define MOTION_ROWS ROW_MOTION_X, ROW_MOTION_Y, ROW_MOTION_Z
#define MOTION_BACK_ROWS ROW_MOTION_BACK_X, ROW_MOTION_BACK_Y, ROW_MOTION_BACK_Z
#endif

void main() {
    vec3 local = local_position();
    vec3 view = view_position(local);
    gl_Position = to_clip(view);
#if defined ORTHOGRAPHIC
    surface_depth = -view.z;
#endif
#if defined WANT_NORMAL
    surface_normal = view_normal(local_normal());
#endif
#if defined OUT_ID && defined INSTANCED
    surface_id = ROW_ID;
#endif
#if defined OUT_MOTION
    change = displaced(MOTION_ROWS, vec4(local, 1.0));
#if defined MORPHED
    vec4 moved = morph_change(2);
    change += displaced(MOTION_ROWS, moved) + carried(moved);
#endif
#endif
#if defined OUT_MOTION_BACK
    change_back = displaced(MOTION_BACK_ROWS, vec4(local, 1.0));
#if defined MORPHED
    vec4 moved_back = morph_change(3);
    change_back += displaced(MOTION_BACK_ROWS, moved_back) + carried(moved_back);
#endif
#endif
#if defined CUT
    pass_base_color();
#endif
}

#elif defined FRAGMENT_SHADER

#if defined WANT_NORMAL
in vec3 surface_normal;
#endif
#if defined OUT_ID && defined INSTANCED
flat in uint surface_id;
#endif
#if defined OUT_MOTION
in vec3 change;
#endif
#if defined OUT_MOTION_BACK
in vec3 change_back;
#endif
#if defined ORTHOGRAPHIC
noperspective in float surface_depth;
#endif
#if defined CUT
uniform float cutoff;
#endif
#if defined OUT_MOTION || defined OUT_MOTION_BACK
uniform vec2 centre;  // of the picture, pixels
#endif

#if defined OUT_PACKED
layout(location = OUT_PACKED) out vec4 packed_out;
#endif
#if defined OUT_DEPTH
layout(location = OUT_DEPTH) out float depth_out;
#endif
#if defined OUT_NORMAL
layout(location = OUT_NORMAL) out vec4 normal_out;
#endif
#if defined OUT_ID
layout(location = OUT_ID) out uint id_out;
#endif
#if defined OUT_MOTION
layout(location = OUT_MOTION) out vec2 motion_out;
#endif
#if defined OUT_MOTION_BACK
layout(location = OUT_MOTION_BACK) out vec2 motion_back_out;
#endif

#include "pixels.glsl"

#if defined ORTHOGRAPHIC
const bool PARALLEL = true;
#else
const bool PARALLEL = false;
#endif
#if defined MOTION_PARALLEL
const bool PARALLEL_NEXT = true;
#else
const bool PARALLEL_NEXT = false;
#endif
#if defined MOTION_BACK_PARALLEL
const bool PARALLEL_BACK = true;
#else
const bool PARALLEL_BACK = false;
#endif

void main() {
#if defined CUT
    if (base_color().a < cutoff) {
        discard;
    }
#endif
#if defined ORTHOGRAPHIC
    float depth = surface_depth;
#else
    float depth = 1.0 / gl_FragCoord.w;
#endif
#if defined WANT_NORMAL
    vec3 normal = normalize(surface_normal);
#if defined TWO_SIDED
    normal = gl_FrontFacing ? normal : -normal;
#endif
#endif
#if defined OUT_PACKED
    packed_out = vec4(normal, depth);
#endif
#if defined OUT_DEPTH
    depth_out = depth;
#endif
#if defined OUT_NORMAL
    normal_out = vec4(normal, 0.0);
#endif
#if defined OUT_ID
#if defined INSTANCED
    id_out = surface_id;
#else
    id_out = ROW_ID;
#endif
#endif
#if defined OUT_MOTION
    motion_out = displacement(gl_FragCoord.xy - centre, depth, change, PARALLEL, PARALLEL_NEXT);
#endif
#if defined OUT_MOTION_BACK
    motion_back_out = displacement(gl_FragCoord.xy - centre, depth, change_back,
                                   PARALLEL, PARALLEL_BACK);
#endif
}
#endif
