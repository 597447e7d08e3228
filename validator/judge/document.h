/* A document to judge. */
#ifndef DG_VALIDATE_DOCUMENT_H
#define DG_VALIDATE_DOCUMENT_H

#include <stdbool.h>

#include "judge/track.h"
#include "runtime/contract.h"

struct document {
    const struct dg_schema *schema;
    const struct dg_exchange *exchange; /* the exchange of the document; NULL: there is none */
    struct track_set *tracks; /* tracks in which the document is a state; NULL: no comparison */
    struct dg_text json;
    const struct dg_response *response; /* whose body it is taken for; NULL: not known */
    bool trial; /* the document isn't judged by this schema, and exercises nothing */
};

#endif
