/* The command `check`: every document of every input. */
#ifndef DG_VALIDATE_CHECK_H
#define DG_VALIDATE_CHECK_H

#include "judge/session.h"

/* Judges the documents and exchanges of the inputs that the options name. With --track it must be
   possible to track the target's schema, if it has one. */
enum exit_status check_inputs(struct session *session, const struct target *target);

#endif
