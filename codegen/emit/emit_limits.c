/* Limits of values as C. */
#include "emit/emit_limits.h"

#include <inttypes.h>

#include "pattern/pattern_compile.h"
#include "runtime/reader.h"

void emit_limits_integer(struct buffer *out, int64_t value)
{
    if (value == INT64_MIN) {
        buffer_add(out, "INT64_MIN");
    } else if (value == INT64_MAX) {
        buffer_add(out, "INT64_MAX");
    } else if (value < INT32_MIN || value > INT32_MAX) {
        buffer_format(out, "INT64_C(%" PRId64 ")", value);
    } else {
        buffer_format(out, "%" PRId64, value);
    }
}

/* The places of the limits of a kind: arguments of statements, which have `$limits$` in
   emit_decode.c and emit_validate.c, or members of a table, which emit_shapes.c writes. A limit of
   a kind that isn't here doesn't compile. */
enum place {
    PLACE_ARGUMENT,
    PLACE_MEMBER,
    PLACE_TEXT = PLACE_ARGUMENT,
    PLACE_INTEGER = PLACE_ARGUMENT,
    PLACE_NUMBER = PLACE_ARGUMENT,
    PLACE_OBJECT = PLACE_MEMBER,
    PLACE_MAP = PLACE_MEMBER,
    PLACE_LIST = PLACE_MEMBER
};

static void add_size(struct buffer *out, uint64_t size)
{
    if (size == UINT64_MAX) {
        buffer_add(out, "SIZE_MAX");
    } else {
        buffer_format(out, "%" PRIu64, size);
    }
}

/* The limits as C, by form */

static void limits_count(struct buffer *out, enum place place, const struct model_count *count)
{
    if (place == PLACE_MEMBER) {
        buffer_add(out, "{.min = ");
        add_size(out, count->min);
        buffer_add(out, ", .max = ");
        add_size(out, count->max);
        buffer_add(out, "}");
    } else if (count->min == 0 && count->max == UINT64_MAX) {
        buffer_add(out, "DG_ANY_LENGTH");
    } else if (count->min == 0) {
        buffer_format(out, "DG_AT_MOST(%" PRIu64 ")", count->max);
    } else if (count->max == UINT64_MAX) {
        buffer_format(out, "DG_AT_LEAST(%" PRIu64 ")", count->min);
    } else {
        buffer_format(out, "DG_BETWEEN(%" PRIu64 ", %" PRIu64 ")", count->min, count->max);
    }
}

static void limits_integer(struct buffer *out, enum place place, const struct model_range *range)
{
    bool has_minimum = range->minimum != INT64_MIN || range->above;
    bool has_maximum = range->maximum != INT64_MAX || range->below;

    (void)place;
    if (!has_minimum && !has_maximum) {
        buffer_add(out, "DG_ANY_INTEGER");
        return;
    }
    buffer_add(out, has_minimum && has_maximum ? "DG_RANGE("
                    : has_minimum              ? "DG_MINIMUM("
                                               : "DG_MAXIMUM(");
    if (has_minimum) {
        emit_limits_integer(out, range->minimum);
    }
    if (has_maximum) {
        buffer_add(out, has_minimum ? ", " : "");
        emit_limits_integer(out, range->maximum);
    }
    buffer_add(out, ")");
}

/* Members for exclusive limits, after those for the limits. */
static void add_exclusive(struct buffer *out, bool above, bool below)
{
    buffer_add(out, above ? ", .above = true" : "");
    buffer_add(out, below ? ", .below = true" : "");
}

/* The members of a struct dg_number_range. */
static void limits_number(struct buffer *out, enum place place,
                          const struct model_number_range *range)
{
    (void)place;
    if (range->minimum != NULL) {
        buffer_format(out, ".minimum = \"%s\"", range->minimum);
    }
    if (range->maximum != NULL) {
        buffer_format(out, "%s.maximum = \"%s\"", range->minimum != NULL ? ", " : "",
                      range->maximum);
    }
    add_exclusive(out, range->above, range->below);
}

