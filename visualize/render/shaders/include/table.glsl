// A long list of texels in a texture as wide as it needs to be.

vec4 table_texel(sampler2D table, int index) {
    int width = textureSize(table, 0).x;
    return texelFetch(table, ivec2(index % width, index / width), 0);
}
