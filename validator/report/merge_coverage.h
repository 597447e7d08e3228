/* Coverage in reports that are merged: what all of them have not seen, nobody has. */
#ifndef DG_VALIDATE_MERGE_COVERAGE_H
#define DG_VALIDATE_MERGE_COVERAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buffer.h"
#include "report/coverage_result.h"

/* Zero-initialised, it has no report. */
struct merge_coverage {
    size_t reports;
    struct coverage_result result;
    struct buffer json;    /* the member of the first report */
    struct dg_text *items; /* of `json`: those that no report has seen */
    size_t count;
    struct buffer texts; /* of the result */
};

/* Takes the member of one more report: JSON without blanks between its tokens. Returns false if it
   isn't one, or doesn't fit the members before. */
DG_CHECKED bool merge_coverage_take(struct merge_coverage *coverage, struct dg_text json);

/* The merged coverage, which lives as long as `coverage`; NULL: an item isn't one. */
const struct coverage_result *merge_coverage_result(struct merge_coverage *coverage);

void merge_coverage_free(struct merge_coverage *coverage);

#endif
