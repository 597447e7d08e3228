/* Whether a schema of the contract can have a value at a pointer. */
#ifndef DG_VALIDATE_REACH_H
#define DG_VALIDATE_REACH_H

#include <stdbool.h>

#include "common/buffer.h"
#include "runtime/contract.h"

/* Whether findings about values can have a pointer that the pattern matches (pointer.h), in
   documents by any schema of the contract. If not, *similar, which is empty, gets a pattern that is
   possible, if one is similar. Steps after a `*` that stands for listed properties are taken as
   possible. */
bool reach_pattern(const struct dg_contract *contract, struct dg_text pattern,
                   struct buffer *similar);

#endif
