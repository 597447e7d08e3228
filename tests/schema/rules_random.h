/* Random rules that are right, over the contract of random_contract_open. */
#ifndef DG_TESTS_SCHEMA_RULES_RANDOM_H
#define DG_TESTS_SCHEMA_RULES_RANDOM_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buffer.h"

enum random_scope {
    RANDOM_SCHEMA,
    RANDOM_STATES,  /* speaks of oldSelf */
    RANDOM_RESPONSE /* speaks of http and request */
};

/* The same seed gives the same rules. */
void random_seed(unsigned long seed);
/* From 0 to below `count`. */
size_t random_below(size_t count);

/* Appends a rule that is right; what it is about is drawn. */
void random_rule(struct buffer *out, enum random_scope scope);

/* The contract around rules: those of a schema stand between the two, those of a response behind
   both. Each is an item of a list, indented by 8. */
extern const char random_contract_open[];
extern const char random_contract_response[];

#endif
