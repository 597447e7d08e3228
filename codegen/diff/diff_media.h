/* Compares the bodies of responses, by media type. */
#ifndef DG_CODEGEN_DIFF_MEDIA_H
#define DG_CODEGEN_DIFF_MEDIA_H

#include "diff/diff_walk.h"

/* The responses of both contracts to one status. */
struct diff_answer {
    const struct model_operation *operations[DIFF_SIDES];
    const struct model_response *responses[DIFF_SIDES]; /* NULL: the status isn't documented */
    int status;
};

/* Both contracts document the status. */
void diff_media_compare(struct diff_walk *walk, const struct diff_answer *answer);

/* Claims that the response is newly accepted, or newly refused: only `by` documents its status. */
void diff_media_claim(struct diff_walk *walk, struct diff_change *change,
                      const struct diff_answer *answer, enum diff_side by);

#endif
