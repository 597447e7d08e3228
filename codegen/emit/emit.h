/* From the model to text: one emitter for each kind of file, all in one table. */
#ifndef DG_CODEGEN_EMIT_H
#define DG_CODEGEN_EMIT_H

#include "emit/file_set.h"
#include "model/model.h"

/* Adds all files of the output to `files`. An emitter can't fail: the loader has checked the
 * model. */
void emit_all(const struct model *model, struct file_set *files);

/* Adds the files that compile without others: those of the output but for the bridge to cJSON, what
 * gperf makes, and the runtime. Returns false, with a line on stderr, if gperf isn't installed or
 * fails. */
DG_CHECKED bool emit_with_runtime(const struct model *model, struct file_set *files);

#endif
