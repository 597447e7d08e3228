/* Compiles contracts in this process, to memory. */
#ifndef DG_TESTS_COMPILE_H
#define DG_TESTS_COMPILE_H

#include <stdbool.h>

#include "common/buffer.h"
#include "runtime/text.h"
#include "tree/tree.h"

/* The output that is wanted. */
enum compile_output {
    COMPILE_FILES, /* all generated files */
    COMPILE_RULES  /* only those of rules, which takes a tenth of the time */
};

/* The outcome of a compilation, to be freed. */
struct compiled {
    bool good;
    size_t errors;          /* that were kept, without warnings */
    struct buffer messages; /* as dg-codegen prints them */
    struct buffer bundle;   /* the contract, written anew; empty: it couldn't be read */
    struct buffer dump;     /* of the model; empty if there are errors */
    struct buffer files;    /* the generated text */
};

/* Compiles all operations, and up to 8 schemas. Ends the program if the outcome contradicts itself.
 */
struct compiled compile_contract(struct dg_text text, enum compile_output output);
/* The same after an overlay changed the contract. */
struct compiled compile_overlaid(struct dg_text text, struct dg_text overlay,
                                 enum compile_output output);

/* The same from a tree, whose locations are those of `text`. */
struct compiled compile_tree(const struct tree *root, size_t node_count, struct dg_text text,
                             enum compile_output output);
void compile_free(struct compiled *compiled);

#endif
