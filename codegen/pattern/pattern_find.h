/* Texts that match some patterns and don't match others. */
#ifndef DG_CODEGEN_PATTERN_FIND_H
#define DG_CODEGEN_PATTERN_FIND_H

#include "pattern/pattern_compile.h"

#define PATTERN_WISHES 8

struct pattern_wish {
    const struct pattern *pattern;
    bool matches; /* otherwise the text must not match it */
};

/* What a text must be: at most PATTERN_WISHES patterns, and its length in code points. */
struct pattern_wishes {
    struct pattern_wish list[PATTERN_WISHES];
    size_t count;
    uint64_t min;
    uint64_t max;
};

enum pattern_found {
    PATTERN_FOUND,
    PATTERN_NONE,   /* there is no such text */
    PATTERN_UNKNOWN /* the search would take too much work */
};

/* Finds a shortest text. The arena owns *out. */
enum pattern_found pattern_find(const struct pattern_wishes *wishes, struct dg_arena *arena,
                                struct dg_text *out);

#endif
