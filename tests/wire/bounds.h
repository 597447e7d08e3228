/* The bounds of memory that decode.h states. */
#ifndef DG_TESTS_BOUNDS_H
#define DG_TESTS_BOUNDS_H

#include "contract.h"

/* A line: fixed + slope * x. */
struct bound {
    size_t fixed;
    size_t slope;
};

struct bounds {
    struct bound *arena; /* in the order of the schemas */
    struct bound *stack;
};

size_t bound_at(struct bound bound, size_t x);

/* Reads the bounds of all schemas of the contract from the file, which is its decode.h. */
struct bounds bounds_read(const struct dg_contract *contract, const char *file);
void bounds_free(struct bounds *bounds);

#endif
