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

/* Codes are numbered from 0: those of the runtime, then the rules in contract order. The number of
   DG_CODE_RULE itself is nobody's. */
size_t code_count(const struct dg_contract *contract);
size_t code_number(const struct dg_contract *contract, struct code code);
struct code code_numbered(const struct dg_contract *contract, size_t number);

/* Whether the number is that of a code. */
bool code_is_real(size_t number);

/* Adds the code as users write it. */
void code_add(struct buffer *out, struct code code);

/* The code that is written so. False, with one line of trouble after `subject` (which may be NULL),
   if there is none. */
bool code_named(const struct dg_contract *contract, const char *subject, struct dg_text name,
                struct code *out);

/* The severity that the contract, or the runtime, gives it. */
enum dg_severity code_severity(struct code code);

/* False of what nothing can be judged behind, so that a lower severity would let anything pass. */
bool code_may_be_lowered(struct code code);

#endif
