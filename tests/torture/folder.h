/* Makes, removes and compares folders. */
#ifndef DG_TORTURE_FOLDER_H
#define DG_TORTURE_FOLDER_H

#include <stdbool.h>
#include <stdint.h>

/* Removes a folder with everything below it, if it exists. */
void folder_remove(const char *path);

/* Makes the folder `to` with the files of `from`; NULL: an empty one. */
void folder_copy(const char *from, const char *to);

/* A digest of all names below a folder and, with `contents`, of the contents of the files. */
uint64_t folder_digest(const char *path, bool contents);

/* Whether a file below the folder is the draft of another file (common/file.h). */
bool folder_has_draft(const char *path);

#endif
