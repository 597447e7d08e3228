/* Checks of --severity that need all options. */
#ifndef DG_VALIDATE_SEVERITY_H
#define DG_VALIDATE_SEVERITY_H

#include "base/options.h"

/* Returns false, with one line of trouble, if a --severity with a pointer can match no
   finding. */
bool severity_check_all(const struct options *options, const struct dg_contract *contract);

#endif
