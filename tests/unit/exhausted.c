/* The memory_exhausted() of test programs: counts its calls. */
#include "exhausted.h"

#include <stdlib.h>

#include "common/memory.h"

jmp_buf exhausted_return;
int exhausted_expected;

void memory_exhausted(void)
{
    if (!exhausted_expected) {
        abort();
    }
    exhausted_expected = 0;
    longjmp(exhausted_return, 1);
}
