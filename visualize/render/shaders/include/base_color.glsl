// The base colour and alpha of a surface, linear (visualize/render/textures.py: set_base_color).
// Defines: BASE_MAP (has a texture), BASE_UV1 (which reads the second UV set), VERTEX_COLORS.
// Vertex stage: call pass_base_color(). Fragment stage: base_color().

#include "row.glsl"
#include "wrap.glsl"

#if defined VERTEX_COLORS
#define TINT_SHARING smooth
#else
#define TINT_SHARING flat  // equal to the bit all over the surface
#endif

#if defined VERTEX_SHADER
#if defined BASE_MAP
#if defined BASE_UV1
in vec2 in_uv1;
#else
in vec2 in_uv0;
#endif
out vec2 base_uv;
uniform mat3 base_uv_transform;
#endif
#if defined VERTEX_COLORS
in vec4 in_color;
#endif
TINT_SHARING out vec4 base_tint;

void pass_base_color() {
#if defined BASE_MAP
#if defined BASE_UV1
    base_uv = (base_uv_transform * vec3(in_uv1, 1.0)).xy;
#else
    base_uv = (base_uv_transform * vec3(in_uv0, 1.0)).xy;
#endif
#endif
    base_tint = ROW_COLOR;
#if defined VERTEX_COLORS
    base_tint *= in_color;
#endif
}
#endif

#if defined FRAGMENT_SHADER
TINT_SHARING in vec4 base_tint;
uniform vec4 base_factor;
#if defined BASE_MAP
in vec2 base_uv;
uniform sampler2D base_map;
uniform bvec2 base_mirror;
#endif

vec4 base_color() {
    vec4 color = base_factor * base_tint;
#if defined BASE_MAP
    color *= texture(base_map, wrapped(base_uv, base_mirror));
#endif
    return color;
}
#endif
