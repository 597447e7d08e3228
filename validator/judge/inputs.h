/* The command `check`: judges every document of every input. */
#ifndef DG_VALIDATE_INPUTS_H
#define DG_VALIDATE_INPUTS_H

#include "judge/session.h"
#include "judge/target.h"

/* Judges the documents and exchanges of the inputs that the options name. With --track it must be
   possible to track the target's schema, if it has one. */
DG_CHECKED enum exit_status inputs_judge(struct session *session, const struct target *target);

#endif
