/* The stack that a function takes, measured: it runs on memory that was painted before. */
#ifndef DG_TESTS_PAINTED_H
#define DG_TESTS_PAINTED_H

#include <stdbool.h>
#include <stddef.h>

/* Whether bounds of the stack hold for this build: with optimization and without sanitizers. */
bool painted_counts(void);

/* Calls the function in a thread of its own, whose stack has about `room` bytes and some to spare.
 * Returns the bytes that the function and those that it calls took; 0 if they don't count. */
size_t painted_run(void (*function)(void *argument), void *argument, size_t room);

#endif
