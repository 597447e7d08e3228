/* Counts how often memory ran out. */
#ifndef DG_TEST_EXHAUSTED_H
#define DG_TEST_EXHAUSTED_H

/* The calls of memory_exhausted() since this function was called last. */
unsigned exhausted_take(void);

#endif
