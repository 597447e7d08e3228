/* The bridges of values whose text is judged. */
#include "bridges.h"

BRIDGE_FUNCTIONS(judged_judged_)
BRIDGE_FUNCTIONS(judged_pair)
BRIDGE_FUNCTIONS(judged_tree)

const struct bridge bridges[] = {
    BRIDGE(judged_judged_, "Judged"),
    BRIDGE(judged_pair, "Pair"),
    BRIDGE(judged_tree, "Tree"),
    {.schema = NULL},
};
