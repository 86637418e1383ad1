// The metallic-roughness surface (glTF 2.0, appendix B), with one change: a dielectric's highlight
// fades out as its roughness reaches 1, so that a fully rough surface is an exact Lambert card.

const float PI = 3.14159265358979;

struct Surface {
    vec3 diffuse;    // albedo of the matte part
    vec3 f0;         // reflectance head-on
    float f90;       // and at grazing angles
    float alpha;     // roughness squared
    float roughness;
};

Surface surface_of(vec3 base, float metallic, float roughness) {
    float rough = clamp(roughness, 0.045, 1.0);
    float gloss = 1.0 - rough * rough * rough * rough;
    Surface s;
    s.diffuse = base * (1.0 - metallic);
    s.f0 = mix(vec3(0.04 * gloss), base, metallic);
    s.f90 = mix(gloss, 1.0, metallic);
    s.alpha = rough * rough;
    s.roughness = rough;
    return s;
}

// C. Schlick, 1994.
vec3 fresnel(Surface s, float v_h) {
    float m = 1.0 - v_h, m2 = m * m;
    return s.f0 + (max(vec3(s.f90), s.f0) - s.f0) * (m2 * m2 * m);
}

// Radiance per unit of irradiance at head-on incidence, cosine included. Distribution: B. Walter
// et al., "Microfacet Models for Refraction" (2007), "GGX"; masking and shadowing: E. Heitz,
// "Understanding the Masking-Shadowing Function" (2014), height-correlated Smith.
vec3 reflected(Surface s, vec3 normal, vec3 view, vec3 light) {
    float n_l = clamp(dot(normal, light), 0.0, 1.0);
    float n_v = max(abs(dot(normal, view)), 1e-4);
    vec3 middle = normalize(view + light);
    float n_h = clamp(dot(normal, middle), 0.0, 1.0);
    float v_h = clamp(dot(view, middle), 0.0, 1.0);
    float a2 = s.alpha * s.alpha;
    float bend = n_h * n_h * (a2 - 1.0) + 1.0;
    float spread = a2 / (PI * bend * bend);
    float masking = 0.5 / max(n_l * sqrt(n_v * n_v * (1.0 - a2) + a2)
                            + n_v * sqrt(n_l * n_l * (1.0 - a2) + a2), 1e-5);
    vec3 mirror = fresnel(s, v_h);
    return ((1.0 - mirror) * s.diffuse / PI + mirror * (spread * masking)) * n_l;
}

// Share of an even surrounding that the surface mirrors: B. Karis, "Physically Based Shading on
// Mobile" (2014).
vec3 mirrored_share(Surface s, float n_v) {
    vec4 r = s.roughness * vec4(-1.0, -0.0275, -0.572, 0.022) + vec4(1.0, 0.0425, 1.04, -0.04);
    float edge = min(r.x * r.x, exp2(-9.28 * n_v)) * r.x + r.y;
    vec2 scale = vec2(-1.04, 1.04) * edge + r.zw;
    return clamp(s.f0 * scale.x + s.f90 * max(scale.y, 0.0), 0.0, 1.0);
}
