/* Judges the values inside documents that --at selects. */
#ifndef DG_VALIDATE_AT_H
#define DG_VALIDATE_AT_H

#include "common/buffer.h"
#include "judge/session.h"
#include "judge/target.h"

struct at {
    const struct target
        *target;              /* gives the schema of the values; its response rules don't count */
    struct track_set *tracks; /* NULL: values are not compared */
    struct buffer frames;     /* memory for the path of a finding */
};

enum at_result {
    AT_JUDGED,
    AT_NOTHING, /* there is no value at the pointer; the document counts as skipped */
    AT_FAILED   /* a value has no verdict: see judge_document */
};

/* Judges each value of the record at session->options->at as a document of its own. The rest of the
   record is checked as JSON, and counts as one more document if it has a fault. Positions and
   pointers of findings are those in the record. */
enum at_result at_judge(struct at *at, struct session *session, const struct record *record);

void at_free(struct at *at);

#endif
