/* A contract with rules, written by hand: cups, which only fill. Its decoder reads no more JSON
 * than the tests write. */
#ifndef DG_TESTS_RULES_CONTRACT_H
#define DG_TESTS_RULES_CONTRACT_H

#include "runtime/contract.h"

/* Rules: 0 level-low, 1 level-sum (a warning), 2 level-grows, which compares, 3 same-status, which
   is of the response and compares, too. */
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
