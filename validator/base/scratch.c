/* A growing text with sticky failure. */
#include "base/scratch.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/display.h"

/* Whether there is room for `length` more bytes, or may be. */
static bool may_hold(struct scratch *scratch, size_t length)
{
    if (length > SIZE_MAX / 4 || scratch->length > SIZE_MAX / 4) {
        scratch->failed = true;
    }
    return !scratch->failed;
}

static bool grow(struct scratch *scratch, size_t capacity)
{
    char *grown = realloc(scratch->data, capacity);

    if (grown == NULL) {
        scratch->failed = true;
        return false;
    }
    scratch->data = grown;
    scratch->capacity = capacity;
    return true;
}

bool scratch_reserve(struct scratch *scratch, size_t length)
{
    size_t capacity = scratch->capacity == 0 ? 256 : scratch->capacity;

    if (!may_hold(scratch, length)) {
        return false;
    }
    while (capacity - scratch->length < length) {
        capacity *= 2;
    }
    return capacity == scratch->capacity || grow(scratch, capacity);
}

bool scratch_reserve_exactly(struct scratch *scratch, size_t length)
{
    if (!may_hold(scratch, length)) {
        return false;
    }
    return scratch->capacity - scratch->length >= length || grow(scratch, scratch->length + length);
}

void scratch_add(struct scratch *scratch, const char *bytes, size_t length)
{
    if (length > 0 && scratch_reserve(scratch, length)) {
        memcpy(scratch->data + scratch->length, bytes, length);
        scratch->length += length;
    }
}

void scratch_add_string(struct scratch *scratch, const char *string)
{
    scratch_add(scratch, string, strlen(string));
}

void scratch_format(struct scratch *scratch, const char *format, ...)
{
    va_list arguments;
    va_list again;
    int length = 0;

    va_start(arguments, format);
    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, arguments);
    if (length < 0) {
        scratch->failed = true;
    } else if (scratch_reserve(scratch, (size_t)length + 1)) {
        vsnprintf(scratch->data + scratch->length, (size_t)length + 1, format, again);
        scratch->length += (size_t)length;
    }
    va_end(again);
    va_end(arguments);
}

/* Where to stop so that no more than `longest` characters are shown, one of them saying that there
   is more. */
static const char *shown_end(struct dg_text text, size_t longest)
{
    const char *at = text.data;
    const char *end = text.data + text.length;
    const char *cut = at;
    size_t shown = 0;

    while (at < end) {
        const char *next = at;
        struct glyph glyph = display_utf8(&next, end);

        if (shown < longest) {
            cut = at;
        }
        shown += dg_text_code_points((struct dg_text){glyph.bytes, glyph.length});
        if (shown > longest) {
            return cut;
        }
        at = next;
    }
    return end;
}

void scratch_add_utf8(struct scratch *scratch, struct dg_text text, size_t longest)
{
    if (text.length == 0) {
        return; /* there may be no data to point into */
    }
    const char *at = text.data;
    const char *end = shown_end(text, longest);

    while (at < end) {
        size_t plain = display_plain(at, end);

        scratch_add(scratch, at, plain);
        at += plain;
        if (at < end) {
            struct glyph glyph = display_utf8(&at, end);

            scratch_add(scratch, glyph.bytes, glyph.length);
        }
    }
    if (end < text.data + text.length) {
        scratch_add_string(scratch, "\u2026");
    }
}

const char *scratch_string(struct scratch *scratch)
{
    if (!scratch_reserve(scratch, 1)) {
        return NULL;
    }
    scratch->data[scratch->length] = '\0';
    return scratch->data;
}

struct dg_text scratch_text(const struct scratch *scratch)
{
    return (struct dg_text){scratch->data, scratch->length};
}

void scratch_clear(struct scratch *scratch)
{
    scratch->length = 0;
    scratch->failed = false;
}

void scratch_free(struct scratch *scratch)
{
    free(scratch->data);
    *scratch = (struct scratch){.data = NULL};
}
