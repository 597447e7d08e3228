/* Checked writes, files replaced atomically, and no litter after a signal. */
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

/* The outputs with a temporary file. A signal handler is given nothing, so it has to find them
   here; they change only while signals are blocked. */
static struct output *volatile pending;

static const int ending_signals[] = {SIGHUP, SIGINT, SIGTERM};
#define ENDING_SIGNAL_COUNT (sizeof ending_signals / sizeof *ending_signals)

static void remove_pending(int signal_number)
{
    for (struct output *output = pending; output != NULL; output = output->next_pending) {
        unlink(output->temporary);
    }
    _exit(128 + signal_number);
}

static void catch_signal(int signal_number)
{
    struct sigaction action = {.sa_handler = remove_pending};
    struct sigaction inherited;

    /* A job in the background is started with SIGINT ignored, one of nohup with SIGHUP, and wants
       it so. */
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
    const char *at = writer->buffer;
    const char *end = at + writer->used;

    while (at < end) {
        ssize_t written = write(output->fd, at, (size_t)(end - at));

        if (written < 0 && errno != EINTR) {
            output->error = errno;
            return false;
        }
        at += written < 0 ? 0 : written;
    }
    return true;
}

/* The permissions that the finished file shall have. */
static mode_t mode_for(const struct stat *existing)
{
    mode_t mask = 0;

    if (existing != NULL) {
        return existing->st_mode & 0777;
    }
    mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* What the names of temporary files begin with. */
#define TEMPORARY ".dg-validate-"

bool output_is_temporary(const char *name)
{
    return strncmp(name, TEMPORARY, strlen(TEMPORARY)) == 0;
}

static char *name_beside(const char *path)
{
    static const char pattern[] = TEMPORARY "XXXXXX";
    const char *slash = strrchr(path, '/');
    size_t directory = slash == NULL ? 0 : (size_t)(slash - path) + 1;
    char *name = malloc(directory + sizeof pattern);

    if (name != NULL) {
        memcpy(name, path, directory);
        memcpy(name + directory, pattern, sizeof pattern);
    }
    return name;
}

static bool open_temporary(struct output *output, const struct stat *existing)
{
    sigset_t before;

    output->temporary = name_beside(output->target);
    if (output->temporary == NULL) {
        errno = ENOMEM;
        return false;
    }
    block_signals(&before);
    output->fd = mkostemp(output->temporary, O_CLOEXEC);
    if (output->fd >= 0) {
        output->next_pending = pending;
        pending = output;
    }
    restore_signals(&before);
    return output->fd >= 0 && fchmod(output->fd, mode_for(existing)) == 0;
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
    /* A link stays a link: what it leads to is replaced. */
    output->target = exists ? realpath(path, NULL) : strdup(path);
    return output->target != NULL && open_temporary(output, exists ? &status : NULL);
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
    output->target = output->temporary = NULL;
    output->next_pending = NULL;
    dg_writer_init(&output->writer, output->buffer, sizeof output->buffer, write_all);
    if (!to_stdout && !open_file(output, path)) {
        trouble(path, "%s", strerror(errno));
        output_abandon(output);
        return false;
    }
    return true;
}

/* The only spelling of a file that output_open would put in place, to be freed; NULL: `path` leads
   to none. */
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

static void close_output(struct output *output)
{
    if (output->fd >= 0 && close(output->fd) != 0 && output->error == 0) {
        output->error = errno;
    }
    output->fd = -1;
}

static void sync_file(struct output *output)
{
    if (output->temporary != NULL && output->error == 0 && fsync(output->fd) != 0) {
        output->error = errno;
    }
}

static void put_in_place(struct output *output)
{
    sigset_t before;

    if (output->temporary == NULL || output->error != 0) {
        return;
    }
    block_signals(&before);
    if (rename(output->temporary, output->target) == 0) {
        forget_pending(output);
        free(output->temporary);
        output->temporary = NULL;
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
    if (output->temporary != NULL) {
        forget_pending(output);
        unlink(output->temporary);
    }
    restore_signals(&before);
    free(output->temporary);
    free(output->target);
    output->temporary = output->target = NULL;
}
