/* The parts of JSON reports that other reports have, too. */
#ifndef DG_VALIDATE_REPORT_JSON_H
#define DG_VALIDATE_REPORT_JSON_H

#include "report/finding.h"
#include "runtime/writer.h"

/* Writes the finding as an object; with its context, from which merged reports quote lines. */
void report_json_write_finding(struct dg_writer *writer, const struct finding *finding,
                               bool with_context);

#endif
