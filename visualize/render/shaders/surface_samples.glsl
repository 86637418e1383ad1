// What each sample of the picture is made of, to be lit later: light is worked out once a pixel
// and surface, however much is hidden behind it.
//
// Defines: MAPPED (four numbers a sample instead of two: include/packing.glsl), ALBEDO (the base
// colour as it is, too), UNLIT, TWO_SIDED, CUT, and those of the includes.

#include "surface.glsl"
#include "camera.glsl"
#include "base_color.glsl"
#include "maps.glsl"

#if defined VERTEX_SHADER
out vec3 surface_normal;
#if defined NORMAL_MAP
out vec3 surface_point;
#endif

void main() {
    vec3 point = view_position(local_position());
    surface_normal = view_normal(local_normal());
#if defined NORMAL_MAP
    surface_point = point;
#endif
    gl_Position = to_clip(point);
    pass_base_color();
    pass_maps();
}

#elif defined FRAGMENT_SHADER
#include "packing.glsl"

in vec3 surface_normal;
#if defined NORMAL_MAP
in vec3 surface_point;
#endif
#if defined CUT
uniform float cutoff;
#endif
#if defined MAPPED
out uvec4 packed_out;

uvec4 sample_bits(vec3 base, vec3 normal) {
    vec3 root = sqrt(clamp(base, 0.0, 1.0));
    vec2 turned = folded(normal);
    vec3 shine = glow();
    vec2 rough = rough_metallic();
    uint unlit = 0u;
#if defined UNLIT
    shine += base;
    rough = vec2(1.0, 0.0);
    unlit = 1u << 24;
#endif
    return uvec4(
        unorm(root.r, 1023.0) | unorm(root.g, 1023.0) << 10 | unorm(root.b, 1023.0) << 20 | 1u << 31,
        unorm(turned.x, 65535.0) | unorm(turned.y, 65535.0) << 16,
        unorm(rough.x, 255.0) | unorm(rough.y, 255.0) << 8 | unorm(map_occlusion(), 255.0) << 16
            | unlit,
        shared_exponent(shine));
}
#else
uniform uint material_number;  // from 1
layout(location = 0) out uvec2 packed_out;
#if defined ALBEDO
layout(location = 1) out vec4 albedo_out;
#endif

uvec2 sample_bits(vec3 base, vec3 normal) {
    vec3 root = sqrt(clamp(base, 0.0, 1.0));
    vec2 turned = folded(normal);
    return uvec2(
        unorm(turned.x, 8191.0) | unorm(turned.y, 8191.0) << 13 | (material_number & 63u) << 26,
        unorm(root.r, 511.0) | unorm(root.g, 1023.0) << 9 | unorm(root.b, 511.0) << 19
            | material_number >> 6 << 28);
}
#endif

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
#if defined NORMAL_MAP
    normal = bent_normal(normal, surface_point);
#endif
    packed_out = sample_bits(base.rgb, normal);
#if defined ALBEDO
    albedo_out = vec4(base.rgb, 1.0);
#endif
}
#endif
