/* A linked list whose members belong to the callers, so that it needs no memory. */
#include "common/drafts.h"

#include <stddef.h>
#include <unistd.h>

/* The latest first. Global, since signal handlers and memory_exhausted() get no argument. */
static struct drafts_file *volatile drafts;

void drafts_add(struct drafts_file *file)
{
    file->next = drafts;
    drafts = file;
}

void drafts_forget(const struct drafts_file *file)
{
    struct drafts_file *before = drafts;

    if (before == file) {
        drafts = file->next;
        return;
    }
    while (before != NULL && before->next != file) {
        before = before->next;
    }
    if (before != NULL) {
        before->next = file->next;
    }
}

void drafts_remove(void)
{
    for (const struct drafts_file *file = drafts; file != NULL; file = file->next) {
        (void)unlink(file->path);
    }
}
