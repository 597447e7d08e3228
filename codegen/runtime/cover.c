/* Coverage of limits of numbers. */
#include "runtime/cover.h"

void dg_cover_number(struct dg_cover *in, uint32_t mark, const struct dg_number *value,
                     struct dg_text at)
{
    dg_cover_mark(in, mark + (dg_number_compare(value->text, at) == 0 ? 1U : 0U));
}
