/* Checked writes and files replaced atomically. */
#include "base/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "base/progress.h"
#include "base/trouble.h"
#include "common/memory.h"

static bool write_all(struct dg_writer *writer)
{
    struct output *output = (struct output *)writer;

    progress_clear();
    if (!file_write(output->fd, writer->buffer, writer->used)) {
        output->error = errno;
        return false;
    }
    return true;
}

bool output_is_temporary(const char *name)
{
    return file_is_draft(name, PROGRAM_NAME);
}

static bool open_draft(struct output *output, const char *target, enum file_readers readers)
{
    sigset_t before;
    bool opened = false;

    file_draft_sweep(target, PROGRAM_NAME);
    interrupt_block(&before);
    opened = file_draft_open(&output->draft, target, PROGRAM_NAME, readers);
    interrupt_restore(&before);
    output->fd = output->draft.fd;
    return opened;
}

/* As realpath; the caller frees. */
static char *canonical(const char *path)
{
    char *whole = realpath(path, NULL);

    if (whole == NULL) {
        memory_check_errno();
    }
    return whole;
}

/* The path of the file to replace or to create; the caller frees. NULL: there is none, and errno is
   the reason. A symbolic link stays: the file that it leads to is written. */
static char *written_path(const char *path, bool exists)
{
    return exists ? canonical(path) : file_link_target(path);
}

static bool open_file(struct output *output, const char *path, enum file_readers readers)
{
    struct stat status;
    bool exists = stat(path, &status) == 0;
    char *target = NULL;
    bool opened = false;

    if (exists && !S_ISREG(status.st_mode)) {
        do { /* a pipe may be opened only after another program reads it */
            output->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
        } while (output->fd < 0 && errno == EINTR && interrupt_signal() == 0);
        return output->fd >= 0;
    }
    if (!exists && errno != ENOENT) {
        return false;
    }
    target = written_path(path, exists);
    opened = target != NULL && open_draft(output, target, readers);
    free(target);
    return opened;
}

bool output_is_stdout(const char *path)
{
    return path == NULL || strcmp(path, "-") == 0;
}

bool output_open(struct output *output, const char *path, enum file_readers readers)
{
    bool to_stdout = output_is_stdout(path);

    output->name = to_stdout ? "standard output" : path;
    output->fd = to_stdout ? STDOUT_FILENO : -1;
    output->error = 0;
    output->draft = (struct file_draft){.fd = -1, .lock = -1};
    dg_writer_init(&output->writer, output->buffer, sizeof output->buffer, write_all);
    if (!to_stdout && !open_file(output, path, readers)) {
        trouble(path, "%s", strerror(errno));
        output_abandon(output);
        return false;
    }
    return true;
}

/* The canonical path of a file that output_open would replace, to be freed; NULL: `path` doesn't
   lead to a file. */
static char *only_spelling(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash == NULL ? path : slash + 1;
    struct stat status;
    struct buffer file = {.data = NULL};
    char *folder = NULL;
    char *whole = NULL;

    if (stat(path, &status) == 0) {
        return S_ISREG(status.st_mode) ? canonical(path) : NULL;
    }
    folder = slash == NULL ? memory_copy_string(".") : memory_copy(path, (size_t)(base - path));
    whole = canonical(folder);
    if (whole != NULL) {
        buffer_format(&file, "%s/%s", whole, base);
    }
    free(folder);
    free(whole);
    return file.data;
}

bool output_is_same(const char *one, const char *other)
{
    char *file = NULL;
    char *other_file = NULL;
    bool same = false;

    if (output_is_stdout(one) || output_is_stdout(other)) {
        return output_is_stdout(one) && output_is_stdout(other);
    }
    if (strcmp(one, other) == 0) {
        return true;
    }
    file = only_spelling(one);
    other_file = only_spelling(other);
    same = file != NULL && other_file != NULL && strcmp(file, other_file) == 0;
    free(file);
    free(other_file);
    return same;
}

bool output_flush(struct output *output)
{
    return dg_writer_finish(&output->writer);
}

void output_fail(struct output *output, const char *name, int error)
{
    if (output->error == 0) {
        output->name = name;
        output->error = error;
    }
    output->writer.failed = true;
}

static bool has_draft(const struct output *output)
{
    return output->draft.created;
}

static void close_output(struct output *output)
{
    bool closed = true;

    if (has_draft(output)) {
        closed = file_draft_close(&output->draft);
    } else if (output->fd >= 0) {
        closed = close(output->fd) == 0;
    }
    if (!closed && output->error == 0) {
        output->error = errno;
    }
    output->fd = -1;
}

static void sync_file(struct output *output)
{
    if (has_draft(output) && output->error == 0 && !file_sync(output->fd)) {
        output->error = errno;
    }
}

static void put_in_place(struct output *output)
{
    sigset_t before;
    bool placed = false;

    if (!has_draft(output) || output->error != 0) {
        return;
    }
    interrupt_block(&before);
    placed = file_draft_commit(&output->draft);
    output->error = placed ? 0 : errno;
    interrupt_restore(&before);
    if (placed && !file_draft_sync(&output->draft)) {
        output->error = errno;
    }
}

/* Whether no write has failed. Reports a failure, except that of a closed pipe. */
static bool is_whole(struct output *output)
{
    if (output->error != 0 && output->error != EPIPE) {
        trouble(output->name, "%s", strerror(output->error));
    }
    return output->error == 0;
}

bool output_finish(struct output *output)
{
    if (!output_flush(output) && output->error == 0) {
        output->error = EIO;
    }
    sync_file(output);
    close_output(output);
    return is_whole(output);
}

bool output_place(struct output *output)
{
    bool whole = output->error == 0;

    if (whole) {
        put_in_place(output);
        whole = is_whole(output);
    }
    output_abandon(output);
    return whole;
}

bool output_commit(struct output *output)
{
    if (output_finish(output)) {
        return output_place(output);
    }
    output_abandon(output);
    return false;
}

void output_abandon(struct output *output)
{
    sigset_t before;

    close_output(output);
    interrupt_block(&before);
    file_draft_abandon(&output->draft);
    interrupt_restore(&before);
}
