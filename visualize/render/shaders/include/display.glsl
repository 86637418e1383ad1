// From scene-linear Rec.709 to what a screen shows.

// H. Uchimura, "HDR theory and practice" (CEDEC 2017), with its default contrast 1, linear part
// 0.22 to 0.532, black tightness 1.33: middle grey stays, radiance 1 shows as 0.83 (linear).
vec3 filmic(vec3 x) {
    const float start = 0.22, end = 0.532, tight = 1.33;
    vec3 toe = start * pow(max(x, 0.0) / start, vec3(tight));
    vec3 shoulder = 1.0 - (1.0 - end) * exp(-(x - end) / (1.0 - end));
    vec3 to_linear = smoothstep(0.0, start, x);
    vec3 to_shoulder = step(end, x);
    return mix(mix(toe, x, to_linear), shoulder, to_shoulder);
}

// IEC 61966-2-1.
vec3 srgb(vec3 linear) {
    vec3 x = clamp(linear, 0.0, 1.0);
    return mix(12.92 * x, 1.055 * pow(x, vec3(1.0 / 2.4)) - 0.055, step(0.0031308, x));
}

// Half a step of 8 bits up or down by an 8 x 8 Bayer pattern: no bands, and always the same.
float dither(ivec2 pixel) {
    int x = pixel.x, y = pixel.x ^ pixel.y;
    int rank = ((x & 1) << 4) | ((y & 1) << 5) | ((x & 2) << 1) | ((y & 2) << 2)
             | ((x & 4) >> 2) | ((y & 4) >> 1);
    return (float(rank) - 31.5) / 64.0 / 255.0;
}