static void add_arguments(struct buffer *out, const struct model_type *type)
{
#define LIMITS_ARGUMENT(limited, member, none, form, ...)                                          \
    if (type->kind == MODEL_##limited && PLACE_##limited == PLACE_ARGUMENT) {                      \
        buffer_add(out, out->length > 0 ? ", " : "");                                              \
        limits_##form(out, PLACE_ARGUMENT, &type->member);                                         \
    }
    MODEL_LIMITS(LIMITS_ARGUMENT)
#undef LIMITS_ARGUMENT
}

bool emit_limits_are_special(const struct model_type *type)
{
    return type->multiple != NULL || (type->kind == MODEL_TEXT && type->pattern_count > 0) ||
           (type->kind == MODEL_INTEGER &&
            (type->whole != NULL || type->range.above || type->range.below)) ||
           (type->kind == MODEL_NUMBER && (type->integral || type->whole != NULL ||
                                           type->number_range.above || type->number_range.below));
}

/* A pointer to a struct dg_integer_limits. */
static struct buffer integer_limits(const struct model_type *type)
{
    struct buffer out = {0};

    buffer_add(&out, "&(struct dg_integer_limits){.range = ");
    limits_integer(&out, PLACE_ARGUMENT, &type->range);
    add_exclusive(&out, type->range.above, type->range.below);
    if (type->whole != NULL) {
        buffer_format(&out, ", .format = &dg_whole_%s", type->whole);
    }
    if (type->multiple != NULL) {
        buffer_format(&out, ", .multiple = \"%s\"", type->multiple);
    }
    buffer_add(&out, "}");
    return out;
}

static struct buffer number_limits(const struct model_type *type)
{
    struct buffer members = {0};
    struct buffer out = {0};

    limits_number(&members, PLACE_ARGUMENT, &type->number_range);
    if (type->integral) {
        buffer_format(&members, "%s.integral = true", members.length > 0 ? ", " : "");
    }
    if (type->whole != NULL) {
        buffer_format(&members, "%s.format = &dg_whole_%s", members.length > 0 ? ", " : "",
                      type->whole);
    }
    if (type->multiple != NULL) {
        buffer_format(&members, "%s.multiple = \"%s\"", members.length > 0 ? ", " : "",
                      type->multiple);
    }
    if (members.length > 0) {
        buffer_format(&out, "(struct dg_number_range){%s}", members.data);
    } else {
        buffer_add(&out, "DG_ANY_NUMBER");
    }
    buffer_free(&members);
    return out;
}

static void add_format(struct buffer *out, const struct model_type *type)
{
    if (type->kind == MODEL_TEXT && type->format != NULL) {
        buffer_format(out, ", &dg_format_%s", type->format);
    }
}

void emit_limits_patterns(const struct emitter *emitter, struct buffer *out,
                          const struct pattern *const *patterns, size_t count)
{
    buffer_add(out, ".patterns = (const struct dg_pattern *const[]){");
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, "&%s_%s, ", emitter->model->prefix, patterns[i]->name);
    }
    buffer_add(out, "NULL}");
}

static void add_patterns(const struct emitter *emitter, struct buffer *out,
                         const struct model_type *type)
{
    emit_limits_patterns(emitter, out, type->patterns, type->pattern_count);
}

/* A pointer to a struct dg_text_limits. */
static struct buffer text_limits(const struct emitter *emitter, const struct model_type *type,
                                 enum place place)
{
    struct buffer out = {0};

    buffer_add(&out, "&(struct dg_text_limits){.length = ");
    limits_count(&out, place, &type->length);
    if (type->format != NULL) {
        buffer_format(&out, ", .format = &dg_format_%s", type->format);
    }
    if (type->pattern_count > 0) {
        buffer_add(&out, ", ");
        add_patterns(emitter, &out, type);
    }
    buffer_add(&out, "}");
    return out;
}

static void add_values(struct buffer *out, const struct model_any *any)
{
    buffer_add(out, ", .values = (const struct dg_text[]){");
    for (size_t i = 0; i < any->count; i++) {
        struct buffer literal = emit_literal(any->values[i]);

        buffer_format(out, "%sDG_TEXT(%s)", i > 0 ? ", " : "", literal.data);
        buffer_free(&literal);
    }
    buffer_format(out, "}, .count = %zu", any->count);
    buffer_add(out, any->constant ? ", .constant = true" : "");
}

