/* The bridges of the main contract. */
#include "bridges.h"

BRIDGE_FUNCTIONS(dg_batch_prediction)
BRIDGE_FUNCTIONS(dg_problem_details)

const struct bridge bridges[] = {
    BRIDGE(dg_batch_prediction, "BatchPrediction"),
    BRIDGE(dg_problem_details, "ProblemDetails"),
    {.schema = NULL},
};
