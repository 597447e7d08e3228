/* What the files of rules say to each other and to other emitters. */
#ifndef DG_CODEGEN_EMIT_RULES_H
#define DG_CODEGEN_EMIT_RULES_H

#include "emit/emit_template.h"

/* Of the checks, those that compare. */
size_t emit_count_comparing(const struct model_check *const *checks, size_t count);

/* Whether states of a type are kept, to be compared. */
bool emit_has_states(const struct model *model, const struct model_type *type);

/* The parts of rules.c that are about them. */
void emit_state_structs(const struct emitter *emitter);
void emit_states(const struct emitter *emitter);
void emit_digests(const struct emitter *emitter);

#endif
