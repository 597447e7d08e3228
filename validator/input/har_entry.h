/* An entry of an HTTP Archive (HAR 1.2): the members that the judge needs, found in place. */
#ifndef DG_VALIDATE_HAR_ENTRY_H
#define DG_VALIDATE_HAR_ENTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "input/wrapping.h"

/* An entry. Its memory is used for one entry after another. A zero-initialised entry is empty. */
struct har_entry {
    struct buffer method;
    struct buffer url;
    struct dg_text json;        /* the entry */
    const char *response;       /* in the entry; NULL: the entry has no response */
    bool retried;               /* as --record writes: another attempt followed */
    struct buffer content_type; /* several different ones are joined (RFC 9110 §5.3) */
    struct buffer content_encoding;
    struct buffer media_type; /* content.mimeType */
    struct buffer body;
    struct buffer spare;  /* memory in which a body is decoded */
    struct buffer lost;   /* the reason why `body` is not the received body; empty: it is */
    struct buffer file;   /* the file of the recorder that has the body */
    int status;           /* 0: there was no response */
    bool has_text;        /* the recorder wrote a body, though it may be empty */
    bool in_base64;       /* the recorder says that the body is in base64 */
    bool truncated;       /* only the body's beginning was recorded: --max-body cut the rest */
    bool encoded;         /* as --record writes: the body still has its Content-Encoding */
    int64_t size;         /* content.size; negative: unknown */
    int64_t transferred;  /* bodySize; negative: unknown */
    int64_t announced;    /* Content-Length; negative: unknown */
    bool announced_badly; /* a Content-Length isn't a number of bytes */
    const char *fault;    /* after HAR_FAULT: the fault. Static */
    size_t fault_at;      /* the offset of the fault in `json` */
};

enum har_result {
    HAR_READ,
    HAR_FAULT,
    HAR_TOO_LONG /* the decompressed body is longer than the limit */
};

/* Reads the request of the entry `json`: well-formed JSON that must not move. */
enum har_result har_entry_read(struct har_entry *entry, struct dg_text json);

/* Reads the response of the entry, after har_entry_read. wrapping->text is the text that contains
 * the entry. */
enum har_result har_entry_read_response(struct har_entry *entry, struct wrapping *wrapping);

void har_entry_free(struct har_entry *entry);

#endif
