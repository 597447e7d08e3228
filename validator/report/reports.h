/* The reports of a run: each gets the same stream of findings and writes it to its own output. */
#ifndef DG_VALIDATE_REPORTS_H
#define DG_VALIDATE_REPORTS_H

#include <stdbool.h>

#include "base/options.h"
#include "report/report_format.h"
#include "report/report_pipe.h"
#include "runtime/contract.h"

/* The reports of a run. */
struct reports {
    struct report *list;
    size_t count;
    bool patterns;              /* a report has patterns of findings */
    bool quotes;                /* a report has the ends of values, or lines around findings */
    struct figures before;      /* of the inputs that have ended */
    struct input_result result; /* the notes of the current input */
};

/* Opens the outputs of the options. Returns false, with a line of trouble, if one can't be
   opened. */
DG_CHECKED bool reports_open(struct reports *reports, const struct options *options,
                             const struct dg_contract *contract);

/* To be called before a document of `length` bytes is judged: the limits of reports depend on the
 * bytes read. */
void reports_document(struct reports *reports, size_t length);

/* If no report has room for a finding, counts the finding as not printed, and returns true.
 * Otherwise returns false. */
bool reports_pass(struct reports *reports);
void reports_finding(struct reports *reports, const struct finding *finding);

/* Notes why a record of the current input, or the input as a whole (0), isn't judged. */
void reports_note(struct reports *reports, enum note_kind kind, uint64_t record,
                  const char *reason);

/* Ends the current input. What the totals have more than at the end of the input before is about
   this one. */
void reports_input(struct reports *reports, const char *input, const struct totals *totals);
void reports_answered(struct reports *reports, const struct record *record, const char *words);
void reports_hint(struct reports *reports, const char *input, const char *words);
void reports_unjudged(struct reports *reports, const char *path, const struct record *record,
                      const char *why);

/* Adds a verdict line, and writes the lines that were added: a program may wait for them. */
void reports_line(struct reports *reports, const struct report_line *line);
void reports_flush_lines(struct reports *reports);

/* The same with the result of an input that ended elsewhere. */
void reports_input_result(struct reports *reports, const struct input_result *result);

/* Counts findings that no report has. */
void reports_count_findings(struct reports *reports, uint64_t count);

/* Whether an output has failed, so that the run may end. */
bool reports_failed(const struct reports *reports);

/* Flushes reports to terminals, so that people see findings at once. */
void reports_show(struct reports *reports);

/* Ends every report and puts the files in their places, or leaves them unchanged if the run has
   `failed`. Returns false if a report is not complete. */
DG_CHECKED bool reports_close(struct reports *reports, const struct totals *totals, bool failed);

#endif
