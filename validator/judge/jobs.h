/* Threads that judge records and files ahead (--jobs). What has no finding only has to be counted;
   the caller judges the rest again, in the order of the inputs, so that reports don't depend on the
   number of threads.

   Records are copied into blocks. Memory is bounded by the number of threads, and by the longest
   record. */
#ifndef DG_VALIDATE_JOBS_H
#define DG_VALIDATE_JOBS_H

#include <stdbool.h>
#include <stddef.h>

#include "judge/ahead.h"

struct jobs;

struct jobs_block {
    struct ahead_record *records;
    size_t count;
};

/* Starts threads that, with the caller's, are at most `count`. `session` is that in which the
   caller judges. */
struct jobs *jobs_open(size_t count, const struct session *session, const struct target *target);

/* Drops blocks that weren't taken, and waits for the threads. `jobs` may be NULL. */
void jobs_close(struct jobs *jobs);

/* Whether one more record or file can be added. If not, the first block has to be taken. */
bool jobs_have_room(const struct jobs *jobs);

/* Adds a copy of the input's latest record, which can be kept. */
void jobs_add(struct jobs *jobs, const struct input *input, const struct record *record);

/* Adds a file of about that size. */
void jobs_add_file(struct jobs *jobs, const char *path, size_t size);

/* Takes the first block, after its records were judged; the caller's thread judges, too. The block
   is valid until the next call. NULL: there are no records. */
const struct jobs_block *jobs_take(struct jobs *jobs);

#endif
