/* Threads that judge bare documents ahead (--jobs). A document without any finding only has to be
   counted; the caller judges the others again, in the order of the input, so that reports don't
   depend on the number of threads.

   Records are copied into blocks. Memory is bounded by the number of threads, and by the longest
   record. */
#ifndef DG_VALIDATE_JOBS_H
#define DG_VALIDATE_JOBS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "input/input.h"
#include "judge/target.h"
#include "runtime/report.h"

struct jobs;

/* A record that was judged ahead. */
struct jobs_record {
    struct record record;
    bool clean; /* the document has no finding, not even a warning, and no rule was skipped */
    uint64_t not_applicable; /* the number of rules that aren't applicable to the document */
};

struct jobs_block {
    const struct jobs_record *records;
    size_t count;
};

/* Starts threads that, with the caller's, are at most `count`. `report`: that of the documents that
   are judged again; only its options are read. */
struct jobs *jobs_open(size_t count, const struct target *target, const struct dg_report *report);

/* Drops blocks that weren't taken, and waits for the threads. `jobs` may be NULL. */
void jobs_close(struct jobs *jobs);

/* Adds a copy of the record, which must be a bare document, to the last block. Returns false if
   there is no room: then the first block has to be taken. */
DG_CHECKED bool jobs_add(struct jobs *jobs, const struct record *record);

/* Takes the first block, after its records were judged; the caller's thread judges, too. The block
   is valid until the next call. NULL: there are no records. */
const struct jobs_block *jobs_take(struct jobs *jobs);

#endif
