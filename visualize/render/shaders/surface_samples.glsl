// What each sample of the picture is made of, to be lit later: light is worked out once a pixel
// and surface, however much is hidden behind it.
//
// Defines: TONE (only what clay needs: a grey and the normal), UNLIT, TWO_SIDED, CUT, and those of
// the includes. Layout: include/packing.glsl, read back in beauty.glsl and clay.glsl.

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
#if defined TONE
out uint packed_out;
#else
out uvec4 packed_out;
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
#if defined TONE
    float luminance = dot(min(base.rgb, 1.0), vec3(0.2126, 0.7152, 0.0722));
    vec2 turned = folded(normal);
    packed_out = unorm(turned.x, 4095.0) | unorm(turned.y, 4095.0) << 12
               | unorm(sqrt(luminance), 127.0) << 24 | 1u << 31;
#else
#if defined NORMAL_MAP
    normal = bent_normal(normal, surface_point);
#endif
    vec2 turned = folded(normal);
    vec3 shine = glow();
#if defined UNLIT
    shine += base.rgb;
    vec3 color = vec3(0.0);
    vec2 rough = vec2(1.0, 0.0);
#else
    vec3 color = sqrt(clamp(base.rgb, 0.0, 1.0));
    vec2 rough = rough_metallic();
#endif
    packed_out = uvec4(
        unorm(color.r, 1023.0) | unorm(color.g, 1023.0) << 10 | unorm(color.b, 1023.0) << 20
            | 1u << 31,
        unorm(turned.x, 65535.0) | unorm(turned.y, 65535.0) << 16,
        unorm(rough.x, 255.0) | unorm(rough.y, 255.0) << 8 | unorm(map_occlusion(), 255.0) << 16,
        shared_exponent(shine));
#endif
}
#endif