/* A set of enum dg_json_type. */
static void add_types(struct buffer *out, unsigned types)
{
    static const char *const names[] = {"NULL",   "BOOLEAN", "INTEGER", "NUMBER",
                                        "STRING", "ARRAY",   "OBJECT"};
    const char *separator = "";

    if (types == DG_JSON_ANYTHING) {
        buffer_add(out, "DG_JSON_ANYTHING");
        return;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if ((types & 1U << i) != 0) {
            buffer_format(out, "%sDG_JSON_%s", separator, names[i]);
            separator = " | ";
        }
    }
    buffer_add(out, types == 0 ? "0" : "");
}

/* A pointer to a struct dg_any. */
static struct buffer any_limits(const struct emitter *emitter, const struct model_type *type)
{
    struct buffer range = number_limits(type);
    struct buffer out = {0};

    buffer_add(&out, "&(const struct dg_any){.types = ");
    add_types(&out, type->any->types);
    if (type->any->implied != 0) {
        buffer_add(&out, ", .implied = ");
        add_types(&out, type->any->implied);
    }
    buffer_add(&out, ", .length = ");
    limits_count(&out, PLACE_ARGUMENT, &type->length);
    if (type->format != NULL) {
        buffer_format(&out, ", .format = &dg_format_%s", type->format);
    }
    if (type->pattern_count > 0) {
        buffer_add(&out, ", ");
        add_patterns(emitter, &out, type);
    }
    buffer_format(&out, ", .range = %s", range.data);
    if (type->any->count > 0) {
        add_values(&out, type->any);
    }
    buffer_add(&out, "}");
    buffer_free(&range);
    return out;
}

struct buffer emit_limits(const struct emitter *emitter, const struct model_type *type)
{
    struct buffer out = {0};

    if (type->kind == MODEL_JSON && type->any != NULL) {
        return any_limits(emitter, type);
    }
    if (type->kind == MODEL_TEXT && emit_limits_are_special(type)) {
        return text_limits(emitter, type, PLACE_ARGUMENT);
    }
    if (type->kind == MODEL_NUMBER) {
        return number_limits(type);
    }
    if (type->kind == MODEL_INTEGER && emit_limits_are_special(type)) {
        return integer_limits(type);
    }

    if (type->kind == MODEL_CONST_TEXT) {
        struct buffer literal = emit_literal(type->const_text);

        buffer_format(&out, "(struct dg_text)DG_TEXT(%s)", literal.data);
        buffer_free(&literal);
    } else if (type->kind == MODEL_CONST_INTEGER) {
        emit_limits_integer(&out, type->const_integer);
    } else {
        add_arguments(&out, type);
        add_format(&out, type);
    }
    return out;
}

void emit_limits_members(const struct emitter *emitter, const struct model_type *type)
{
    struct buffer *out = emitter->out;

#define LIMITS_MEMBER(limited, member, none, form, first, second, label, ...)                      \
    if (type->kind == MODEL_##limited && PLACE_##limited == PLACE_MEMBER) {                        \
        buffer_format(out, "    .%s = ", label);                                                   \
        limits_##form(out, PLACE_MEMBER, &type->member);                                           \
        buffer_add(out, ",\n");                                                                    \
    }
    MODEL_LIMITS(LIMITS_MEMBER)
#undef LIMITS_MEMBER
    if (type->pattern_count > 0) {
        buffer_add(out, "    ");
        add_patterns(emitter, out, type);
        buffer_add(out, ",\n");
    }
}

void emit_limits_unlisted(const struct emitter *emitter, const struct model_type *type)
{
    bool text = type->kind == MODEL_TEXT;
    struct buffer limits = text ? text_limits(emitter, type, PLACE_MEMBER) : number_limits(type);

    EMIT_LINE(emitter, text ? "    .text = $limits$," : "    .number = &$limits$,", "limits",
              limits.data);
    buffer_free(&limits);
}
