/* UTF-8 by arithmetic on code points, and hexadecimal digits. */
#include "plain.h"

#include <string.h>

/* The code point that n bytes spell, -1 if they don't. */
static int32_t plain_code_point(const unsigned char *bytes, int n)
{
    static const unsigned char marks[] = {0, 0x00, 0xC0, 0xE0, 0xF0}; /* of the first byte */
    static const unsigned char kept[] = {0, 0x7F, 0x1F, 0x0F, 0x07};  /* its other bits */
    static const int32_t smallest[] = {0, 0x0, 0x80, 0x800,
                                       0x10000}; /* shorter forms exist below */
    int32_t code = bytes[0] & kept[n];

    if ((bytes[0] & ~kept[n] & 0xFF) != marks[n]) {
        return -1;
    }
    for (int i = 1; i < n; i++) {
        if (bytes[i] < 0x80 || bytes[i] > 0xBF) {
            return -1;
        }
        code = code * 64 + (bytes[i] - 0x80);
    }
    if (code < smallest[n] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
        return -1;
    }
    return code;
}

size_t plain_utf8_length(const char *at, size_t room)
{
    for (int n = 1; n <= 4 && (size_t)n <= room; n++) {
        if (plain_code_point((const unsigned char *)at, n) >= 0) {
            return (size_t)n;
        }
    }
    return 0;
}

size_t plain_utf8_put(char *at, uint32_t code)
{
    if (code < 0x80) {
        at[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        at[0] = (char)(0xC0 + code / 64);
        at[1] = (char)(0x80 + code % 64);
        return 2;
    }
    if (code < 0x10000) {
        at[0] = (char)(0xE0 + code / 4096);
        at[1] = (char)(0x80 + code / 64 % 64);
        at[2] = (char)(0x80 + code % 64);
        return 3;
    }
    at[0] = (char)(0xF0 + code / 262144);
    at[1] = (char)(0x80 + code / 4096 % 64);
    at[2] = (char)(0x80 + code / 64 % 64);
    at[3] = (char)(0x80 + code % 64);
    return 4;
}

int plain_hex(char c)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    const char *at = c == '\0' ? NULL : strchr(digits, c);

    if (at == NULL) {
        return -1;
    }
    return at - digits < 16 ? (int)(at - digits) : (int)(at - digits) - 6;
}
