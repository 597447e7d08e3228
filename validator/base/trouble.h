/* Trouble with the machine or the command line: one line on stderr. */
#ifndef DG_VALIDATE_TROUBLE_H
#define DG_VALIDATE_TROUBLE_H

#include "base/exit_status.h"

#define PROGRAM_NAME "dg-validate"
#define PROGRAM_VERSION "0.1.0"

/* Prints "dg-validate: subject: …" as one line; control characters are escaped. `subject` may be
   NULL. */
void trouble(const char *subject, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
