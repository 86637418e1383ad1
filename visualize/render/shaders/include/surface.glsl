// Where a vertex is in camera space: morph targets, then the skin or the row's matrix.
// Defines: INSTANCED, SKINNED, MORPHED, NORMALS (asks for in_normal).
// Vertex stage only: local_position(), local_normal(), view_position(), view_normal().

#include "row.glsl"
#include "table.glsl"

#if defined VERTEX_SHADER
in vec3 in_position;
#if defined NORMALS
in vec3 in_normal;
#endif

#if defined MORPHED
uniform sampler2D morph_weights;  // number, weight, change forward, change backward
uniform sampler2D morph_offsets;  // positions, then normals, of each target
uniform int vertex_count;

vec4 active_morph(int at) {
    return table_texel(morph_weights, ROW_MORPH + at);
}

vec3 morph_offset(vec4 morph) {
    return table_texel(morph_offsets, 2 * int(morph.x) * vertex_count + gl_VertexID).xyz;
}
#endif

vec3 local_position() {
    vec3 position = in_position;
#if defined MORPHED
    for (int at = 0; at < ROW_MORPHS; ++at) {
        vec4 morph = active_morph(at);
        position += morph.y * morph_offset(morph);
    }
#endif
    return position;
}

#if defined NORMALS
vec3 local_normal() {
    vec3 normal = in_normal;
#if defined MORPHED
    for (int at = 0; at < ROW_MORPHS; ++at) {
        vec4 morph = active_morph(at);
        int texel = (2 * int(morph.x) + 1) * vertex_count + gl_VertexID;
        normal += morph.y * table_texel(morph_offsets, texel).xyz;
    }
#endif
    return normal;
}
#endif

#if defined SKINNED
in uvec4 in_joints;
in vec4 in_weights;
uniform sampler2D joint_rows;
#if defined CASTERS
const int JOINT_TEXELS = 3;
#else
const int JOINT_TEXELS = 9;  // with those of motion
#endif

// Row `texel` of the four joints' matrices, blended.
vec4 skin_row(int texel) {
    vec4 sum = vec4(0.0);
    for (int k = 0; k < 4; ++k) {
        int joint = ROW_JOINT + int(in_joints[k]);
        sum += in_weights[k] * table_texel(joint_rows, JOINT_TEXELS * joint + texel);
    }
    return sum;
}
#define VIEW_X skin_row(0)
#define VIEW_Y skin_row(1)
#define VIEW_Z skin_row(2)
#else
#define VIEW_X ROW_VIEW_X
#define VIEW_Y ROW_VIEW_Y
#define VIEW_Z ROW_VIEW_Z
#endif

vec3 view_position(vec3 local) {
    vec4 point = vec4(local, 1.0);
    return vec3(dot(VIEW_X, point), dot(VIEW_Y, point), dot(VIEW_Z, point));
}

#if defined SKINNED || defined INSTANCED
// The normal by the cofactors of the rows: their inverse transpose, but for a positive factor.
vec3 by_cofactors(vec3 a, vec3 b, vec3 c, vec3 normal) {
    vec3 bc = cross(b, c), ca = cross(c, a), ab = cross(a, b);
    float size = length(bc) + length(ca) + length(ab);
    float factor = (dot(a, bc) < 0.0 ? -1.0 : 1.0) / (size > 0.0 ? size : 1.0);
    return factor * vec3(dot(bc, normal), dot(ca, normal), dot(ab, normal));
}
#endif

#if !defined CASTERS
// Of unit length only for a skin: normalise it where it is used, after interpolation.
vec3 view_normal(vec3 normal) {
#if defined SKINNED
    // Each vertex has a matrix of its own, so only unit normals can be interpolated between them.
    vec3 turned = by_cofactors(VIEW_X.xyz, VIEW_Y.xyz, VIEW_Z.xyz, normal);
    float longest = length(turned);
    return longest > 0.0 ? turned / longest : normal;
#elif defined INSTANCED
    return by_cofactors(ROW_VIEW_X.xyz, ROW_VIEW_Y.xyz, ROW_VIEW_Z.xyz, normal);
#else
    return vec3(dot(ROW_NORMAL_X, normal), dot(ROW_NORMAL_Y, normal), dot(ROW_NORMAL_Z, normal));
#endif
}
#endif
#endif
