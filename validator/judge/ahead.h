/* Judges records and files ahead of the run, to find those that only have to be counted. */
#ifndef DG_VALIDATE_AHEAD_H
#define DG_VALIDATE_AHEAD_H

#include <stdbool.h>
#include <stdint.h>

#include "input/kept.h"
#include "judge/records.h"
#include "judge/session.h"
#include "judge/target.h"

/* A record or a file, and the result of judging it. */
struct ahead_record {
    struct kept kept;
    const char *file; /* the path; NULL: a record */
    /* All documents conform, without any finding, not even a warning, and no rule was skipped. */
    bool clean;
    uint64_t documents;
    uint64_t length;         /* bytes of the documents */
    uint64_t not_applicable; /* rules that aren't applicable */
};

/* The state of one thread. It must not move while it is open. */
struct ahead {
    struct session session; /* with no report */
    struct records records;
    struct coverage coverage; /* of the documents that this thread judged; open if it is wanted */
};

/* `session` is that of the run; only its options and its contract are read. */
void ahead_open(struct ahead *ahead, const struct session *session, const struct target *target);
/* Adds the coverage, if it is wanted, to that of the run: threads must not do this at once. */
void ahead_close(struct ahead *ahead, const struct session *session);

/* Judges the record or the file. */
void ahead_judge(struct ahead *ahead, struct ahead_record *judged);

#endif
