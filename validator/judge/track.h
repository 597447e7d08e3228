/* States of documents, for the rules that compare a state with the previous one. */
#ifndef DG_VALIDATE_TRACK_H
#define DG_VALIDATE_TRACK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/options.h"
#include "judge/store.h"
#include "runtime/contract.h"

/* The latest states of documents of one schema. */
struct track {
    /* For the report of a decoder, from track_begin to track_end. Holds the state of the current
       document. First, for its function to recover the whole. */
    struct dg_history history;
    const struct dg_schema *schema;
    /* the rest is private */
    struct track *next;       /* the next track of several */
    bool by_id;               /* false: all documents are states of one object */
    bool has_before;          /* without ids: there is a state before */
    void *now;                /* the state of the current document, unpacked */
    void *before;             /* the state before it */
    const void *compared_old; /* the states that track_end compared; NULL: none */
    const void *compared_now;
    struct store store; /* the latest states by their ids */
};

/* Whether documents of the schema can be compared, by their ids. Returns false, with one line of
   trouble, if the contract has no rules for that. */
DG_CHECKED bool track_possible(const struct dg_schema *schema, const struct options *options);

/* The same, where any schema of the contract may occur. */
DG_CHECKED bool track_possible_of_any(const struct dg_contract *contract,
                                      const struct options *options);

/* Opens a track for a schema that has states. Returns false, with one line of trouble, if the
   system gives no random numbers; then there is nothing to close. */
DG_CHECKED bool track_open(struct track *track, const struct dg_schema *schema, bool by_id);
void track_close(struct track *track);

/* Forgets the current document; to be called before the next one is decoded. */
void track_begin(struct track *track);

/* Judges the decoded document `json` by the state before it, and keeps its state. If its object
   isn't known, the comparing rules count as skipped. */
void track_end(struct track *track, struct dg_text json, struct dg_report *report);

/* Tracks of several schemas. */
struct track_set {
    struct track *first; /* NULL: none so far */
    bool by_id;          /* otherwise all documents of a schema are states of one object */
};

/* Whether documents of the schema can be compared. */
bool track_set_takes(const struct track_set *tracks, const struct dg_schema *schema);

/* The track of a schema for which track_set_takes is true. Returns NULL if track_open fails. */
DG_CHECKED struct track *track_set_find(struct track_set *tracks, const struct dg_schema *schema);
void track_set_close(struct track_set *tracks);

#endif
