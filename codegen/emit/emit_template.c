/* Templates with named variables, and the escapers that keep text from the contract inside its
 * literal or comment. */
#include "emit/emit_template.h"

#include <assert.h>
#include <string.h>

#include "emit/file_set.h"
#include "runtime/text.h"

enum {
    LINE_WIDTH = 100
};

static const char *pair_value(va_list pairs, struct dg_text name)
{
    const char *key;

    for (key = va_arg(pairs, const char *); key != NULL; key = va_arg(pairs, const char *)) {
        const char *value = va_arg(pairs, const char *);
        if (dg_text_equal(dg_text_of(key), name)) {
            return value;
        }
    }
    return NULL;
}

static const char *model_value(const struct model *model, struct dg_text name)
{
    if (dg_text_equal(name, (struct dg_text)DG_TEXT("prefix"))) {
        return model->prefix;
    }
    return dg_text_equal(name, (struct dg_text)DG_TEXT("PREFIX")) ? model->upper_prefix : NULL;
}

/* Writes the template with what `pairs` says. */
static void template_write(const struct emitter *emitter, const char *template, va_list pairs)
{
    const char *at = template;
    const char *dollar;

    for (dollar = strchr(at, '$'); dollar != NULL; dollar = strchr(at, '$')) {
        const char *end = strchr(dollar + 1, '$');
        assert(end != NULL);
        struct dg_text name = {dollar + 1, (size_t)(end - dollar - 1)};
        const char *value = model_value(emitter->model, name);
        if (value == NULL) {
            va_list again;
            va_copy(again, pairs);
            value = pair_value(again, name);
            va_end(again);
        }
        assert(value != NULL && "unknown name in a template");
        buffer_add_text(emitter->out, (struct dg_text){at, (size_t)(dollar - at)});
        buffer_add(emitter->out, value);
        at = end + 1;
    }
    buffer_add(emitter->out, at);
}

void emit_template(const struct emitter *emitter, const char *template, ...)
{
    va_list pairs;

    va_start(pairs, template);
    template_write(emitter, template, pairs);
    va_end(pairs);
}

void emit_template_line(const struct emitter *emitter, const char *template, ...)
{
    struct buffer line = {0};
    struct emitter local = {.model = emitter->model, .out = &line};
    va_list pairs;

    va_start(pairs, template);
    template_write(&local, template, pairs);
    va_end(pairs);
    emit_line(emitter, line.data);
    buffer_free(&line);
}

/* Where the argument that begins at `at` ends: before a comma or parenthesis that is not inside of
 * it. */
static const char *argument_end(const char *at)
{
    int depth = 0;
    bool quoted = false;

    for (; *at != '\0'; at++) {
        if (*at == '"') {
            quoted = !quoted;
        } else if (quoted) {
            continue;
        } else if (depth == 0 && (*at == ',' || *at == ')')) {
            return at;
        } else if (*at == '(' || *at == '{') {
            depth++;
        } else if (*at == ')' || *at == '}') {
            depth--;
        }
    }
    return at;
}

/* Breaks after arguments, and aligns what follows behind the opening parenthesis. */
static void emit_arguments(const struct emitter *emitter, const char *line, const char *open)
{
    size_t column = (size_t)(open + 1 - line);
    const char *at = open + 1;

    buffer_add_text(emitter->out, (struct dg_text){line, column});
    while (*at != '\0') {
        const char *end = argument_end(at);
        size_t width = (size_t)(end - at) + (*end == ')' ? strlen(end) : strlen(","));
        if (at > open + 1 && column + strlen(" ") + width > LINE_WIDTH) {
            column = (size_t)(open + 1 - line);
            buffer_format(emitter->out, "\n%*s", (int)column, "");
        } else if (at > open + 1) {
            buffer_add(emitter->out, " ");
            column++;
        }
        buffer_add_text(emitter->out, (struct dg_text){at, width});
        column += width;
        at += width;
        at += *at == ' ' ? 1 : 0;
    }
}

