// What stands between the surfaces and one light, at half the picture's size: how soft the edge of
// the shadow is that it throws on each of them.
//
// R. Fernando, "Percentage-Closer Soft Shadows" (2005): by similar triangles, the light's disc as
// seen past something covers a disc of the map. The search is tilted with the surface, so that it
// does not find the surface itself (J. Isidoro, "Shadow Mapping: GPU-based Tips and Techniques",
// 2006). Defines: those of the includes.

#include "fullscreen.glsl"

#if defined FRAGMENT_SHADER
#include "lit_point.glsl"
#include "spiral.glsl"

uniform sampler2D shadow_depth;  // the texture of shadow_atlas, not compared
// The light's size in texels for each unit of depth (sun), or in texels at one metre (spot); the
// nearest and farthest distance that a spot's map holds, 0 for the sun.
uniform vec3 shadow_light[SHADOWS];
uniform float most_texels;  // radius: keeps what is read of the map together
out vec2 found_out;  // the sum of the radii, in texels, and how many taps found something; of one

const int TAPS = 8;
const float SPARE_TEXELS = 1.3;

// Radius in texels of the light's disc as seen past something at depth `blocker`.
float penumbra(int tile, float blocker, float here) {
    vec3 light = shadow_light[tile];
    if (light.z == 0.0) {
        return light.x * max(here - blocker, 0.0);
    }
    float gap = light.z - light.y;
    float far_m = light.z * light.y / max(light.z - here * gap, 1e-6);
    float near_m = light.z * light.y / max(light.z - blocker * gap, 1e-6);
    return light.x * max(far_m - near_m, 0.0) / max(near_m * far_m, 1e-6);
}

void main() {
    LitPoint found = lit_point(ivec2(gl_FragCoord.xy));
    vec4 rect = shadow_rect[found.tile];
    vec2 texel = 1.0 / vec2(textureSize(shadow_atlas, 0));
    float here = found.place.z, room = room_of(found);
    float reach = min(penumbra(found.tile, 0.0, here), most_texels) + SPARE_TEXELS;
    float turn = pixel_turn(), phase = pixel_phase();
    // Software drivers run both sides of a branch, but not the turns that a loop does not have.
    int taps = found.lit && found.held ? TAPS : 0;
    vec2 sum = vec2(0.0);
    for (int tap = 0; tap < taps; ++tap) {
        // Denser in the middle, for what is thin and near.
        float along = (float(tap) + phase) / float(TAPS);
        vec2 off = spiral_place(tap, along * sqrt(along) * reach, turn);
        vec2 at = clamp(found.place.xy + off * texel, rect.xy, rect.zw);
        float depth = textureLod(shadow_depth, at, 0.0).r;
        float radius = penumbra(found.tile, depth, here);
        // What stands farther aside than its own edge is wide hides nothing here.
        float blocks = step(depth, here + dot(off * texel, found.slope) - room)
                     * step(length(off), radius + SPARE_TEXELS);
        sum += blocks * vec2(min(radius, most_texels), 1.0);
    }
    found_out = sum / float(TAPS);
}
#endif
