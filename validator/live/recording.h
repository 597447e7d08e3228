/* What --record writes: every attempt as an entry of an HTTP Archive (HAR 1.2), without secrets. */
#ifndef DG_VALIDATE_RECORDING_H
#define DG_VALIDATE_RECORDING_H

#include <stdbool.h>

#include "base/output.h"
#include "live/request.h"
#include "live/transport.h"

/* Does not move while it is open. */
struct recording {
    struct output output;
    bool open; /* false: nothing is recorded */
    bool failed;
    bool begun; /* an entry stands before the next one */
};

/* `path` as for output_open; NULL: nothing is to be recorded. False, with one line of trouble, if
   it can't be written. */
bool recording_open(struct recording *recording, const char *path);

/* Adds an attempt. An entry without a complete response has the status 0 and, in `_error`, why. Of
   a body that is longer than --max-body there is the beginning, and `_truncated`; that of one with
   a Content-Encoding is as it came, and `_encoded`. One that another followed is `_retried`.
   Headers that are secrets by their names say [redacted]; the token is asterisks wherever it comes,
   in bodies, too. */
void recording_add(struct recording *recording, const struct request *request,
                   const struct attempt *attempt);

/* Ends it and leaves the file as it was. */
void recording_abandon(struct recording *recording);

/* Puts the file in its place. False, with one line of trouble, if it isn't whole. */
bool recording_close(struct recording *recording);

#endif
