/* Schemas that evaluate members or items of a value: always, or if the value meets conditions. */
#ifndef DG_CODEGEN_LOAD_EVALUATORS_H
#define DG_CODEGEN_LOAD_EVALUATORS_H

#include "load/load_all.h"

/* More evaluators of one schema are refused: sets of them are bits. */
#define EVALUATORS_MAX 64

enum evaluator_when {
    EVALUATOR_MATCHES, /* the value matches the schema */
    EVALUATOR_FAILS,   /* it doesn't */
    EVALUATOR_HAS      /* it has the member */
};

struct evaluator_condition {
    enum evaluator_when when;
    const struct tree_member *member; /* the schema, or the name of the member */
};

/* The schemas of a conjunction, which evaluate if all conditions are met. */
struct evaluator {
    const struct evaluator_condition *conditions;
    size_t condition_count;
    const struct all_source *sources;
    size_t source_count;
};

struct evaluators {
    struct evaluator items[EVALUATORS_MAX]; /* the first one has no conditions */
    size_t count;
    bool failed;                      /* there is an error, which was reported */
    const struct tree_member *excess; /* a keyword that would need more of them; NULL: none */
};

/* Finds the evaluators of the values of a conjunction. */
void load_evaluators(struct loader *loader, const struct all *part, struct evaluators *out);

#endif
