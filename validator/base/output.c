/* Checked writes and files replaced atomically; temporary files are removed after a signal. */
#include "base/output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/trouble.h"

/* The outputs with a temporary file. A signal handler has no arguments, and finds them here; they
   change only while signals are blocked. */
static struct output *volatile pending;

static const int ending_signals[] = {SIGHUP, SIGINT, SIGTERM};
#define ENDING_SIGNAL_COUNT (sizeof ending_signals / sizeof *ending_signals)

static void remove_pending(int signal_number)
{
    for (struct output *output = pending; output != NULL; output = output->next_pending) {
        unlink(output->draft.temporary);
    }
    _exit(128 + signal_number);
}

static void catch_signal(int signal_number)
{
    struct sigaction action = {.sa_handler = remove_pending};
    struct sigaction inherited;

    /* A background job is started with SIGINT ignored, and a job of nohup with SIGHUP: they stay
       ignored. */
    if (sigaction(signal_number, NULL, &inherited) == 0 && inherited.sa_handler == SIG_IGN) {
        return;
    }
    sigfillset(&action.sa_mask);
    sigaction(signal_number, &action, NULL);
}

void output_catch_signals(void)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};

    for (size_t i = 0; i < ENDING_SIGNAL_COUNT; i++) {
        catch_signal(ending_signals[i]);
    }
    sigaction(SIGPIPE, &ignore, NULL);
}

static void block_signals(sigset_t *before)
{
    sigset_t ours;

    sigemptyset(&ours);
    for (size_t i = 0; i < ENDING_SIGNAL_COUNT; i++) {
        sigaddset(&ours, ending_signals[i]);
    }
    sigprocmask(SIG_BLOCK, &ours, before);
}

static void restore_signals(const sigset_t *before)
{
    sigprocmask(SIG_SETMASK, before, NULL);
}

static void forget_pending(const struct output *output)
{
    if (pending == output) {
        pending = output->next_pending;
        return;
    }
    for (struct output *at = pending; at != NULL; at = at->next_pending) {
        if (at->next_pending == output) {
            at->next_pending = output->next_pending;
        }
    }
}

static bool write_all(struct dg_writer *writer)
{
    struct output *output = (struct output *)writer;

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

static bool open_draft(struct output *output, const char *target)
{
    sigset_t before;
    bool opened = false;

    block_signals(&before);
    opened = file_draft_open(&output->draft, target, PROGRAM_NAME);
    if (opened) {
        output->next_pending = pending;
        pending = output;
    }
    restore_signals(&before);
    output->fd = output->draft.fd;
    return opened;
}

static bool open_file(struct output *output, const char *path)
{
    struct stat status;
    bool exists = stat(path, &status) == 0;

    if (exists && !S_ISREG(status.st_mode)) {
        output->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
        return output->fd >= 0;
    }
    if (!exists && errno != ENOENT) {
        return false;
    }
    /* A symbolic link stays: the file that it leads to is replaced. */
    if (exists) {
        char *target = realpath(path, NULL);
        bool opened = target != NULL && open_draft(output, target);

        free(target);
        return opened;
    }
    return open_draft(output, path);
}

static bool is_stdout(const char *path)
{
    return path == NULL || strcmp(path, "-") == 0;
}

bool output_open(struct output *output, const char *path)
{
    bool to_stdout = is_stdout(path);

    output->name = to_stdout ? "standard output" : path;
    output->fd = to_stdout ? STDOUT_FILENO : -1;
    output->error = 0;
    output->draft = (struct file_draft){.fd = -1};
    output->next_pending = NULL;
    dg_writer_init(&output->writer, output->buffer, sizeof output->buffer, write_all);
    if (!to_stdout && !open_file(output, path)) {
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
    char *folder = NULL;
    char *file = NULL;
    char *whole = NULL;

    if (stat(path, &status) == 0) {
        return S_ISREG(status.st_mode) ? realpath(path, NULL) : NULL;
    }
    folder = slash == NULL ? strdup(".") : strndup(path, (size_t)(base - path));
    whole = folder == NULL ? NULL : realpath(folder, NULL);
    if (whole != NULL) {
        file = malloc(strlen(whole) + strlen(base) + 2);
    }
    if (file != NULL) {
        size_t length = strlen(whole);

        memcpy(file, whole, length);
        file[length] = '/';
        memcpy(file + length + 1, base, strlen(base) + 1);
    }
    free(folder);
    free(whole);
    return file;
}

bool output_is_same(const char *one, const char *other)
{
    char *file = NULL;
    char *other_file = NULL;
    bool same = false;

    if (is_stdout(one) || is_stdout(other)) {
        return is_stdout(one) && is_stdout(other);
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

static bool has_draft(const struct output *output)
{
    return output->draft.temporary != NULL;
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
    if (has_draft(output) && output->error == 0 && fsync(output->fd) != 0) {
        output->error = errno;
    }
}

static void put_in_place(struct output *output)
{
    sigset_t before;

    if (!has_draft(output) || output->error != 0) {
        return;
    }
    block_signals(&before);
    if (file_draft_commit(&output->draft)) {
        forget_pending(output);
    } else {
        output->error = errno;
    }
    restore_signals(&before);
}

bool output_commit(struct output *output)
{
    bool whole = false;

    if (!output_flush(output) && output->error == 0) {
        output->error = EIO;
    }
    sync_file(output);
    close_output(output);
    put_in_place(output);
    whole = output->error == 0;
    if (!whole && output->error != EPIPE) {
        trouble(output->name, "%s", strerror(output->error));
    }
    output_abandon(output);
    return whole;
}

void output_abandon(struct output *output)
{
    sigset_t before;

    close_output(output);
    block_signals(&before);
    if (has_draft(output)) {
        forget_pending(output);
        file_draft_abandon(&output->draft);
    }
    restore_signals(&before);
}
