// Depth in metres at half the size: the first sample of every other pixel of every other row.
// Defines: SAMPLES n, ORTHOGRAPHIC.

#include "fullscreen.glsl"

#if defined FRAGMENT_SHADER
#include "samples.glsl"
#include "ray.glsl"
uniform PICTURE depth;
out float metres_out;

void main() {
    metres_out = metres(sample_of(depth, 2 * ivec2(gl_FragCoord.xy), 0).r);
}
#endif
