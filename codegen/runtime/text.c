/* Slices of bytes, and UTF-8 in them. */
#include "runtime/text.h"

#include <string.h>

#include "runtime/leaf.h"

struct dg_text dg_text_of(const char *string)
{
    return (struct dg_text){string, string == NULL ? 0 : strlen(string)};
}

bool dg_text_equal(struct dg_text a, struct dg_text b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

bool dg_text_is_utf8(struct dg_text text)
{
    const char *at = text.data;
    size_t left = text.length;

    while (left > 0) {
        size_t length = dg_utf8_sequence(at, at + left);

        if (length == 0) {
            return false;
        }
        at += length;
        left -= length;
    }
    return true;
}

size_t dg_utf8_sequence(const char *at, const char *end)
{
    const unsigned char *bytes = (const unsigned char *)at;
    size_t room = (size_t)(end - at);
    size_t length;
    unsigned char lowest = 0x80; /* of the second byte; the first narrows it (RFC 3629 §4) */
    unsigned char highest = 0xBF;

    if (room == 0) {
        return 0;
    }
    if (bytes[0] < 0x80) {
        return 1;
    }
    if (bytes[0] < 0xC2 || bytes[0] > 0xF4) {
        return 0;
    }
    length = bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
    if (room < length) {
        return 0;
    }
    if (bytes[0] == 0xE0) {
        lowest = 0xA0;
    } else if (bytes[0] == 0xED) {
        highest = 0x9F;
    } else if (bytes[0] == 0xF0) {
        lowest = 0x90;
    } else if (bytes[0] == 0xF4) {
        highest = 0x8F;
    }
    if (bytes[1] < lowest || bytes[1] > highest) {
        return 0;
    }
    for (size_t i = 2; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80) {
            return 0;
        }
    }
    return length;
}

size_t dg_text_code_points(struct dg_text text)
{
    const char *at = text.data;
    const char *end = text.length == 0 ? at : at + text.length; /* NULL has no bytes to pass */
    size_t count = 0;

    while (at < end) {
        if (end - at >= 8 && (dg_leaf_load8(at) & UINT64_C(0x8080808080808080)) == 0) {
            at += 8; /* ASCII */
            count += 8;
        } else {
            size_t length = (unsigned char)*at < 0x80 ? 1 : dg_utf8_sequence(at, end);

            at += length == 0 ? 1 : length;
            count++;
        }
    }
    return count;
}
