/* Reports of differences. */
#ifndef DG_CODEGEN_DIFF_REPORT_H
#define DG_CODEGEN_DIFF_REPORT_H

#include "base/diag.h"
#include "common/buffer.h"
#include "diff/diff.h"

struct diff_report {
    const struct diff *diff;
    const struct diag *files[DIFF_SIDES]; /* the files of locations */
};

/* The formats: a row is a name and diff_report_<name>(). */
#define DIFF_FORMATS(X)                                                                            \
    X(human)                                                                                       \
    X(json)                                                                                        \
    X(markdown)

/* Each appends the report to `out`. */
#define DIFF_REPORT_FUNCTION(name)                                                                 \
    void diff_report_##name(const struct diff_report *report, struct buffer *out);
DIFF_FORMATS(DIFF_REPORT_FUNCTION)
#undef DIFF_REPORT_FUNCTION

/* The names of the formats; NULL after the last. */
extern const char *const diff_format_names[];
/* Appends the report in the format of that index. */
void diff_format_add(const struct diff_report *report, size_t format, struct buffer *out);

/* Appends "old.yaml:12:7". Returns false if the change isn't in that contract. */
bool diff_report_location(const struct diff_report *report, const struct diff_change *change,
                          enum diff_side side, struct buffer *out);
/* Appends the witness in one line: who accepts it, the status, the media type, the body. A body of
 * more than `limit` bytes is cut. */
void diff_report_witness(const struct diff_witness *witness, size_t limit, struct buffer *out);

#endif
