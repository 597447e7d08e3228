/* Adds texts of others to HTML. */
#include "report/html/markup.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/display.h"
#include "base/escape_text.h"

const char *markup_add_some(struct buffer *page, const char *at, const char *end, size_t longest)
{
    const char *begin = at;

    for (size_t i = 0; i < longest && at < end; i++) {
        (void)display_next(&at, end);
    }
    escape_xml(page, (struct dg_text){begin, (size_t)(at - begin)});
    return at;
}

void markup_add(struct buffer *page, const char *markup, const struct dg_text *texts)
{
    for (;;) {
        size_t length = strcspn(markup, "$");

        buffer_add_bytes(page, markup, length);
        if (markup[length] == '\0') {
            return;
        }
        escape_xml(page, *texts++);
        markup += length + 1;
    }
}

struct dg_text markup_number(char digits[MARKUP_DIGITS], uint64_t number)
{
    int length = snprintf(digits, MARKUP_DIGITS, "%" PRIu64, number);

    return (struct dg_text){digits, (size_t)length};
}
