/* Cuts the line of a position to a number of characters. */
#include "report/excerpt.h"

#include <stddef.h>
#include <stdint.h>

#include "base/display.h"
#include "runtime/leaf.h"

/* The characters before and after the position that a report quotes at most. */
#define MOST_QUOTED 1000

struct excerpt excerpt_in_utf8(struct excerpt excerpt, struct buffer *text)
{
    struct excerpt part = excerpt_trim(excerpt, MOST_QUOTED, MOST_QUOTED);
    size_t before = (size_t)(part.at - part.begin);

    if (dg_leaf_is_utf8(part.begin, part.end)) {
        return excerpt;
    }
    buffer_clear(text);
    display_add_utf8(text, (struct dg_text){part.begin, before}, SIZE_MAX);
    before = text->length;
    display_add_utf8(text, (struct dg_text){part.at, (size_t)(part.end - part.at)}, SIZE_MAX);
    part.begin = buffer_string(text);
    part.at = part.begin + before;
    part.end = part.begin + text->length;
    return part;
}

/* The end of up to `count` characters. */
static const char *skip_characters(const char *at, const char *end, size_t count)
{
    while (count > 0 && at < end) {
        size_t plain = display_plain(at, (size_t)(end - at) < count ? end : at + count);

        at += plain;
        count -= plain;
        if (plain == 0) {
            (void)display_utf8(&at, end);
            count--;
        }
    }
    return at;
}

struct excerpt excerpt_trim(struct excerpt excerpt, unsigned before, unsigned after)
{
    const char *line_end = display_line_end(excerpt.at, excerpt.end, after);
    struct excerpt trimmed = excerpt;

    trimmed.begin = display_back(excerpt.begin, excerpt.at, before);
    trimmed.cut_before |= trimmed.begin > excerpt.begin;
    trimmed.end = skip_characters(excerpt.at, line_end, after);
    trimmed.cut_after = trimmed.end < line_end || (excerpt.cut_after && trimmed.end == excerpt.end);
    return trimmed;
}
