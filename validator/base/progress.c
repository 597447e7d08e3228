/* Draws a line on the terminal, again and again. */
#include "base/progress.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define FIRST 1000   /* milliseconds before the line appears */
#define INTERVAL 200 /* milliseconds between two states */
#define WIDEST 200
#define USUAL_COLUMNS 80

/* Standard error has no owner to which this could belong. */
static struct {
    const struct progress_run *run; /* NULL: nothing is shown */
    pthread_t thread;               /* the one that draws */
    atomic_uint_least64_t bytes;
    int64_t begun;
    int64_t due;
    uint64_t total;
    bool measured; /* the total is known, or known to be unknown */
    bool drawn;
} progress;

static int64_t now(void)
{
    struct timespec time = {.tv_sec = 0};

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static bool is_terminal(void)
{
    const char *term = getenv("TERM");

    return isatty(STDERR_FILENO) == 1 && (term == NULL || strcmp(term, "dumb") != 0);
}

void progress_begin(const struct progress_run *run)
{
    if (!is_terminal()) {
        return;
    }
    progress.thread = pthread_self();
    progress.begun = now();
    progress.due = progress.begun + FIRST;
    progress.measured = progress.drawn = false;
    progress.total = 0;
    atomic_store(&progress.bytes, 0);
    progress.run = run;
}

/* A terminal that can't take the line is no reason to fail. */
static void put(const char *text, size_t length)
{
    ssize_t written = write(STDERR_FILENO, text, length);

    (void)written;
}

void progress_clear(void)
{
    if (progress.drawn) {
        put("\r\x1B[K", 4);
        progress.drawn = false;
    }
}

/* The line belongs to the terminal's foreground. */
static bool is_in_foreground(void)
{
    pid_t group = tcgetpgrp(STDERR_FILENO);

    return group == -1 || group == getpgrp();
}

static size_t columns(void)
{
    struct winsize size = {.ws_col = 0};

    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col
                                                                           : USUAL_COLUMNS;
}

/* Draws a line of ASCII, without its end if the terminal is narrow. */
static void draw(const char *text)
{
    char line[WIDEST + 8];
    size_t room = columns() - 1;
    int length =
        snprintf(line, sizeof line, "\r%.*s\x1B[K", (int)(room < WIDEST ? room : WIDEST), text);

    if (is_in_foreground()) {
        put(line, (size_t)length);
        progress.drawn = true;
    }
}

/* Whether it is time for the next state. */
static bool is_due(int64_t time)
{
    if (time < progress.due) {
        return false;
    }
    progress.due = time + INTERVAL;
    return true;
}

/* Adds a number of bytes: "512 B", "1.2 MB". Returns the length. */
static size_t add_bytes(char *out, size_t size, uint64_t bytes)
{
    static const char *const units[] = {"kB", "MB", "GB", "TB"};
    uint64_t unit = 1000;
    size_t index = 0;

    if (bytes < unit) {
        return (size_t)snprintf(out, size, "%u B", (unsigned)bytes);
    }
    while (index + 1 < sizeof units / sizeof *units && bytes / unit >= 1000) {
        unit *= 1000;
        index++;
    }
    return (size_t)snprintf(out, size, "%llu.%u %s", (unsigned long long)(bytes / unit),
                            (unsigned)(bytes % unit * 10 / unit), units[index]);
}

/* Writes the bytes, the rate, the findings and the time left. */
static void write_bytes(char *out, size_t size, uint64_t bytes, int64_t elapsed)
{
    uint64_t rate = bytes * 1000 / (uint64_t)(elapsed > 0 ? elapsed : 1);
    uint64_t findings = *progress.run->findings;
    size_t length = add_bytes(out, size, bytes);

    if (progress.total >= bytes && progress.total > 0) {
        length += (size_t)snprintf(out + length, size - length, " of ");
        length += add_bytes(out + length, size - length, progress.total);
    }
    length += (size_t)snprintf(out + length, size - length, ", ");
    length += add_bytes(out + length, size - length, rate);
    length += (size_t)snprintf(out + length, size - length, "/s, %llu finding%s",
                               (unsigned long long)findings, findings == 1 ? "" : "s");
    if (progress.total >= bytes && progress.total > 0 && rate > 0) {
        snprintf(out + length, size - length, ", %llu s left",
                 (unsigned long long)((progress.total - bytes + rate - 1) / rate));
    }
}

void progress_read(size_t bytes)
{
    char text[WIDEST];
    int64_t time = 0;
    uint64_t all = 0;

    if (progress.run == NULL) {
        return;
    }
    all = atomic_fetch_add(&progress.bytes, bytes) + bytes;
    if (!pthread_equal(pthread_self(), progress.thread)) {
        return;
    }
    time = now();
    if (!is_due(time)) {
        return;
    }
    if (!progress.measured && progress.run->total != NULL) {
        progress.total = progress.run->total(progress.run->context);
    }
    progress.measured = true;
    write_bytes(text, sizeof text, all, time - progress.begun);
    draw(text);
}

void progress_say(const char *what, int64_t left)
{
    char text[WIDEST];
    int64_t time = 0;

    if (progress.run == NULL) {
        return;
    }
    time = now();
    if (!is_due(time)) {
        return;
    }
    if (left >= 0) {
        snprintf(text, sizeof text, "%s: %lld s left", what, (long long)(left + 999) / 1000);
    } else {
        snprintf(text, sizeof text, "%s: %lld s", what, (long long)(time - progress.begun) / 1000);
    }
    draw(text);
}

int64_t progress_slice(int64_t wait)
{
    return progress.run != NULL && wait > INTERVAL ? INTERVAL : wait;
}

void progress_end(void)
{
    progress_clear();
    progress.run = NULL;
}
