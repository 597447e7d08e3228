/* Schemas of strings, integers and numbers: their limits and formats. */
#include <string.h>

#include "base/memory.h"
#include "common/suggestion.h"
#include "load/load_keywords.h"

static struct dg_text scalar_number(const struct keyword_value *value)
{
    struct loader *loader = value->loader;
    const struct tree *node = value->node;
    struct dg_text number = {NULL, 0};

    if (node->kind != TREE_INTEGER && node->kind != TREE_FLOAT) {
        diag_error(loader->diag, DIAG_VALUE, node->at, "'%.*s' must be a number, not %s",
                   DIAG_TEXT(value->member->key), tree_kind_name(node->kind));
        return number;
    }
    number = tree_number(node, loader->arena);
    if (number.length == 0) {
        diag_error(loader->diag, DIAG_VALUE, node->at, "'%.*s' can't be written as a JSON number",
                   DIAG_TEXT(node->text));
    }
    return number;
}

/* Gets the integer value of a keyword. Returns false, with an error, if it isn't an integer or is
   beyond int64. */
static bool scalar_integer(const struct keyword_value *value, int64_t *out)
{
    struct dg_text number = scalar_number(value);
    int64_t integer;

    if (number.length == 0) {
        return false;
    }
    if (dg_number_integer(number, &integer)) {
        *out = integer;
        return true;
    }
    diag_error(value->loader->diag, DIAG_VALUE, value->node->at,
               "'%.*s' must be an integer of at most 64 bits", DIAG_TEXT(value->member->key));
    return false;
}

void load_scalar_count(const struct keyword_value *value, uint64_t *out)
{
    int64_t count;

    if (!scalar_integer(value, &count)) {
        return;
    }
    if (count < 0) {
        diag_error(value->loader->diag, DIAG_VALUE, value->node->at, "'%.*s' must not be negative",
                   DIAG_TEXT(value->member->key));
    } else {
        *out = (uint64_t)count;
    }
}

static void scalar_report_limits(struct loader *loader, const struct tree_member *min,
                                 const struct tree_member *max)
{
    diag_error(loader->diag, DIAG_LIMITS, max->at, "no value can match: '%.*s' is less than '%.*s'",
               DIAG_TEXT(max->key), DIAG_TEXT(min->key));
    diag_note(loader->diag, min->at, "the other limit is here");
}

void load_scalar_check_length(struct loader *loader, const struct tree *map,
                              const struct model_length *length, const char *min, const char *max)
{
    if (length->min > length->max) {
        scalar_report_limits(loader, tree_find(map, dg_text_of(min)),
                             tree_find(map, dg_text_of(max)));
    }
}

void load_scalar_min_length(const struct keyword_value *value, struct draft *draft)
{
    load_scalar_count(value, &draft->type.length.min);
}

void load_scalar_max_length(const struct keyword_value *value, struct draft *draft)
{
    load_scalar_count(value, &draft->type.length.max);
}

/* Reads the limit of an integer or number. Listed values must not have one. */
static void scalar_limit(const struct keyword_value *value, const struct draft *draft,
                         int64_t *integer, const char **number)
{
    if (draft->stated_type == KEYWORD_INTEGER) {
        scalar_integer(value, integer);
    } else if (draft->stated_type == KEYWORD_NUMBER) {
        *number = scalar_number(value).data;
    }
}

void load_scalar_minimum(const struct keyword_value *value, struct draft *draft)
{
    scalar_limit(value, draft, &draft->type.minimum, &draft->type.number_minimum);
}

void load_scalar_maximum(const struct keyword_value *value, struct draft *draft)
{
    scalar_limit(value, draft, &draft->type.maximum, &draft->type.number_maximum);
}

void load_scalar_format(const struct keyword_value *value, struct draft *draft)
{
    draft->format = value->member;
}

/* The format, if it is one of the two; "" if there is none. NULL, with an error, for another
   format. */
