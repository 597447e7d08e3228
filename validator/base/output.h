/* Where a report goes: standard output, or a file that appears whole or not at all. */
#ifndef DG_VALIDATE_OUTPUT_H
#define DG_VALIDATE_OUTPUT_H

#include <stdbool.h>

#include "common/file.h"
#include "runtime/writer.h"

#define OUTPUT_BUFFER_SIZE ((size_t)64 * 1024)

/* A checked stream. Does not move while it is open. */
struct output {
    struct dg_writer writer;
    const char *name; /* for people */
    int fd;
    int error;               /* errno of the first write that failed; 0: none */
    struct file_draft draft; /* of the file to replace; without `temporary`: written directly */
    struct output *next_pending;
    char buffer[OUTPUT_BUFFER_SIZE];
};

/* Opens `path`; NULL or "-" is standard output. A regular or new file is written under another name
   until output_commit; a device or pipe directly. False, with one line of trouble, if it can't. */
bool output_open(struct output *output, const char *path);

/* Whether two paths, "-" and NULL as above, lead to the same output, of which one would be lost.
   Devices and pipes take both, but under one name they are taken for a mistake. */
bool output_is_same(const char *one, const char *other);

/* Hands on what was written so far. False if this or an earlier write failed. */
bool output_flush(struct output *output);

/* Ends it and puts the file in its place. False if it is not whole: then there is one line of
   trouble (none for a closed pipe) and the file is as it was. */
bool output_commit(struct output *output);

/* Ends it and leaves the file as it was. */
void output_abandon(struct output *output);

/* SIGHUP, SIGINT and SIGTERM end the program with 129, 130 and 143, and no temporary file stays
   behind; a closed pipe is a failed write. */
void output_catch_signals(void);

/* True of the name, without folders, of a file that some report is still being written to. */
bool output_is_temporary(const char *name);

#endif
