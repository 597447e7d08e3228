/* Inputs as framers: each yields records, one contiguous document at a time, in bounded memory. */
#ifndef DG_VALIDATE_INPUT_H
#define DG_VALIDATE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum input_format {
    INPUT_AUTO, /* by suffix, else by content */
    INPUT_JSON,
    INPUT_NDJSON
};

/* One document. `bytes` is valid until the next one is asked for. */
struct record {
    const char *input; /* the name of the file, as people know it; valid UTF-8 */
    const char *bytes;
    const char *shown; /* what may be quoted of it: `bytes`, or a copy without secrets */
    size_t length;
    uint64_t offset; /* of the first byte, in the file */
    uint64_t line;   /* of the first byte, from 1 */
    uint64_t number; /* from 1; 0: the input is one document */
    bool apart;      /* it has lines of its own, so that only the number tells which one it is */
};

enum input_step {
    INPUT_RECORD,
    INPUT_TOO_LONG, /* a record is longer than allowed; number and line are set */
    INPUT_END,
    INPUT_UNREADABLE, /* `error` says why; nothing more will come */
    INPUT_NO_MEMORY
};

/* An input being read. The buffer serves one input after another. */
struct input {
    const char *name;
    size_t max_record;
    int error; /* errno */
    /* the rest is the framers' */
    int fd;
    char *buffer;
    size_t capacity;
    size_t begin;    /* of what no record took so far */
    size_t end;      /* of what was read */
    size_t searched; /* bytes from `begin` that hold no end of a record */
    uint64_t offset; /* of buffer[begin], in the file */
    uint64_t line;
    uint64_t number;
    bool ended;
    enum input_step (*next)(struct input *input, struct record *record);
};

/* The format that the suffix of `path` names; INPUT_AUTO: none that is known. */
enum input_format input_format_of(const char *path);

/* Opens `path` ("-" is standard input). INPUT_RECORD if records can be asked for. */
enum input_step input_open(struct input *input, const char *path, enum input_format format);
enum input_step input_next(struct input *input, struct record *record);
void input_close(struct input *input);

/* Releases the buffer. */
void input_free(struct input *input);

/* For the framers */

/* Reads on behind what is there. INPUT_RECORD: there is more; INPUT_END: the input ended;
   INPUT_TOO_LONG: the buffer is as large as the longest record allowed, and full. */
enum input_step input_fill(struct input *input);

/* Moves past `length` bytes that were framed. */
void input_take(struct input *input, size_t length);

enum input_step input_json_next(struct input *input, struct record *record);
enum input_step input_ndjson_next(struct input *input, struct record *record);

#endif
