/* Patterns whose automaton is too large, as sets of positions. */
#ifndef DG_CODEGEN_PATTERN_POSITIONS_H
#define DG_CODEGEN_PATTERN_POSITIONS_H

#include "pattern/pattern_classes.h"
#include "pattern/pattern_program.h"
#include "runtime/pattern.h"

/* Makes the positions that find the pattern anywhere in a text, with their bytes. Returns NULL if
   there are too many, or their tables too large. The arena owns the result; `scratch` is for what
   isn't kept. */
const struct dg_pattern_positions *pattern_positions_make(const struct pattern_program *program,
                                                          const struct pattern_classes *classes,
                                                          struct dg_arena *arena,
                                                          struct dg_arena *scratch, size_t *bytes,
                                                          uint64_t *work);

#endif
