/* What every fuzz target defines, and libFuzzer or driver.c calls. */
#ifndef DG_TESTS_FUZZ_H
#define DG_TESTS_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Runs the target on one input. Returns 0; a fault ends the program. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whether a check that takes long, one of `count` of the target, is made with an input of that
   digest: each input chooses one of them, always the same. The tests of the corpus, which driver.c
   runs, make all checks with each input. */
static inline bool fuzz_chooses(uint64_t digest, size_t number, size_t count)
{
#ifdef DG_FUZZ_CHOOSES
    return (digest >> 32) % count == number;
#else
    (void)digest;
    return number < count;
#endif
}

#endif
