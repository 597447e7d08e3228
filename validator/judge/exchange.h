/* A response as a whole: status, media type and body against the operation's documented responses.
 */
#ifndef DG_VALIDATE_EXCHANGE_H
#define DG_VALIDATE_EXCHANGE_H

#include <stdbool.h>
#include <stdint.h>

#include "judge/judge.h"
#include "report/findings.h"

/* A response, and the options of its judgement. */
struct exchange {
    const struct dg_operation *operation;
    const char *wanted; /* statuses (wanted.h); NULL: a documented success */
    int status;
    const char *content_type;         /* as received; NULL: none */
    const char *content_encoding;     /* as received; NULL: none */
    const struct dg_path_value *path; /* the path parameters of the request */
    size_t path_count;
    struct track_set *tracks; /* tracks in which the body is a state; NULL: no comparison */
    int64_t max_body;
    bool too_large;    /* the body is longer than max_body, and was not read to its end */
    bool body_missing; /* the body was not recorded */
};

enum exchange_result {
    EXCHANGE_JUDGED,
    EXCHANGE_SKIPPED,  /* the body could not be judged: findings give the reason, or the body is
                          missing */
    EXCHANGE_UNJUDGED, /* status and media type were judged, but the contract has no schema that
                          bodies of the media type can be judged by */
    EXCHANGE_FAILED    /* after one line of trouble: the system gives no random numbers */
};

/* Why a response is skipped whose status and media type were judged. */
#define EXCHANGE_WHY_UNJUDGED "the contract has no schema for bodies of its media type"
#define EXCHANGE_WHY_RULES "rules could not be judged"

/* Returns the documented body of the response for the media type of the exchange; NULL: none. */
const struct dg_media *exchange_media(const struct exchange *exchange);

/* Judges `body` between findings_begin and findings_end. */
enum exchange_result exchange_judge(const struct exchange *exchange, struct dg_text body,
                                    struct judge *judge, struct findings *findings);

#endif
