/* The functions of string.h, as plainly as possible. */
#include <string.h>

void *memchr(const void *bytes, int wanted, size_t length)
{
    const unsigned char *at = bytes;

    for (; length > 0; at++, length--) {
        if (*at == (unsigned char)wanted) {
            return (void *)at;
        }
    }
    return NULL;
}

int memcmp(const void *a, const void *b, size_t length)
{
    const unsigned char *left = a, *right = b;

    for (; length > 0; left++, right++, length--) {
        if (*left != *right) {
            return *left - *right;
        }
    }
    return 0;
}

void *memmove(void *to, const void *from, size_t length)
{
    unsigned char *target = to;
    const unsigned char *source = from;

    if (target < source) {
        for (size_t i = 0; i < length; i++) {
            target[i] = source[i];
        }
    } else {
        for (size_t i = length; i > 0; i--) {
            target[i - 1] = source[i - 1];
        }
    }
    return to;
}

void *memcpy(void *to, const void *from, size_t length)
{
    return memmove(to, from, length);
}

void *memset(void *to, int value, size_t length)
{
    unsigned char *target = to;

    for (size_t i = 0; i < length; i++) {
        target[i] = (unsigned char)value;
    }
    return to;
}

size_t strlen(const char *string)
{
    size_t length = 0;

    while (string[length] != '\0') {
        length++;
    }
    return length;
}
