/* The list of drafts: files that are still being written, under another name. A program that ends
 * early removes them. */
#ifndef DG_COMMON_DRAFTS_H
#define DG_COMMON_DRAFTS_H

#include <stdbool.h>

/* A file of the list. The struct must not move while it is in the list. */
struct drafts_file {
    const char *path;
    struct drafts_file *next;
};

/* Adds a file to the list. A signal handler may call drafts_remove() if signals are blocked while
 * the list changes. */
void drafts_add(struct drafts_file *file);

/* Takes a file off the list, if the list has it. */
void drafts_forget(const struct drafts_file *file);

/* Removes all files of the list from the disk, for a program that is about to end. */
void drafts_remove(void);

#endif
