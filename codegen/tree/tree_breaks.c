/* Line breaks of YAML 1.1 that YAML 1.2 takes for characters (YAML 1.2.2 §5.4): libyaml folds
 * U+0085 and others into blanks. libyaml gets a text in which unused characters replace these line
 * breaks. */
#include <stdint.h>
#include <string.h>

#include "base/memory_arena.h"
#include "tree/tree_breaks.h"

/* A stand-in has the length of the break, so that no byte moves. */
static const struct {
    const char *bytes;
    size_t length;
    uint32_t first, last; /* possible stand-ins */
} breaks[TREE_BREAK_COUNT] = {
    {"\xC2\x85", 2, 0x100, 0x7FF},
    {"\xE2\x80\xA8", 3, 0xE000, 0xF8FF},
    {"\xE2\x80\xA9", 3, 0xE000, 0xF8FF},
};

static bool breaks_begin(const char *at, size_t left, const char *bytes, size_t length)
{
    return left >= length && memcmp(at, bytes, length) == 0;
}

/* The index of the break at `at`; TREE_BREAK_COUNT: none. */
static size_t breaks_find(const char *at, size_t left)
{
    size_t i = 0;

    while (i < TREE_BREAK_COUNT && !breaks_begin(at, left, breaks[i].bytes, breaks[i].length)) {
        i++;
    }
    return i;
}

/* The code point of \u0123 or \U00000123; 0: there is no such escape at `at`. */
static uint32_t breaks_escape(const char *at, size_t left)
{
    static const char hex[] = "0123456789abcdef";
    size_t digits = left > 1 && at[1] == 'u' ? 4 : left > 1 && at[1] == 'U' ? 8 : 0;
    uint32_t code = 0;

    if (at[0] != '\\' || left < 2 + digits) {
        return 0;
    }
    for (size_t i = 0; i < digits; i++) {
        char c = at[2 + i];
        const char *digit = strchr(hex, c >= 'A' && c <= 'F' ? c | 0x20 : c);

        code = code << 4 | (uint32_t)(digit == NULL ? 0 : digit - hex);
    }
    return code;
}

/* The code point of a sequence of two or three bytes, or of an escape; 0: something else is there.
 */
static uint32_t breaks_code(const char *at, size_t left)
{
    unsigned char first = (unsigned char)at[0];
    size_t length = dg_utf8_sequence(at, at + left);

    if (length == 2) {
        return (uint32_t)(first & 0x1F) << 6 | ((unsigned char)at[1] & 0x3FU);
    }
    if (length == 3) {
        return (uint32_t)(first & 0x0F) << 12 | ((unsigned char)at[1] & 0x3FU) << 6 |
               ((unsigned char)at[2] & 0x3FU);
    }
    return breaks_escape(at, left);
}

#define PLANE 0x10000

static void breaks_mark_used(struct dg_text text, unsigned char used[PLANE])
{
    for (size_t i = 0; i < text.length; i++) {
        uint32_t code = breaks_code(text.data + i, text.length - i);

        if (code < PLANE) {
            used[code] = 1;
        }
    }
}

/* Takes an unused code point of the range; false: all are used. */
static bool breaks_choose(char bytes[TREE_BREAK_BYTES], uint32_t code, uint32_t last,
                          unsigned char used[PLANE])
{
    while (code <= last && used[code] != 0) {
        code++;
    }
    if (code > last) {
        return false;
    }
    used[code] = 1;
    if (code < 0x800) {
        bytes[0] = (char)(0xC0 | code >> 6);
        bytes[1] = (char)(0x80 | (code & 0x3F));
    } else {
        bytes[0] = (char)(0xE0 | code >> 12);
        bytes[1] = (char)(0x80 | (code >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (code & 0x3F));
    }
    return true;
}

bool tree_breaks_hide(struct tree_breaks *out, struct dg_text *text, struct dg_arena *arena)
{
    unsigned char *used = NULL;
    char *copy = NULL;

    for (size_t i = 0; i < text->length; i++) {
        size_t left = text->length - i;
        size_t found = breaks_find(text->data + i, left);

        if (found == TREE_BREAK_COUNT) {
            continue;
        }
        if (copy == NULL) {
            used = memory_arena_new(arena, PLANE);
            breaks_mark_used(*text, used);
            copy = memory_arena_copy(arena, text->data, text->length);
            text->data = copy;
        }
        if (out->stand_ins[found][0] == '\0' &&
            !breaks_choose(out->stand_ins[found], breaks[found].first, breaks[found].last, used)) {
            return false;
        }
        memcpy(copy + i, out->stand_ins[found], breaks[found].length);
    }
    out->hidden = copy != NULL;
    return true;
}

void tree_breaks_restore(const struct tree_breaks *hidden, char *text, size_t length)
{
    for (size_t i = 0; hidden->hidden && i < length; i++) {
        for (size_t k = 0; k < TREE_BREAK_COUNT; k++) {
            if (hidden->stand_ins[k][0] != '\0' &&
                breaks_begin(text + i, length - i, hidden->stand_ins[k], breaks[k].length)) {
                memcpy(text + i, breaks[k].bytes, breaks[k].length);
            }
        }
    }
}
