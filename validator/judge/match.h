/* From a captured request to the operation of the contract that it asked for. */
#ifndef DG_VALIDATE_MATCH_H
#define DG_VALIDATE_MATCH_H

#include "common/buffer.h"
#include "runtime/contract.h"

/* The values that the request has for the path's parameters; its memory serves one request after
   another. */
struct match {
    const struct dg_operation *operation; /* NULL: none, or `other` fits just as well */
    const struct dg_operation *other;
    struct dg_path_value *path; /* valid until the next match */
    size_t path_count;
    /* the rest is the match's */
    size_t path_capacity;
    struct buffer decoded;
    const struct dg_operation *tied; /* with `other` */
    const struct dg_operation *tried;
};

/* Finds the operation whose method it is and whose path template fits the end of the URL's path,
   whatever is before it; of several the one with most literal segments. `only` limits that to one
   operation; NULL: any. False without memory. */
bool match_request(struct match *match, const struct dg_contract *contract,
                   const struct dg_operation *only, struct dg_text method, struct dg_text url);
void match_free(struct match *match);

/* The URL without user, query and fragment, which may hold secrets. */
void match_add_url(struct buffer *out, struct dg_text url);

#endif
