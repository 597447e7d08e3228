/* Digests of the values that are too large to be kept in a state. */
#ifndef DG_CODEGEN_EMIT_DIGESTS_H
#define DG_CODEGEN_EMIT_DIGESTS_H

#include "emit/emit_template.h"

/* Writes the part of rules.c with the functions that make digests: one for each object, map and
 * list that rules compare. */
void emit_digests(const struct emitter *emitter);

#endif
