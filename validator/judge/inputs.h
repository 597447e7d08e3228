/* The command `check`: judges every document of every input. */
#ifndef DG_VALIDATE_INPUTS_H
#define DG_VALIDATE_INPUTS_H

#include <stdint.h>

#include "judge/session.h"
#include "judge/target.h"

/* Judges the documents and exchanges of the inputs that the options name. With --track it must be
   possible to track the target's schema, if it has one. */
DG_CHECKED enum exit_status inputs_judge(struct session *session, const struct target *target);

/* The bytes of all files that the options (`context`) name; 0: not known, because standard input is
   one of them, or there are many files. */
uint64_t inputs_total(const void *context);

#endif
