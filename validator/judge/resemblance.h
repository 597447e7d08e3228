/* Documents of the wrong kind: those that another schema of the contract describes. */
#ifndef DG_VALIDATE_RESEMBLANCE_H
#define DG_VALIDATE_RESEMBLANCE_H

#include "judge/session.h"
#include "judge/target.h"

/* A run of documents that resemble one schema, other than the schema against which they are judged.
 * Zero-initialised: there is no run. */
struct resemblance {
    const struct dg_schema *schema; /* NULL: there is no run */
    struct buffer first;            /* the input of its first document */
    struct buffer last;             /* the input of its last document */
    uint64_t documents;
    struct buffer words; /* for people: the schema that the documents resemble, and the options that
                            judge them against this schema */
    /* of the document being judged */
    uint64_t required; /* number of findings `required` before this document */
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
