/* An entry of an HTTP Archive (HAR 1.2): the members that matter, found in place. */
#ifndef DG_VALIDATE_HAR_ENTRY_H
#define DG_VALIDATE_HAR_ENTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "input/wrapping.h"

/* Its memory is used for one entry after another; zero-initialised, it is empty. */
struct har_entry {
    struct buffer method;
    struct buffer url;
    struct dg_text json;        /* the entry */
    const char *response;       /* in the entry; NULL: it has none */
    bool retried;               /* as --record writes: another attempt followed */
    struct buffer content_type; /* several different ones are joined (RFC 9110 §5.3) */
    struct buffer content_encoding;
    struct buffer media_type; /* content.mimeType */
    struct buffer body;
    struct buffer spare; /* another body in the making */
    struct buffer lost;  /* why the body is not the one that was received; empty: it is */
    struct buffer file;  /* of the recorder, which holds the body */
    int status;          /* 0: there was no response */
    bool has_text;       /* the recorder wrote a body, though it may be empty */
    bool in_base64;      /* in base64, as the recorder says */
    bool truncated;      /* only its beginning was recorded: --max-body cut it */
    bool encoded;        /* as --record writes: the body still has its Content-Encoding */
    int64_t size;        /* content.size; negative: not known */
    int64_t transferred; /* bodySize; likewise */
    int64_t announced;   /* Content-Length; likewise */
    const char *fault;   /* after HAR_FAULT: the fault. Static */
    size_t fault_at;     /* its offset in `json` */
};

enum har_result {
    HAR_READ,
    HAR_FAULT,
    HAR_TOO_LONG, /* the body is, once decompressed */
    HAR_NO_MEMORY
};

/* Reads the request of the entry `json`: well-formed JSON that must not move. */
enum har_result har_entry_read(struct har_entry *entry, struct dg_text json);

/* Then reads its response. wrapping->text is the text that holds the entry. */
enum har_result har_entry_read_response(struct har_entry *entry, struct wrapping *wrapping);

/* Whether memory ran out, also while its texts were terminated. */
bool har_entry_failed(const struct har_entry *entry);
void har_entry_free(struct har_entry *entry);

#endif
