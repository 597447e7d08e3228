/* The formats of strings that contracts can require, each judged by its RFC.
 *
 * Not stable: for generated code. */
#ifndef DG_RUNTIME_FORMAT_H
#define DG_RUNTIME_FORMAT_H

#include <stdbool.h>

#include "text.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A format of strings. `fits` takes time in proportion to the length of the text, and no memory. */
struct dg_format {
    const char *name;        /* in contracts */
    struct dg_text expected; /* for findings: "RFC 3339 full-date" */
    bool (*fits)(struct dg_text text);
};

extern const struct dg_format dg_format_date_time;     /* RFC 3339 §5.6 */
extern const struct dg_format dg_format_date;          /* RFC 3339 §5.6, full-date */
extern const struct dg_format dg_format_time;          /* RFC 3339 §5.6, full-time */
extern const struct dg_format dg_format_duration;      /* RFC 3339 appendix A */
extern const struct dg_format dg_format_uuid;          /* RFC 9562 §4, of any version */
extern const struct dg_format dg_format_byte;          /* RFC 4648 §4, with its padding */
extern const struct dg_format dg_format_email;         /* RFC 5321 §4.1.2, Mailbox */
extern const struct dg_format dg_format_hostname;      /* RFC 1123 §2.1; A-labels aren't decoded */
extern const struct dg_format dg_format_ipv4;          /* RFC 2673 §3.2, dotted-quad */
extern const struct dg_format dg_format_ipv6;          /* RFC 4291 §2.2 */
extern const struct dg_format dg_format_uri;           /* RFC 3986 §3 */
extern const struct dg_format dg_format_uri_reference; /* RFC 3986 §4.1 */

/* A format of numbers: the integers from `minimum` to `maximum`. */
struct dg_whole {
    struct dg_text name;
    const char *minimum; /* JSON numbers */
    const char *maximum;
};

extern const struct dg_whole dg_whole_int32;
extern const struct dg_whole dg_whole_int64;
extern const struct dg_whole dg_whole_uint32;
extern const struct dg_whole dg_whole_uint64;

#ifdef __cplusplus
}
#endif

#endif
