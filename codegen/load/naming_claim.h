/* Names that have to differ: clashes are resolved by the rule of naming.h. */
#ifndef DG_CODEGEN_NAMING_CLAIM_H
#define DG_CODEGEN_NAMING_CLAIM_H

#include "load/loader.h"

/* Something that needs a name. */
struct name_claim {
    const char *name;    /* the name by the rule */
    struct dg_text wire; /* the input of the hash */
    struct location at;
    bool fixed;       /* by x-dg-name */
    bool yields;      /* in a clash, claims that don't yield are settled as if it weren't there */
    const char **out; /* the variable that gets the name */
};

/* The name with 6 hex digits of a hash after it. */
const char *naming_with_hash(const struct name_claim *claim, struct dg_arena *arena);

/* Gives each claim its name. Reports clashes with or between fixed names. Sorts the claims. */
void naming_settle(struct loader *loader, struct name_claim *claims, size_t count);

/* A list of claims, which grows. */
struct name_claims {
    struct name_claim *items;
    size_t count;
    size_t capacity;
};

/* Adds a copy of the claim, and returns it. It is valid until the next one is added. */
struct name_claim *naming_claim_add(struct name_claims *claims, const struct name_claim *claim);

#endif
