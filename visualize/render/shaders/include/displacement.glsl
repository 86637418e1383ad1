// Displacements in pixels out of changes of homogeneous pixel coordinates
// (visualize/render/motion.py has the derivation).
// Vertex stage, after surface.glsl: change(). Fragment stage: displacement(), sky_displacement().

#if defined VERTEX_SHADER
// Where a joint's texels and a morph's texel have what each direction in time needs.
#define MOTION_TEXEL 3
#define MOTION_COLUMN 2
#define MOTION_BACK_TEXEL 6
#define MOTION_BACK_COLUMN 3

#if defined MORPHED
uniform mat4x3 to_pixels;  // camera space to homogeneous pixels of this frame

// What the change of the morph weights adds; `column` picks the direction in time.
vec4 morph_change(int column) {
    vec3 sum = vec3(0.0);
    for (int at = 0; at < ROW_MORPHS; ++at) {
        vec4 morph = active_morph(at);
        sum += morph[column] * morph_offset(morph);
    }
    return vec4(sum, 0.0);
}

// A direction by the matrix of this frame, in homogeneous pixels.
vec3 carried(vec4 direction) {
    vec3 moved = vec3(dot(VIEW_X, direction), dot(VIEW_Y, direction), dot(VIEW_Z, direction));
    return to_pixels * vec4(moved, 0.0);
}
#endif

vec3 displaced(vec4 x, vec4 y, vec4 z, vec4 point) {
    return vec3(dot(x, point), dot(y, point), dot(z, point));
}

// How the homogeneous pixel of this vertex changes, by the rows of its displacement matrix.
vec3 change(vec4 x, vec4 y, vec4 z, int column) {
    vec3 sum = displaced(x, y, z, vec4(local, 1.0));
#if defined MORPHED
    vec4 moved = morph_change(column);
    sum += displaced(x, y, z, moved) + carried(moved);
#endif
    return sum;
}

#elif defined FRAGMENT_SHADER
uniform vec2 centre;  // of the picture, pixels

#if defined ORTHOGRAPHIC
const bool PARALLEL = true;
#else
const bool PARALLEL = false;
#endif

// Where the point of this pixel and `depth` goes when its (x w, y w, depth) changes by `change`.
// NaN behind the target's camera. In a parallel projection w is 1.
vec2 displacement(float depth, vec3 change, bool parallel_there) {
    vec2 at = gl_FragCoord.xy - centre;
    float depth_there = depth + change.z;
    if (!(depth_there > 0.0)) {
        return vec2(uintBitsToFloat(0x7fc00000u));
    }
    float w_here = PARALLEL ? 1.0 : depth;
    float w_there = parallel_there ? 1.0 : depth_there;
    // Between two cameras of one kind the difference is known better than both its terms.
    float w_change = PARALLEL == parallel_there ? (PARALLEL ? 0.0 : change.z) : w_there - w_here;
    return (change.xy - at * w_change) / w_there;
}

// The same for what is infinitely far, by its matrix.
vec2 sky_displacement(mat3 matrix) {
    return displacement(1.0, matrix * vec3(gl_FragCoord.xy - centre, 1.0), false);
}
#endif
