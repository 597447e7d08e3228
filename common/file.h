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

/* Writes a file to the disk (fsync), again after a signal. */
DG_CHECKED bool file_sync(int fd);

/* Writes all bytes, also after short writes and signals. */
DG_CHECKED bool file_write(int fd, const char *bytes, size_t length);

/* A draft: the new text of a file, written in the same folder under a name that begins with a dot.
 * The struct must not move while it is open. */
struct file_draft {
    char *target;
    char *folder;    /* of the target and the draft */
    char *temporary; /* the path of the draft, once it is created */
    bool created;    /* the draft exists, so that it must be removed */
    int fd;          /* -1: closed */
    int lock;        /* the lock by which other runs know that the draft is in use; -1: none */
    struct drafts_file file;
};

/* The users who may read the finished file. */
enum file_readers {
    FILE_READERS_USUAL, /* those who may read the replaced file or, without one, a new file */
    FILE_READERS_OWNER
};

/* The two halves of file_draft_open; only the first allocates memory. After the first, the caller
 * must call file_draft_abandon in the end. */
void file_draft_plan(struct file_draft *draft, const char *target, const char *program);
DG_CHECKED bool file_draft_create(struct file_draft *draft, enum file_readers readers);

/* Creates the draft of `target`. If `target` is a symbolic link, the link would be replaced, not
 * the file that it leads to. `program` becomes part of the name. After a failure nothing is left to
 * free. */
DG_CHECKED bool file_draft_open(struct file_draft *draft, const char *target, const char *program,
                                enum file_readers readers);

/* Closes the file. Returns false if written bytes may be lost. */
DG_CHECKED bool file_draft_close(struct file_draft *draft);

/* Replaces the target with a closed draft. After success and failure, file_draft_abandon frees the
 * draft. Neither this function nor the next one allocates memory. */
DG_CHECKED bool file_draft_commit(struct file_draft *draft);

/* Writes the folder of a committed draft to the disk, as far as its file system allows. Returns
 * false if the name of the file may be lost. */
DG_CHECKED bool file_draft_sync(const struct file_draft *draft);

/* Closes and frees the draft, and removes its file unless it was committed. Keeps errno. */
void file_draft_abandon(struct file_draft *draft);

/* Removes the drafts that killed runs of the program left in the folder of `path`. */
void file_draft_sweep(const char *path, const char *program);

/* The path that a write to `path` would create, if `path` is a symbolic link to a file that doesn't
 * exist; the caller frees. NULL: the link can't be followed, and errno is the reason. */
DG_CHECKED char *file_link_target(const char *path);

/* Whether both paths lead to one regular file, whatever their spelling and links. */
DG_CHECKED bool file_is_same(const char *one, const char *other);

/* Whether `name`, without folders, is a draft of that program. */
DG_CHECKED bool file_is_draft(const char *name, const char *program);

#endif
