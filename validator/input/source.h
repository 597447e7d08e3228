/* The bytes of an input, decompressed: what the file begins with says whether it is gzip (RFC 1952)
 * or zstd (RFC 8878). */
#ifndef DG_VALIDATE_SOURCE_H
#define DG_VALIDATE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum source_step {
    SOURCE_BYTES,
    SOURCE_END,
    SOURCE_UNREADABLE, /* `error` or `fault` says why */
    SOURCE_NO_MEMORY
};

/* A file being read. */
struct source {
    int error;         /* errno of what failed; 0: `fault` says it */
    const char *fault; /* what is wrong with compressed data. Static */
    /* the rest is the source's */
    int fd;
    bool suffixed;                    /* its name says that it is compressed */
    bool begun;                       /* it is known whether it is compressed */
    bool ended;                       /* the file is */
    bool whole;                       /* compressed data ended where it may end */
    const struct source_codec *codec; /* NULL: it is not compressed */
    void *stream;                     /* the codec's */
    unsigned char *block;             /* what was read of the file and not yet used: */
    size_t at;
    size_t end;
    uint64_t taken; /* bytes of the file, and what came of them */
    uint64_t given;
};

/* Opens `path`; "-" is standard input. */
enum source_step source_open(struct source *source, const char *path);

/* Reads up to `capacity` bytes. SOURCE_BYTES: *got is how many, at least one. */
enum source_step source_read(struct source *source, char *buffer, size_t capacity, size_t *got);
void source_close(struct source *source);

/* The length of `path` without a suffix that says that the file is compressed. */
size_t source_stem(const char *path);

#endif
