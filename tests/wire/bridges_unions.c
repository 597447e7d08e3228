/* The bridges of unions. */
#include "bridges.h"

BRIDGE_FUNCTIONS(unions_zoo)
BRIDGE_FUNCTIONS(unions_pet)

const struct bridge bridges[] = {
    BRIDGE(unions_zoo, "Zoo"),
    BRIDGE(unions_pet, "Pet"),
    {.schema = NULL},
};
