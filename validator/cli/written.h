/* The files that a run writes. */
#ifndef DG_VALIDATE_WRITTEN_H
#define DG_VALIDATE_WRITTEN_H

#include <stdbool.h>

#include "base/options.h"

/* Checks that each file is written once, and that none is an input or the file of an option.
   Returns false, with one line of trouble, if not. */
DG_CHECKED bool written_check(const struct options *options);

#endif
