/* When to retry: as curl does, but a status that isn't transient is judged at once. */
#include "live/retry.h"

#include <string.h>

#include <curl/curl.h>

#include "base/wanted.h"

#define FIRST_WAIT 1000 /* milliseconds */
#define MOST_DOUBLINGS 6
#define DIGITS "0123456789"
/* The longest delay, which can be multiplied without overflow. */
#define LONGEST_WAIT ((int64_t)1 << 40)

bool retry_may_pass(int status)
{
    return status == 429 || status == 502 || status == 503 || status == 504;
}

/* A status that --expect wants is not a failure. */
static bool is_transient(const struct options *options, int status)
{
    if (status == 0) {
        return true;
    }
    return retry_may_pass(status) && !wanted_names(options->expect, status);
}

static int64_t read_seconds(const char *digits)
{
    int64_t seconds = 0;

    for (; *digits != '\0' && seconds < LONGEST_WAIT / 1000; digits++) {
        seconds = seconds * 10 + (*digits - '0');
    }
    return seconds < LONGEST_WAIT / 1000 ? seconds : LONGEST_WAIT / 1000;
}

/* The milliseconds that Retry-After asks for; RETRY_NEVER: the value can't be read. Each form of a
   date begins with the name of a day (RFC 9110 §5.6.7). */
static int64_t asked_wait(const struct retry_attempt *attempt)
{
    const char *value = attempt->retry_after;
    int64_t date = -1;

    if (value == NULL || *value == '\0') {
        return RETRY_NEVER;
    }
    if (value[strspn(value, DIGITS)] == '\0') {
        return read_seconds(value) * 1000;
    }
    if (strchr("MTWFS", value[0]) != NULL) {
        date = (int64_t)curl_getdate(value, NULL);
    }
    if (date < 0) {
        return RETRY_NEVER;
    }
    if (date <= attempt->now) {
        return 0;
    }
    date -= attempt->now;
    return (date < LONGEST_WAIT / 1000 ? date : LONGEST_WAIT / 1000) * 1000;
}

static int64_t own_wait(const struct options *options, const struct retry_attempt *attempt)
{
    int64_t doublings = attempt->number - 1;
    int64_t half = 0;

    if (options->retry_delay > 0) {
        return options->retry_delay;
    }
    half = (int64_t)(FIRST_WAIT / 2) << (doublings < MOST_DOUBLINGS ? doublings : MOST_DOUBLINGS);
    return half + (int64_t)attempt->random % (half + 1);
}

int64_t retry_wait(const struct options *options, const struct retry_attempt *attempt)
{
    int64_t wait = RETRY_NEVER;

    if (attempt->number > options->retry || !is_transient(options, attempt->status)) {
        return RETRY_NEVER;
    }
    wait = asked_wait(attempt);
    if (wait == RETRY_NEVER) {
        wait = own_wait(options, attempt);
    }
    return wait <= options->retry_max_time - attempt->elapsed ? wait : RETRY_NEVER;
}
