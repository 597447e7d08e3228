/* The bytes of an input, decompressed. The first bytes of a file decide whether it is gzip (RFC
 * 1952) or zstd (RFC 8878). */
#ifndef DG_VALIDATE_SOURCE_H
#define DG_VALIDATE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/memory.h"

enum source_step {
    SOURCE_BYTES,
    SOURCE_END,
    SOURCE_UNREADABLE /* `error` or `fault` is the reason */
};

/* A file being read. */
struct source {
    int error;         /* errno of the failure; 0: see `fault` */
    const char *fault; /* the fault of compressed data. Static */
    /* the rest is the source's */
    int fd;
    int wake;                         /* to be read: stop waiting for the file; -1: none */
    bool alone;                       /* no thread may be started */
    struct source_thread *thread;     /* reads the file; NULL: none */
    bool suffixed;                    /* the name of the file has the suffix of a compression */
    bool begun;                       /* whether the file is compressed is known */
    bool ended;                       /* the file has ended */
    bool whole;                       /* compressed data ended where it may end */
    const struct source_codec *codec; /* NULL: the file is not compressed */
    void *stream;                     /* the codec's */
    unsigned char *block;             /* bytes of the file that were read and not yet used: */
    size_t at;
    size_t end;
    uint64_t taken; /* number of bytes of the file that were used; `given`: of decompressed bytes */
    uint64_t given;
};

/* Opens `path`; "-" is standard input. */
DG_CHECKED enum source_step source_open(struct source *source, const char *path);

/* Takes the bytes as they are, without waiting for those that tell a compression. To be called
   before the first read. */
void source_as_is(struct source *source);

/* Starts no thread to read a compressed file, since the caller's thread is one of many. To be
   called before the first read. */
void source_alone(struct source *source);

/* Reads up to `capacity` bytes. SOURCE_BYTES: *got is their number, at least one. */
DG_CHECKED enum source_step source_read(struct source *source, char *buffer, size_t capacity,
                                        size_t *got);
void source_close(struct source *source);

/* The length of `path` without the suffix of a compression. */
size_t source_stem(const char *path);

#endif
