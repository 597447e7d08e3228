/* Reads the framing of chunks, a step at a time. */
#include "http/chunks.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static int hex_digit(char c)
{
    char lower = (char)(c | 0x20);

    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* The end of the line at `at`, after its LF; NULL: the bytes have no line end. */
static const char *line_end(const char *at, const char *end)
{
    const char *feed = memchr(at, '\n', (size_t)(end - at));

    return feed == NULL ? NULL : feed + 1;
}

enum chunks chunks_read_size(const char **at, const char *end, size_t *size)
{
    const char *digits = *at;
    const char *after = digits;
    const char *next = line_end(digits, end);

    *size = 0;
    for (; after < end && hex_digit(*after) >= 0; after++) {
        if (*size > SIZE_MAX / 32) {
            return CHUNKS_OTHER;
        }
        *size = *size * 16 + (size_t)hex_digit(*after);
    }
    if (after == end) {
        return CHUNKS_CUT;
    }
    if (after == digits || strchr(" \t;\r\n", *after) == NULL || *after == '\0') {
        return CHUNKS_OTHER;
    }
    if (next == NULL) {
        return CHUNKS_CUT;
    }
    *at = next;
    return CHUNKS_WHOLE;
}

enum chunks chunks_read_line_end(const char **at, const char *end)
{
    if (*at < end && **at == '\r') {
        *at += 1;
    }
    if (*at == end) {
        return CHUNKS_CUT;
    }
    if (**at != '\n') {
        return CHUNKS_OTHER;
    }
    *at += 1;
    return CHUNKS_WHOLE;
}

enum chunks chunks_skip_trailer(const char **at, const char *end)
{
    const char *next = line_end(*at, end);

    while (next != NULL) {
        const char *line = *at;
        bool empty = *line == '\n' || (*line == '\r' && line + 2 == next);

        if (!empty && memchr(line, ':', (size_t)(next - line)) == NULL) {
            return CHUNKS_WHOLE;
        }
        *at = next;
        if (empty) {
            return CHUNKS_WHOLE;
        }
        next = line_end(next, end);
    }
    return CHUNKS_OPEN;
}
