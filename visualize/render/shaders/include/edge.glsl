// Where both ends of an edge are in camera space: morphed, skinned and placed as surface.glsl does.
// Defines: INSTANCED, SKINNED, MORPHED. Vertex stage only.

#include "row.glsl"
#include "table.glsl"

#if defined VERTEX_SHADER
in vec3 in_position;
in vec3 in_other;
in vec3 in_breadth;         // across the face on either side of the edge
in vec3 in_breadth_beyond;
#if defined MORPHED
in ivec2 in_vertices;  // which vertices of the mesh the two ends are
uniform sampler2D morph_weights;
uniform sampler2D morph_offsets;
uniform int vertex_count;

vec3 morphed(vec3 position, int vertex) {
    for (int at = 0; at < ROW_MORPHS; ++at) {
        vec4 morph = table_texel(morph_weights, ROW_MORPH + at);
        int texel = 2 * int(morph.x) * vertex_count + vertex;
        position += morph.y * table_texel(morph_offsets, texel).xyz;
    }
    return position;
}
#endif

#if defined SKINNED
in uvec4 in_joints;
in vec4 in_weights;
in uvec4 in_other_joints;
in vec4 in_other_weights;
uniform sampler2D joint_rows;

vec3 placed(vec3 position, uvec4 joints, vec4 weights) {
    vec4 point = vec4(position, 1.0);
    vec3 sum = vec3(0.0);
    for (int k = 0; k < 4; ++k) {
        int first = 9 * (ROW_JOINT + int(joints[k]));
        for (int axis = 0; axis < 3; ++axis) {
            sum[axis] += weights[k] * dot(table_texel(joint_rows, first + axis), point);
        }
    }
    return sum;
}
#else
vec3 placed(vec3 position) {
    vec4 point = vec4(position, 1.0);
    return vec3(dot(ROW_VIEW_X, point), dot(ROW_VIEW_Y, point), dot(ROW_VIEW_Z, point));
}
#endif

// Metres across the wider of the two faces. A joint is taken not to scale.
float breadth() {
#if defined SKINNED
    return max(length(in_breadth), length(in_breadth_beyond));
#else
    mat3 turn = transpose(mat3(ROW_VIEW_X.xyz, ROW_VIEW_Y.xyz, ROW_VIEW_Z.xyz));
    return max(length(turn * in_breadth), length(turn * in_breadth_beyond));
#endif
}

void ends(out vec3 here, out vec3 there) {
    vec3 first = in_position, second = in_other;
#if defined MORPHED
    first = morphed(first, in_vertices.x);
    second = morphed(second, in_vertices.y);
#endif
#if defined SKINNED
    here = placed(first, in_joints, in_weights);
    there = placed(second, in_other_joints, in_other_weights);
#else
    here = placed(first);
    there = placed(second);
#endif
}
#endif
