// What a sample of a surface holds until it is lit, in whole numbers, so that samples of one
// surface are equal to the bit (visualize/render/pictures/samples.py). All 0 is nothing at all.
//
// Two numbers: the normal (13 bits twice), the base colour's roots (9, 10 and 9 bits) and the number
// of the material in a table (10 bits). With MAPPED four, for materials that textures change from
// point to point: the colour's roots (10 bits each), the normal (16 bits twice), roughness, metal
// and openness (8 bits each), whether it is unlit, and what it glows.

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

#if defined MAPPED
const uint NORMAL_BITS = 16u;
const int SMOOTH_STEPS = 1000;
#else
const uint NORMAL_BITS = 13u;
const int SMOOTH_STEPS = 125;
#endif
const uint NORMAL_MOST = (1u << NORMAL_BITS) - 1u;

uvec2 normal_steps(uvec4 bits) {
#if defined MAPPED
    return uvec2(bits.y & NORMAL_MOST, bits.y >> NORMAL_BITS);
#else
    return uvec2(bits.x & NORMAL_MOST, bits.x >> NORMAL_BITS & NORMAL_MOST);
#endif
}

vec3 normal_of(uvec4 bits) {
    return unfolded(vec2(normal_steps(bits)) / float(NORMAL_MOST));
}

// The base colour, linear.
vec3 color_of(uvec4 bits) {
#if defined MAPPED
    vec3 root = vec3(bits.x & 1023u, bits.x >> 10 & 1023u, bits.x >> 20 & 1023u) / 1023.0;
#else
    vec3 root = vec3(bits.y & 511u, bits.y >> 9 & 1023u, bits.y >> 19 & 511u)
              / vec3(511.0, 1023.0, 511.0);
#endif
    return root * root;
}

// Whether two samples may be lit as one: neighbours on a smooth surface.
bool alike(uvec4 a, uvec4 b) {
    ivec2 apart = abs(ivec2(normal_steps(a)) - ivec2(normal_steps(b)));
    bool smooth_on = max(apart.x, apart.y) < SMOOTH_STEPS;
#if defined MAPPED
    return smooth_on && a.x == b.x && a.z == b.z && a.w == b.w;
#else
    return smooth_on && a.y == b.y && a.x >> 26 == b.x >> 26;
#endif
}
