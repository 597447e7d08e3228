/* Schemas of strings, integers and numbers: their limits and formats. */
#include <string.h>

#include "base/memory.h"
#include "common/suggestion.h"
#include "load/loader.h"

static struct dg_text scalar_number(struct loader *loader, const struct tree_member *member)
{
    const struct tree *node = member->value;
    struct dg_text number = {NULL, 0};

    if (node->kind != TREE_INTEGER && node->kind != TREE_FLOAT) {
        diag_error(loader->diag, DIAG_VALUE, node->at, "'%.*s' must be a number, not %s",
                   DIAG_TEXT(member->key), tree_kind_name(node->kind));
        return number;
    }
    number = tree_number(node, loader->arena);
    if (number.length == 0) {
        diag_error(loader->diag, DIAG_VALUE, node->at, "JSON has no number '%.*s'",
                   DIAG_TEXT(node->text));
    }
    return number;
}

/* The integer that a member has; false, with an error, if it is none or beyond int64. */
static bool scalar_integer(struct loader *loader, const struct tree_member *member, int64_t *out)
{
    struct dg_text number = scalar_number(loader, member);

    if (number.length == 0 || dg_number_integer(number, out)) {
        return number.length > 0;
    }
    diag_error(loader->diag, DIAG_VALUE, member->value->at,
               "'%.*s' must be an integer of at most 64 bits", DIAG_TEXT(member->key));
    return false;
}

static void scalar_read_count(struct loader *loader, const struct tree_member *member,
                              uint64_t *out)
{
    int64_t value;

    if (member == NULL || !scalar_integer(loader, member, &value)) {
        return;
    }
    if (value < 0) {
        diag_error(loader->diag, DIAG_VALUE, member->value->at, "'%.*s' must not be negative",
                   DIAG_TEXT(member->key));
    } else {
        *out = (uint64_t)value;
    }
}

static void scalar_report_limits(struct loader *loader, const struct tree_member *min,
                                 const struct tree_member *max)
{
    diag_error(loader->diag, DIAG_LIMITS, max->at, "nothing can match: '%.*s' is less than '%.*s'",
               DIAG_TEXT(max->key), DIAG_TEXT(min->key));
    diag_note(loader->diag, min->at, "the other limit is here");
}

struct model_length loader_length(struct loader *loader, const struct tree *map, const char *min,
                                  const char *max)
{
    const struct tree_member *low = tree_find(map, dg_text_of(min));
    const struct tree_member *high = tree_find(map, dg_text_of(max));
    struct model_length length = {0, UINT64_MAX};

    scalar_read_count(loader, low, &length.min);
    scalar_read_count(loader, high, &length.max);
    if (length.min > length.max) {
        scalar_report_limits(loader, low, high);
    }
    return length;
}

/* The format, if it is one of the two; "" if there is none. NULL, with an error, for another. */
static const char *scalar_format(struct loader *loader, const struct tree *node,
                                 const char *const *known, const char *type)
{
    const struct tree *format = loader_get(loader, node, "format", TREE_STRING);
    struct suggestion suggestion;

    if (format == NULL) {
        return "";
    }
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

void loader_read_text(struct loader *loader, struct draft *draft)
{
    static const char *const known[] = {"date-time", NULL};
    const char *format = scalar_format(loader, draft->node, known, "string");

    draft->type.kind = MODEL_TEXT;
    draft->type.length = loader_length(loader, draft->node, "minLength", "maxLength");
    if (format == NULL || format[0] == '\0') {
        return;
    }
    draft->type.kind = MODEL_TIME;
    scalar_check_time(loader, draft->node);
}

/* That some integer of 32 bits is within the limits, each of which may be NULL. */
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
               "nothing can match: '%.*s' is beyond all integers of 32 bits",
               DIAG_TEXT(beyond->key));
    diag_note(loader->diag, tree_find(draft->node, dg_text_of("format"))->at,
              "the format is said here");
}

void loader_read_integer(struct loader *loader, struct draft *draft)
{
    static const char *const known[] = {"int32", "int64", NULL};
    const struct tree_member *low = tree_find(draft->node, dg_text_of("minimum"));
    const struct tree_member *high = tree_find(draft->node, dg_text_of("maximum"));
    const char *format = scalar_format(loader, draft->node, known, "integer");

    draft->type.kind = MODEL_INTEGER;
    draft->type.int32 = format != NULL && strcmp(format, "int32") == 0;
    if (low != NULL) {
        scalar_integer(loader, low, &draft->type.minimum);
    }
    if (high != NULL) {
        scalar_integer(loader, high, &draft->type.maximum);
    }
    if (low != NULL && high != NULL && draft->type.minimum > draft->type.maximum) {
        scalar_report_limits(loader, low, high);
        return;
    }
    scalar_check_int32(loader, draft, low, high);
}

void loader_read_number(struct loader *loader, struct draft *draft)
{
    /* Both name a precision, which a decimal number in JSON does not have: nothing to check. */
    static const char *const known[] = {"double", "float", NULL};
    const struct tree_member *low = tree_find(draft->node, dg_text_of("minimum"));
    const struct tree_member *high = tree_find(draft->node, dg_text_of("maximum"));
    struct dg_text minimum = {NULL, 0};
    struct dg_text maximum = {NULL, 0};

    scalar_format(loader, draft->node, known, "number");
    draft->type.kind = MODEL_NUMBER;
    if (low != NULL) {
        minimum = scalar_number(loader, low);
    }
    if (high != NULL) {
        maximum = scalar_number(loader, high);
    }
    draft->type.number_minimum = minimum.data;
    draft->type.number_maximum = maximum.data;
    if (minimum.length > 0 && maximum.length > 0 && dg_number_compare(minimum, maximum) > 0) {
        scalar_report_limits(loader, low, high);
    }
}
