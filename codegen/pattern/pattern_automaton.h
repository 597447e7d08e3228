/* Deterministic automata of patterns. */
#ifndef DG_CODEGEN_PATTERN_AUTOMATON_H
#define DG_CODEGEN_PATTERN_AUTOMATON_H

#include "pattern/pattern_classes.h"
#include "pattern/pattern_program.h"

/* An automaton may have this many states. */
#define PATTERN_STATES 16384

/* State 0 matches no text, whatever follows, and state 1 every text. */
struct pattern_automaton {
    uint16_t *next; /* [state][class] */
    bool *matching; /* [count]: whether the state matches at the end of the text */
    size_t count;
    size_t classes;
    uint16_t start;
    uint64_t work; /* that was needed */
};

/* Makes the automaton that finds the pattern anywhere in a text. Returns false if it needs too many
   states, or too much work: a number of steps, so that the result is the same on every machine. */
bool pattern_automaton_make(struct pattern_automaton *automaton,
                            const struct pattern_program *program,
                            const struct pattern_classes *classes, struct dg_arena *arena);

/* Joins states that no text tells apart, and removes those that no text reaches. */
void pattern_minimal_make(struct pattern_automaton *automaton, struct dg_arena *arena);

#endif
