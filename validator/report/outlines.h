/* Sets of values of the contract, by their outlines: what may be at a place in a document. */
#ifndef DG_VALIDATE_OUTLINES_H
#define DG_VALIDATE_OUTLINES_H

#include <stdbool.h>
#include <stddef.h>

#include "runtime/contract.h"

/* A value, of which only some codes are reported. */
struct outlines_item {
    const struct dg_outline_parts *parts; /* NULL: nothing inside the value is judged */
    uint64_t codes;                       /* of findings about the value that are reported */
    uint64_t here;                        /* codes that are reported of it, if it has them */
    uint64_t inside;                      /* the same, of what is inside */
};

/* Zero-initialised, a set is empty. */
struct outlines {
    struct outlines_item *items;
    size_t count;
    size_t capacity;
};

/* Adds a value, the alternatives of a union and the further schemas, unless the set has them. */
void outlines_add(struct outlines *outlines, const struct dg_outline *value);

/* Adds everything that is inside the values, at any depth. */
void outlines_add_inside(struct outlines *outlines);

/* Adds to *to what may be at this step of a pointer in one of the values. `*` is any step. */
void outlines_step(const struct outlines *from, struct dg_text step, struct outlines *to);

/* Whether one of the values is an object that lists a property of this name. */
bool outlines_list(const struct outlines *outlines, struct dg_text step);

/* Whether one of the values is an object that lists its properties. */
bool outlines_have_lists(const struct outlines *outlines);

/* The codes of findings about members of the value, or 0. */
uint64_t outlines_members(const struct outlines_item *item);

/* Whether a member that the object or map doesn't list can have this name. */
bool outlines_may_be_unlisted(const struct dg_outline_parts *parts, struct dg_text step);

/* Empties the set, and keeps its memory. */
void outlines_clear(struct outlines *outlines);
void outlines_free(struct outlines *outlines);

#endif
