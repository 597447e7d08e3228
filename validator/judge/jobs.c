/* A ring of blocks: one is filled, those before it are judged by any thread, and taken in order.
 */
#include "judge/jobs.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "common/memory.h"
#include "judge/judge.h"

/* A block is full with this many bytes or records; a longer record has a block of its own. */
#define BLOCK_BYTES ((size_t)256 * 1024)
#define BLOCK_RECORDS 1024

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
    struct jobs_record *records;
    size_t count;
};

struct jobs {
    const struct target *target;
    struct dg_report report; /* the options of reports */
    struct judge judge;      /* of the caller's thread */
    struct block *ring;
    size_t size;
    size_t first;   /* the block that is taken next */
    size_t filling; /* the block to which records are added */
    bool full;      /* there is no block to which records could be added */
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

/* A sink that notes whether there is a finding. */
struct ahead {
    struct dg_report report; /* first, for its functions to recover the whole */
    bool clean;
};

static void note_finding(struct dg_report *report, const struct dg_finding *finding)
{
    (void)finding;
    ((struct ahead *)report)->clean = false;
}

/* Where passed rules are listed, the caller judges such documents again. */
static void note_rule(struct dg_report *report, const struct dg_rule *rule)
{
    (void)rule;
    ((struct ahead *)report)->clean = false;
}

static void judge_ahead(const struct jobs *jobs, struct judge *judge, struct jobs_record *record)
{
    const struct dg_exchange exchange = {.rules = jobs->target->rules};
    const struct document document = {
        .schema = jobs->target->schema,
        .exchange = &exchange,
        .json = {record->record.bytes, record->record.length},
    };
    struct ahead ahead = {.report = jobs->report, .clean = true};
    bool judged = judge_document(judge, &document, &ahead.report);

    record->clean = judged && ahead.clean && ahead.report.rules_skipped == 0;
    record->not_applicable = ahead.report.rules_not_applicable;
}

/* Judges a block, if one waits. Returns false if none does. The lock is held before and after. */
static bool judge_block(struct jobs *jobs, struct judge *judge)
{
    struct block *block = &jobs->ring[jobs->next];

    if (block->state != BLOCK_WAITS) {
        return false;
    }
    block->state = BLOCK_BUSY;
    jobs->next = (jobs->next + 1) % jobs->size;
    pthread_mutex_unlock(&jobs->lock);
    for (size_t i = 0; i < block->count; i++) {
        judge_ahead(jobs, judge, &block->records[i]);
    }
    pthread_mutex_lock(&jobs->lock);
    block->state = BLOCK_JUDGED;
    pthread_cond_signal(&jobs->judged);
    return true;
}

static void *work(void *context)
{
    struct jobs *jobs = context;
    struct judge judge;

    judge_open(&judge);
    pthread_mutex_lock(&jobs->lock);
    while (!jobs->ended) {
        if (!judge_block(jobs, &judge)) {
            pthread_cond_wait(&jobs->waits, &jobs->lock);
        }
    }
    pthread_mutex_unlock(&jobs->lock);
    judge_close(&judge);
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

/* Starts as many of the threads as the system allows. Signals are for the caller's thread. */
static void start_threads(struct jobs *jobs, size_t count)
{
    pthread_attr_t attributes;
    sigset_t all;
    sigset_t before;

    sigfillset(&all);
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, stack_bytes());
    pthread_sigmask(SIG_BLOCK, &all, &before);
    while (jobs->thread_count < count &&
           pthread_create(&jobs->threads[jobs->thread_count], &attributes, work, jobs) == 0) {
        jobs->thread_count++;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
}

struct jobs *jobs_open(size_t count, const struct target *target, const struct dg_report *report)
{
    struct jobs *jobs = memory_new(sizeof *jobs);

    *jobs = (struct jobs){
        .target = target,
        .report = {.finding = note_finding,
                   .not_applicable = report->not_applicable == NULL ? NULL : note_rule,
                   .max_depth = report->max_depth},
        .size = 3 * count,
    };
    judge_open(&jobs->judge);
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
    judge_close(&jobs->judge);
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
    jobs->full = jobs->filling == jobs->first;
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

bool jobs_add(struct jobs *jobs, const struct record *record)
{
    struct block *block = &jobs->ring[jobs->filling];
    struct jobs_record *copy;

    if (!jobs->full && block->count > 0 &&
        (block->count == BLOCK_RECORDS || record->length > block->capacity - block->used)) {
        hand_over(jobs);
        block = &jobs->ring[jobs->filling];
    }
    if (jobs->full) {
        return false;
    }
    reserve(block, record->length);
    copy = &block->records[block->count++];
    copy->record = *record;
    copy->record.bytes = copy->record.shown =
        memcpy(block->bytes + block->used, record->bytes, record->length);
    block->used += record->length;
    return true;
}

const struct jobs_block *jobs_take(struct jobs *jobs)
{
    struct block *block = &jobs->ring[jobs->first];

    if (!jobs->full && jobs->first == jobs->filling) {
        if (block->count == 0) {
            return NULL;
        }
        hand_over(jobs);
    }
    pthread_mutex_lock(&jobs->lock);
    while (block->state != BLOCK_JUDGED) {
        if (!judge_block(jobs, &jobs->judge)) {
            pthread_cond_wait(&jobs->judged, &jobs->lock);
        }
    }
    block->state = BLOCK_FREE;
    pthread_mutex_unlock(&jobs->lock);
    jobs->taken = (struct jobs_block){block->records, block->count};
    block->count = block->used = 0;
    jobs->first = (jobs->first + 1) % jobs->size;
    jobs->full = false;
    return &jobs->taken;
}
