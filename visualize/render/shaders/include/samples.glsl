// A picture of one or of SAMPLES samples a pixel, read the same way.

#if SAMPLES > 1
#define PICTURE sampler2DMS
#else
#define PICTURE sampler2D
#endif

vec4 sample_of(PICTURE picture, ivec2 pixel, int number) {
#if SAMPLES > 1
    return texelFetch(picture, pixel, number);
#else
    return texelFetch(picture, pixel, 0);
#endif
}
