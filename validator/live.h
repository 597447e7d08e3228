/* A live command: sends one request with libcurl and judges the whole response. */
#ifndef DG_VALIDATE_LIVE_H
#define DG_VALIDATE_LIVE_H

#include "request.h"
#include "session.h"

/* Whether the files that it needs are there. False, with one line of trouble, if not. */
bool live_possible(const struct options *options);

/* Sends the request and judges what comes back. */
enum exit_status live_judge(struct session *session, struct request *request);

#endif
