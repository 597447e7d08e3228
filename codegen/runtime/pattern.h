/* Texts compared with a `pattern` of the contract: a regular expression (ECMA-262) that dg-codegen
 * has compiled.
 *
 * Not stable: for generated code. */
#ifndef DG_RUNTIME_PATTERN_H
#define DG_RUNTIME_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A set of code points. */
struct dg_pattern_set {
    uint32_t ascii[4];      /* a bit for each code point below 128 */
    const uint32_t *bounds; /* [count], ascending: at each, the code points from 128 on change
                               between outside (first) and inside */
    size_t count;
};

/* A run of code points of one set. */
struct dg_pattern_run {
    const struct dg_pattern_set *set;
    size_t min;
    size_t max;    /* SIZE_MAX: any number */
    bool balanced; /* as long as the runs after it, each of a fixed length, leave it */
};

/* Classes of code points, which a pattern tells apart, numbered from 0. */
struct dg_pattern_classes {
    const uint8_t *ascii; /* [128]: the classes of these code points */
    const uint32_t
        *spans; /* [span_count], ascending: where spans of one class begin, from 128 on */
    const uint8_t *span_classes;
    size_t span_count;
};

/* A deterministic automaton. Its symbols are the classes, and then the end of the text. State 0
   matches no text, whatever follows, and state 1 every text. The next states have one of three
   forms. */
struct dg_pattern_automaton {
    struct dg_pattern_classes classes;
    /* [state][symbol]: the next state, of up to 256 states */
    const uint8_t *next;
    /* [state]: the row of its moves; [row][symbol]: the next state, or DG_PATTERN_STAY + the
       distance to it */
    const uint16_t *rows;
    const uint16_t *moves;
    /* [state]: where its edges begin; the last is their number. [edge]: a symbol, and the next
       state. The first edge of a state is for all symbols that its other edges don't have. */
    const uint16_t *firsts;
    const uint8_t *edge_symbols;
    const uint16_t *edge_states;
    size_t symbols;
    size_t states;
    size_t row_count;
    size_t start;
};

/* The move from a state to itself. States and distances are below half of it. */
#define DG_PATTERN_STAY 49152

/* A pattern has at most this many words of positions. */
#define DG_PATTERN_WORDS 64

/* What follows the positions of `from`. */
struct dg_pattern_follow {
    const uint64_t *from; /* [words] */
    const uint64_t *to;   /* [words]: all of these; NULL: for each position the one at `distance` */
    int distance;
};

/* The places of a pattern where it takes a code point, each a bit in words: for patterns whose
   automaton would be too large. Position 0 is the begin of the text. */
struct dg_pattern_positions {
    struct dg_pattern_classes classes;
    const uint64_t *takes; /* [class][words]: positions that take the class */
    const uint64_t *ends;  /* [words]: positions after which the text may end */
    const struct dg_pattern_follow *follows;
    size_t class_count;
    size_t follow_count;
    size_t words;
};

struct dg_pattern {
    struct dg_text text;               /* as the contract spells it */
    const struct dg_pattern_run *runs; /* the whole text, from begin to end */
    size_t run_count;
    /* Without both, the runs say it all. */
    const struct dg_pattern_automaton *automaton;
    const struct dg_pattern_positions *positions;
};

/* The state after a symbol. */
size_t dg_pattern_next(const struct dg_pattern_automaton *automaton, size_t state, size_t symbol);

/* Whether the pattern matches `text`, which has no escapes, anywhere. Takes time in proportion to
   the length of the text, and no memory but 1 KB of the stack. A byte outside any well-formed
   sequence of UTF-8 is taken as U+FFFD. */
bool dg_pattern_matches(const struct dg_pattern *pattern, struct dg_text text);

#ifdef __cplusplus
}
#endif

#endif
