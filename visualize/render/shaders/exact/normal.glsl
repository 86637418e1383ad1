// The shading normal in camera space: unit length, towards the camera's side of the surface.

#if defined VERTEX_SHADER
out vec3 surface_normal;

void pass_normal() {
    surface_normal = view_normal(local_normal());
}

#elif defined FRAGMENT_SHADER && !defined SKY
in vec3 surface_normal;

vec3 exact_normal() {
    vec3 normal = normalize(surface_normal);
#if defined TWO_SIDED
    normal = gl_FrontFacing ? normal : -normal;
#endif
    return normal;
}
#endif
