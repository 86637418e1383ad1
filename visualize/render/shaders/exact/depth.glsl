// Metres along the view axis.

#if defined VERTEX_SHADER
void pass_depth() {}

#elif defined FRAGMENT_SHADER && !defined SKY
float exact_depth() {
    return depth;
}
#endif
