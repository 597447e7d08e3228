/* Random valid rules for the contract of random_contract_open. */
#ifndef DG_TESTS_SCHEMA_RULES_RANDOM_H
#define DG_TESTS_SCHEMA_RULES_RANDOM_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buffer.h"

enum random_scope {
    RANDOM_SCHEMA,
    RANDOM_STATES,  /* the rule reads oldSelf */
    RANDOM_RESPONSE /* the rule reads http and request */
};

/* Sets the seed: the same seed gives the same rules. */
void random_seed(unsigned long seed);
/* A random number from 0 to `count` - 1. */
size_t random_below(size_t count);

/* Appends a random valid rule. */
void random_rule(struct buffer *out, enum random_scope scope);

/* The contract around rules: the rules of a schema come between the two, the rules of a response
 * after both. Each is an item of a list, indented by 8. */
extern const char random_contract_open[];
extern const char random_contract_response[];

#endif
