// How much of the light from all around arrives, from nothing but depth, at half the size.
//
// M. McGuire, M. Mara, D. Luebke, "Scalable Ambient Obscurance" (2012): a surface point is darkened
// by what stands in front of it within `reach` metres, sampled along a spiral that is turned by one
// of sixteen angles; the blur that follows averages each four by four block of them.
// Defines: ORTHOGRAPHIC.

#include "fullscreen.glsl"

#if defined FRAGMENT_SHADER
#include "ray.glsl"
uniform sampler2D half_depth;
uniform float reach;      // metres
uniform float far_metres; // the sky's depth
out float occlusion_out;  // light that arrives

const int TAPS = 10;
const float TURNS = 3.0;
const float MOST_PIXELS = 48.0;  // of the half-size picture: keeps near surfaces in the cache

vec2 texel_size;

float depth_at(vec2 place) {
    return texture(half_depth, place * texel_size).r;
}

vec3 point_of(vec2 place, float depth) {
    // Texel i holds pixel 2 i of the picture, whose centre is at 2 i + 0.5.
    return point_at(2.0 * place - 0.5, depth);
}

// The surface's own direction, from the nearer neighbour of each side: edges stay sharp.
vec3 facing(vec2 place, vec3 here) {
    float left = depth_at(place - vec2(1.0, 0.0)), right = depth_at(place + vec2(1.0, 0.0));
    float up = depth_at(place - vec2(0.0, 1.0)), down = depth_at(place + vec2(0.0, 1.0));
    float depth = -here.z;
    bool use_left = abs(left - depth) < abs(right - depth);
    bool use_up = abs(up - depth) < abs(down - depth);
    vec3 across = use_left ? here - point_of(place - vec2(1.0, 0.0), left)
                           : point_of(place + vec2(1.0, 0.0), right) - here;
    vec3 along = use_up ? here - point_of(place - vec2(0.0, 1.0), up)
                        : point_of(place + vec2(0.0, 1.0), down) - here;
    return normalize(cross(along, across));
}

void main() {
    texel_size = 1.0 / vec2(textureSize(half_depth, 0));
    vec2 place = gl_FragCoord.xy;
    float depth = depth_at(place);
    vec3 here = point_of(place, depth);
    vec3 normal = facing(place, here);
    // Depth is known to a few millionths of itself; a point this close is the surface itself.
    float close = 0.012 * reach + 2e-4 * depth;
#if defined ORTHOGRAPHIC
    float pixels = 0.5 * reach * pixel_ray.x;
#else
    float pixels = 0.5 * reach * pixel_ray.x / depth;
#endif
    float spread = min(pixels, MOST_PIXELS);
    ivec2 cell = ivec2(place) & 3;
    float turn = float((cell.x * 5 + cell.y * 7 + cell.x * cell.y * 3) & 15) * (6.2831853 / 16.0);
    float start = (float((cell.x + 2 * cell.y) & 3) + 0.5) / 4.0;
    float sum = 0.0;
    for (int tap = 0; tap < TAPS; ++tap) {
        float along = (float(tap) + start) / float(TAPS);
        float angle = along * TURNS * 6.2831853 + turn;
        vec2 there = place + vec2(cos(angle), sin(angle)) * (spread * along + 0.7);
        vec2 at = floor(there) + 0.5;
        vec3 toward = point_of(at, depth_at(at)) - here;
        float square = dot(toward, toward);
        float fade = max(1.0 - square / (reach * reach), 0.0);
        float height = max(dot(toward, normal) - close, 0.0);
        sum += fade * fade * height * inversesqrt(square + 1e-4 * reach * reach);
    }
    float arriving = max(1.0 - 3.8 * sum / float(TAPS), 0.0);
    float seen = smoothstep(0.8, 3.0, pixels) * (depth < 0.999 * far_metres ? 1.0 : 0.0);
    occlusion_out = mix(1.0, arriving, seen);
}
#endif
