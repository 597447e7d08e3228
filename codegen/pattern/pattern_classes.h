/* The classes of code points that a pattern tells apart. */
#ifndef DG_CODEGEN_PATTERN_CLASSES_H
#define DG_CODEGEN_PATTERN_CLASSES_H

#include "pattern/pattern_parse.h"

/* A pattern may tell apart this many classes. */
#define PATTERN_CLASSES 255

struct pattern_classes {
    size_t count;
    const uint32_t *spans; /* [span_count], ascending from 0: where the spans of one class begin */
    uint8_t *span_classes;
    size_t span_count;
    const bool *members; /* [set][count]: whether the set of the pattern has the class */
    const bool *words;   /* [count]: whether the class is one of \w */
};

/* `words`: the pattern asks for boundaries of words. Returns false if there are too many classes.
   Surrogates, which no text has, belong to any class. The arena owns the result. */
bool pattern_classes_make(struct pattern_classes *classes, const struct pattern_parsed *parsed,
                          bool words, struct dg_arena *arena);

#endif
