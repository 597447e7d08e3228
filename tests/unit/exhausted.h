/* Memory that runs out, where a test expects that. */
#ifndef DG_TEST_EXHAUSTED_H
#define DG_TEST_EXHAUSTED_H

#include <setjmp.h>

/* Where memory_exhausted() leads back to; it aborts while no block of EXHAUSTS runs. */
extern jmp_buf exhausted_return;
extern int exhausted_expected;

/* if (EXHAUSTS) { what exhausts the memory; fail(); } */
#define EXHAUSTS (exhausted_expected = 1, setjmp(exhausted_return) == 0)

#endif
