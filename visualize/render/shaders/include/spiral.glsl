// Taps of a disc, turned by one of sixteen angles from pixel to pixel: smoothing.glsl averages each
// four by four block of them, which is as smooth as sixteen times as many.

const float GOLDEN = 2.39996323;

vec2 spiral_place(int tap, float radius, float turn) {
    float angle = float(tap) * GOLDEN + turn;
    return radius * vec2(cos(angle), sin(angle));
}

float pixel_turn() {
    ivec2 cell = ivec2(gl_FragCoord.xy) & 3;
    return float((cell.x * 5 + cell.y * 7 + cell.x * cell.y * 3) & 15) * (6.2831853 / 16.0);
}

// The pixel's own place (0...1) between one tap and the next.
float pixel_phase() {
    ivec2 cell = ivec2(gl_FragCoord.xy) & 3;
    return (float((cell.x + 2 * cell.y) & 3) + 0.5) / 4.0;
}
