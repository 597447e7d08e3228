/* Verdict lines (--pipe): one line of JSON for each line of the input. */
#ifndef DG_VALIDATE_REPORT_PIPE_H
#define DG_VALIDATE_REPORT_PIPE_H

#include <stdint.h>

#include "report/report_format.h"

/* Not among the formats that users can choose: lines need an input that goes in step. */
extern const struct report_format report_pipe;

/* The verdict on a line. */
struct report_line {
    uint64_t number; /* of the line, from 1 */
    const char *verdict;
    const char *reason; /* why the line wasn't judged; NULL: it was, or is blank */
};

/* Adds the line with the verdict and the findings since the line before. Does nothing to reports of
   other formats. */
void report_pipe_line(struct report *report, const struct report_line *line);

#endif
