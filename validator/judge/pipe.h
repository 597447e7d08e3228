/* The command `check` with --pipe: a verdict line for each line of standard input. */
#ifndef DG_VALIDATE_PIPE_H
#define DG_VALIDATE_PIPE_H

#include "base/exit_status.h"
#include "judge/session.h"
#include "judge/target.h"

/* Judges each line as soon as it arrives, and writes its verdict before waiting for another line.
   An input without lines is no error: where data is split, some parts are empty. */
DG_CHECKED enum exit_status pipe_judge(struct session *session, const struct target *target);

#endif
