// Displacements in pixels out of changes of homogeneous pixel coordinates
// (visualize/render/motion.py has the derivation).

// Where the point at pixel `at` (from the picture's centre) and `depth` goes, when its (x w, y w,
// depth) changes by `change`. NaN behind the target's camera. In a parallel projection w is 1.
vec2 displacement(vec2 at, float depth, vec3 change, bool parallel_here, bool parallel_there) {
    float depth_there = depth + change.z;
    if (!(depth_there > 0.0)) {
        return vec2(uintBitsToFloat(0x7fc00000u));
    }
    float w_here = parallel_here ? 1.0 : depth;
    float w_there = parallel_there ? 1.0 : depth_there;
    // Between two cameras of one kind the difference is known better than both its terms.
    float w_change = parallel_here == parallel_there ? (parallel_here ? 0.0 : change.z)
                                                     : w_there - w_here;
    return (change.xy - at * w_change) / w_there;
}
