/* Writes the figures that aren't zero. */
#include "report/summary.h"

#include <inttypes.h>

void summary_add_count(struct buffer *out, uint64_t count, const char *one, const char *many)
{
    buffer_format(out, "%" PRIu64 " %s", count, count == 1 ? one : many);
}

static void add_part(struct buffer *out, const char **lead, uint64_t count, const char *one,
                     const char *many)
{
    if (count > 0) {
        buffer_add(out, *lead);
        summary_add_count(out, count, one, many);
        *lead = ", ";
    }
}

void summary_add(struct buffer *out, const struct totals *totals, bool verbose)
{
    const char *lead = ": ";

    if (totals->documents > 0 && totals->conforming == totals->documents) {
        summary_add_count(out, totals->documents, "document conforms", "documents conform");
        lead = ", ";
    } else {
        summary_add_count(out, totals->documents, "document", "documents");
        add_part(out, &lead, totals->conforming, "conforms", "conform");
        add_part(out, &lead, totals->violating, "violates the contract", "violate the contract");
        add_part(out, &lead, totals->unwanted, "unwanted", "unwanted");
        add_part(out, &lead, totals->skipped, "skipped", "skipped");
    }
    add_part(out, &lead, totals->rules_skipped, "rule could not be judged",
             "rules could not be judged");
    if (verbose) {
        add_part(out, &lead, totals->rules_not_applicable, "rule not applicable",
                 "rules not applicable");
    }
    add_part(out, &lead, totals->errors, "error", "errors");
    add_part(out, &lead, totals->warnings, "warning", "warnings");
    add_part(out, &lead, totals->suppressed, "finding suppressed", "findings suppressed");
    add_part(out, &lead, totals->vanished, "known finding is gone", "known findings are gone");
    add_part(out, &lead, totals->unreadable, "unreadable", "unreadable");
    add_part(out, &lead, totals->requests, "other request", "other requests");
    add_part(out, &lead, totals->unmatched - totals->requests, "other file", "other files");
    if (totals->interrupted) {
        buffer_add(out, lead);
        buffer_add(out, "interrupted");
    }
}
