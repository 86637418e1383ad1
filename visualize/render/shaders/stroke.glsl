// Lines of constant width on the screen: each is four corners, pulled apart here
// (visualize/render/pictures/strokes.py). GL core has no wide lines.
//
// Defines: CUED (far lines are fainter and thinner), and those of the includes.

#include "camera.glsl"

#if defined VERTEX_SHADER
in vec3 in_position;  // the corner's own end, in camera space
in vec3 in_other;     // the other end
in float in_breadth;  // metres across the wider of the faces beside the line

uniform vec2 half_picture;  // half the picture's size in pixels
uniform float line_width;   // pixels
uniform float near_m;
uniform float nudge;        // towards the camera, as a share of the distance

noperspective out float across;  // pixels from the line's middle
noperspective out float room;    // 0 where lines run together, 1 where they do not
#if defined ORTHOGRAPHIC
noperspective out float line_depth;
#endif

void main() {
    vec3 here = in_position, there = in_other;
    float ahead = -near_m * 1.0001;
    if (here.z > ahead && there.z > ahead) {
        gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
        across = room = 0.0;
        return;
    }
    if (here.z > ahead) {
        here = mix(here, there, (ahead - here.z) / (there.z - here.z));
    } else if (there.z > ahead) {
        there = mix(there, here, (ahead - there.z) / (here.z - there.z));
    }
    vec4 clip = to_clip(here * (1.0 - nudge)), clip_there = to_clip(there * (1.0 - nudge));
    vec2 path = (clip_there.xy / clip_there.w - clip.xy / clip.w) * half_picture;
    float far_end = (gl_VertexID & 2) == 0 ? 1.0 : -1.0;
    float side = (gl_VertexID & 1) == 0 ? -1.0 : 1.0;
    float length = max(sqrt(dot(path, path)), 1e-6);
    vec2 along = length > 1e-5 ? path / length : vec2(1.0, 0.0);
    float reach = 0.5 * line_width + 0.5;
    vec2 normal = vec2(-along.y, along.x) * far_end;
    vec2 off = normal * (side * reach) - along * (0.5 * line_width);
    gl_Position = vec4(clip.xy + off / half_picture * clip.w, clip.zw);
    across = side * reach;
    float apart = in_breadth * lens.x * half_picture.x / clip.w;
    room = smoothstep(0.8, 3.0, apart / line_width);
#if defined ORTHOGRAPHIC
    line_depth = -here.z;
#endif
}

#elif defined FRAGMENT_SHADER
noperspective in float across;
noperspective in float room;
#if defined ORTHOGRAPHIC
noperspective in float line_depth;
#endif
uniform float line_width;
uniform vec4 line_color;   // alpha: of a line at full strength
uniform float crowded;     // strength of lines that run together, as a share
uniform vec3 cue;          // strength is 1 up to this depth, in metres, and least from that one on
out vec4 color_out;        // times alpha

void main() {
    float width = line_width;
    float strength = line_color.a * mix(crowded, 1.0, room);
#if defined CUED
#if defined ORTHOGRAPHIC
    float depth = line_depth;
#else
    float depth = 1.0 / gl_FragCoord.w;
#endif
    float faded = clamp(log2(depth / cue.x) / log2(cue.y / cue.x), 0.0, 1.0);
    strength *= mix(1.0, cue.z, faded);
    width = max(width * mix(1.0, 0.75, faded), min(width, 1.0));
#endif
    // What a pixel wide box around the pixel's middle holds of the line.
    float distance = abs(across);
    float covered = min(distance + 0.5, 0.5 * width) - max(distance - 0.5, -0.5 * width);
    float alpha = strength * clamp(covered, 0.0, 1.0);
    color_out = vec4(line_color.rgb, 1.0) * alpha;
}
#endif
