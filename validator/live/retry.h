/* Whether and when a request is sent again. Doesn't read the clock: the caller gives the time. */
#ifndef DG_VALIDATE_RETRY_H
#define DG_VALIDATE_RETRY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/options.h"

/* The outcome of an attempt. */
struct retry_attempt {
    int64_t number;          /* from 1 */
    int status;              /* 0: the connection failed before a response */
    const char *retry_after; /* the header's value; NULL: none */
    int64_t now;             /* seconds since 1970, for dates */
    int64_t elapsed;         /* milliseconds since the first attempt began */
    uint32_t random;
};

/* Whether a status is that of a transient failure: 429, 502, 503, 504. */
bool retry_may_pass(int status);

#define RETRY_NEVER (-1)

/* Milliseconds to wait before the next attempt: the delay of Retry-After (RFC 9110 §10.2.3), else
   --retry-delay, else one second, doubled with each attempt up to 64, of which a random part
   between the half and the whole is taken. RETRY_NEVER: the attempt is not a transient failure,
   there were enough attempts, or the next attempt would begin after --retry-max-time. */
int64_t retry_wait(const struct options *options, const struct retry_attempt *attempt);

#endif
