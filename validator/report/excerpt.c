/* Cuts the line of a position to a number of characters. */
#include "report/excerpt.h"

#include "base/display.h"

struct excerpt excerpt_trim(struct excerpt excerpt, unsigned before, unsigned after)
{
    const char *line_end = display_line_end(excerpt.at, excerpt.end, after);
    struct excerpt trimmed = excerpt;

    trimmed.begin = display_back(excerpt.begin, excerpt.at, before);
    trimmed.cut_before |= trimmed.begin > excerpt.begin;
    trimmed.end = excerpt.at;
    while (after-- > 0 && trimmed.end < line_end) {
        (void)display_utf8(&trimmed.end, line_end);
    }
    trimmed.cut_after = trimmed.end < line_end || (excerpt.cut_after && trimmed.end == excerpt.end);
    return trimmed;
}
