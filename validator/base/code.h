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
    const struct dg_rule *rule; /* not NULL for DG_CODE_RULE only */
};

/* Codes have an index from 0 up to code_count: those of the runtime, then the rules in contract
   order. */
size_t code_count(const struct dg_contract *contract);
size_t code_index(const struct dg_contract *contract, struct code code);

/* Writes the code of `index` to *out. Returns false for the index of DG_CODE_RULE, which isn't a
   code: a finding of a rule has the code of the rule. */
bool code_at(const struct dg_contract *contract, size_t index, struct code *out);

/* Adds the name of the code, as users write it. */
void code_add(struct buffer *out, struct code code);

/* Adds the JSON Pointer of a rule in the contract. */
void code_add_pointer(struct buffer *out, const struct dg_rule *rule);

/* Finds the code of that name. Returns false, with one line of trouble about `subject` (which may
 * be NULL), if there is none. */
bool code_named(const struct dg_contract *contract, const char *subject, struct dg_text name,
                struct code *out);

/* Whether the code begins with a prefix, which ends with a dot: "rule.", "http.", "json.". */
bool code_has_prefix(struct code code, struct dg_text prefix);

/* The same for any code of the contract. Returns false, with one line of trouble after `subject`,
   if there is none. */
bool code_prefix_known(const struct dg_contract *contract, const char *subject,
                       struct dg_text prefix);

/* The default severity: from the contract for a rule, from the runtime for any other code. */
enum dg_severity code_severity(struct code code);

/* Returns false for a code if nothing is judged after its finding: with a lower severity, any
   document would pass. */
bool code_may_be_lowered(struct code code);

#endif
