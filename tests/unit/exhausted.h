/* The number of times that memory ran out. */
#ifndef DG_TEST_EXHAUSTED_H
#define DG_TEST_EXHAUSTED_H

/* Returns the number of calls of memory_exhausted() since the last call of this function. */
unsigned exhausted_take(void);

#endif
