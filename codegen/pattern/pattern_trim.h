/* Parts of a pattern that don't decide whether it is found. */
#ifndef DG_CODEGEN_PATTERN_TRIM_H
#define DG_CODEGEN_PATTERN_TRIM_H

#include "pattern/pattern_tree.h"

/* Lowers the counts of repetitions at the begin and at the end of a pattern to their least:
   `[a-z]+` is found where `[a-z]` is. The same texts match. */
void pattern_trim(struct pattern_node *root);

#endif
