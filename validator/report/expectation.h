/* The values of an enum, of which one was expected, as text for people. */
#ifndef DG_VALIDATE_EXPECTATION_H
#define DG_VALIDATE_EXPECTATION_H

#include "common/buffer.h"
#include "runtime/report.h"

/* The text of the last finding, which many documents may have. Zero-initialised, there is none. */
struct expectation {
    const struct dg_words *words;
    struct buffer found;
    struct buffer text;
};

/* Returns the list of the values that an `enum` finding expected, the nearest first if it is cut.
   The text of other findings is theirs. Valid until the next call. */
struct dg_text expectation_of(struct expectation *expectation, const struct dg_finding *finding);

void expectation_free(struct expectation *expectation);

#endif