/* Breaks after the assignment if that is enough. */
static bool emit_assignment(const struct emitter *emitter, const char *line, const char *open)
{
    const char *value = strstr(line, " = ");
    size_t indent = strspn(line, " ") + 4;

    if (value == NULL || value > open || indent + strlen(value + strlen(" = ")) > LINE_WIDTH) {
        return false;
    }
    buffer_format(emitter->out, "%.*s =\n%*s%s", (int)(value - line), line, (int)indent, "",
                  value + strlen(" = "));
    return true;
}

/* Whether each argument fits on a line of its own. */
static bool arguments_fit(const char *line, const char *open)
{
    size_t column = (size_t)(open + 1 - line);
    const char *at = open + 1;
    const char *end;

    for (end = argument_end(at); *end == ','; end = argument_end(at)) {
        if (column + (size_t)(end + 1 - at) > LINE_WIDTH) {
            return false;
        }
        at = end + 2;
    }
    return column + strlen(at) <= LINE_WIDTH;
}

/* The call to break: the innermost that is alone in another's parentheses. */
static const char *call_to_break(const char *open)
{
    const char *end = argument_end(open + 1);
    const char *inner = strchr(open + 1, '(');

    return *end == ')' && inner != NULL && inner < end ? call_to_break(inner) : open;
}

/* Where the name of a declared function begins: `line` if nothing stands before it. */
static const char *function_name(const char *line, const char *open)
{
    const char *name = open;

    while (name > line && name[-1] != ' ' && name[-1] != '*') {
        name--;
    }
    return name;
}

void emit_line(const struct emitter *emitter, const char *line)
{
    const char *open = strchr(line, '(');

    if (strcspn(line, "\n") <= LINE_WIDTH || open == NULL) {
        EMIT(emitter, "$line$\n", "line", line);
        return;
    }
    open = call_to_break(open);
    const char *name = function_name(line, open);
    if (line[0] != ' ' && name > line && !arguments_fit(line, open)) {
        /* The name gets a line of its own. */
        buffer_format(emitter->out, "%.*s\n", (int)(name - line - (name[-1] == ' ')), line);
        emit_line(emitter, name);
        return;
    }
    if (!emit_assignment(emitter, line, open)) {
        emit_arguments(emitter, line, open);
    }
    buffer_add(emitter->out, "\n");
}

/* How much of the literal at `at` stands on a line that begins in `column`: up to a blank or slash,
   if it must be broken and can be. */
static size_t piece_length(const char *at, size_t column)
{
    size_t length = LINE_WIDTH - column - strlen("\"");

    if (strlen(at) + strlen(",") <= LINE_WIDTH - column) {
        return strlen(at);
    }
    while (length > 1 && at[length - 1] != '/' && at[length - 1] != ' ') {
        length--;
    }
    return length > 1 ? length : strlen(at);
}

/* How many lines the literal takes. Every line but the first begins with a quote of its own. */
static size_t count_pieces(size_t column, const char *literal)
{
    size_t count = 1;
    size_t length = piece_length(literal, column);

    while (literal[length] != '\0') {
        literal += length;
        length = piece_length(literal, column + 1);
        count++;
    }
    return count;
}

static void emit_pieces(const struct emitter *emitter, size_t column, const char *literal)
{
    size_t length = piece_length(literal, column);

    while (literal[length] != '\0') {
        buffer_format(emitter->out, "%.*s\"\n%*s", (int)length, literal, (int)column + 1, "\"");
        literal += length;
        length = piece_length(literal, column + 1);
    }
    buffer_format(emitter->out, "%s,\n", literal);
}

