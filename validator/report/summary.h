/* The figures of a run, in words. */
#ifndef DG_VALIDATE_SUMMARY_H
#define DG_VALIDATE_SUMMARY_H

#include <stdbool.h>

#include "common/buffer.h"
#include "report/finding.h"

/* Adds a number and its noun. */
void summary_add_count(struct buffer *out, uint64_t count, const char *one, const char *many);

/* Adds a line without its end: "3 documents: 1 conforms, 2 violate the contract, 4 errors". With
   `verbose`, it also has the rules that were not applicable. */
void summary_add(struct buffer *out, const struct totals *totals, bool verbose);

#endif
