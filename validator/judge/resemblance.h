/* Documents of the wrong kind: those that another schema of the contract describes. */
#ifndef DG_VALIDATE_RESEMBLANCE_H
#define DG_VALIDATE_RESEMBLANCE_H

#include "judge/session.h"
#include "judge/target.h"

/* A run of documents that resemble one schema, which is not the one that they are judged by.
   Zero-initialised, there is none. */
struct resemblance {
    const struct dg_schema *schema; /* NULL: there is no run */
    struct buffer first;            /* the input of its first document */
    struct buffer last;             /* and of its last one */
    uint64_t documents;
    struct buffer words; /* for people: what the documents look like, and how to judge them so */
    /* of the document being judged */
    uint64_t required; /* findings of these codes before it */
    uint64_t unknown;
};

/* To be called before a document is judged. If it belongs to the run, its findings need not be
   shown to people again; otherwise the run ends, with a hint. */
void resemblance_before(struct resemblance *run, struct session *session,
                        const struct record *record);

/* To be called after a document was judged to violate the contract: begins a run, if the document
   resembles another schema. */
void resemblance_after(struct resemblance *run, struct session *session,
                       const struct target *target, const struct record *record);

/* Ends the run, if there is one, with a hint. */
void resemblance_end(struct resemblance *run, struct session *session);
void resemblance_free(struct resemblance *run);

#endif
