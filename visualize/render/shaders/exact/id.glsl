// Which thing: the pass id of the row.

#if defined VERTEX_SHADER
#if defined INSTANCED
flat out uint surface_id;
#endif

void pass_id() {
#if defined INSTANCED
    surface_id = ROW_ID;
#endif
}

#elif defined FRAGMENT_SHADER && !defined SKY
#if defined INSTANCED
flat in uint surface_id;
#endif

uint exact_id() {
#if defined INSTANCED
    return surface_id;
#else
    return ROW_ID;
#endif
}
#endif
