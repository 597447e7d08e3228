/* Patterns of the contract, compiled: the regular expressions of ECMA-262. */
#ifndef DG_CODEGEN_PATTERN_COMPILE_H
#define DG_CODEGEN_PATTERN_COMPILE_H

#include "pattern/pattern_shortest.h"
#include "pattern/pattern_tree.h"
#include "runtime/pattern.h"

/* The most bytes that the tables of a pattern may have. */
#define PATTERN_BYTES 65536

struct pattern {
    struct dg_pattern compiled;       /* for dg_pattern_matches */
    size_t bytes;                     /* of its tables */
    bool annex;                       /* it is none with the flag u: it was read by annex B */
    bool impossible;                  /* it matches no text */
    struct pattern_shortest shortest; /* of the texts that it matches */
    const char *name;                 /* C name; this and the number are the loader's */
    size_t number;                    /* patterns of one contract are numbered from 0 */
};

/* Compiles a pattern: finds it anywhere in a text; without flags, but always by code points. The
   arena owns the result. Returns NULL, with *error, if it can't be compiled. */
struct pattern *pattern_compile(struct dg_text text, struct dg_arena *arena,
                                struct pattern_error *error);

/* The automaton of a pattern, also of one that has runs. The arena owns it, unless it is that of
   the pattern. NULL: it is too large. */
const struct dg_pattern_automaton *pattern_compile_automaton(const struct pattern *pattern,
                                                             struct dg_arena *arena);

#endif
