/* The keyword `multipleOf`. */
#include "load/load_keywords.h"

void load_multiple(const struct keyword_value *value, struct draft *draft)
{
    struct loader *loader = value->loader;
    struct dg_text number;

    if ((value->keyword->types & loader_stated_types(draft)) == 0) {
        return; /* it has no effect on values of another type, which was noted */
    }
    number = load_limit_number(value);
    if (number.length == 0) {
        return;
    }
    if (dg_number_compare(number, dg_text_of("0")) <= 0) {
        diag_error(loader->diag, DIAG_VALUE, value->node->at, "'%.*s' must be more than 0",
                   DIAG_TEXT(value->member->key));
    } else if (!dg_number_is_divisor(number)) {
        diag_error(loader->diag, DIAG_UNSUPPORTED, value->node->at,
                   "'%.*s' of more than %d digits is not supported", DIAG_TEXT(value->member->key),
                   DG_DIVISOR_DIGITS);
        keywords_note_removal(loader, value->node);
    } else {
        draft->type.multiple = number.data;
    }
}
