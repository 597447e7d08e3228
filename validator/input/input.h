/* Inputs as framers: each yields records, one contiguous document at a time, in bounded memory. */
#ifndef DG_VALIDATE_INPUT_H
#define DG_VALIDATE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "http/response.h"
#include "input/har_entry.h"
#include "input/skipper.h"
#include "input/source.h"
#include "input/wrapping.h"

/* X(identifier, name, suffixes, words, begin, next, complete): suffixes are separated by spaces,
   the functions are members of struct input_framer. */
#define INPUT_FORMATS(X)                                                                           \
    X(JSON, "json", ".json", "one JSON document", input_begin_nothing, input_json_next,            \
      input_complete_nothing)                                                                      \
    X(NDJSON, "ndjson", ".ndjson .jsonl", "JSON lines: each is a document", input_begin_nothing,   \
      input_ndjson_next, input_complete_nothing)                                                   \
    X(HAR, "har", ".har", "an HTTP Archive (HAR 1.2): each entry is an exchange", input_har_begin, \
      input_har_next, input_har_complete)                                                          \
    X(HTTP, "http", ".http", "responses as curl -i prints them", input_begin_nothing,              \
      input_http_next, input_complete_nothing)

enum input_format {
    INPUT_AUTO, /* by suffix, otherwise by content */
#define INPUT_FORMAT(identifier, name, suffixes, words, begin, next, complete) INPUT_##identifier,
    INPUT_FORMATS(INPUT_FORMAT)
#undef INPUT_FORMAT
};

/* The exchange around a captured document. */
struct capture {
    bool deferred;         /* nothing else is known: wrapping->text has to be read (kept.h) */
    bool request;          /* the request is known: `method` and `url` */
    struct dg_text method; /* as received */
    struct dg_text url;    /* as received */
    bool retried;          /* another attempt followed, so that the response wasn't used */
    /* after input_complete */
    int status;                   /* 0: there was no response */
    const char *content_type;     /* as received; NULL: none */
    const char *content_encoding; /* the Content-Encoding that the body still has; NULL: none */
    const char *body_lost; /* the reason why the received body isn't known; NULL: it is known */
    bool of_proxy_perhaps; /* the response may be that of a proxy to CONNECT */
    bool body_truncated;   /* only the body's beginning was recorded, up to a limit */
};

/* One document. Everything that it points to is valid until the next record is requested. */
struct record {
    const char *input; /* the name of the file for people; valid UTF-8 */
    const char *bytes;
    const char *shown; /* the text for quotations: `bytes`, or a copy without secrets */
    size_t length;
    uint64_t offset;  /* of the first byte, in the file */
    uint64_t line;    /* of the first byte, from 1 */
    uint64_t column;  /* of the first byte, from 1, in code points; 0 is taken as 1 */
    uint64_t number;  /* from 1; 0: the input is one document */
    const char *part; /* the noun for `number`: "entry"; NULL: documents of the input */
    bool apart; /* lines count from the record's beginning, so that `number` must be shown, too */
    const struct capture *capture;   /* NULL: the document has no exchange */
    const struct wrapping *wrapping; /* NULL: the file holds the document unchanged */
};

enum input_step {
    INPUT_RECORD,
    INPUT_TOO_LONG, /* a record is longer than the limit; number and line are set */
    INPUT_FAULTY,   /* a record can't be read: `fault` is the reason, the record has the location;
                       others may follow */
    INPUT_END,
    INPUT_UNREADABLE /* `error`, or if that is 0 `fault`, is the reason; nothing more follows */
};

/* The state of the framer of HAR files. */
struct har {
    struct skipper skipper;
    bool begun;
    bool in_log;
    bool in_entries;
    bool log_next; /* the next value is the value of `log` */
    bool entries_next;
    bool met_log;
    bool met_entries;
    bool in_entry;
    bool too_long; /* the entry is too long, and its beginning was dropped */
    bool faulty;   /* the entry is not JSON */
    struct har_entry entry;
};

/* The state of the framer of responses. */
struct http {
    struct response response;
    struct buffer body;  /* without the framing of chunks */
    struct buffer plain; /* the body, decompressed */
    struct buffer lost;  /* why the received body isn't known; empty: it is */
};

struct input;

