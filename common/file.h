/* Files read whole, and files that are replaced whole or not at all. Nothing here prints: every
 * failure leaves its reason in errno. */
#ifndef DG_COMMON_FILE_H
#define DG_COMMON_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buffer.h"

/* Appends a file to `out`. Reading ends soon after `out` holds more than `limit` bytes, so that the
 * caller can see that the file is too long. Returns false if the file can't be read. */
bool file_read(const char *path, size_t limit, struct buffer *out);

/* Writes all bytes, however often a write is short or a signal comes in between. */
bool file_write(int fd, const char *bytes, size_t length);

/* A new text of a file, written beside it under a name that begins with a dot. */
struct file_draft {
    char *target;
    char *temporary; /* NULL: there is no file to remove */
    int fd;          /* -1: closed */
    int lock;        /* its lock shows other runs that the draft is in use; -1: none */
};

/* The users who may read the finished file. */
enum file_readers {
    FILE_READERS_USUAL, /* those who may read the replaced file or, without one, a new file */
    FILE_READERS_OWNER
};

/* Creates the draft of `target`. If `target` is a symbolic link, the link is replaced, not its
 * target. `program` becomes part of the draft's name. Returns false on failure; then there is
 * nothing to free. */
bool file_draft_open(struct file_draft *draft, const char *target, const char *program,
                     enum file_readers readers);

/* Closes the file. Returns false if written bytes may be lost. */
bool file_draft_close(struct file_draft *draft);

/* Replaces the target with a closed draft, and frees the draft. Returns false on failure; then the
 * caller must call file_draft_abandon. */
bool file_draft_commit(struct file_draft *draft);

/* Closes, removes and frees the draft, also after one of the functions above has failed. Keeps
 * errno. */
void file_draft_abandon(struct file_draft *draft);

/* Removes the drafts that killed runs of the program left in the folder of `path`. */
void file_draft_sweep(const char *path, const char *program);

/* The path that a write to `path` would create, where `path` is a symbolic link to a file that
 * isn't there; the caller frees. NULL: the link can't be followed, and errno says why. */
char *file_link_target(const char *path);

/* Writes the folder of `path` to the disk, if its file system can. */
void file_sync_folder(const char *path);

/* Whether `name`, without folders, is the name of a draft of `program`. */
bool file_is_draft(const char *name, const char *program);

#endif
