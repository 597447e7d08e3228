/* Judges records one after another: documents, and captured responses. */
#ifndef DG_VALIDATE_RECORDS_H
#define DG_VALIDATE_RECORDS_H

#include "input/input.h"
#include "judge/at.h"
#include "judge/match.h"
#include "judge/resemblance.h"
#include "judge/session.h"
#include "judge/target.h"
#include "judge/track.h"

/* Lines about the records of an input. */
struct lines {
    uint64_t printed;
    uint64_t not_printed;
};

/* The records of a run. It must not move while it is open. */
struct records {
    struct session *session;
    const struct target *target;
    bool ahead; /* nothing is printed: the findings that count are those of another run */
    struct track_set tracks; /* used with --track */
    struct match match;
    struct resemblance run;
    struct at at;        /* used with --at */
    struct input *input; /* from which the records are: `own`, or another one */
    struct input own;
    struct buffer name;  /* of the input, in UTF-8 */
    const char *shown;   /* the same as a string, which other threads may read */
    struct buffer why;   /* why something is not judged */
    struct buffer lost;  /* the reason why the first skipped document was skipped */
    struct lines unread; /* about records that can't be read */
    struct lines passed; /* about records that aren't judged */
    bool judged;         /* a document was judged, at least in part */
    enum exit_status status;
};

void records_open(struct records *records, struct session *session, const struct target *target);
void records_close(struct records *records);

/* Prepares an input that is as the own one. To be released with input_free. */
void records_open_input(const struct records *records, struct input *input);

/* Makes `path` the name of the input. */
void records_name_input(struct records *records, const char *path);

/* Opens the input `path`, which must live until records_end_input. Returns INPUT_RECORD if records
   can be read. Other steps are for records_take. */
DG_CHECKED enum input_step records_begin_input(struct records *records, const char *path);

/* Judges the record, or reports why there is none. Returns false if the run has to end. */
DG_CHECKED bool records_take(struct records *records, enum input_step step, struct record *record);

/* Says of how many records of the input no line was about, and closes the input. */
void records_end_input(struct records *records);

/* Report a file that can't be read, or one of a folder that isn't judged. The first returns false
 * if the run has to end. */
bool records_unreadable(struct records *records, const char *path, int error);
void records_unmatched(struct records *records, const char *path, const char *why);

/* Shows what was reported so far. Returns false if the run has to end. */
bool records_go_on(struct records *records);

#endif
