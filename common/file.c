/* Whole reads, complete writes, and drafts that replace a file by a rename. */
#include "common/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_SIZE ((size_t)16 * 1024)

/* One block, at least a byte unless the file ends. -1: it can't be read. */
static ssize_t read_block(int fd, struct buffer *out)
{
    ssize_t got = -1;

    if (!buffer_reserve(out, BLOCK_SIZE)) {
        errno = ENOMEM;
        return -1;
    }
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

bool file_read(const char *path, size_t limit, struct buffer *out)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
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

/* The permissions that the finished file shall have. */
static mode_t mode_for(const char *target)
{
    struct stat existing;
    mode_t mask = 0;

    if (stat(target, &existing) == 0) {
        return existing.st_mode & 0777;
    }
    mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* A pattern for mkstemp, in the folder of the target; the caller frees. NULL: no memory. */
static char *pattern_beside(const char *target, const char *program)
{
    const char *slash = strrchr(target, '/');
    size_t folder = slash == NULL ? 0 : (size_t)(slash - target) + 1;
    struct buffer pattern = {0};

    buffer_add_bytes(&pattern, target, folder);
    buffer_format(&pattern, ".%s-XXXXXX", program);
    if (pattern.failed) {
        buffer_free(&pattern);
    }
    return pattern.data;
}

bool file_is_draft(const char *name, const char *program)
{
    size_t length = strlen(program);

    return name[0] == '.' && strncmp(name + 1, program, length) == 0 && name[length + 1] == '-';
}

static bool create(struct file_draft *draft)
{
    draft->fd = mkstemp(draft->temporary);
    if (draft->fd < 0) {
        free(draft->temporary);
        draft->temporary = NULL;
        return false;
    }
    return fcntl(draft->fd, F_SETFD, FD_CLOEXEC) == 0 &&
           fchmod(draft->fd, mode_for(draft->target)) == 0;
}

bool file_draft_open(struct file_draft *draft, const char *target, const char *program)
{
    *draft = (struct file_draft){
        .target = strdup(target), .temporary = pattern_beside(target, program), .fd = -1};
    if (draft->target == NULL || draft->temporary == NULL) {
        free(draft->temporary);
        draft->temporary = NULL;
        errno = ENOMEM;
    } else if (create(draft)) {
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

static void forget(struct file_draft *draft)
{
    free(draft->temporary);
    free(draft->target);
    draft->temporary = draft->target = NULL;
}

bool file_draft_commit(struct file_draft *draft)
{
    if (rename(draft->temporary, draft->target) != 0) {
        return false;
    }
    forget(draft);
    return true;
}

void file_draft_abandon(struct file_draft *draft)
{
    int reason = errno;

    (void)file_draft_close(draft);
    if (draft->temporary != NULL) {
        (void)unlink(draft->temporary);
    }
    forget(draft);
    errno = reason;
}
