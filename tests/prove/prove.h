/* Comparisons of the runtime's leaves, the functions that read or write bytes by a rule of a
 * standard, with plain specifications: all inputs, or random ones. */
#ifndef DG_TESTS_PROVE_PROVE_H
#define DG_TESTS_PROVE_PROVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "runtime/text.h"

/* Reads the arguments `all` or `some`: compare all inputs, or a sample that takes a second.
   DG_RANDOM_COUNT in the environment sets the number of random inputs; the seed is fixed. */
void prove_begin(int count, char **arguments);

/* The step of a loop over all inputs: 1, or `sample` (a prime) if a sample is wanted. */
uint64_t prove_step(uint64_t sample);

/* The number of random inputs: 10^8 divided by `cost`, and less for a sample. */
uint64_t prove_random_count(unsigned cost);

/* A random number below `bound`, which isn't 0. */
unsigned prove_below(unsigned bound);
uint64_t prove_random(void);

/* A copy of the bytes, of at most PROVE_BYTES. The memory after their end can't be read: a function
   that does so ends the program. Valid until the next call. */
#define PROVE_BYTES 4096
struct dg_text prove_place(const char *bytes, size_t length);

/* The same memory, for bytes that the caller writes. */
char *prove_room(size_t length);

/* Counts a comparison. If it doesn't hold, prints the claim and the input, and ends the program. */
void prove_fail(const char *claim, struct dg_text input);
extern uint64_t prove_count;
static inline void prove_holds(bool holds, const char *claim, struct dg_text input)
{
    prove_count++;
    if (!holds) {
        prove_fail(claim, input);
    }
}

/* Prints the number of comparisons. Returns the status of the program. */
int prove_end(void);

#endif
