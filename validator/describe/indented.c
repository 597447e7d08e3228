/* Puts blanks between the tokens of well-formed JSON. */
#include "describe/indented.h"

static void put(struct indented *indented, const char *text, size_t length)
{
    dg_write_bytes(&indented->out->writer, text, length);
}

static void end_line(struct indented *indented)
{
    put(indented, "\n", 1);
    for (unsigned i = 0; i < indented->depth; i++) {
        put(indented, "\t", 1);
    }
}

static bool in_array(const struct indented *indented)
{
    return (indented->arrays >> (indented->depth - 1) & 1) != 0;
}

/* Takes a byte outside strings. */
static void take_token(struct indented *indented, char c)
{
    const uint64_t container = UINT64_C(1) << indented->depth;

    if (c == '}') {
        indented->depth--;
        end_line(indented);
    }
    put(indented, &c, 1);
    if (c == '{' || c == '[') {
        indented->arrays = c == '[' ? indented->arrays | container : indented->arrays & ~container;
        indented->depth++;
    } else if (c == ']') {
        indented->depth--;
    } else if (c == ':') {
        put(indented, "\t", 1);
    } else if (c == ',' && in_array(indented)) {
        put(indented, " ", 1);
    }
    if (c == '{' || (c == ',' && !in_array(indented))) {
        end_line(indented);
    }
}

static void take(struct indented *indented, char c)
{
    if (!indented->in_string) {
        take_token(indented, c);
        indented->in_string = c == '"';
        return;
    }
    put(indented, &c, 1);
    indented->in_string = indented->escaped || c != '"';
    indented->escaped = !indented->escaped && c == '\\';
}

static bool flush(struct dg_writer *writer)
{
    struct indented *indented = (struct indented *)writer;

    for (size_t i = 0; i < writer->used; i++) {
        take(indented, writer->buffer[i]);
    }
    return true;
}

void indented_open(struct indented *indented, struct output *out)
{
    *indented = (struct indented){.out = out};
    dg_writer_init(&indented->writer, indented->buffer, sizeof indented->buffer, flush);
}

void indented_close(struct indented *indented)
{
    (void)dg_writer_finish(&indented->writer); /* it doesn't fail */
    put(indented, "\n", 1);
}
