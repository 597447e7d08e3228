/* Comments of generated types: what the contract says of a value, its limits, and its name in JSON.
 */
#include "emit/emit_comments.h"

#include <inttypes.h>
#include <string.h>

#include "emit/emit_outputs.h"

/* `unit` is singular; `units` is its plural. */
static void add_count(struct buffer *out, const struct model_count *count, const char *unit,
                      const char *units)
{
    const char *of_min = count->min == 1 ? unit : units;
    const char *of_max = count->max == 1 ? unit : units;

    if (count->min > 0 && count->min == count->max) {
        buffer_format(out, ", exactly %" PRIu64 " %s", count->min, of_min);
    } else if (count->min > 0 && count->max < UINT64_MAX) {
        buffer_format(out, ", %" PRIu64 " to %" PRIu64 " %s", count->min, count->max, of_max);
    } else if (count->min > 0) {
        buffer_format(out, ", at least %" PRIu64 " %s", count->min, of_min);
    } else if (count->max < UINT64_MAX) {
        buffer_format(out, ", at most %" PRIu64 " %s", count->max, of_max);
    }
}

/* The words for each limit */

static void comment_code_points(struct buffer *out, const struct model_count *count)
{
    add_count(out, count, "code point", "code points");
}

static void comment_members(struct buffer *out, const struct model_count *count)
{
    add_count(out, count, "member", "members");
}

static void comment_entries(struct buffer *out, const struct model_count *count)
{
    add_count(out, count, "entry", "entries");
}

static void comment_items(struct buffer *out, const struct model_count *count)
{
    add_count(out, count, "item", "items");
}

static void comment_integer(struct buffer *out, const struct model_range *range)
{
    if (range->minimum != INT64_MIN || range->above) {
        buffer_format(out, ", %s %" PRId64, range->above ? "more than" : "at least",
                      range->minimum);
    }
    if (range->maximum != INT64_MAX || range->below) {
        buffer_format(out, ", %s %" PRId64, range->below ? "less than" : "at most", range->maximum);
    }
}

static void comment_number(struct buffer *out, const struct model_number_range *range)
{
    if (range->minimum != NULL) {
        buffer_format(out, ", %s %s", range->above ? "more than" : "at least", range->minimum);
    }
    if (range->maximum != NULL) {
        buffer_format(out, ", %s %s", range->below ? "less than" : "at most", range->maximum);
    }
}

/* For the names in a map, which the comment of the key mentions */
static void comment_nothing(struct buffer *out, const void *limit)
{
    (void)out;
    (void)limit;
}

static void add_const_text(struct buffer *out, const struct model_type *type)
{
    struct buffer literal = emit_literal(type->const_text);

    buffer_format(out, ", always %s", literal.data);
    buffer_free(&literal);
}

/* Adds the format with the name that the contract has for it: the C name has `_` for `-`. */
static void add_format(struct buffer *out, const char *name)
{
    buffer_add(out, ", ");
    for (; *name != '\0'; name++) {
        buffer_format(out, "%c", *name == '_' ? '-' : *name);
    }
}

static void add_patterns(struct buffer *out, const struct model_type *type)
{
    for (size_t i = 0; i < type->pattern_count; i++) {
        buffer_add(out, ", pattern ");
        emit_patterns_comment(out, type->patterns[i]);
    }
}

static void add_limits(struct buffer *out, const struct model_type *type);

/* Adds the limits of values that an open enum doesn't list. */
static void add_unlisted(struct buffer *out, const struct model_type *type)
{
    struct buffer limits = {0};

    add_limits(&limits, type);
    buffer_format(out, ", other values: %s", limits.data + strlen(", "));
    buffer_free(&limits);
}

/* Adds the limits, each after a comma. */
static void add_limits(struct buffer *out, const struct model_type *type)
{
    if (type->unlisted != NULL) {
        add_unlisted(out, type->unlisted);
        return;
    }
#define COMMENT_LIMIT(limited, member, none, form, first, second, label, comment)                  \
    if (type->kind == MODEL_##limited) {                                                           \
        comment_##comment(out, &type->member);                                                     \
    }
    MODEL_LIMITS(COMMENT_LIMIT)
#undef COMMENT_LIMIT
    if (type->format != NULL) {
        add_format(out, type->format);
    }
    if (type->integral) {
        buffer_add(out, ", an integer");
    }
    if (type->whole != NULL) {
        buffer_format(out, ", %s", type->whole);
    }
    if (type->kind == MODEL_TEXT) {
        add_patterns(out, type);
    }
    if (type->unique) {
        buffer_add(out, ", no two items equal");
    }
    if (type->multiple != NULL) {
        buffer_format(out, ", a multiple of %s", type->multiple);
    }
    if (type->kind == MODEL_INTEGER && type->int32) {
        buffer_add(out, ", int32");
    } else if (type->kind == MODEL_CONST_TEXT) {
        add_const_text(out, type);
    } else if (type->kind == MODEL_CONST_INTEGER) {
        buffer_format(out, ", always %" PRId64, type->const_integer);
    }
}

