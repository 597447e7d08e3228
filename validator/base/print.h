/* printf to a checked output, for people: of text of the contract, what a terminal must not get is
 * shown as what it is. */
#ifndef DG_VALIDATE_PRINT_H
#define DG_VALIDATE_PRINT_H

#include "base/output.h"

void print(struct output *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
