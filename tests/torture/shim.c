/* Preloaded into a program: counts its calls of one kind from main() on, and has one of them fail.
 *
 * DG_TORTURE is KIND:FAULT:NUMBER. KIND is a row of calls.h, or `memory` for all functions that
 * allocate. FAULT is the value of errno to fail with, or 0: the call transfers half of its bytes.
 * The call of that number fails, counted from 1; with + after the number, all later ones fail, too.
 * Each failure writes a byte to the descriptor DG_TORTURE_FD. With DG_TORTURE_TRACE in the
 * environment, the stack is printed.
 *
 * If DG_TORTURE is `places`, no call fails. For the first call from each place (a kind of calls
 * with its stack), a struct torture_place is written to the descriptor. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "calls.h"

static struct {
    enum torture_call kind;
    int error; /* 0: a short transfer */
    int told;  /* the descriptor that gets a byte for each failure */
    unsigned long number;
    bool onward;
    bool trace;
    bool places;
    bool begun; /* main() was called */
} plan;

static atomic_ulong calls[TORTURE_CALL_COUNT];

static void report(void)
{
    void *stack[40];

    (void)syscall(SYS_write, plan.told, "!", (size_t)1);
    if (plan.trace) {
        plan.begun = false;
        backtrace_symbols_fd(stack, backtrace(stack, 40), STDERR_FILENO);
        plan.begun = true;
    }
}

/* The places that were seen: digests, never 0, in a hash table. */
#define PLACES (1 << 18)
static atomic_uint_fast64_t seen[PLACES];

/* Adds a digest. Returns false if the table has it already. */
static bool is_new(uint_fast64_t digest)
{
    for (size_t i = digest % PLACES;; i = (i + 1) % PLACES) {
        uint_fast64_t found = 0;

        if (atomic_compare_exchange_strong(&seen[i], &found, digest)) {
            return true;
        }
        if (found == digest) {
            return false;
        }
    }
}

/* Counts the call, and reports it if no call came from its place before. */
static void note_place(enum torture_call kind)
{
    static _Thread_local bool busy; /* the calls of this function don't count */
    void *stack[100];
    uint_fast64_t digest = (uint_fast64_t)kind + 1;
    struct torture_place place;
    int error = errno;

    if (busy) {
        return;
    }
    busy = true;
    place = (struct torture_place){.kind = kind, .number = atomic_fetch_add(&calls[kind], 1) + 1};
    for (int i = backtrace(stack, 100); i-- > 0;) {
        digest = (digest ^ (uintptr_t)stack[i]) * 0x9e3779b97f4a7c15U;
        digest ^= digest >> 32;
    }
    if (is_new(digest | 1) && syscall(SYS_write, plan.told, &place, sizeof place) < 0) {
        abort();
    }
    busy = false;
    errno = error;
}

/* Whether this call is to fail. */
static bool strikes(enum torture_call kind)
{
    unsigned long number = 0;

    if (plan.begun && plan.places) {
        note_place(kind);
    }
    if (!plan.begun || plan.places || kind != plan.kind) {
        return false;
    }
    number = atomic_fetch_add(&calls[kind], 1) + 1;
    if (number != plan.number && !(plan.onward && number > plan.number)) {
        return false;
    }
    report();
    errno = plan.error;
    return true;
}

/* How many of `length` bytes a call may transfer; -1: it fails. */
static ssize_t allowed(enum torture_call kind, size_t length)
{
    if (!strikes(kind)) {
        return (ssize_t)length;
    }
    return plan.error != 0 ? -1 : (ssize_t)(length < 2 ? length : length / 2);
}

/* Memory */

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

