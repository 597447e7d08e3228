/* Texts compared with a `pattern` of the contract: a regular expression (ECMA-262) that dg-codegen
 * has compiled. */
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

/* A deterministic automaton. Its symbols are classes of code points, numbered from 0, and then the
   end of the text. State 0 matches no text, whatever follows, and state 1 every text. */
struct dg_pattern_automaton {
    const uint8_t *ascii; /* [128]: the classes of these code points */
    const uint32_t
        *spans; /* [span_count], ascending: where spans of one class begin, from 128 on */
    const uint8_t *span_classes;
    size_t span_count;
    /* [state][symbol]: the next state; NULL: there are more than 256 states, and both of these: */
    const uint8_t *next;
    const uint16_t *rows; /* [state]: its row */
    const uint16_t
        *moves; /* [row][symbol]: the next state, or DG_PATTERN_STAY + the distance to it */
    size_t symbols;
    size_t states;
    size_t row_count;
    size_t start;
};

/* The move from a state to itself. States and distances are below half of it. */
#define DG_PATTERN_STAY 49152

struct dg_pattern {
    struct dg_text text;               /* as the contract spells it */
    const struct dg_pattern_run *runs; /* the whole text, from begin to end */
    size_t run_count;
    const struct dg_pattern_automaton *automaton; /* NULL: the runs say it all */
};

/* Whether the pattern matches `text`, which has no escapes, anywhere. Takes time in proportion to
   the length of the text, and no memory. A byte outside any well-formed sequence of UTF-8 is taken
   as U+FFFD. */
bool dg_pattern_matches(const struct dg_pattern *pattern, struct dg_text text);

#ifdef __cplusplus
}
#endif

#endif
