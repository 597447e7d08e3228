/* Formatted text for people: characters that a terminal must not get become escapes. */
#ifndef DG_VALIDATE_PRINT_H
#define DG_VALIDATE_PRINT_H

#include "base/output.h"

/* Writes to `out` as printf does. `out` records a failure. */
void print(struct output *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
