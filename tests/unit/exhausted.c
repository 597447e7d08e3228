/* The program's part of running out of memory, for tests. */
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
