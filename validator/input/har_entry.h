/* An entry of an HTTP Archive (HAR 1.2): the members that count, found in place. */
#ifndef DG_VALIDATE_HAR_ENTRY_H
#define DG_VALIDATE_HAR_ENTRY_H

#include <stdbool.h>
#include <stddef.h>

#include "input/wrapping.h"

/* Its memory serves one entry after another; zero-initialised it is empty. */
struct har_entry {
    struct buffer method;
    struct buffer url;
    struct dg_text json;        /* the entry */
    const char *response;       /* in it; NULL: it has none */
    bool retried;               /* as --record leaves it, another attempt followed */
    struct buffer content_type; /* several that differ are joined, as RFC 9110 §5.3 has it */
    struct buffer content_encoding;
    struct buffer media_type; /* content.mimeType */
    struct buffer body;
    int status;        /* 0: there was no response */
    bool body_missing; /* it was not recorded */
    bool truncated;    /* only its beginning was: --record had a bound */
    bool encoded;      /* as --record leaves it, its Content-Encoding was not taken off */
    const char *fault; /* after HAR_FAULT: what is wrong. Static */
    size_t fault_at;   /* its offset in `json` */
};

enum har_result {
    HAR_READ,
    HAR_FAULT,
    HAR_NO_MEMORY
};

/* Reads the request of the entry `json`, well-formed JSON that stays where it is. */
enum har_result har_entry_read(struct har_entry *entry, struct dg_text json);

/* Then its response. wrapping->text is what the entry lies in. */
enum har_result har_entry_read_response(struct har_entry *entry, struct wrapping *wrapping);

/* Whether memory ran out, also while its texts were terminated. */
bool har_entry_failed(const struct har_entry *entry);
void har_entry_free(struct har_entry *entry);

#endif