void *malloc(size_t size)
{
    return strikes(TORTURE_MEMORY) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return strikes(TORTURE_MEMORY) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *block, size_t size)
{
    return strikes(TORTURE_MEMORY) ? NULL : __libc_realloc(block, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return strikes(TORTURE_MEMORY) ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size)
{
    void *made = strikes(TORTURE_MEMORY) ? NULL : __libc_memalign(alignment, size);

    if (made == NULL) {
        return ENOMEM;
    }
    *block = made;
    return 0;
}

/* Files. Each function calls the next one of its name. */

#define NEXT(type, name, parameters)                                                               \
    static type(*next) parameters;                                                                 \
    if (next == NULL) {                                                                            \
        void *found = dlsym(RTLD_NEXT, #name);                                                     \
        memcpy(&next, &found, sizeof next);                                                        \
    }

/* A function that fails as a whole. */
#define WHOLE(type, name, parameters, arguments, kind, failure)                                    \
    type name parameters;                                                                          \
    type name parameters                                                                           \
    {                                                                                              \
        NEXT(type, name, parameters)                                                               \
        return strikes(TORTURE_##kind) ? (failure) : next arguments;                               \
    }

/* A function that transfers `length` bytes. */
#define TRANSFER(name, parameters, arguments, kind)                                                \
    ssize_t name parameters;                                                                       \
    ssize_t name parameters                                                                        \
    {                                                                                              \
        NEXT(ssize_t, name, parameters)                                                            \
        ssize_t may = allowed(TORTURE_##kind, length);                                             \
        if (may < 0) {                                                                             \
            return -1;                                                                             \
        }                                                                                          \
        length = (size_t)may;                                                                      \
        return next arguments;                                                                     \
    }

TRANSFER(read, (int fd, void *bytes, size_t length), (fd, bytes, length), READ)
TRANSFER(__read_chk, (int fd, void *bytes, size_t length, size_t room), (fd, bytes, length, room),
         READ)
TRANSFER(pread, (int fd, void *bytes, size_t length, off_t offset), (fd, bytes, length, offset),
         READ)
TRANSFER(__pread_chk, (int fd, void *bytes, size_t length, off_t offset, size_t room),
         (fd, bytes, length, offset, room), READ)
TRANSFER(send, (int fd, const void *bytes, size_t length, int flags), (fd, bytes, length, flags),
         SEND)
TRANSFER(recv, (int fd, void *bytes, size_t length, int flags), (fd, bytes, length, flags), RECV)
TRANSFER(__recv_chk, (int fd, void *bytes, size_t length, size_t room, int flags),
         (fd, bytes, length, room, flags), RECV)

/* Writes to standard error never fail: the torture reads the messages there. */
ssize_t write(int fd, const void *bytes, size_t length)
{
    NEXT(ssize_t, write, (int, const void *, size_t))
    ssize_t may = fd == STDERR_FILENO ? (ssize_t)length : allowed(TORTURE_WRITE, length);

    return may < 0 ? -1 : next(fd, bytes, (size_t)may);
}

#define TO_OPEN                                                                                    \
    mode_t mode = 0;                                                                               \
    if ((flags & O_CREAT) != 0) {                                                                  \
        va_list list;                                                                              \
        va_start(list, flags);                                                                     \
        mode = va_arg(list, mode_t);                                                               \
        va_end(list);                                                                              \
    }

int open(const char *path, int flags, ...)
{
    NEXT(int, open, (const char *, int, ...))
    TO_OPEN
    return strikes(TORTURE_OPEN) ? -1 : next(path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...)
{
    NEXT(int, openat, (int, const char *, int, ...))
    TO_OPEN
    return strikes(TORTURE_OPEN) ? -1 : next(folder, path, flags, mode);
}

int fcntl(int fd, int command, ...)
{
    NEXT(int, fcntl, (int, int, ...))
    va_list list;
    void *argument = NULL;

    va_start(list, command);
    argument = va_arg(list, void *);
    va_end(list);
    return strikes(TORTURE_FCNTL) ? -1 : next(fd, command, argument);
}

WHOLE(int, __open_2, (const char *path, int flags), (path, flags), OPEN, -1)
WHOLE(int, __openat_2, (int folder, const char *path, int flags), (folder, path, flags), OPEN, -1)
WHOLE(int, mkostemp, (char *path, int flags), (path, flags), OPEN, -1)
WHOLE(int, mkstemp, (char *path), (path), OPEN, -1)
WHOLE(int, stat, (const char *restrict path, struct stat *restrict out), (path, out), STAT, -1)
WHOLE(int, lstat, (const char *restrict path, struct stat *restrict out), (path, out), STAT, -1)
WHOLE(int, fstat, (int fd, struct stat *out), (fd, out), STAT, -1)
WHOLE(int, access, (const char *path, int mode), (path, mode), STAT, -1)
WHOLE(ssize_t, readlink, (const char *restrict path, char *restrict out, size_t room),
      (path, out, room), STAT, -1)
WHOLE(ssize_t, __readlink_chk,
      (const char *restrict path, char *restrict out, size_t room, size_t all),
      (path, out, room, all), STAT, -1)
WHOLE(char *, realpath, (const char *restrict path, char *restrict out), (path, out), STAT, NULL)
WHOLE(char *, __realpath_chk, (const char *restrict path, char *restrict out, size_t room),
      (path, out, room), STAT, NULL)
WHOLE(DIR *, opendir, (const char *path), (path), OPENDIR, NULL)
WHOLE(struct dirent *, readdir, (DIR * handle), (handle), READDIR, NULL)
WHOLE(int, scandir,
      (const char *restrict path, struct dirent ***restrict out,
       int (*select)(const struct dirent *),
       int (*compare)(const struct dirent **, const struct dirent **)),
      (path, out, select, compare), OPENDIR, -1)
WHOLE(int, fsync, (int fd), (fd), FSYNC, -1)
WHOLE(int, rename, (const char *from, const char *to), (from, to), RENAME, -1)
WHOLE(int, unlink, (const char *path), (path), UNLINK, -1)
WHOLE(int, unlinkat, (int folder, const char *path, int flags), (folder, path, flags), UNLINK, -1)
WHOLE(int, mkdir, (const char *path, mode_t mode), (path, mode), MKDIR, -1)
WHOLE(int, flock, (int fd, int operation), (fd, operation), FLOCK, -1)
WHOLE(int, fchmod, (int fd, mode_t mode), (fd, mode), FCHMOD, -1)
WHOLE(ssize_t, getrandom, (void *bytes, size_t length, unsigned flags), (bytes, length, flags),
      GETRANDOM, -1)
WHOLE(int, socket, (int domain, int type, int protocol), (domain, type, protocol), SOCKET, -1)
WHOLE(int, connect, (int fd, __CONST_SOCKADDR_ARG address, socklen_t length), (fd, address, length),
      CONNECT, -1)
WHOLE(int, poll, (struct pollfd * fds, nfds_t count, int timeout), (fds, count, timeout), POLL, -1)

WHOLE(int, pipe, (int ends[2]), (ends), SPAWN, -1)
WHOLE(int, pipe2, (int ends[2], int flags), (ends, flags), THREAD, -1)
WHOLE(int, posix_spawnp,
      (pid_t *restrict child, const char *restrict program,
       const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *restrict attributes,
       char *const *arguments, char *const *environment),
      (child, program, actions, attributes, arguments, environment), SPAWN, plan.error)
WHOLE(pid_t, waitpid, (pid_t child, int *status, int options), (child, status, options), WAIT, -1)
WHOLE(int, pthread_create,
      (pthread_t *restrict thread, const pthread_attr_t *restrict attributes, void *(*run)(void *),
       void *restrict argument),
      (thread, attributes, run, argument), THREAD, plan.error)

/* Closes the file even if the call is to fail, as Linux does. */
int close(int fd)
{
    NEXT(int, close, (int))
    int result = next(fd);

    return strikes(TORTURE_CLOSE) ? -1 : result;
}

/* The beginning */

static void make_plan(void)
{
    const char *text = getenv("DG_TORTURE");
    const char *told = getenv("DG_TORTURE_FD");
    char *end = NULL;

    if (text == NULL || told == NULL) {
        return;
    }
    plan.told = atoi(told);
    plan.trace = getenv("DG_TORTURE_TRACE") != NULL;
    plan.places = strcmp(text, "places") == 0;
    if (!plan.places) {
        plan.kind = (enum torture_call)strtoul(text, &end, 10);
        plan.error = (int)strtol(end + 1, &end, 10);
        plan.number = strtoul(end + 1, &end, 10);
        plan.onward = *end == '+';
    }
    plan.begun = true;
    /* Calls of programs that this one runs don't fail. */
    unsetenv("LD_PRELOAD");
}

static int (*program)(int argc, char **argv, char **environment);

static int begin(int argc, char **argv, char **environment)
{
    make_plan();
    return program(argc, argv, environment);
}

int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void),
                      void (*fini)(void), void (*loader)(void), void *stack);

int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void),
                      void (*fini)(void), void (*loader)(void), void *stack)
{
    NEXT(int, __libc_start_main,
         (int (*)(int, char **, char **), int, char **, void (*)(void), void (*)(void),
          void (*)(void), void *))
    program = main;
    return next(begin, argc, argv, init, fini, loader, stack);
}
