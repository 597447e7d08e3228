/* The parser of patterns. */
#ifndef DG_CODEGEN_PATTERN_PARSE_H
#define DG_CODEGEN_PATTERN_PARSE_H

#include "pattern/pattern_tree.h"

struct pattern_parsed {
    struct pattern_node *root; /* NULL: there is an error */
    const struct pattern_set *const *sets;
    size_t set_count;
    bool unicode; /* read as with the flag u; otherwise by annex B, since it is no pattern with u */
    struct pattern_error error; /* without `root`; if it is no pattern either way: as with u */
};

/* Parses a pattern in UTF-8 (ECMA-262 §22.2.1). The arena owns the result. */
struct pattern_parsed pattern_parse(struct dg_text text, struct dg_arena *arena);

#endif
