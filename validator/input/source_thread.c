/* A ring of pieces: the thread fills them with decompressed bytes, the caller takes these in order.
 *
 * The thread reads as without it, one step after another, and its last piece holds the step after
 * which nothing follows. So the caller gets the same bytes before a fault, and the same fault. */
#include "input/source_thread.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "base/progress.h"
#include "base/thread.h"

/* A block of zstd has at most this many bytes. */
#define PIECE_BYTES ((size_t)128 * 1024)
#define PIECE_COUNT 4

/* Neither zlib nor libzstd needs more than a few KiB. */
#define STACK_BYTES ((size_t)256 * 1024)

struct piece {
    enum source_step step;
    size_t at; /* bytes that were taken */
    size_t got;
    char *bytes;
};

struct source_thread {
    struct source source; /* the thread's until it ends, apart from the reason in the last piece */
    source_thread_reader *read;
    pthread_t thread;
    int ends[2]; /* of a pipe: closing the second one ends waiting for bytes */
    atomic_bool ended;
    sem_t empty; /* pieces that the thread may fill */
    sem_t full;
    struct piece ring[PIECE_COUNT];
    /* the rest is the caller's */
    size_t taking;
    bool holding; /* ring[taking] is full */
};

static bool has_several_processors(void)
{
    cpu_set_t set;

    CPU_ZERO(&set);
    /* It fails if there are more than a thousand. */
    return sched_getaffinity(0, sizeof set, &set) != 0 || CPU_COUNT(&set) > 1;
}

static void *read_ahead(void *context)
{
    struct source_thread *thread = context;
    enum source_step step = SOURCE_BYTES;

    for (size_t i = 0; step == SOURCE_BYTES; i = (i + 1) % PIECE_COUNT) {
        struct piece *piece = &thread->ring[i];

        while (sem_wait(&thread->empty) != 0) {
        }
        if (atomic_load(&thread->ended)) {
            break;
        }
        piece->at = 0;
        step = piece->step = thread->read(&thread->source, piece->bytes, PIECE_BYTES, &piece->got);
        sem_post(&thread->full);
    }
    return NULL;
}

static void release(struct source_thread *thread)
{
    for (size_t i = 0; i < PIECE_COUNT; i++) {
        free(thread->ring[i].bytes);
    }
    sem_destroy(&thread->full);
    sem_destroy(&thread->empty);
    close(thread->ends[0]);
    free(thread);
}

void source_thread_start(struct source *source, source_thread_reader *read)
{
    struct source_thread *thread = NULL;
    int ends[2];

    source->alone = true;
    if (!has_several_processors() || pipe2(ends, O_CLOEXEC) != 0) {
        return;
    }
    thread = memory_new(sizeof *thread);
    memcpy(thread->ends, ends, sizeof ends);
    thread->source = *source;
    thread->source.wake = ends[0];
    thread->read = read;
    sem_init(&thread->empty, 0, PIECE_COUNT);
    sem_init(&thread->full, 0, 0);
    for (size_t i = 0; i < PIECE_COUNT; i++) {
        thread->ring[i].bytes = memory_block(PIECE_BYTES);
    }
    if (!thread_start(&thread->thread, STACK_BYTES, read_ahead, thread)) {
        close(thread->ends[1]);
        release(thread);
        return;
    }
    *source = (struct source){.fd = -1, .wake = -1, .alone = true, .thread = thread};
}

/* Waits for the piece that is taken next. Returns false if a signal ends the run. */
static bool await_piece(struct source_thread *thread)
{
    while (!thread->holding && interrupt_signal() == 0) {
        thread->holding = sem_wait(&thread->full) == 0; /* a signal interrupts it */
    }
    return thread->holding;
}

enum source_step source_thread_read(struct source *source, char *buffer, size_t capacity,
                                    size_t *got)
{
    struct source_thread *thread = source->thread;
    struct piece *piece = &thread->ring[thread->taking];
    size_t left = 0;

    if (!await_piece(thread)) {
        source->error = EINTR;
        return SOURCE_UNREADABLE;
    }
    if (piece->step != SOURCE_BYTES) {
        source->error = thread->source.error;
        source->fault = thread->source.fault;
        return piece->step;
    }
    left = piece->got - piece->at;
    *got = left < capacity ? left : capacity;
    memcpy(buffer, piece->bytes + piece->at, *got);
    piece->at += *got;
    if (piece->at == piece->got) {
        thread->holding = false;
        thread->taking = (thread->taking + 1) % PIECE_COUNT;
        sem_post(&thread->empty);
    }
    progress_read(0); /* counted by the thread, shown by the caller */
    return SOURCE_BYTES;
}

void source_thread_end(struct source *source)
{
    struct source_thread *thread = source->thread;

    atomic_store(&thread->ended, true);
    sem_post(&thread->empty);
    close(thread->ends[1]);
    pthread_join(thread->thread, NULL);
    *source = thread->source;
    release(thread);
}
