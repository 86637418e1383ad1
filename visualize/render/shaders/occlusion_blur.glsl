// The average of four texels in one direction, those at another depth left out: two of these undo
// the four by four pattern of occlusion.glsl.

#include "fullscreen.glsl"

#if defined FRAGMENT_SHADER
uniform sampler2D occlusion;
uniform vec2 direction;
out vec2 occlusion_out;

void main() {
    vec2 size = vec2(textureSize(occlusion, 0));
    vec2 here = texture(occlusion, gl_FragCoord.xy / size).rg;
    float sum = here.r, weights = 1.0;
    // Two and a half texels to each side at full and half weight: symmetric, and four in sum.
    for (int k = -2; k <= 2; ++k) {
        if (k != 0) {
            vec2 there = texture(occlusion, (gl_FragCoord.xy + float(k) * direction) / size).rg;
            float weight = (abs(k) == 2 ? 0.5 : 1.0)
                         * max(1.0 - 24.0 * abs(there.g / here.g - 1.0), 0.0);
            sum += weight * there.r;
            weights += weight;
        }
    }
    occlusion_out = vec2(sum / weights, here.g);
}
#endif
