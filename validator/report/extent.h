/* How far the value at a position extends. */
#ifndef DG_VALIDATE_EXTENT_H
#define DG_VALIDATE_EXTENT_H

#include <stddef.h>

#include "runtime/text.h"

/* The length in bytes of the JSON value that the text begins with. If the text begins with no whole
   value, or with one that is long (4 KiB), that of its first character; 0 for an empty text. */
size_t extent_of_value(struct dg_text text);

/* The length of the first character; an invalid byte counts as one. */
size_t extent_of_character(struct dg_text text);

#endif
