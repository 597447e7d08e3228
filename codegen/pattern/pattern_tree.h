/* A parsed pattern. */
#ifndef DG_CODEGEN_PATTERN_TREE_H
#define DG_CODEGEN_PATTERN_TREE_H

#include "pattern/pattern_set.h"
#include "runtime/text.h"

enum pattern_kind {
    PATTERN_SET,
    PATTERN_SEQUENCE, /* of its parts; without parts: the empty text */
    PATTERN_CHOICE,   /* one of its parts */
    PATTERN_REPEAT,   /* its part, min to max times */
    PATTERN_BEGIN,
    PATTERN_END,
    PATTERN_BOUNDARY,
    PATTERN_NO_BOUNDARY
};

#define PATTERN_UNLIMITED UINT32_MAX

struct pattern_node {
    enum pattern_kind kind;
    const struct pattern_set *set; /* SET: sorted; equal sets of a pattern are the same */
    uint32_t min;                  /* REPEAT */
    uint32_t max;
    /* Parts; of a part, those beside it. NULL: none. */
    struct pattern_node *first;
    struct pattern_node *last;
    struct pattern_node *next;
    struct pattern_node *previous;
};

/* The reason why a pattern can't be compiled. */
enum pattern_fault {
    PATTERN_GOOD,
    PATTERN_SYNTAX,  /* it isn't a regular expression */
    PATTERN_REFUSED, /* it is one that isn't supported */
    PATTERN_SIZE     /* it is too large */
};

struct pattern_error {
    enum pattern_fault fault;
    size_t offset;    /* in bytes */
    size_t length;    /* of the part that is wrong, in bytes */
    const char *text; /* "look-ahead '(?=' is not supported" */
    const char *help; /* what to do; NULL: nothing more */
    uint64_t work;    /* that the automaton took, also without an error */
};

#endif
