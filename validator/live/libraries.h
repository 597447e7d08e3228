/* The libraries that live commands need. */
#ifndef DG_VALIDATE_LIBRARIES_H
#define DG_VALIDATE_LIBRARIES_H

#include <stdbool.h>

#include "common/memory.h"

/* Has libcurl and libcrypto take their memory from common/memory.h, and sets libcurl up. To be
 * called once, before any of their functions. Returns false, with one line of trouble, on
 * failure. */
DG_CHECKED bool libraries_begin(void);

#endif
