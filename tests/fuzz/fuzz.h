/* What every fuzz target defines, and libFuzzer or driver.c calls. */
#ifndef DG_TESTS_FUZZ_H
#define DG_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Runs the target on one input. Returns 0; a fault ends the program. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
