/* Finding codes as users know them: those of the runtime, and rule.<id> for each rule of the
 * contract. */
#ifndef DG_VALIDATE_CODE_H
#define DG_VALIDATE_CODE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buffer.h"
#include "runtime/contract.h"

struct code {
    enum dg_code code;
    const struct dg_rule *rule; /* of DG_CODE_RULE, and then not NULL */
};

/* Codes have an index from 0 up to code_count: those of the runtime, then the rules in contract
   order. */
size_t code_count(const struct dg_contract *contract);
size_t code_index(const struct dg_contract *contract, struct code code);

/* Writes the code of `index` to *out. Returns false for the index that no code has: a finding of
   DG_CODE_RULE has the code of its rule. */
bool code_at(const struct dg_contract *contract, size_t index, struct code *out);

/* Adds the code as users write it. */
void code_add(struct buffer *out, struct code code);

/* Finds the code of that name. Returns false, with one line of trouble after `subject` (which may
   be NULL), if there is none. */
bool code_named(const struct dg_contract *contract, const char *subject, struct dg_text name,
                struct code *out);

/* The severity that the contract gives a rule, and the runtime any other code. */
enum dg_severity code_severity(struct code code);

/* Returns false for a code after whose finding nothing is judged: with a lower severity any
   document would pass. */
bool code_may_be_lowered(struct code code);

#endif
