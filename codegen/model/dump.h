/* The model as text: what golden tests compare, and what the contract's digest is made of. */
#ifndef DG_CODEGEN_DUMP_H
#define DG_CODEGEN_DUMP_H

#include "common/buffer.h"
#include "model/model.h"

void dump_model(const struct model *model, struct buffer *out);

#endif
