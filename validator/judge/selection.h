/* Finds values inside a document by JSON Pointer. */
#ifndef DG_VALIDATE_SELECTION_H
#define DG_VALIDATE_SELECTION_H

#include <stdbool.h>

#include "runtime/report.h"
#include "runtime/text.h"

/* A search for values. A caller that needs more data makes this struct a member of its own one. */
struct selection {
    /* Gets each value, in the order of the document, with its frame (NULL: the document), which is
       valid during the call. Returns false to end the search. */
    bool (*found)(struct selection *selection, struct dg_text value, const struct dg_frame *frame);
};

/* Whether the text is one JSON value, so that it can be searched. */
bool selection_possible(struct dg_text json);

/* Finds the values that the JSON Pointer (RFC 6901) names in `json`, for which selection_possible
   is true; a step `*` names every member or element. Returns false if `found` did. */
bool selection_run(struct selection *selection, struct dg_text json, struct dg_text pointer);

/* The first value that the pointer names, as received; empty: there is none, or the text is not
   JSON. */
struct dg_text selection_first(struct dg_text json, struct dg_text pointer);

#endif
