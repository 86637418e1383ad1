// What clay shows where nothing is: a quiet gradient by height. After ray.glsl; needs `world_up`.

uniform vec3 horizon_color;  // at eye level, above, below
uniform vec3 zenith_color;
uniform vec3 nadir_color;

vec3 backdrop(vec2 pixel) {
    float height = dot(ray_at(pixel), world_up);
    return mix(horizon_color, height > 0.0 ? zenith_color : nadir_color,
               smoothstep(0.0, 0.75, abs(height)));
}
