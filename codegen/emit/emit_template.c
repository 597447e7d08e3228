/* Templates with named variables, and the escapers that keep text from the contract inside its
 * literal or comment. */
#include "emit/emit_template.h"

#include <assert.h>
#include <string.h>

#include "emit/file_set.h"
#include "runtime/text.h"

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

/* Writes the template with the values of `pairs`. */
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
    va_list pairs;

    va_start(pairs, template);
    template_write(emitter, template, pairs);
    va_end(pairs);
    buffer_add(emitter->out, "\n");
}

void emit_string_member(const struct emitter *emitter, unsigned indent, const char *designator,
                        const char *text)
{
    struct buffer literal = emit_literal(dg_text_of(text));

    buffer_format(emitter->out, "%*s%s = %s,\n", (int)indent, "", designator, literal.data);
    buffer_free(&literal);
}

void emit_file_comment(const struct emitter *emitter, const char *purpose)
{
    EMIT(emitter, "/* " FILE_SET_MARKER_LINE " */\n");
    EMIT(emitter, "/* $purpose$ */\n", "purpose", purpose);
}

void emit_header_open(const struct emitter *emitter, const char *guard, const char *const *includes)
{
    EMIT(emitter, "#ifndef $PREFIX$_$guard$_H\n#define $PREFIX$_$guard$_H\n\n", "guard", guard);
    for (; *includes != NULL; includes++) {
        EMIT(emitter, "#include \"$include$\"\n", "include", *includes);
    }
    EMIT(emitter, "\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n");
}

void emit_header_close(const struct emitter *emitter)
{
    EMIT(emitter, "#ifdef __cplusplus\n}\n#endif\n\n#endif\n");
}

void emit_private_header_open(const struct emitter *emitter, const char *guard,
                              const char *const *includes)
{
    emit_header_open(emitter, guard, includes);
    EMIT(emitter, "#ifdef __ELF__ /* only files of the same library use these */\n"
                  "#pragma GCC visibility push(hidden)\n#endif\n\n");
}

void emit_private_header_close(const struct emitter *emitter)
{
    EMIT(emitter, "#ifdef __ELF__\n#pragma GCC visibility pop\n#endif\n\n");
    emit_header_close(emitter);
}

/* The length of literals that compilers must accept (C11 5.2.4.1); longer ones cause warnings. */
#define LITERAL_MAX_BYTES 4095

/* Octal escapes always end after three digits. A question mark could begin a trigraph. */
struct buffer emit_literal(struct dg_text text)
{
    struct buffer out = {0};

    buffer_add(&out, text.length > LITERAL_MAX_BYTES ? "__extension__ \"" : "\"");
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

/* Characters that could end the comment, hide its text (controls, bidirectional overrides) or look
   like the beginning of one are written as ASCII escapes. */
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
    const char *at = text;

    buffer_format(emitter->out, "%*s/*", (int)indent, "");
    for (struct buffer word = next_word(&at); word.length > 0; word = next_word(&at)) {
        buffer_format(emitter->out, " %s", word.data);
        buffer_free(&word);
    }
    buffer_add(emitter->out, " */\n");
}
