/* Declarations that the files about rules share. Not for users of the runtime. */
#ifndef DG_RUNTIME_RULE_INTERNAL_H
#define DG_RUNTIME_RULE_INTERNAL_H

#include "runtime/rule.h"

/* keep.c */

/* Whether a value that a rule reads has not failed. */
bool dg_read_is_known(const struct dg_read *read, const struct dg_subject *in);

/* Packs the part of *value that rules compare into history->packed. */
void dg_states_keep(const struct dg_states *states, struct dg_history *history, const void *value,
                    const void *faults);
/* Whether all members of a state are known. */
bool dg_states_know_all(const struct dg_states *states, const void *state);
/* Copies members that aren't known in *state from *old. */
void dg_states_merge(const struct dg_states *states, void *state, const void *old);

#endif