static const char *scalar_format(struct loader *loader, const struct draft *draft,
                                 const char *const *known, const char *type)
{
    const struct tree *format;
    struct suggestion suggestion;

    if (draft->format == NULL) {
        return "";
    }
    format = draft->format->value;
    suggestion = suggestion_for(format->text);
    for (; *known != NULL; known++) {
        if (dg_text_equal(format->text, dg_text_of(*known))) {
            return *known;
        }
        suggestion_offer(&suggestion, dg_text_of(*known));
    }
    diag_error(loader->diag, DIAG_FORMAT, format->at, "format '%.*s' of type %s is not supported",
               DIAG_TEXT(format->text), type);
    diag_did_you_mean(loader->diag, suggestion.nearest);
    return NULL;
}

static void scalar_check_time(struct loader *loader, const struct tree *node)
{
    static const char *const lengths[] = {"minLength", "maxLength"};

    for (size_t i = 0; i < 2; i++) {
        const struct tree_member *member = tree_find(node, dg_text_of(lengths[i]));

        if (member != NULL) {
            diag_error(loader->diag, DIAG_FORMAT, member->at,
                       "'%s' beside format date-time is not supported", lengths[i]);
        }
    }
}

void load_scalar_finish_text(struct loader *loader, struct draft *draft)
{
    static const char *const known[] = {"date-time", NULL};
    const char *format = scalar_format(loader, draft, known, "string");

    draft->type.kind = MODEL_TEXT;
    load_scalar_check_length(loader, draft->node, &draft->type.length, "minLength", "maxLength");
    if (format == NULL || format[0] == '\0') {
        return;
    }
    draft->type.kind = MODEL_TIME;
    scalar_check_time(loader, draft->node);
}

/* Checks that an integer of 32 bits is within the limits, each of which may be NULL. */
static void scalar_check_int32(struct loader *loader, const struct draft *draft,
                               const struct tree_member *low, const struct tree_member *high)
{
    const struct tree_member *beyond = NULL;

    if (low != NULL && draft->type.minimum > INT32_MAX) {
        beyond = low;
    } else if (high != NULL && draft->type.maximum < INT32_MIN) {
        beyond = high;
    }
    if (!draft->type.int32 || beyond == NULL) {
        return;
    }
    diag_error(loader->diag, DIAG_LIMITS, beyond->at,
               "no value can match: '%.*s' is beyond all integers of 32 bits",
               DIAG_TEXT(beyond->key));
    diag_note(loader->diag, draft->format->at, "the format is given here");
}

void load_scalar_finish_integer(struct loader *loader, struct draft *draft)
{
    static const char *const known[] = {"int32", "int64", NULL};
    const struct tree_member *low = tree_find(draft->node, dg_text_of("minimum"));
    const struct tree_member *high = tree_find(draft->node, dg_text_of("maximum"));
    const char *format = scalar_format(loader, draft, known, "integer");

    draft->type.kind = MODEL_INTEGER;
    draft->type.int32 = format != NULL && strcmp(format, "int32") == 0;
    if (low != NULL && high != NULL && draft->type.minimum > draft->type.maximum) {
        scalar_report_limits(loader, low, high);
        return;
    }
    scalar_check_int32(loader, draft, low, high);
}

void load_scalar_finish_number(struct loader *loader, struct draft *draft)
{
    /* Both name a precision, which a decimal number in JSON does not have, so that there is nothing
       to check. */
    static const char *const known[] = {"double", "float", NULL};
    const char *minimum = draft->type.number_minimum;
    const char *maximum = draft->type.number_maximum;

    scalar_format(loader, draft, known, "number");
    draft->type.kind = MODEL_NUMBER;
    if (minimum != NULL && maximum != NULL &&
        dg_number_compare(dg_text_of(minimum), dg_text_of(maximum)) > 0) {
        scalar_report_limits(loader, tree_find(draft->node, dg_text_of("minimum")),
                             tree_find(draft->node, dg_text_of("maximum")));
    }
}
