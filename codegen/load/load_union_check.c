/* Reports faults of the alternatives of a choice that are read for the choice alone. */
#include "load/load_union.h"

void load_union_check_dropped(struct loader *loader, const struct union_plan *plan)
{
    bool lenient = diag_be_lenient(loader->diag, true);

    for (size_t i = 0; i < plan->dropped_count; i++) {
        if (plan->dropped[i]->kind == TREE_MAP) {
            keywords_check(loader, plan->dropped[i], KEYWORD_SCHEMA);
        }
    }
    diag_be_lenient(loader->diag, lenient);
}
