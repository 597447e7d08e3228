/* Automata as the runtime has them. */
#ifndef DG_CODEGEN_PATTERN_PACK_H
#define DG_CODEGEN_PATTERN_PACK_H

#include "pattern/pattern_automaton.h"
#include "runtime/pattern.h"

/* Classes that are one for what is packed. */
struct pattern_columns {
    uint8_t of[PATTERN_CLASSES];   /* [class]: its column */
    size_t first[PATTERN_CLASSES]; /* [column]: one of its classes */
    size_t count;
};

/* Joins the classes that `equal` finds equal. */
struct pattern_columns pattern_pack_columns(size_t classes,
                                            bool (*equal)(const void *context, size_t a, size_t b),
                                            const void *context);

/* The code points of columns, with the bytes of their tables. The arena owns the result. */
struct dg_pattern_classes pattern_pack_classes(const struct pattern_classes *classes,
                                               const struct pattern_columns *columns,
                                               struct dg_arena *arena, size_t *bytes);

/* Packs an automaton, with the bytes of its tables. Returns NULL if these are more than `most`. */
const struct dg_pattern_automaton *pattern_pack_automaton(const struct pattern_automaton *automaton,
                                                          const struct pattern_classes *classes,
                                                          size_t most, struct dg_arena *arena,
                                                          size_t *bytes);

#endif
