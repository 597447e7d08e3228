/* What generated code and its runtime need of a C library. */
#ifndef WASM_STRING_H
#define WASM_STRING_H

#include <stddef.h>

void *memchr(const void *bytes, int wanted, size_t length);
int memcmp(const void *a, const void *b, size_t length);
void *memcpy(void *to, const void *from, size_t length);
void *memmove(void *to, const void *from, size_t length);
void *memset(void *to, int value, size_t length);
size_t strlen(const char *string);

#endif
