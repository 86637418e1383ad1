// Depth in metres of each pixel's first sample: of all pixels, or of every other one of every other
// row. Defines: SAMPLES n, ORTHOGRAPHIC.

#include "fullscreen.glsl"

#if defined FRAGMENT_SHADER
#include "samples.glsl"
#include "ray.glsl"
uniform PICTURE depth;
uniform int pixel_step;  // 1 or 2
out float metres_out;

void main() {
    metres_out = metres(sample_of(depth, pixel_step * ivec2(gl_FragCoord.xy), 0).r);
}
#endif
