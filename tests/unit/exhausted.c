/* The memory_exhausted() of test programs: counts its calls. */
#include "exhausted.h"

#include "common/buffer.h"

static unsigned calls;

void memory_exhausted(void)
{
    calls++;
}

unsigned exhausted_take(void)
{
    unsigned taken = calls;

    calls = 0;
    return taken;
}
