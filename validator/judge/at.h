/* Documents that hold the values to judge: --at names the place of the values. */
#ifndef DG_VALIDATE_AT_H
#define DG_VALIDATE_AT_H

#include "common/buffer.h"
#include "judge/session.h"
#include "judge/target.h"

struct at {
    const struct target *target; /* its schema judges the values; its rules of a response don't */
    struct track_set *tracks;    /* NULL: values are not compared */
    struct buffer frames;        /* memory for the path of a finding */
};

enum at_result {
    AT_JUDGED,
    AT_NOTHING, /* there is no value at the place; the document counts as skipped */
    AT_FAILED   /* a value has no verdict: see judge_document */
};

/* Judges each value of the record at session->options->at as a document of its own. The rest of the
   record is checked as JSON, and counts as one document more if that finds a fault. Positions and
   pointers of findings are those in the record. */
enum at_result at_judge(struct at *at, struct session *session, const struct record *record);

void at_free(struct at *at);

#endif
