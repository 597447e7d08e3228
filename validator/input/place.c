/* Lines and columns by walking from the nearest place that is known already. */
#include "input/place.h"

#include <assert.h>
#include <string.h>

#include "runtime/text.h"

static uint64_t code_points(const char *text, size_t from, size_t to)
{
    return dg_text_code_points((struct dg_text){text + from, to - from});
}

static uint64_t count_lines(const char *from, const char *to)
{
    uint64_t count = 0;

    while (from < to) {
        const char *feed = memchr(from, '\n', (size_t)(to - from));

        if (feed == NULL) {
            break;
        }
        count++;
        from = feed + 1;
    }
    return count;
}

/* The offset of the first byte of the line that `offset` is on. */
static size_t line_start_of(const char *text, size_t offset)
{
    const char *feed = offset == 0 ? NULL : memrchr(text, '\n', offset);

    return feed == NULL ? 0 : (size_t)(feed - text) + 1;
}

static struct place walk(const struct places *places, struct place from, size_t offset)
{
    const char *text = places->text;
    struct place to = {.offset = offset, .line = from.line};

    if (offset >= from.offset) {
        to.line += count_lines(text + from.offset, text + offset);
    } else {
        to.line -= count_lines(text + offset, text + from.offset);
    }
    if (to.line != from.line) {
        to.line_start = line_start_of(text, offset);
        to.column = (to.line == places->first.line ? places->first.column : 1) +
                    code_points(text, to.line_start, offset);
        return to;
    }
    to.line_start = from.line_start;
    if (offset >= from.offset) {
        to.column = from.column + code_points(text, from.offset, offset);
    } else {
        to.column = from.column - code_points(text, offset, from.offset);
    }
    return to;
}

void places_open(struct places *places, const char *text, size_t length, uint64_t line,
                 uint64_t column)
{
    places->text = text;
    places->length = length;
    places->first = (struct place){.line = line, .column = column};
    places->furthest = places->latest = places->first;
}

static size_t distance(size_t a, size_t b)
{
    return a > b ? a - b : b - a;
}

struct place places_find(struct places *places, size_t offset)
{
    struct place from = places->furthest;

    assert(offset <= places->length);
    if (distance(places->latest.offset, offset) < distance(from.offset, offset)) {
        from = places->latest;
    }
    places->latest = walk(places, from, offset);
    if (offset > places->furthest.offset) {
        places->furthest = places->latest;
    }
    return places->latest;
}
