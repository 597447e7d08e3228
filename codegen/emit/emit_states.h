/* States of values, for rules that compare: the structs, and the tables of their members. */
#ifndef DG_CODEGEN_EMIT_STATES_H
#define DG_CODEGEN_EMIT_STATES_H

#include "emit/emit_template.h"

/* The number of rules that compare, that is, read oldSelf. */
size_t emit_states_count_comparing(const struct model_check *const *checks, size_t count);

/* Whether states of a type are kept: a rule of the type or of a response compares them. */
bool emit_states_are_kept(const struct model *model, const struct model_type *type);

/* Write parts of rules.h and rules.c: the struct of each state, and the table of its members. */
void emit_states_structs(const struct emitter *emitter);
void emit_states_tables(const struct emitter *emitter);

#endif
