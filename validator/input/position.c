/* Computes lines and columns by walking from the nearest known position. */
#include "input/position.h"

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

static struct position walk(const struct positions *positions, struct position from, size_t offset)
{
    const char *text = positions->text;
    struct position to = {.offset = offset, .line = from.line};

    if (offset >= from.offset) {
        to.line += count_lines(text + from.offset, text + offset);
    } else {
        to.line -= count_lines(text + offset, text + from.offset);
    }
    if (to.line != from.line) {
        to.line_start = line_start_of(text, offset);
        to.column = (to.line == positions->first.line ? positions->first.column : 1) +
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

void position_open(struct positions *positions, const char *text, size_t length, uint64_t line,
                   uint64_t column)
{
    positions->text = text;
    positions->length = length;
    positions->first = (struct position){.line = line, .column = column};
    positions->furthest = positions->latest = positions->first;
}

static size_t distance(size_t a, size_t b)
{
    return a > b ? a - b : b - a;
}

struct position position_find(struct positions *positions, size_t offset)
{
    struct position from = positions->furthest;

    assert(offset <= positions->length);
    if (distance(positions->latest.offset, offset) < distance(from.offset, offset)) {
        from = positions->latest;
    }
    positions->latest = walk(positions, from, offset);
    if (offset > positions->furthest.offset) {
        positions->furthest = positions->latest;
    }
    return positions->latest;
}
