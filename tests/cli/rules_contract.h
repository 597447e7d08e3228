/* A contract with rules, written by hand: about cups whose level only grows. Its decoder reads only
 * the JSON of the tests. */
#ifndef DG_TESTS_RULES_CONTRACT_H
#define DG_TESTS_RULES_CONTRACT_H

#include "runtime/contract.h"

/* Rules: 0 level-low, 1 level-sum (a warning), 2 level-grows, which compares, 3 same-status, a rule
 * of the response, which compares, too. */
extern const struct dg_contract cups;

/* The arguments of the last rule of the response. */
struct seen_exchange {
    int calls;
    int status;
    char media_type[64];
    char cup[64]; /* request.path.cup; "": there is none */
};
struct seen_exchange *cups_seen(void);

#endif
