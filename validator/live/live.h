/* A live command: sends one request with libcurl and judges the whole response. */
#ifndef DG_VALIDATE_LIVE_H
#define DG_VALIDATE_LIVE_H

#include "judge/session.h"
#include "live/recording.h"
#include "live/request.h"

/* Sends the request as often as the options say, records each attempt, and judges the responses. */
DG_CHECKED enum exit_status live_judge(struct session *session, struct request *request,
                                       struct recording *recording);

#endif
