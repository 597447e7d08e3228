/* Computes lines and columns by walking from the nearest known position. */
#include "input/position.h"

#include <assert.h>

void position_open(struct positions *positions, const char *text, size_t length, uint64_t line,
                   uint64_t column)
{
    const struct dg_position first = {.line = 1, .column = 1};

    *positions = (struct positions){
        .text = {text, length}, .line = line, .column = column, .furthest = first, .latest = first};
}

static size_t distance(size_t a, size_t b)
{
    return a > b ? a - b : b - a;
}

struct position position_find(struct positions *positions, size_t offset)
{
    struct dg_position from = positions->furthest;

    assert(offset <= positions->text.length);
    if (distance(positions->latest.offset, offset) < distance(from.offset, offset)) {
        from = positions->latest;
    }
    from = dg_text_position_from(positions->text, from, offset);
    positions->latest = from;
    if (offset > positions->furthest.offset) {
        positions->furthest = from;
    }
    return (struct position){
        .offset = offset,
        .line_start = from.line_start,
        .line = positions->line + from.line - 1,
        .column = (from.line == 1 ? positions->column - 1 : 0) + from.column,
    };
}
