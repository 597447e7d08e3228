/* The C interface of the responses of operations. */
#ifndef DG_CODEGEN_LOAD_ANSWER_H
#define DG_CODEGEN_LOAD_ANSWER_H

#include "load/loader.h"

/* Gives each operation its struct model_answer, without names. All types are finished. */
void load_answer_all(struct loader *loader);

#endif
