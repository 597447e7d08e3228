/* printf to a checked output, for people: characters that a terminal must not get are shown as
 * escapes. */
#ifndef DG_VALIDATE_PRINT_H
#define DG_VALIDATE_PRINT_H

#include "base/output.h"

void print(struct output *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
