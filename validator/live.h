/* A live command: sends one request with libcurl and judges the whole response. */
#ifndef DG_VALIDATE_LIVE_H
#define DG_VALIDATE_LIVE_H

#include "request.h"
#include "session.h"

/* Sends the request as often as the options say and judges what comes back. */
enum exit_status live_judge(struct session *session, struct request *request);

#endif
