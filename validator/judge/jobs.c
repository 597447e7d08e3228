/* A ring of blocks: one is filled, those before it are judged by any thread, and taken in order.
 */
#include "judge/jobs.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/thread.h"
#include "common/memory.h"

/* A block is full with this many bytes or records; a longer record has a block of its own. */
#define BLOCK_BYTES ((size_t)256 * 1024)
#define BLOCK_RECORDS 1024

/* Opening a file takes as long as judging this number of bytes. */
#define FILE_BYTES ((size_t)16 * 1024)

/* The stack of a thread, if that of the process has no limit. */
#define STACK_BYTES ((size_t)64 * 1024 * 1024)

enum block_state {
    BLOCK_FREE, /* or being filled, or taken */
    BLOCK_WAITS,
    BLOCK_BUSY,
    BLOCK_JUDGED
};

struct block {
    enum block_state state;
    char *bytes;
    size_t used;
    size_t capacity;
    size_t read; /* bytes of files */
    struct ahead_record *records;
    size_t count;
};

struct jobs {
    const struct session *session;
    const struct target *target;
    struct ahead ahead; /* of the caller's thread */
    struct block *ring;
    size_t size;
    size_t first;   /* the block that is taken next */
    size_t filling; /* the block to which records are added */
    struct jobs_block taken;
    pthread_t *threads;
    size_t thread_count;
    pthread_mutex_t lock; /* of what follows, and of the states of blocks */
    pthread_cond_t waits; /* a block waits, or there will be no more */
    pthread_cond_t judged;
    size_t next; /* the block that is judged next, if it waits */
    bool ended;
};

/* Judging */

/* Judges a block, if one waits. Returns false if none does. The lock is held before and after. */
static bool judge_block(struct jobs *jobs, struct ahead *ahead)
{
    struct block *block = &jobs->ring[jobs->next];

    if (block->state != BLOCK_WAITS) {
        return false;
    }
    block->state = BLOCK_BUSY;
    jobs->next = (jobs->next + 1) % jobs->size;
    pthread_mutex_unlock(&jobs->lock);
    for (size_t i = 0; i < block->count; i++) {
        ahead_judge(ahead, &block->records[i]);
    }
    pthread_mutex_lock(&jobs->lock);
    block->state = BLOCK_JUDGED;
    pthread_cond_signal(&jobs->judged);
    return true;
}

static void *work(void *context)
{
    struct jobs *jobs = context;
    struct ahead ahead;

    ahead_open(&ahead, jobs->session, jobs->target);
    pthread_mutex_lock(&jobs->lock);
    while (!jobs->ended) {
        if (!judge_block(jobs, &ahead)) {
            pthread_cond_wait(&jobs->waits, &jobs->lock);
        }
    }
    ahead_close(&ahead, jobs->session);
    pthread_mutex_unlock(&jobs->lock);
    return NULL;
}

/* Threads */

/* A thread has the stack of the process, which was checked against --max-depth. */
static size_t stack_bytes(void)
{
    struct rlimit limit = {.rlim_cur = RLIM_INFINITY};

    return getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY
               ? (size_t)limit.rlim_cur
               : STACK_BYTES;
}

/* Starts as many of the threads as the system allows. */
static void start_threads(struct jobs *jobs, size_t count)
{
    size_t stack = stack_bytes();

    while (jobs->thread_count < count &&
           thread_start(&jobs->threads[jobs->thread_count], stack, work, jobs)) {
        jobs->thread_count++;
    }
}

struct jobs *jobs_open(size_t count, const struct session *session, const struct target *target)
{
    struct jobs *jobs = memory_new(sizeof *jobs);

    jobs->session = session;
    jobs->target = target;
    jobs->size = 3 * count + 1;
    ahead_open(&jobs->ahead, session, target);
    jobs->ring = memory_new_array(jobs->size, sizeof *jobs->ring);
    jobs->threads = memory_new_array(count, sizeof *jobs->threads);
    pthread_mutex_init(&jobs->lock, NULL);
    pthread_cond_init(&jobs->waits, NULL);
    pthread_cond_init(&jobs->judged, NULL);
    start_threads(jobs, count - 1);
    return jobs;
}

