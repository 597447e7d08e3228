/* gperf reads a table from a pipe and writes C to another one: so its output names neither files
 * nor folders. */
#include "emit/gperf.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/file.h"

extern char **environ;

/* The ends of two pipes; -1: closed. */
struct gperf {
    int to[2];
    int from[2];
    pid_t child;
};

static void close_end(int *end)
{
    if (*end >= 0) {
        (void)close(*end);
    }
    *end = -1;
}

static void close_all(struct gperf *gperf)
{
    close_end(&gperf->to[0]);
    close_end(&gperf->to[1]);
    close_end(&gperf->from[0]);
    close_end(&gperf->from[1]);
}

static bool open_pipe(int ends[2])
{
    if (pipe(ends) != 0) {
        ends[0] = -1;
        ends[1] = -1;
        return false;
    }
    return fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 && fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0;
}

/* Returns 0, or the number of an error. */
static int start(struct gperf *gperf)
{
    char name[] = "gperf";
    char *arguments[] = {name, NULL};
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);

    if (error != 0) {
        return error;
    }
    error = posix_spawn_file_actions_adddup2(&actions, gperf->to[0], STDIN_FILENO);
    if (error == 0) {
        error = posix_spawn_file_actions_adddup2(&actions, gperf->from[1], STDOUT_FILENO);
    }
    if (error == 0) {
        error = posix_spawnp(&gperf->child, name, &actions, NULL, arguments, environ);
    }
    (void)posix_spawn_file_actions_destroy(&actions);
    return error;
}

/* Writes the table, then reads until gperf ends its output: gperf reads all input first, so that
 * neither waits for the other. A gperf that ends early must not end this program by SIGPIPE, and
 * one that gets only a part of the table must not complain about it. */
static bool converse(struct gperf *gperf, struct dg_text table, struct buffer *out)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    struct sigaction before;
    bool good = sigaction(SIGPIPE, &ignore, &before) == 0;

    close_end(&gperf->to[0]);
    close_end(&gperf->from[1]);
    good = good && file_write(gperf->to[1], table.data, table.length);
    if (!good) {
        (void)kill(gperf->child, SIGKILL);
    }
    close_end(&gperf->to[1]);
    while (good) {
        char bytes[4096];
        ssize_t length = read(gperf->from[0], bytes, sizeof bytes);

        if (length == 0) {
            break;
        }
        good = length > 0 || errno == EINTR;
        buffer_add_bytes(out, bytes, length > 0 ? (size_t)length : 0);
    }
    (void)sigaction(SIGPIPE, &before, NULL);
    return good;
}

/* Waits for the end of gperf. */
static bool ended_well(const struct gperf *gperf)
{
    int status = 0;

    while (waitpid(gperf->child, &status, 0) < 0) {
        if (errno != EINTR) {
            return false;
        }
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool fail(int error)
{
    errno = error;
    memory_check_errno();
    if (error == ENOENT) {
        fprintf(stderr, "dg-codegen: --with-runtime needs gperf, which is not installed (on "
                        "Debian: apt-get install gperf)\n");
    } else {
        fprintf(stderr, "dg-codegen: gperf: %s\n", error == 0 ? "it failed" : strerror(error));
    }
    return false;
}

bool gperf_run(struct dg_text table, struct buffer *out)
{
    struct gperf gperf = {{-1, -1}, {-1, -1}, 0};
    size_t length = out->length;
    int error = 0;

    if (!open_pipe(gperf.to) || !open_pipe(gperf.from)) {
        error = errno;
    } else {
        error = start(&gperf);
    }
    if (error == 0) {
        error = converse(&gperf, table, out) ? 0 : errno;
        close_all(&gperf);
        /* One that reads nothing may still have room in its pipe for all of the table. */
        return (ended_well(&gperf) && error == 0 && out->length > length) ||
               fail(error == EPIPE ? 0 : error);
    }
    close_all(&gperf);
    return fail(error);
}
