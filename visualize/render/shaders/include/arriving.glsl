// How much of the light from all around arrives at a pixel, out of the half-size picture of
// occlusion.glsl: its four nearest texels, those at another depth left out.

uniform sampler2D occlusion;   // light that arrives
uniform sampler2D half_depth;  // metres
uniform float occlusion_strength;

float arriving(vec2 pixel, float here) {
    vec2 size = vec2(textureSize(occlusion, 0));
    vec2 place = pixel * 0.5 - 0.25;
    vec2 base = floor(place);
    vec2 part = place - base;
    float sum = 0.0, weights = 0.0;
    for (int k = 0; k < 4; ++k) {
        vec2 corner = vec2(k & 1, k >> 1);
        vec2 at = (base + corner + 0.5) / size;
        vec2 near = mix(1.0 - part, part, corner);
        float weight = near.x * near.y / (0.02 + abs(texture(half_depth, at).r / here - 1.0)) + 1e-5;
        sum += weight * texture(occlusion, at).r;
        weights += weight;
    }
    return 1.0 + occlusion_strength * (sum / weights - 1.0);
}
