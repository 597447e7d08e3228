/* Whole reads, complete writes, and drafts that replace a file by a rename. */
#include "common/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_SIZE ((size_t)16 * 1024)

/* Reads one block: at least one byte, unless the file ends. Returns -1 if the file can't be
 * read. */
static ssize_t read_block(int fd, struct buffer *out)
{
    ssize_t got = -1;

    buffer_reserve(out, BLOCK_SIZE);
    do {
        got = read(fd, out->data + out->length, BLOCK_SIZE);
    } while (got < 0 && errno == EINTR);
    if (got >= 0) {
        out->length += (size_t)got;
        out->data[out->length] = '\0';
    }
    return got;
}

static void close_keeping_errno(int fd)
{
    int reason = errno;

    (void)close(fd);
    errno = reason;
}

int file_open(const char *path, int flags)
{
    int fd = -1;

    do {
        fd = open(path, flags | O_CLOEXEC | O_NOCTTY);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

bool file_sync(int fd)
{
    int result = -1;

    do {
        result = fsync(fd);
    } while (result != 0 && errno == EINTR);
    return result == 0;
}

bool file_read(const char *path, size_t limit, struct buffer *out)
{
    int fd = file_open(path, O_RDONLY);
    ssize_t got = 1;

    if (fd < 0) {
        return false;
    }
    while (got > 0 && out->length <= limit) {
        got = read_block(fd, out);
    }
    close_keeping_errno(fd);
    return got >= 0;
}

bool file_write(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(fd, bytes, length);

        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            errno = written == 0 ? EIO : errno;
            return false;
        }
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

/* The permissions of the finished file. */
static mode_t mode_for(const char *target, enum file_readers readers)
{
    struct stat existing;
    mode_t mask = 0;

    if (readers == FILE_READERS_OWNER) {
        return S_IRUSR | S_IWUSR;
    }
    if (stat(target, &existing) == 0) {
        return existing.st_mode & 0777;
    }
    mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* The length of the folder in a path, with the slash after it. */
static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

#define DRAFT_LETTERS "XXXXXX"

/* A pattern for mkstemp, in the folder of the target; the caller frees. */
static char *pattern_beside(const char *target, const char *program)
{
    struct buffer pattern = {0};

    buffer_add_bytes(&pattern, target, folder_length(target));
    buffer_format(&pattern, ".%s-" DRAFT_LETTERS, program);
    return pattern.data;
}

bool file_is_draft(const char *name, const char *program)
{
    size_t length = strlen(program);

    return name[0] == '.' && strncmp(name + 1, program, length) == 0 && name[length + 1] == '-' &&
           strlen(name + length + 2) == sizeof DRAFT_LETTERS - 1;
}

/* Takes the lock of the file. Returns false if another run holds the lock, or on an error. */
static bool take_lock(int fd)
{
    int taken = 0;

    do {
        taken = flock(fd, LOCK_EX | LOCK_NB);
    } while (taken != 0 && errno == EINTR);
    return taken == 0;
}

enum claim {
    CLAIM_TAKEN, /* the file is ours */
    CLAIM_LOST,  /* before the file was locked, another run took it for the draft of a killed run */
    CLAIM_REFUSED /* errno is the reason */
};

/* Locks a new file against other runs, where the file system has locks. */
static enum claim claim(int fd)
{
    struct stat status;

    if (!take_lock(fd)) {
        if (errno == EWOULDBLOCK) {
            return CLAIM_LOST;
        }
        if (errno != ENOLCK && errno != ENOTSUP && errno != EINVAL && errno != ENOSYS) {
            return CLAIM_REFUSED;
        }
    }
    return fstat(fd, &status) == 0 && status.st_nlink == 0 ? CLAIM_LOST : CLAIM_TAKEN;
}

static void close_both(struct file_draft *draft)
{
    if (draft->fd >= 0) {
        close_keeping_errno(draft->fd);
    }
    if (draft->lock >= 0) {
        close_keeping_errno(draft->lock);
    }
    draft->fd = draft->lock = -1;
}

static bool remove_refused(struct file_draft *draft)
{
    int reason = errno;

    (void)unlink(draft->temporary);
    close_both(draft);
    errno = reason;
    return false;
}

/* Creates a file that no other run removes, with a new name in `temporary`. */
static bool create_file(struct file_draft *draft)
{
    char *letters = draft->temporary + strlen(draft->temporary) - (sizeof DRAFT_LETTERS - 1);

    for (int tries = 0; tries < 100; tries++) {
        memcpy(letters, DRAFT_LETTERS, sizeof DRAFT_LETTERS - 1);
        draft->fd = mkstemp(draft->temporary);
        if (draft->fd < 0 && errno == EINTR) {
            continue;
        }
        if (draft->fd < 0) {
            return false;
        }
        switch (claim(draft->fd)) {
        case CLAIM_TAKEN:
            return true;
        case CLAIM_REFUSED:
            return remove_refused(draft);
        case CLAIM_LOST:
            break;
        }
        close_both(draft);
    }
    errno = EBUSY;
    return false;
}

/* The folder in a path; the caller frees. */
static char *folder_of(const char *path)
{
    size_t length = folder_length(path);

    return length == 0 ? memory_copy_string(".") : memory_copy(path, length);
}

void file_draft_plan(struct file_draft *draft, const char *target, const char *program)
{
    *draft = (struct file_draft){.target = memory_copy_string(target),
                                 .folder = folder_of(target),
                                 .temporary = pattern_beside(target, program),
                                 .fd = -1,
                                 .lock = -1};
}

bool file_draft_create(struct file_draft *draft, enum file_readers readers)
{
    if (!create_file(draft)) {
        return false;
    }
    draft->created = true;
    draft->file.path = draft->temporary;
    drafts_add(&draft->file);
    draft->lock = fcntl(draft->fd, F_DUPFD_CLOEXEC, 0);
    return draft->lock >= 0 && fcntl(draft->fd, F_SETFD, FD_CLOEXEC) == 0 &&
           fchmod(draft->fd, mode_for(draft->target, readers)) == 0;
}

bool file_draft_open(struct file_draft *draft, const char *target, const char *program,
                     enum file_readers readers)
{
    file_draft_plan(draft, target, program);
    if (file_draft_create(draft, readers)) {
        return true;
    }
    file_draft_abandon(draft);
    return false;
}

bool file_draft_close(struct file_draft *draft)
{
    int fd = draft->fd;

    draft->fd = -1;
    return fd < 0 || close(fd) == 0;
}

/* Takes the draft off the list, so that its file is not removed. */
static void keep(struct file_draft *draft)
{
    if (draft->created) {
        drafts_forget(&draft->file);
        draft->created = false;
    }
}

bool file_draft_commit(struct file_draft *draft)
{
    if (rename(draft->temporary, draft->target) != 0) {
        return false;
    }
    keep(draft);
    return true;
}

bool file_draft_sync(const struct file_draft *draft)
{
    int fd = file_open(draft->folder, O_RDONLY | O_DIRECTORY);
    /* A folder that may not be read can't be synced; some file systems don't sync folders. */
    bool synced = fd < 0 ? errno == EACCES
                         : file_sync(fd) || errno == EINVAL || errno == ENOTSUP || errno == EROFS;

    if (fd >= 0) {
        close_keeping_errno(fd);
    }
    return synced;
}

void file_draft_abandon(struct file_draft *draft)
{
    int reason = errno;

    if (draft->created) {
        (void)unlink(draft->temporary);
    }
    keep(draft);
    free(draft->temporary);
    free(draft->target);
    free(draft->folder);
    draft->temporary = draft->target = draft->folder = NULL;
    close_both(draft);
    errno = reason;
}

/* Removes a draft that no run has locked. */
static void remove_if_left(int folder, const char *name)
{
    int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    struct stat status;

    if (fd < 0) {
        return;
    }
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && take_lock(fd)) {
        (void)unlinkat(folder, name, 0);
    }
    (void)close(fd);
}

void file_draft_sweep(const char *path, const char *program)
{
    char *folder = folder_of(path);
    DIR *handle = opendir(folder);

    free(folder);
    if (handle == NULL) {
        memory_check_errno();
        return;
    }
    for (struct dirent *entry = readdir(handle); entry != NULL; entry = readdir(handle)) {
        if (file_is_draft(entry->d_name, program)) {
            remove_if_left(dirfd(handle), entry->d_name);
        }
    }
    (void)closedir(handle);
}

/* The path that the link leads to in one step; the caller frees. */
static char *follow_once(const char *path)
{
    struct buffer target = {0};
    char text[4096];
    ssize_t length = readlink(path, text, sizeof text);

    if (length < 0 || (size_t)length == sizeof text) {
        errno = length < 0 ? errno : ENAMETOOLONG;
        return NULL;
    }
    if (text[0] != '/') {
        buffer_add_bytes(&target, path, folder_length(path));
    }
    buffer_add_bytes(&target, text, (size_t)length);
    return target.data;
}

char *file_link_target(const char *path)
{
    char *at = memory_copy_string(path);
    struct stat status;

    for (int steps = 0; at != NULL && steps < 40; steps++) {
        char *next = NULL;

        if (lstat(at, &status) != 0 || !S_ISLNK(status.st_mode)) {
            return at;
        }
        next = follow_once(at);
        free(at);
        at = next;
    }
    if (at != NULL) {
        free(at);
        errno = ELOOP;
    }
    return NULL;
}

bool file_is_same(const char *one, const char *other)
{
    struct stat a;
    struct stat b;

    return stat(one, &a) == 0 && stat(other, &b) == 0 && S_ISREG(a.st_mode) &&
           a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}
