/* Coverage in reports. */
#ifndef DG_VALIDATE_REPORT_COVERAGE_H
#define DG_VALIDATE_REPORT_COVERAGE_H

#include "common/buffer.h"
#include "report/coverage_result.h"
#include "runtime/writer.h"

/* Writes the member "coverage". */
void report_coverage_write_json(struct dg_writer *writer, const struct coverage_result *coverage);

/* Adds a line without its end: "coverage: 97 %, 194 of 200 items". */
void report_coverage_add_figures(struct buffer *out, const struct coverage_result *coverage);

/* Adds lines for people: the figures, then what was never seen. Each line begins with `lead`. */
void report_coverage_add_text(struct buffer *out, const struct coverage_result *coverage,
                              const char *lead);

#endif