void jobs_close(struct jobs *jobs)
{
    if (jobs == NULL) {
        return;
    }
    pthread_mutex_lock(&jobs->lock);
    jobs->ended = true;
    pthread_cond_broadcast(&jobs->waits);
    pthread_mutex_unlock(&jobs->lock);
    for (size_t i = 0; i < jobs->thread_count; i++) {
        pthread_join(jobs->threads[i], NULL);
    }
    for (size_t i = 0; i < jobs->size; i++) {
        free(jobs->ring[i].bytes);
        free(jobs->ring[i].records);
    }
    pthread_cond_destroy(&jobs->judged);
    pthread_cond_destroy(&jobs->waits);
    pthread_mutex_destroy(&jobs->lock);
    ahead_close(&jobs->ahead, jobs->session);
    free(jobs->threads);
    free(jobs->ring);
    free(jobs);
}

/* Blocks */

/* Ends filling the last block, which has records: it can be judged. */
static void hand_over(struct jobs *jobs)
{
    pthread_mutex_lock(&jobs->lock);
    jobs->ring[jobs->filling].state = BLOCK_WAITS;
    pthread_cond_signal(&jobs->waits);
    pthread_mutex_unlock(&jobs->lock);
    jobs->filling = (jobs->filling + 1) % jobs->size;
}

static void reserve(struct block *block, size_t length)
{
    size_t wanted = length > BLOCK_BYTES ? length : BLOCK_BYTES;

    if (block->records == NULL) {
        block->records = memory_new_array(BLOCK_RECORDS, sizeof *block->records);
    }
    if (block->capacity < wanted) {
        free(block->bytes);
        block->bytes = memory_block(wanted);
        block->capacity = wanted;
    }
}

bool jobs_have_room(const struct jobs *jobs)
{
    const struct block *block = &jobs->ring[jobs->filling];

    return block->count == 0 || (jobs->filling + 1) % jobs->size != jobs->first;
}

/* One more record of the last block, with `length` bytes at the end of what is used. */
static struct ahead_record *add(struct jobs *jobs, size_t length)
{
    struct block *block = &jobs->ring[jobs->filling];

    if (block->count > 0 && (block->count == BLOCK_RECORDS || block->read > BLOCK_BYTES ||
                             length > block->capacity - block->used)) {
        hand_over(jobs);
        block = &jobs->ring[jobs->filling];
    }
    reserve(block, length);
    block->used += length;
    return &block->records[block->count++];
}

void jobs_add(struct jobs *jobs, const struct input *input, const struct record *record)
{
    size_t size = kept_size(record);
    struct ahead_record *added = add(jobs, size);
    const struct block *block = &jobs->ring[jobs->filling];

    added->file = NULL;
    kept_take(&added->kept, input, record, block->bytes + block->used - size);
}

void jobs_add_file(struct jobs *jobs, const char *path, size_t size)
{
    size_t length = strlen(path) + 1;
    struct ahead_record *added = add(jobs, length);
    struct block *block = &jobs->ring[jobs->filling];

    added->file = memcpy(block->bytes + block->used - length, path, length);
    block->read += size + FILE_BYTES;
}

const struct jobs_block *jobs_take(struct jobs *jobs)
{
    struct block *block = &jobs->ring[jobs->first];

    if (jobs->first == jobs->filling) {
        if (block->count == 0) {
            return NULL;
        }
        hand_over(jobs);
    }
    pthread_mutex_lock(&jobs->lock);
    while (block->state != BLOCK_JUDGED) {
        if (!judge_block(jobs, &jobs->ahead)) {
            pthread_cond_wait(&jobs->judged, &jobs->lock);
        }
    }
    block->state = BLOCK_FREE;
    pthread_mutex_unlock(&jobs->lock);
    jobs->taken = (struct jobs_block){block->records, block->count};
    block->count = block->used = block->read = 0;
    jobs->first = (jobs->first + 1) % jobs->size;
    return &jobs->taken;
}
