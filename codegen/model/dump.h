/* The model as text, for golden tests and for the contract's digest. */
#ifndef DG_CODEGEN_DUMP_H
#define DG_CODEGEN_DUMP_H

#include "common/buffer.h"
#include "model/model.h"

/* Appends the model to `out` as text. */
void dump_model(const struct model *model, struct buffer *out);

#endif
