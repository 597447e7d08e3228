/* Schemas of strings, integers and numbers: their formats. */
#include <string.h>

#include "base/memory_arena.h"
#include "common/suggestion.h"
#include "load/load_keywords.h"

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

void load_scalar_finish_text(struct loader *loader, struct draft *draft)
{
    static const char *const known[] = {"date-time", NULL};
    const char *format = scalar_format(loader, draft, known, "string");

    draft->type.kind = MODEL_TEXT;
    load_limit_check(loader, draft->node, &draft->type);
    if (format != NULL && format[0] != '\0') {
        draft->type.kind = MODEL_TIME;
    }
}

/* Checks that an integer of 32 bits is within the limits. */
static void scalar_check_int32(struct loader *loader, const struct draft *draft)
{
    const char *beyond = draft->type.range.minimum > INT32_MAX   ? "minimum"
                         : draft->type.range.maximum < INT32_MIN ? "maximum"
                                                                 : NULL;

    if (!draft->type.int32 || beyond == NULL) {
        return;
    }
    diag_error(loader->diag, DIAG_LIMITS, tree_find(draft->node, dg_text_of(beyond))->at,
               "no value can match: '%s' is beyond all integers of 32 bits", beyond);
    diag_note(loader->diag, draft->format->at, "the format is given here");
}

void load_scalar_finish_integer(struct loader *loader, struct draft *draft)
{
    static const char *const known[] = {"int32", "int64", NULL};
    const char *format = scalar_format(loader, draft, known, "integer");

    draft->type.kind = MODEL_INTEGER;
    draft->type.int32 = format != NULL && strcmp(format, "int32") == 0;
    if (load_limit_check(loader, draft->node, &draft->type)) {
        scalar_check_int32(loader, draft);
    }
}

void load_scalar_finish_number(struct loader *loader, struct draft *draft)
{
    /* Both name a precision, which a decimal number in JSON does not have, so that there is nothing
       to check. */
    static const char *const known[] = {"double", "float", NULL};

    scalar_format(loader, draft, known, "number");
    draft->type.kind = MODEL_NUMBER;
    load_limit_check(loader, draft->node, &draft->type);
}
