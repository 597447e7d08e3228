/* What the program does at once when memory runs out. */
#include "common/buffer.h"

void memory_exhausted(void)
{
    /* The buffer has failed. Whoever uses its text sees that, cleans up and exits with status 5. */
}
