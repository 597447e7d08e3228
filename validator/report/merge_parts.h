/* The parts of JSON reports as data. */
#ifndef DG_VALIDATE_MERGE_PARTS_H
#define DG_VALIDATE_MERGE_PARTS_H

#include <stdbool.h>

#include "common/buffer.h"
#include "report/finding.h"
#include "report/input_result.h"
#include "runtime/contract.h"

/* A finding, and the memory of its texts. Zero-initialised, it is empty. It must not move. */
struct merge_finding {
    struct finding finding;
    struct record record;
    struct buffer texts[10];
};

/* The parsers read JSON without blanks between its tokens, and return false if it isn't such a
   part. Members that they don't know are left out. */

DG_CHECKED bool merge_parts_finding(struct merge_finding *out, struct dg_text json);
void merge_parts_free_finding(struct merge_finding *finding);

/* `name` is the memory of result->input. */
DG_CHECKED bool merge_parts_input(struct input_result *out, struct buffer *name,
                                  struct dg_text json);

/* Adds the figures of a summary to the totals, which have `codes`. *not_printed gets the number of
   findings that the report lacks. totals->unjudged and totals->interrupted become those of the
   summary. */
DG_CHECKED bool merge_parts_summary(struct totals *totals, uint64_t *not_printed,
                                    const struct dg_contract *contract, struct dg_text json);

/* Parses a whole number. */
DG_CHECKED bool merge_parts_number(struct dg_text value, uint64_t *out);

/* Appends the text of a JSON string. Returns false if the value isn't a string of valid UTF-8. */
DG_CHECKED bool merge_parts_string(struct buffer *out, struct dg_text value);

#endif
