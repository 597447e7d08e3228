/* Folders of files: made anew, and told apart by what is in them. */
#ifndef DG_TORTURE_FOLDER_H
#define DG_TORTURE_FOLDER_H

#include <stdbool.h>
#include <stdint.h>

/* Removes a folder and all below it; it may be absent. */
void folder_remove(const char *path);

/* Makes the folder `to` with the files of `from`; NULL: an empty one. */
void folder_copy(const char *from, const char *to);

/* A digest of all names below a folder; `contents`: and of the files' contents. */
uint64_t folder_digest(const char *path, bool contents);

/* Whether a file below it is one that a program was writing (common/file.h). */
bool folder_has_draft(const char *path);

#endif
