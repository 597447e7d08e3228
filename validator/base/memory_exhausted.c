/* The program's reaction when memory runs out. */
#include "common/buffer.h"

void memory_exhausted(void)
{
    /* The buffer has failed. The user of its text sees that, cleans up, and exits with status 5. */
}
