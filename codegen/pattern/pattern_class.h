/* Classes of patterns, in brackets. */
#ifndef DG_CODEGEN_PATTERN_CLASS_H
#define DG_CODEGEN_PATTERN_CLASS_H

#include "pattern/pattern_cursor.h"

/* Reads a class, of which the bracket was taken, into *out, which is sorted then. Returns false
   after an error. */
bool pattern_class_read(struct pattern_cursor *in, struct pattern_set *out);

#endif
