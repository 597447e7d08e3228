/* printf to a checked output, for text of our own and of the contract. */
#ifndef DG_VALIDATE_PRINT_H
#define DG_VALIDATE_PRINT_H

#include "output.h"

void print(struct output *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
