/* Ends dg-codegen if memory runs out. */
#include <stdio.h>
#include <unistd.h>

#include "common/drafts.h"
#include "common/memory.h"

/* The exit status for trouble with files or memory. */
#define EXIT_TROUBLE 3

void memory_exhausted(void)
{
    drafts_remove();
    fputs("dg-codegen: out of memory\n", stderr);
    _exit(EXIT_TROUBLE);
}
