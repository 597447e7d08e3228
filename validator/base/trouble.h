/* Trouble with the machine or the command line: one line on stderr. */
#ifndef DG_VALIDATE_TROUBLE_H
#define DG_VALIDATE_TROUBLE_H

#include "base/exit_status.h"

/* The name of the program, which another one defines for itself (validator.h). */
extern const char dg_validator_name[];

#define PROGRAM_NAME dg_validator_name
#define PROGRAM_VERSION "0.1.0"

/* Prints "PROGRAM: subject: …" as one line; control characters are escaped. `subject` may be
   NULL. */
void trouble(const char *subject, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
