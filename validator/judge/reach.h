/* Which findings can have a pointer that a pattern matches. */
#ifndef DG_VALIDATE_REACH_H
#define DG_VALIDATE_REACH_H

#include <stdbool.h>

#include "base/code.h"
#include "common/buffer.h"

/* The findings that are asked for: those of the schemas and rules of the contract. */
struct reach_wanted {
    struct code code;
    bool any_rule; /* findings of any rule, in place of those of `code` */
};

enum reach {
    REACH_POSSIBLE,
    REACH_OTHER_CODES, /* only findings with other codes can have such a pointer */
    REACH_NOTHING      /* no schema has a value there */
};

/* Whether such a finding, in a document by any schema of the contract, can have a pointer that the
   pattern matches (pointer.h). If not, *words, which is empty before, gets the other codes; or a
   similar pattern, if there is one. */
enum reach reach_pattern(const struct dg_contract *contract, struct dg_text pattern,
                         const struct reach_wanted *wanted, struct buffer *words);

#endif