/* The functions of a format. */
struct input_framer {
    void (*begin)(struct input *input); /* before the first record */
    enum input_step (*next)(struct input *input, struct record *record);
    enum input_step (*complete)(struct input *input, struct record *record); /* input_complete */
};

/* An input being read. The buffer is used for one input after another. */
struct input {
    const char *name;
    size_t max_record;
    bool bodiless;  /* responses without a request are those to HEAD and have no bodies */
    bool in_step;   /* JSON lines that are yielded as soon as they arrive, blank ones as records
                       without bytes; the input isn't recognized, and not decompressed */
    bool alone;     /* no thread reads ahead */
    bool deferring; /* records that take long to read are yielded unread */
    int error;      /* errno; 0: see `fault` */
    struct buffer fault; /* for people */
    /* the rest is for framers */
    struct source source;
    char *buffer;
    size_t capacity;
    size_t begin;    /* beginning of the bytes that aren't in a record yet */
    size_t end;      /* end of the bytes that were read */
    size_t searched; /* bytes from `begin` that were searched for the end of a record */
    uint64_t offset; /* of buffer[begin], in the file */
    uint64_t line;
    uint64_t column; /* of buffer[begin], if the framer counts columns */
    uint64_t number;
    bool ended;
    const struct input_framer *framer; /* of the format */
    struct capture capture;            /* of the record that was yielded */
    struct wrapping wrapping;
    struct har har;
    struct http http;
};

/* The names of the formats, in the order of the enum, then NULL. */
extern const char *const input_format_names[];

/* A short description of a format, for help. Static. */
const char *input_format_words(enum input_format format);

/* The format by the suffix of `path`, before the suffix of a compression and .txt; INPUT_AUTO: the
   suffix isn't known. */
enum input_format input_format_of(const char *path);

/* Opens `path` ("-" is standard input). Returns INPUT_RECORD if records can be read. */
DG_CHECKED enum input_step input_open(struct input *input, const char *path,
                                      enum input_format format);
DG_CHECKED enum input_step input_next(struct input *input, struct record *record);

/* Whether a whole line is in memory, so that input_next of an input in step doesn't wait. */
bool input_has_line(const struct input *input);

/* Reads the rest of a record with a capture: the response and its body, which is taken out of its
   wrapping. INPUT_RECORD, INPUT_FAULTY or INPUT_TOO_LONG. */
DG_CHECKED enum input_step input_complete(struct input *input, struct record *record);
void input_close(struct input *input);

/* Releases the memory that is used for one input after another. */
void input_free(struct input *input);

/* For the framers */

#define INPUT_BLOCK_SIZE ((size_t)256 * 1024) /* of the buffer, until a record is longer */

/* Reads more bytes into the buffer. INPUT_RECORD: there is more; INPUT_END: the input ended;
   INPUT_TOO_LONG: the buffer is as large as the longest record allowed, and full. */
DG_CHECKED enum input_step input_fill(struct input *input);

/* The format of an input before its first record. `format` is the format by suffix, which counts
   unless the content says more. */
enum input_format input_detect(struct input *input, enum input_format format);

/* Moves past `length` bytes that are in a record. */
void input_take(struct input *input, size_t length);

/* Moves past `length` bytes, and counts lines and columns. */
void input_pass(struct input *input, size_t length);

/* A record that begins at buffer[begin]. */
struct record input_record(const struct input *input, const char *part);

/* Formats `fault` for people. Returns `step`. */
enum input_step input_fault(struct input *input, enum input_step step, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Keeps the reason why the source can't be read. Returns INPUT_UNREADABLE. */
enum input_step input_unreadable(struct input *input);

/* For a format whose framer has no state of its own, or whose records are complete. */
void input_begin_nothing(struct input *input);
enum input_step input_complete_nothing(struct input *input, struct record *record);

enum input_step input_json_next(struct input *input, struct record *record);
enum input_step input_ndjson_next(struct input *input, struct record *record);
void input_har_begin(struct input *input);
enum input_step input_har_next(struct input *input, struct record *record);
/* Reads the request of the record in input->wrapping. */
enum input_step input_har_request(struct input *input, struct record *record);
enum input_step input_har_complete(struct input *input, struct record *record);
enum input_step input_http_next(struct input *input, struct record *record);

#endif
