/* A pattern as a nondeterministic automaton: steps that lead to steps. */
#ifndef DG_CODEGEN_PATTERN_PROGRAM_H
#define DG_CODEGEN_PATTERN_PROGRAM_H

#include "pattern/pattern_parse.h"

enum pattern_step_kind {
    PATTERN_STEP_SET,   /* takes a code point of the set */
    PATTERN_STEP_SPLIT, /* goes to `next` or to `other` */
    PATTERN_STEP_BEGIN,
    PATTERN_STEP_END,
    PATTERN_STEP_BOUNDARY,
    PATTERN_STEP_NO_BOUNDARY,
    PATTERN_STEP_MATCH
};

struct pattern_step {
    enum pattern_step_kind kind;
    uint32_t set; /* its index in the parsed pattern */
    uint32_t next;
    uint32_t other;
};

/* Steps of the copies of a repeated part, copy after copy. A step at the same place of a better
   copy leads to all texts that the step leads to. */
struct pattern_copies {
    uint32_t first;
    uint32_t width; /* of a copy */
    uint32_t count; /* of copies */
    bool last;      /* a later copy is better, else an earlier one */
};

/* More copies aren't told. */
#define PATTERN_COPIES 2048

/* A pattern may have this many steps. */
#define PATTERN_STEPS 65536

struct pattern_program {
    struct pattern_step *steps; /* [count]; belongs to the arena */
    size_t count;
    uint32_t start;
    struct pattern_copies copies[PATTERN_COPIES];
    size_t copies_count;
    bool begins;     /* some step asks for the begin of the text */
    bool boundaries; /* some step asks for a boundary of words */
};

/* Returns false if the pattern needs too many steps. */
bool pattern_program_make(struct pattern_program *program, const struct pattern_parsed *parsed,
                          struct dg_arena *arena);

#endif
