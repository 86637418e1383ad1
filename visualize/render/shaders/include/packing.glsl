// What a sample of a surface holds until it is lit, in whole numbers, so that samples of one
// surface are equal to the bit (visualize/render/pictures/materials.py).

uint unorm(float x, float most) {
    return uint(clamp(x, 0.0, 1.0) * most + 0.5);
}

// A unit vector in two numbers 0…1: the octahedron, unfolded (Q. Meyer et al., 2010).
vec2 folded(vec3 n) {
    vec2 p = n.xy / (abs(n.x) + abs(n.y) + abs(n.z));
    vec2 corner = (1.0 - abs(p.yx)) * vec2(p.x >= 0.0 ? 1.0 : -1.0, p.y >= 0.0 ? 1.0 : -1.0);
    return (n.z >= 0.0 ? p : corner) * 0.5 + 0.5;
}

vec3 unfolded(vec2 bits) {
    vec2 p = bits * 2.0 - 1.0;
    vec3 n = vec3(p, 1.0 - abs(p.x) - abs(p.y));
    float under = max(-n.z, 0.0);
    n.x += n.x >= 0.0 ? -under : under;
    n.y += n.y >= 0.0 ? -under : under;
    return normalize(n);
}

// Three numbers with one exponent, 9 bits each and 5, up to 65,408 (as GL's RGB9_E5).
uint shared_exponent(vec3 color) {
    vec3 x = clamp(color, 0.0, 65408.0);
    float largest = max(max(x.r, x.g), max(x.b, 1e-8));
    float power = clamp(floor(log2(largest)) + 1.0, -15.0, 16.0);
    uvec3 mantissa = min(uvec3(x * exp2(9.0 - power) + 0.5), 511u);
    return mantissa.r | mantissa.g << 9 | mantissa.b << 18 | uint(power + 15.0) << 27;
}

vec3 from_shared_exponent(uint bits) {
    vec3 mantissa = vec3(bits & 511u, bits >> 9 & 511u, bits >> 18 & 511u);
    return mantissa * exp2(float(bits >> 27) - 24.0);
}
