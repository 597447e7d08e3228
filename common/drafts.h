/* The files that are being written under another name: a program that ends removes them. */
#ifndef DG_COMMON_DRAFTS_H
#define DG_COMMON_DRAFTS_H

#include <stdbool.h>

/* A file of the list. It must not move while it is there. */
struct drafts_file {
    const char *path;
    struct drafts_file *next;
};

/* A signal handler may remove the files of the list, if signals are blocked where it is changed. */
void drafts_add(struct drafts_file *file);

/* Takes a file off the list, if it is there. */
void drafts_forget(const struct drafts_file *file);

/* Removes all files of the list, for a program that is about to end. */
void drafts_remove(void);

#endif
