/* Suggestions ("did you mean"): the known word that is nearest to an unknown word. */
#ifndef DG_COMMON_SUGGESTION_H
#define DG_COMMON_SUGGESTION_H

#include <stddef.h>

#include "runtime/text.h"

/* The nearest of the words offered so far. `nearest` is one of the slices that the caller
 * offered. */
struct suggestion {
    struct dg_text word;
    struct dg_text nearest; /* empty: none is similar enough */
    size_t distance;        /* in half edits */
};

/* Begins a search. A word is similar if at most a third of the characters of `word` are wrong; one
 * may always be wrong. Words of more than 64 bytes are never similar. */
struct suggestion suggestion_for(struct dg_text word);

/* Compares one more word. Of words equally near, the first is kept. */
void suggestion_offer(struct suggestion *suggestion, struct dg_text candidate);

/* The same for a terminated string: if it is the nearest, `nearest.data` is this pointer. */
void suggestion_offer_string(struct suggestion *suggestion, const char *candidate);

#endif
