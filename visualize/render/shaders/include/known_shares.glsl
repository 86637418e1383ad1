// Which pixel's shares of light are those of a part of this pixel (include/sunlit.glsl). After
// coverage.glsl.

#include "sunlit.glsl"

#if defined SUN_SHARE || defined LAMP_SHARES
// Where the samples after the first lie on most drivers: their surface goes on in that pixel.
const ivec2 BESIDE[4] = ivec2[4](ivec2(0, -1), ivec2(1, 0), ivec2(-1, 0), ivec2(0, 1));

void find_shares(ivec2 pixel, Share share) {
    ivec2 place = share.number == 0 ? pixel : pixel + BESIDE[share.number & 3];
    place = clamp(place, ivec2(0), shares_size() - 1);
    take_shares(place, share.number == 0 || alike(share.bits, texelFetch(surfaces, place, 0)));
}
#else
void find_shares(ivec2 pixel, Share share) {}
#endif
