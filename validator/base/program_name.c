/* The name of programs that don't define one: linkers take this file from the archive only then. */
#include "base/trouble.h"

const char dg_validator_name[] = "dg-validate";
