// Texture coordinates of a mirrored texture, folded into 0…1 per axis.

vec2 wrapped(vec2 uv, bvec2 mirror) {
    vec2 folded = 1.0 - abs(mod(uv, 2.0) - 1.0);
    return vec2(mirror.x ? folded.x : uv.x, mirror.y ? folded.y : uv.y);
}
