/* The statement that reads one value, with its limits. */
#include <inttypes.h>

#include "emit/emit_parts.h"

/* Limits as C */

static struct buffer length_argument(struct model_length length)
{
    struct buffer out = {0};

    if (length.min == 0 && length.max == UINT64_MAX) {
        buffer_add(&out, "DG_ANY_LENGTH");
    } else if (length.min == 0) {
        buffer_format(&out, "DG_AT_MOST(%" PRIu64 ")", length.max);
    } else if (length.max == UINT64_MAX) {
        buffer_format(&out, "DG_AT_LEAST(%" PRIu64 ")", length.min);
    } else {
        buffer_format(&out, "DG_BETWEEN(%" PRIu64 ", %" PRIu64 ")", length.min, length.max);
    }
    return out;
}

void emit_integer(struct buffer *out, int64_t value)
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

static struct buffer range_argument(const struct model_type *type)
{
    bool has_minimum = type->minimum != INT64_MIN;
    bool has_maximum = type->maximum != INT64_MAX;
    struct buffer out = {0};

    if (!has_minimum && !has_maximum) {
        buffer_add(&out, "DG_ANY_INTEGER");
        return out;
    }
    buffer_add(&out, has_minimum && has_maximum ? "DG_RANGE("
                     : has_minimum              ? "DG_MINIMUM("
                                                : "DG_MAXIMUM(");
    if (has_minimum) {
        emit_integer(&out, type->minimum);
    }
    if (has_maximum) {
        buffer_add(&out, has_minimum ? ", " : "");
        emit_integer(&out, type->maximum);
    }
    buffer_add(&out, ")");
    return out;
}

static struct buffer number_argument(const struct model_type *type)
{
    struct buffer out = {0};

    if (type->number_minimum == NULL && type->number_maximum == NULL) {
        buffer_add(&out, "DG_ANY_NUMBER");
        return out;
    }
    buffer_add(&out, "(struct dg_number_range){");
    if (type->number_minimum != NULL) {
        buffer_format(&out, ".minimum = \"%s\"", type->number_minimum);
    }
    if (type->number_maximum != NULL) {
        buffer_format(&out, "%s.maximum = \"%s\"", type->number_minimum != NULL ? ", " : "",
                      type->number_maximum);
    }
    buffer_add(&out, "}");
    return out;
}

struct buffer emit_limits(const struct model_type *type)
{
    struct buffer out = {0};

    switch (type->kind) {
    case MODEL_TEXT:
        return length_argument(type->length);
    case MODEL_INTEGER:
        return range_argument(type);
    case MODEL_NUMBER:
        return number_argument(type);
    case MODEL_CONST_TEXT: {
        struct buffer literal = emit_literal(type->const_text);
        buffer_format(&out, "(struct dg_text)DG_TEXT(%s)", literal.data);
        buffer_free(&literal);
        return out;
    }
    case MODEL_CONST_INTEGER:
        emit_integer(&out, type->const_integer);
        return out;
    case MODEL_TIME:
    case MODEL_BOOLEAN:
    case MODEL_JSON:
    case MODEL_ENUM:
    case MODEL_OBJECT:
    case MODEL_MAP:
    case MODEL_LIST:
        return out;
    }
    return out;
}

/* The line that reads a value */

static const char *plain_line(const struct model_type *type)
{
    switch (type->kind) {
    case MODEL_TEXT:
        return "dg_read_text(in, $address$, $limits$);";
    case MODEL_TIME:
        return "dg_read_time(in, $address$);";
    case MODEL_INTEGER:
        return type->int32 ? "dg_read_int32(in, $address$, $limits$);"
                           : "dg_read_integer(in, $address$, $limits$);";
    case MODEL_NUMBER:
        return "dg_read_number(in, $address$, $limits$);";
    case MODEL_BOOLEAN:
        return "dg_read_boolean(in, $address$);";
    case MODEL_CONST_TEXT:
        return "dg_read_const_text(in, $limits$);";
    case MODEL_CONST_INTEGER:
        return "dg_read_const_integer(in, $limits$);";
    case MODEL_JSON:
        return "dg_read_json(in, $address$);";
    case MODEL_ENUM:
        return "$lvalue$ = dg_read_enum(in, &$prefix$_$name$_words, $text$);";
    case MODEL_OBJECT:
    case MODEL_MAP:
    case MODEL_LIST:
        return "read_$name$(in, $address$$faults$);";
    }
    return NULL;
}

static const char *opt_line(const struct model_type *type)
{
    switch (type->kind) {
    case MODEL_TEXT:
        return "dg_read_opt_text(in, $address$, $limits$);";
    case MODEL_TIME:
        return "dg_read_opt_time(in, $address$);";
    case MODEL_INTEGER:
        return type->int32 ? "dg_read_opt_int32(in, $address$, $limits$);"
                           : "dg_read_opt_integer(in, $address$, $limits$);";
    case MODEL_NUMBER:
        return "dg_read_opt_number(in, $address$, $limits$);";
    case MODEL_BOOLEAN:
        return "dg_read_opt_boolean(in, $address$);";
    case MODEL_CONST_TEXT:
        return "dg_read_opt_const_text(in, $address$, $limits$);";
    case MODEL_CONST_INTEGER:
        return "dg_read_opt_const_integer(in, $address$, $limits$);";
    case MODEL_JSON:
        return "dg_read_json(in, $address$);";
    case MODEL_ENUM:
        return "$access$value = dg_read_opt_enum(in, &$prefix$_$name$_words, &$access$presence, "
               "&$access$text);";
    case MODEL_OBJECT:
    case MODEL_MAP:
        return "if (dg_opt_object(in, &$access$presence)) {\n"
               "$indent$    read_$name$(in, &$access$value$faults$);\n"
               "$indent$}";
    case MODEL_LIST:
        return "if (dg_opt_array(in, &$access$presence)) {\n"
               "$indent$    read_$name$(in, &$access$value$faults$);\n"
               "$indent$}";
    }
    return NULL;
}

/* The statement that reads a value; an `if` around a function of ours keeps its own lines. */
void emit_read(const struct emitter *emitter, const char *indent, const struct model_type *type,
               enum holding holding, const struct target *target)
{
    struct buffer limits = emit_limits(type);
    struct buffer fresh = emit_faults_argument(emitter->model, type, NULL);

    EMIT(emitter, "$indent$", "indent", indent);
    EMIT_LINE(emitter, holding == HOLD_OPT ? opt_line(type) : plain_line(type), "indent", indent,
              "name", type->name == NULL ? "" : type->name, "address", target->address, "access",
              target->access, "lvalue", target->lvalue, "text", target->text, "limits",
              limits.data == NULL ? "" : limits.data, "faults",
              target->faults == NULL ? fresh.data : target->faults);
    buffer_free(&fresh);
    buffer_free(&limits);
}
