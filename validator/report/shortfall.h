/* What makes a run fail although no input does, so that reports for other programs don't pass. */
#ifndef DG_VALIDATE_SHORTFALL_H
#define DG_VALIDATE_SHORTFALL_H

#include <stdbool.h>

#include "common/buffer.h"
#include "report/report_format.h"

enum shortfall {
    SHORTFALL_COVERAGE,
    SHORTFALL_BASELINE,
    SHORTFALL_COUNT
};

/* The name as users know it. Static. */
const char *shortfall_name(enum shortfall shortfall);

/* Whether the run falls short. */
bool shortfall_is(enum shortfall shortfall, const struct report *report,
                  const struct totals *totals);

/* Adds the words about a run that falls short. */
void shortfall_add(struct buffer *out, enum shortfall shortfall, const struct report *report,
                   const struct totals *totals);

#endif
