// What is behind everything in a draft: clay's backdrop or beauty's sky.
// Defines: LIT; those of the includes.

#include "fullscreen.glsl"

#if defined FRAGMENT_SHADER
#include "ray.glsl"
#include "display.glsl"
#if defined LIT
#include "air.glsl"
uniform float exposure;
#else
uniform vec3 world_up;
#include "backdrop.glsl"
#endif
out vec4 color_out;

void main() {
#if defined LIT
    vec3 toward = ray_at(gl_FragCoord.xy);
    vec3 linear = sky(toward);
#if defined FOG
    linear = mix(fog_color, linear, fog_transmittance(toward, SKY_DISTANCE));
#endif
    color_out = vec4(srgb(filmic(linear * exposure)), 1.0);
#else
    color_out = vec4(srgb(1.0 - exp(-1.3 * backdrop(gl_FragCoord.xy))), 1.0);
#endif
}
#endif
