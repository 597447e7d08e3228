/* Ends dg-validate if memory runs out. */
#include "common/memory.h"

#include <stdio.h>
#include <unistd.h>

#include "base/exit_status.h"
#include "base/progress.h"
#include "base/trouble.h"
#include "common/drafts.h"

/* A library may call this function in a thread or in the middle of its work. So the function uses
 * nothing that needs memory, a lock, or an order of calls. */
void memory_exhausted(void)
{
    drafts_remove();
    progress_clear();
    fputs(PROGRAM_NAME, stderr);
    fputs(": out of memory\n", stderr);
    _exit(EXIT_FAILED);
}
