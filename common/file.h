/* Files read whole, and files that are replaced whole or not at all. Nothing here prints: every
 * failure leaves its reason in errno. */
#ifndef DG_COMMON_FILE_H
#define DG_COMMON_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buffer.h"
#include "common/drafts.h"
#include "common/memory.h"

/* Appends a file to `out`. Reading ends soon after `out` holds more than `limit` bytes, so that the
 * caller can tell that the file is too long. */
DG_CHECKED bool file_read(const char *path, size_t limit, struct buffer *out);

/* As open with O_CLOEXEC and O_NOCTTY, again after a signal. */
DG_CHECKED int file_open(const char *path, int flags);

/* Has a file written to the disk. */
DG_CHECKED bool file_sync(int fd);

/* Writes all bytes, however often a write is short or a signal comes in between. */
DG_CHECKED bool file_write(int fd, const char *bytes, size_t length);

/* A new text of a file, written beside it under a name that begins with a dot. It must not move
 * while it is open. */
struct file_draft {
    char *target;
    char *folder;    /* of both */
    char *temporary; /* its name, once it is created */
    bool created;    /* there is a file to remove */
    int fd;          /* -1: closed */
    int lock;        /* says to other runs that the draft is in use; -1: none */
    struct drafts_file file;
};

/* The users who may read the finished file. */
enum file_readers {
    FILE_READERS_USUAL, /* those who may read the replaced file or, without one, a new file */
    FILE_READERS_OWNER
};

/* The two halves of file_draft_open: only the first needs memory. After the first,
 * file_draft_abandon must be called at last. */
void file_draft_plan(struct file_draft *draft, const char *target, const char *program);
DG_CHECKED bool file_draft_create(struct file_draft *draft, enum file_readers readers);

/* Creates the draft of `target`. A symbolic link would be replaced, not what it leads to. `program`
 * becomes part of the name. After failure nothing is left to free. */
DG_CHECKED bool file_draft_open(struct file_draft *draft, const char *target, const char *program,
                                enum file_readers readers);

/* Closes the file. False if written bytes may be lost. */
DG_CHECKED bool file_draft_close(struct file_draft *draft);

/* Replaces the target with a closed draft. After this, as after failure, file_draft_abandon frees
 * the draft. Neither this nor the next function needs memory. */
DG_CHECKED bool file_draft_commit(struct file_draft *draft);

/* Has the folder of a committed draft written to the disk, as far as its file system allows. False
 * if the name of the file may be lost. */
DG_CHECKED bool file_draft_sync(const struct file_draft *draft);

/* Closes and frees the draft, and removes its file unless it was committed. Keeps errno. */
void file_draft_abandon(struct file_draft *draft);

/* Removes the drafts that killed runs of the program left in the folder of `path`. */
void file_draft_sweep(const char *path, const char *program);

/* The path that a write to `path` would create, where `path` is a symbolic link to a file that
 * isn't there; the caller frees. NULL: the link can't be followed, and errno says why. */
DG_CHECKED char *file_link_target(const char *path);

/* Whether `name`, without folders, is a draft of that program. */
DG_CHECKED bool file_is_draft(const char *name, const char *program);

#endif
