// Radiance of one sample a pixel, as the screen shows it.

#include "fullscreen.glsl"

#if defined FRAGMENT_SHADER
#include "display.glsl"
uniform sampler2D radiance;
uniform float exposure;
out vec4 color_out;

void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    vec3 linear = texelFetch(radiance, pixel, 0).rgb;
    color_out = vec4(srgb(filmic(linear * exposure)) + dither(pixel), 1.0);
}
#endif
