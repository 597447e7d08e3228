/* Finds the operation of the contract for a captured request. */
#ifndef DG_VALIDATE_MATCH_H
#define DG_VALIDATE_MATCH_H

#include "common/buffer.h"
#include "runtime/contract.h"

/* The operation of a request, and its path parameters. The memory is used for one request after
   another. */
struct match {
    const struct dg_operation *operation; /* NULL: no operation fits, or two fit equally well */
    const struct dg_operation *other;     /* the second of two; NULL: there is none */
    struct dg_path_value *path;           /* valid until the next match */
    size_t path_count;
    /* the rest is private */
    size_t path_capacity;
    struct buffer decoded;
    const struct dg_operation *tied; /* the first of two that fit equally well */
    const struct dg_operation *tried;
};

/* Finds the operation with this method whose path template fits the end of the URL's path; of
   several, the one with the most literal segments. `only` limits the search to one operation; NULL:
   any. */
void match_request(struct match *match, const struct dg_contract *contract,
                   const struct dg_operation *only, struct dg_text method, struct dg_text url);
void match_free(struct match *match);

/* Adds the URL without user, query and fragment, which may be secret. */
void match_add_url(struct buffer *out, struct dg_text url);

#endif
