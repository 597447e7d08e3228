/* Figures of the documents of an input or of a run. */
#ifndef DG_VALIDATE_FIGURES_H
#define DG_VALIDATE_FIGURES_H

#include <stdbool.h>
#include <stdint.h>

#include "report/finding.h"

/* Figures of an input, or of the inputs so far. */
struct figures {
    uint64_t documents; /* the sum of the next four */
    uint64_t conforming;
    uint64_t violating;
    uint64_t unwanted;
    uint64_t skipped;
    uint64_t unreadable;
    uint64_t unmatched;
};

/* The figures of the totals, and those that they had `before` subtracted from them. */
struct figures figures_of(const struct totals *totals);
struct figures figures_since(struct figures now, struct figures before);

/* Whether every document conforms, and there is at least one. */
bool figures_all_conform(const struct figures *figures);

#endif
