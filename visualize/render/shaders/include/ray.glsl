// From a place in the picture back to camera space (visualize/render/pictures/views.py).
// Defines: ORTHOGRAPHIC.

uniform vec3 pixel_ray;        // focal length and principal point, pixels
uniform vec2 depth_to_metres;  // depth buffer value d: x / (y - d), or x * d + y when parallel

float metres(float buffer_depth) {
#if defined ORTHOGRAPHIC
    return depth_to_metres.x * buffer_depth + depth_to_metres.y;
#else
    return depth_to_metres.x / (depth_to_metres.y - buffer_depth);
#endif
}

// The point at `pixel` (from the top left) and `depth` metres along the view axis.
vec3 point_at(vec2 pixel, float depth) {
    vec2 across = vec2(pixel.x - pixel_ray.y, pixel_ray.z - pixel.y) / pixel_ray.x;
#if defined ORTHOGRAPHIC
    return vec3(across, -depth);
#else
    return vec3(across * depth, -depth);
#endif
}

// The unit vector from the eye through `pixel`.
vec3 ray_at(vec2 pixel) {
#if defined ORTHOGRAPHIC
    return vec3(0.0, 0.0, -1.0);
#else
    return normalize(point_at(pixel, 1.0));
#endif
}
