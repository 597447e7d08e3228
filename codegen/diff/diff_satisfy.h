/* Changes a document until it satisfies the rules of a contract. */
#ifndef DG_CODEGEN_DIFF_SATISFY_H
#define DG_CODEGEN_DIFF_SATISFY_H

#include "diff/diff_walk.h"

/* What the document has to show besides: that it breaks a rule of the other contract. */
struct diff_goal {
    const struct model_check *broken; /* NULL: nothing */
    const struct sample *self;        /* the object of that rule */
};

/* Changes values of `body` that aren't fixed until no rule of severity error is broken by the
   standards of `by`, and the goal is reached; the body stays accepted by the schemas of `by` and,
   if the other contract refuses it, refused. Returns false if no such document was found. */
bool diff_satisfy(struct diff_walk *walk, const struct diff_entry *entry, enum diff_side by,
                  struct sample *body, const struct diff_goal *goal);

#endif
