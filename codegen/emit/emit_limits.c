/* Limits of values as C. */
#include "emit/emit_limits.h"

#include <inttypes.h>

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
        emit_limits_integer(&out, type->minimum);
    }
    if (has_maximum) {
        buffer_add(&out, has_minimum ? ", " : "");
        emit_limits_integer(&out, type->maximum);
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
        emit_limits_integer(&out, type->const_integer);
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
