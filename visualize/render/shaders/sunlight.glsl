// The share of the sun that arrives at each pixel's first surface: worked out once for all pictures
// that share its samples. Defines: those of the includes.

#include "fullscreen.glsl"

#if defined FRAGMENT_SHADER
#define SOFT_SUN
#include "ray.glsl"
#include "coverage.glsl"
#include "sunlit.glsl"

uniform vec3 sun_axis;  // unit vector to the sun
out float share_out;

void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    uvec4 bits = texelFetch(surfaces, pixel, 0);
    vec3 normal = normal_of(bits);
    vec3 point = point_at(gl_FragCoord.xy, metres(sample_of(depth, pixel, 0).r));
    float cosine = dot(normal, sun_axis);
    share_out = cosine > 0.0 && bits.x != 0u ? soft_sun(point, normal, cosine) : 0.0;
}
#endif
