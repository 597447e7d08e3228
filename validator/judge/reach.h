/* Whether a schema of the contract can have a value at a pointer. */
#ifndef DG_VALIDATE_REACH_H
#define DG_VALIDATE_REACH_H

#include <stdbool.h>

#include "common/buffer.h"
#include "runtime/contract.h"

/* Whether a finding about a value, in a document by any schema of the contract, can have a pointer
   that the pattern matches (pointer.h). If not, *similar, which is empty before, gets a possible
   pattern, if one is similar. Steps after a `*` that stands for listed properties are taken as
   possible. */
bool reach_pattern(const struct dg_contract *contract, struct dg_text pattern,
                   struct buffer *similar);

#endif
