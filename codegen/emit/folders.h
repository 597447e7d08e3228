/* Folders for generated files: created as needed, and removed again if the run fails. */
#ifndef DG_CODEGEN_FOLDERS_H
#define DG_CODEGEN_FOLDERS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/memory.h"

/* Folders to create. A zero-initialised list is empty. */
struct folders {
    struct folder *list; /* a folder comes after those above it */
    size_t count;
};

/* Adds a folder and the folders above it. */
void folders_add(struct folders *folders, const char *path);

/* Creates the folders that don't exist, without allocating memory. Returns false on failure: then
 * errno is set, and *path is the folder that can't be created. */
DG_CHECKED bool folders_make(struct folders *folders, const char **path);

/* Removes the folders that folders_make created, unless they hold files. */
void folders_unmake(struct folders *folders);
void folders_free(struct folders *folders);

#endif
