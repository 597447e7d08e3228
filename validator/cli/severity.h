/* Checks of --severity that need all options. */
#ifndef DG_VALIDATE_SEVERITY_H
#define DG_VALIDATE_SEVERITY_H

#include "base/options.h"

/* Returns false, with one line of trouble, if the pointer of a --severity can match nothing. */
bool severity_check_all(const struct options *options, const struct dg_contract *contract);

#endif
