/* Breaks the lines of a file that are too long. */
#include "emit/layout.h"

#include <string.h>

#include "base/memory_arena.h"
#include "emit/layout_break.h"
#include "emit/layout_columns.h"

enum {
    MAX_DEPTH = 16 /* levels of nested initializers; deeper ones are laid out like the last */
};

struct layout {
    struct buffer *out;
    unsigned depth;            /* number of initializers around the line */
    unsigned indent;           /* of the line that the outermost begins on */
    unsigned shift[MAX_DEPTH]; /* of the lines in each initializer whose opening line was broken */
};

static struct dg_text part(struct dg_text text, size_t from)
{
    return (struct dg_text){text.data + from, text.length - from};
}

static bool begins_with(struct dg_text text, const char *start)
{
    return text.length >= strlen(start) && memcmp(text.data, start, strlen(start)) == 0;
}

static bool ends_with(struct dg_text text, const char *end)
{
    return text.length >= strlen(end) && begins_with(part(text, text.length - strlen(end)), end);
}

static size_t indentation(struct dg_text line)
{
    size_t count = 0;

    while (count < line.length && line.data[count] == ' ') {
        count++;
    }
    return count;
}

/* Comments */

static size_t word_length(struct dg_text text)
{
    size_t length = 0;

    while (length < text.length && text.data[length] != ' ') {
        length++;
    }
    return length;
}

/* Appends a comment; `words` are its text. Each line has room for the closing delimiter. */
static void add_comment(struct buffer *out, size_t indent, struct dg_text words)
{
    size_t column = indent + strlen("/*");

    buffer_format(out, "%*s/*", (int)indent, "");
    for (words = part(words, indentation(words)); words.length > 0;
         words = part(words, indentation(words))) {
        struct dg_text word = {words.data, word_length(words)};
        size_t width = dg_text_code_points(word);

        if (column + 1 + width + strlen(" */") > LAYOUT_WIDTH && column > indent + strlen("/*")) {
            buffer_format(out, "\n%*s  ", (int)indent, "");
            column = indent + strlen("/*");
        }
        buffer_add(out, " ");
        buffer_add_text(out, word);
        column += 1 + width;
        words = part(words, word.length);
    }
    if (column + strlen(" */") > LAYOUT_WIDTH) {
        buffer_format(out, "\n%*s", (int)indent, "");
    }
    buffer_add(out, " */\n");
}

static struct dg_text comment_words(struct dg_text comment)
{
    return (struct dg_text){comment.data + strlen("/*"),
                            comment.length - strlen("/*") - strlen("*/")};
}

static void add_comment_line(struct buffer *out, struct dg_text line)
{
    if (dg_text_code_points(line) > LAYOUT_WIDTH) {
        add_comment(out, indentation(line), comment_words(part(line, indentation(line))));
    } else {
        buffer_add_text(out, line);
        buffer_add(out, "\n");
    }
}

/* The length of a line without the comment at its end; literals hold no comment that ends there,
 * as their last quote comes after it. */
static size_t length_without_comment(struct dg_text line)
{
    size_t length = line.length;

    if (!ends_with(line, "*/")) {
        return length;
    }
    while (length > 0 && !begins_with(part(line, length - 1), "/*")) {
        length--;
    }
    return length > 0 ? length - 1 : line.length;
}

/* Lines */

/* Whether the line opens an initializer whose elements follow it. */
static bool opens_initializer(const struct layout *layout, struct dg_text line)
{
    return ends_with(line, "= {") || (layout->depth > 0 && ends_with(line, "{"));
}

static void enter(struct layout *layout, struct dg_text line, unsigned shift)
{
    if (layout->depth == 0) {
        layout->indent = (unsigned)indentation(line);
    }
    if (layout->depth < MAX_DEPTH) {
        layout->shift[layout->depth] = shift;
    }
    layout->depth++;
}

static unsigned shift_of(const struct layout *layout)
{
    unsigned shift = 0;

    for (unsigned i = 0; i < layout->depth && i < MAX_DEPTH; i++) {
        shift += layout->shift[i];
    }
    return shift;
}

static unsigned break_line(struct layout *layout, struct dg_text text)
{
    struct dg_arena arena;
    struct layout_line line;
    unsigned shift = 0;

    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    if (layout_tokens(&line, text, layout->depth, &arena)) {
        line.outer = layout->depth == 0 ? line.indent : layout->indent;
        shift = layout_break(layout->out, &line, &arena);
    } else {
        buffer_add_text(layout->out, text);
        buffer_add(layout->out, "\n");
    }
    dg_arena_free(&arena);
    return shift;
}

/* Appends a line of code, with or without a comment at its end. */
static void add_code(struct layout *layout, struct dg_text line)
{
    unsigned shift = 0;

    if (dg_text_code_points(line) <= LAYOUT_WIDTH) {
        buffer_add_text(layout->out, line);
        buffer_add(layout->out, "\n");
    } else {
        size_t length = length_without_comment(line);
        if (length < line.length) {
            add_comment(layout->out, indentation(line), comment_words(part(line, length)));
            while (length > 0 && line.data[length - 1] == ' ') {
                length--;
            }
            line.length = length;
        }
        shift = break_line(layout, line);
    }
    if (opens_initializer(layout, line)) {
        enter(layout, line, shift);
    }
}

static void add_line(struct layout *layout, struct dg_text line)
{
    struct dg_text text = part(line, indentation(line));
    struct buffer shifted = {0};

    if (layout->depth > 0 && begins_with(text, "}")) {
        layout->depth--;
    }
    if (begins_with(text, "/*") && ends_with(text, "*/")) {
        add_comment_line(layout->out, line);
    } else if (text.length > 0 && shift_of(layout) > 0) {
        buffer_format(&shifted, "%*s", (int)shift_of(layout), "");
        buffer_add_text(&shifted, line);
        add_code(layout, (struct dg_text){shifted.data, shifted.length});
        buffer_free(&shifted);
    } else {
        add_code(layout, line);
    }
}

void layout_text(struct buffer *out, struct dg_text text)
{
    struct layout layout = {.out = out};
    bool comment = false;   /* of several lines */
    bool directive = false; /* of several lines */
    bool empty = false;     /* the line before */

    while (text.length > 0) {
        const char *end = memchr(text.data, '\n', text.length);
        struct dg_text line = {text.data, end == NULL ? text.length : (size_t)(end - text.data)};
        struct dg_text code = part(line, indentation(line));
        bool begins = begins_with(code, "/*") && !ends_with(code, "*/");

        directive = directive || (!comment && begins_with(code, "#"));
        if (comment || begins || directive) {
            buffer_add_text(out, line);
            buffer_add(out, "\n");
            comment = (comment || begins) && !ends_with(code, "*/");
            directive = directive && ends_with(code, "\\");
        } else if (line.length > 0 || !empty) {
            add_line(&layout, line);
        }
        empty = line.length == 0;
        text = part(text, line.length + (end != NULL));
        if (layout.depth == 1 && layout.indent == 0 && layout.shift[0] == 0 &&
            opens_initializer(&layout, line)) {
            text = part(text, layout_columns(out, text));
        }
    }
}