void emit_string_member(const struct emitter *emitter, unsigned indent, const char *designator,
                        const char *text)
{
    struct buffer literal = emit_literal(dg_text_of(text));
    size_t beside = indent + strlen(designator) + strlen(" = ");
    size_t below = indent + 4;

    buffer_format(emitter->out, "%*s%s =", (int)indent, "", designator);
    if (piece_length(literal.data, beside) + beside <= LINE_WIDTH &&
        count_pieces(beside, literal.data) <= count_pieces(below, literal.data)) {
        buffer_add(emitter->out, " ");
        emit_pieces(emitter, beside, literal.data);
    } else {
        buffer_format(emitter->out, "\n%*s", (int)below, "");
        emit_pieces(emitter, below, literal.data);
    }
    buffer_free(&literal);
}

void emit_file_comment(const struct emitter *emitter, const char *purpose)
{
    EMIT(emitter, "/* " FILE_SET_MARKER_LINE " */\n");
    EMIT(emitter, "/* $purpose$ */\n", "purpose", purpose);
}

/* What compilers must take of a literal (C11 5.2.4.1); of a longer one they have to be asked. No
   blank stands before the quote: there a line could be broken. */
#define LITERAL_MAX_BYTES 4095

/* Octal escapes end after three digits, whatever follows; a question mark could begin a trigraph.
 */
struct buffer emit_literal(struct dg_text text)
{
    struct buffer out = {0};

    buffer_add(&out, text.length > LITERAL_MAX_BYTES ? "__extension__\"" : "\"");
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c < 0x20 || c > 0x7e || c == '"' || c == '\\' || c == '?') {
            buffer_format(&out, "\\%03o", (unsigned)c);
        } else {
            buffer_add_text(&out, (struct dg_text){text.data + i, 1});
        }
    }
    buffer_add(&out, "\"");
    return out;
}

/* Characters that could end the comment, hide what stands in it (controls, bidirectional overrides)
   or look like an opening one are written as what they are, in ASCII. */
static void add_comment_character(struct buffer *out, const char *at, size_t length, char before)
{
    const unsigned char *byte = (const unsigned char *)at;

    if (length == 1 && (byte[0] < 0x20 || byte[0] == 0x7f)) {
        buffer_format(out, "\\%03o", (unsigned)byte[0]);
    } else if (length == 1 &&
               ((byte[0] == '/' && before == '*') || (byte[0] == '*' && before == '/'))) {
        buffer_format(out, " %c", byte[0]);
    } else if (length == 3 && byte[0] == 0xe2 && (byte[1] == 0x80 || byte[1] == 0x81)) {
        buffer_format(out, "\\u%04X", 0x2000U | (byte[1] & 0x3fU) << 6 | (byte[2] & 0x3fU));
    } else if (length == 2 && byte[0] == 0xc2 && byte[1] < 0xa0) {
        buffer_format(out, "\\u%04X", (unsigned)byte[1]);
    } else {
        buffer_add_text(out, (struct dg_text){at, length});
    }
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The next word of `*at`, made harmless; empty at the end. */
static struct buffer next_word(const char **at)
{
    const char *end = *at + strlen(*at);
    struct buffer word = {0};
    char before = '\0';

    while (*at < end && is_blank(**at)) {
        *at += 1;
    }
    while (*at < end && !is_blank(**at)) {
        size_t length = dg_utf8_sequence(*at, end);
        assert(length > 0);
        add_comment_character(&word, *at, length, before);
        before = (*at)[length - 1];
        *at += length;
    }
    return word;
}

void emit_comment(const struct emitter *emitter, unsigned indent, const char *text)
{
    struct buffer *out = emitter->out;
    size_t column = indent + 2;
    const char *at = text;

    buffer_format(out, "%*s/*", (int)indent, "");
    for (struct buffer word = next_word(&at); word.length > 0; word = next_word(&at)) {
        size_t width = dg_text_code_points((struct dg_text){word.data, word.length});
        if (column + 1 + width + strlen(" */") > LINE_WIDTH && column > indent + 2) {
            buffer_format(out, "\n%*s  ", (int)indent, "");
            column = indent + 2;
        }
        buffer_format(out, " %s", word.data);
        column += 1 + width;
        buffer_free(&word);
    }
    buffer_add(out, " */\n");
}
