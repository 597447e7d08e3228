/* Text as slices: UTF-8 (RFC 3629), date-times (RFC 3339) and decimal numbers (RFC 8259 §6). */
#ifndef DG_RUNTIME_TEXT_H
#define DG_RUNTIME_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A slice of bytes that somebody else owns. Not terminated; may contain NUL. {NULL, 0} is empty. */
struct dg_text {
    const char *data;
    size_t length; /* bytes */
};

/* The slice of a string literal; usable in constant initializers. */
#define DG_TEXT(literal)                                                                           \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }

/* The slice of a terminated string. NULL gives the empty slice. */
struct dg_text dg_text_of(const char *string);

bool dg_text_equal(struct dg_text a, struct dg_text b);

/* Whether `text` is UTF-8 (RFC 3629). */
bool dg_text_is_utf8(struct dg_text text);

/* The length in bytes (1 to 4) of the well-formed UTF-8 sequence at `at`, 0 if there is none before
   `end`. Overlong forms, surrogates and code points above U+10FFFF are not well-formed (RFC 3629
   §4). */
size_t dg_utf8_sequence(const char *at, const char *end);

/* The number of code points in `text`. A byte that is in no well-formed sequence counts as one. */
size_t dg_text_code_points(struct dg_text text);

/* An instant and the way it was written. */
struct dg_time {
    int64_t seconds;     /* since 1970-01-01T00:00:00Z, without leap seconds; 23:59:60 is the second
                            after :59 */
    uint32_t nanos;      /* 0 to 999,999,999; further digits are only in `text` */
    struct dg_text text; /* as received */
};

/* Reads an RFC 3339 §5.6 date-time: lower-case t and z and any number of fraction digits are
   allowed, a second of 60 only where UTC is 23:59:60. False, and *out zero, if `text` isn't one. */
bool dg_time_parse(struct dg_time *out, struct dg_text text);

/* Bytes that suffice for any time that dg_time_write writes. */
#define DG_TIME_BYTES 32

/* Writes the instant in UTC as RFC 3339 spells it, with 0, 3, 6 or 9 fraction digits: as few as say
   it all. Looks at no text of `time`. Not terminated. Returns the length; 0 if the year isn't 0000
   to 9999 or there are a billion nanoseconds or more. */
size_t dg_time_write(const struct dg_time *time, char buffer[DG_TIME_BYTES]);

/* A decimal number and the way it was written. */
struct dg_number {
    double value;        /* the nearest double; +-infinity beyond its range */
    struct dg_text text; /* as received */
};

/* The double nearest to `text`, which must be a JSON number (RFC 8259 §6). Correctly rounded, any
 * locale. */
double dg_number_value(struct dg_text text);

/* Bytes that suffice for any number that dg_number_write writes. */
#define DG_NUMBER_BYTES 32

/* Writes the shortest decimal whose nearest double is `value`, laid out as RFC 8785 §3.2.2.3 has
   it, but zero keeps its sign. Not terminated. Returns its length; 0 for infinity and NaN, which
   JSON has no form for. */
size_t dg_number_write(double value, char buffer[DG_NUMBER_BYTES]);

/* Whether `text` is a JSON number (RFC 8259 §6). */
bool dg_number_is_spelled(struct dg_text text);

/* The integer that `text`, a JSON number, stands for: `1.0` and `1e1` are integers. False if it is
   not integral or outside int64. Exact at any length of digits and exponent. */
bool dg_number_integer(struct dg_text text, int64_t *out);

/* Compares two JSON numbers as exact decimals: negative, zero or positive as a <, = or > b. */
int dg_number_compare(struct dg_text a, struct dg_text b);

#ifdef __cplusplus
}
#endif

#endif
