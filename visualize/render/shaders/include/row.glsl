// The numbers of the row being drawn (visualize/render/rows.py: ROW).
// With INSTANCED they are instance attributes, else a uniform block that both stages read.
// Use the ROW_* names; in a fragment shader only without INSTANCED. ROW_NORMAL_* is not there with
// INSTANCED, which would take more than 16 attributes: see view_normal() in surface.glsl.
// With CASTERS n (shadow maps: pictures/shadow_casters.py) they are a block of n rows, in the
// light's space and without what shadows do not need.

#if defined CASTERS
#if defined VERTEX_SHADER
struct Caster {
    vec4 view[3];
    ivec4 info;  // alpha, first joint, first active morph target, their count
};
layout(std140) uniform Casters {
    Caster casters[CASTERS];
};
#define ROW_VIEW_X casters[gl_InstanceID].view[0]
#define ROW_VIEW_Y casters[gl_InstanceID].view[1]
#define ROW_VIEW_Z casters[gl_InstanceID].view[2]
#define ROW_COLOR vec4(vec3(1.0), intBitsToFloat(casters[gl_InstanceID].info.x))
#define ROW_INFO casters[gl_InstanceID].info
#endif
#elif defined INSTANCED
#if defined VERTEX_SHADER
in vec4 in_view_x;
in vec4 in_view_y;
in vec4 in_view_z;
in vec4 in_row_color;
in ivec4 in_row_info;
in vec4 in_motion_x;
in vec4 in_motion_y;
in vec4 in_motion_z;
in vec4 in_motion_back_x;
in vec4 in_motion_back_y;
in vec4 in_motion_back_z;
#define ROW_VIEW_X in_view_x
#define ROW_VIEW_Y in_view_y
#define ROW_VIEW_Z in_view_z
#define ROW_COLOR in_row_color
#define ROW_INFO in_row_info
#define ROW_MOTION_X in_motion_x
#define ROW_MOTION_Y in_motion_y
#define ROW_MOTION_Z in_motion_z
#define ROW_MOTION_BACK_X in_motion_back_x
#define ROW_MOTION_BACK_Y in_motion_back_y
#define ROW_MOTION_BACK_Z in_motion_back_z
#endif
#else
layout(std140) uniform Row {
    vec4 view[3];
    vec4 normal[3];
    vec4 color;
    ivec4 info;
    vec4 motion[3];
    vec4 motion_back[3];
} row;
#define ROW_VIEW_X row.view[0]
#define ROW_VIEW_Y row.view[1]
#define ROW_VIEW_Z row.view[2]
#define ROW_NORMAL_X row.normal[0].xyz
#define ROW_NORMAL_Y row.normal[1].xyz
#define ROW_NORMAL_Z row.normal[2].xyz
#define ROW_COLOR row.color
#define ROW_INFO row.info
#define ROW_MOTION_X row.motion[0]
#define ROW_MOTION_Y row.motion[1]
#define ROW_MOTION_Z row.motion[2]
#define ROW_MOTION_BACK_X row.motion_back[0]
#define ROW_MOTION_BACK_Y row.motion_back[1]
#define ROW_MOTION_BACK_Z row.motion_back[2]
#endif

#define ROW_ID uint(ROW_INFO.x)
#define ROW_JOINT ROW_INFO.y
#define ROW_MORPH ROW_INFO.z
#define ROW_MORPHS ROW_INFO.w
