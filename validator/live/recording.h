/* The file of --record: every attempt as an entry of an HTTP Archive (HAR 1.2), without secrets. */
#ifndef DG_VALIDATE_RECORDING_H
#define DG_VALIDATE_RECORDING_H

#include <stdbool.h>

#include "base/output.h"
#include "live/request.h"
#include "live/transport.h"

/* A recording. It must not move while it is open. */
struct recording {
    struct output output;
    bool open;  /* false: nothing is recorded */
    bool begun; /* there is an entry before the next one */
};

/* Opens the recording; `path` is as for output_open, or NULL: nothing is to be recorded. Returns
   false, with one line of trouble, if the file can't be written. */
DG_CHECKED bool recording_open(struct recording *recording, const char *path);

/* Adds an attempt. An entry without a complete response has the status 0, and the reason in
   `_error`. A body longer than --max-body is cut, with `_truncated`; a body with a Content-Encoding
   is stored as received, with `_encoded`. An attempt before another one has `_retried`. The values
   of headers for secrets are [redacted]; the token is replaced by asterisks everywhere, in bodies,
   too. */
void recording_add(struct recording *recording, const struct request *request,
                   const struct attempt *attempt);

/* Closes the output and leaves the file unchanged. */
void recording_abandon(struct recording *recording);

/* Puts the file in its place. Returns false, with one line of trouble, if it isn't complete. */
DG_CHECKED bool recording_close(struct recording *recording);

#endif
