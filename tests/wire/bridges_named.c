/* The bridges of unions of objects that names tell apart. */
#include "bridges.h"

BRIDGE_FUNCTIONS(named_wallet)

const struct bridge bridges[] = {
    BRIDGE(named_wallet, "Wallet"),
    {.schema = NULL},
};