void emit_comments_sentence(struct buffer *out, const char *words)
{
    size_t length = strlen(words);

    while (length > 0 && strchr(" \n", words[length - 1]) != NULL) {
        length--;
    }
    if (length > 0) {
        bool ended = strchr(".!?:", words[length - 1]) != NULL;

        buffer_format(out, "%.*s%s ", (int)length, words, ended ? "" : ".");
    }
}

/* Adds limits, the first of which begins with a comma, as a sentence; nothing if there are none. */
static void add_sentence(struct buffer *out, const struct buffer *limits)
{
    const size_t comma = strlen(", ");

    if (limits->length > comma) {
        char first = limits->data[comma];

        buffer_format(out, "%c%s.", first >= 'a' && first <= 'z' ? first - 'a' + 'A' : first,
                      limits->data + comma + 1);
    }
}

/* Adds the limits of the names of members. */
static void add_name_limits(struct buffer *out, const struct model_type *map)
{
    comment_code_points(out, &map->names);
    add_patterns(out, map);
}

/* Adds a text of the contract in quotes. Blanks that a comment would lose are escapes, and so are
 * controls. */
static void add_quoted(struct buffer *out, struct dg_text text)
{
    buffer_add(out, "\"");
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bool lost = c == ' ' && (i == 0 || i + 1 == text.length || text.data[i - 1] == ' ');

        if (lost || c < ' ') {
            buffer_format(out, "\\%03o", (unsigned)c);
        } else {
            buffer_add_bytes(out, text.data + i, 1);
        }
    }
    buffer_add(out, "\"");
}

/* Writes the text, if there is one, and frees it. */
static void emit_text(const struct emitter *emitter, unsigned indent, struct buffer *text)
{
    if (text->length > 0) {
        emit_comment(emitter, indent, text->data);
    }
    buffer_free(text);
}

void emit_comments_type(const struct emitter *emitter, const struct model_type *type)
{
    struct buffer text = {0};
    struct buffer limits = {0};
    struct buffer names = {0};

    if (type->description != NULL) {
        emit_comments_sentence(&text, type->description);
    }
    if (type->is_root) {
        add_limits(&limits, type); /* of other types, the members that have them say so */
        add_sentence(&text, &limits);
    }
    if (type->naming != NULL) {
        buffer_add(&names, ", names of members");
        add_name_limits(&names, type->naming);
        buffer_add(&text, text.length > 0 ? " " : "");
        add_sentence(&text, &names);
    }
    buffer_free(&limits);
    buffer_free(&names);
    emit_text(emitter, 0, &text);
}

void emit_comments_property(const struct emitter *emitter, const struct model_property *property)
{
    const char *words =
        property->description != NULL ? property->description : property->use.type->description;
    struct buffer text = {0};

    if (!dg_text_equal(dg_text_of(property->name), property->wire)) {
        add_quoted(&text, property->wire);
        buffer_add(&text, " in JSON. ");
    }
    if (words != NULL) {
        emit_comments_sentence(&text, words);
    }
    buffer_add(&text, property->required ? "Required" : "Optional");
    if (property->use.nullable) {
        buffer_add(&text, ", nullable");
    }
    buffer_add(&text, property->deprecated ? ", deprecated" : "");
    add_limits(&text, property->use.type);
    buffer_add(&text, ".");
    emit_text(emitter, 4, &text);
}

void emit_comments_part(const struct emitter *emitter, unsigned indent, const struct model_use *use)
{
    struct buffer limits = {0};
    struct buffer text = {0};

    buffer_add(&limits, use->nullable ? ", nullable" : "");
    add_limits(&limits, use->type);
    add_sentence(&text, &limits);
    buffer_free(&limits);
    emit_text(emitter, indent, &text);
}

void emit_comments_key(const struct emitter *emitter, const struct model_type *map)
{
    struct buffer limits = {0};
    struct buffer text = {0};

    add_name_limits(&limits, map);
    add_sentence(&text, &limits);
    buffer_free(&limits);
    emit_text(emitter, 4, &text);
}

/* Whether the enumerator is the type's name and the word in upper case, and the word is in lower
 * case. */
static bool is_spelled(const struct model_type *type, const struct model_word *word)
{
    size_t length = strlen(word->constant);
    const char *end =
        length > word->wire.length ? word->constant + length - word->wire.length : NULL;

    if (type->integer_enum || end == NULL || end[-1] != '_' ||
        (size_t)(end - word->constant) > strlen(type->name) + 1) {
        return false;
    }
    for (size_t i = 0; i < word->wire.length; i++) {
        char c = word->wire.data[i];

        if ((c >= 'A' && c <= 'Z') || end[i] != (c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c)) {
            return false;
        }
    }
    return true;
}

void emit_comments_word(const struct emitter *emitter, const struct model_type *type, size_t index)
{
    const struct model_word *word = &type->words[index];
    struct buffer text = {0};

    if (is_spelled(type, word)) {
        return;
    }
    if (type->integer_enum) {
        buffer_add_text(&text, word->wire);
    } else {
        add_quoted(&text, word->wire);
    }
    emit_text(emitter, 4, &text);
}
