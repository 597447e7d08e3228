/* Puts the elements of an initializer in columns, as the formatter does. */
#include "emit/layout_columns.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "emit/layout.h"

enum {
    FEWEST_ELEMENTS = 5,
    MAX_COLUMNS = LAYOUT_WIDTH / 3,
    MAX_WASTE = 10 /* of a column: the length of its longest element minus that of its shortest */
};

struct elements {
    struct dg_text *list; /* commas included */
    size_t count;
    size_t bytes; /* of their lines */
};

struct columns {
    size_t count;
    size_t widths[MAX_COLUMNS];
    size_t lines;
};

static bool is_element(struct dg_text line)
{
    return line.length > LAYOUT_INDENT + 1 && line.data[LAYOUT_INDENT - 1] == ' ' &&
           line.data[LAYOUT_INDENT] != ' ' && line.data[LAYOUT_INDENT] != '.' &&
           line.data[LAYOUT_INDENT] != '/' && line.data[line.length - 1] == ',';
}

/* The elements up to the closing brace. Empty if an element has several lines. */
static struct elements find_elements(struct dg_text text)
{
    struct elements elements = {0};
    size_t capacity = 0;

    while (elements.bytes < text.length && text.data[elements.bytes] != '}') {
        const char *begin = text.data + elements.bytes;
        const char *end = memchr(begin, '\n', text.length - elements.bytes);
        struct dg_text line = {begin, end == NULL ? 0 : (size_t)(end - begin)};

        if (!is_element(line)) {
            elements.count = 0;
            break;
        }
        if (elements.count == capacity) {
            capacity = capacity * 2 + 16;
            elements.list = memory_grow(elements.list, capacity * sizeof *elements.list);
        }
        elements.list[elements.count++] =
            (struct dg_text){begin + LAYOUT_INDENT, line.length - LAYOUT_INDENT};
        elements.bytes += line.length + 1;
    }
    return elements;
}

/* Returns false if so many columns are too wide, or waste too much space. */
static bool try_columns(const struct elements *elements, size_t count, struct columns *columns)
{
    size_t least[MAX_COLUMNS];
    size_t total = count - 1;

    *columns = (struct columns){.count = count, .lines = (elements->count + count - 1) / count};
    for (size_t i = 0; i < elements->count; i++) {
        size_t width = elements->list[i].length;
        size_t *column = &columns->widths[i % count];

        *column = width > *column ? width : *column;
        least[i % count] = i < count || width < least[i % count] ? width : least[i % count];
    }
    for (size_t i = 0; i < count; i++) {
        if (i + 1 < count && columns->widths[i] - least[i] > MAX_WASTE) {
            return false;
        }
        total += columns->widths[i];
    }
    return elements->count >= count && total <= LAYOUT_WIDTH - LAYOUT_INDENT;
}

/* The fewest lines and, for those, the fewest columns. */
static struct columns find_columns(const struct elements *elements)
{
    struct columns best = {0};
    struct columns columns;

    for (size_t count = MAX_COLUMNS < elements->count ? MAX_COLUMNS : elements->count; count > 1;
         count--) {
        if (!try_columns(elements, count, &columns)) {
            continue;
        }
        if (best.count > 0 && columns.lines > best.lines) {
            break;
        }
        best = columns;
    }
    return best;
}

size_t layout_columns(struct buffer *out, struct dg_text text)
{
    struct elements elements = find_elements(text);
    struct columns columns = {0};
    size_t blanks = 0;

    if (elements.count >= FEWEST_ELEMENTS) {
        columns = find_columns(&elements);
    }
    for (size_t i = 0; i < elements.count && columns.count > 0; i++) {
        size_t column = i % columns.count;

        buffer_format(out, "%*s", (int)(column == 0 ? LAYOUT_INDENT : blanks + 1), "");
        buffer_add_text(out, elements.list[i]);
        blanks = columns.widths[column] - elements.list[i].length;
        if (column + 1 == columns.count || i + 1 == elements.count) {
            buffer_add(out, "\n");
        }
    }
    free(elements.list);
    return columns.count > 0 ? elements.bytes : 0;
}
