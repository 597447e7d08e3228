/* The steps of a pattern that are next after others, without a code point between them. */
#ifndef DG_CODEGEN_PATTERN_REACH_H
#define DG_CODEGEN_PATTERN_REACH_H

#include "pattern/pattern_program.h"

/* What is beside a place in the text. */
enum pattern_beside {
    PATTERN_BESIDE_END, /* nothing: the begin or end of the text */
    PATTERN_BESIDE_WORD,
    PATTERN_BESIDE_OTHER
};

/* Steps, each at most once. */
struct pattern_steps {
    uint32_t *list;
    size_t count;
    uint32_t *seen; /* [step]: the round in which it was added */
    uint32_t round;
};

/* No steps. There is room for all steps of the program. */
struct pattern_steps pattern_steps_make(const struct pattern_program *program,
                                        struct dg_arena *arena);
void pattern_steps_clear(struct pattern_steps *steps);

/* Returns false if the step was there. */
bool pattern_steps_add(struct pattern_steps *steps, uint32_t step);

/* A place in a text: the steps that come next, before those that take nothing, and what was taken
   last. */
struct pattern_state {
    uint32_t *steps; /* [count], ascending */
    size_t count;
    enum pattern_beside before;
};

struct pattern_reach {
    const struct pattern_program *program;
    struct pattern_steps steps; /* those that take a code point, and others */
    bool matched;               /* the pattern may end here */
    uint32_t *stack;
    uint64_t work; /* steps that were looked at */
};

struct pattern_reach pattern_reach_make(const struct pattern_program *program,
                                        struct dg_arena *arena);

/* Follows the steps that take nothing. `after`: what comes next in the text. */
void pattern_reach(struct pattern_reach *reach, const struct pattern_state *state,
                   enum pattern_beside after);

/* Whether a match can begin only at the begin of the text. */
bool pattern_reach_is_anchored(struct pattern_reach *reach);

#endif
