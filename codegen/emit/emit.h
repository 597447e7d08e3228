/* From the model to text: one emitter a file kind, all in one table. */
#ifndef DG_CODEGEN_EMIT_H
#define DG_CODEGEN_EMIT_H

#include "emit/file_set.h"
#include "model/model.h"

/* Fills `files` with every file that the model gives. Never fails: whatever could be wrong was
 * checked in the model. */
void emit_all(const struct model *model, struct file_set *files);

#endif
