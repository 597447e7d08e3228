/* Text as slices: UTF-8 (RFC 3629), date-times (RFC 3339) and decimal numbers (RFC 8259 §6).
 *
 * Stable: programs may rely on this header. */
#ifndef DG_RUNTIME_TEXT_H
#define DG_RUNTIME_TEXT_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct dg_arena;

/* A slice of bytes that belong to something else. Not terminated; may contain NUL. {NULL, 0} is
 * empty. */
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

/* For printf: printf("id " DG_TEXT_FORMAT "\n", DG_TEXT_ARGUMENTS(kettle.id)). A NUL in the text
   ends what is printed, and so does the INT_MAXth byte. The argument is evaluated more than once.
 */
#define DG_TEXT_FORMAT "%.*s"
#define DG_TEXT_ARGUMENTS(text)                                                                    \
    (int)((text).length < INT_MAX ? (text).length : INT_MAX), (text).length == 0 ? "" : (text).data

/* A terminated copy in the arena. Returns NULL if the text has a NUL, which would end the string
   too early; and if memory runs out: then arena->failed is set. */
const char *dg_text_to_c(struct dg_text text, struct dg_arena *arena);

bool dg_text_equal(struct dg_text a, struct dg_text b);

/* Whether `text` is UTF-8 (RFC 3629). */
bool dg_text_is_utf8(struct dg_text text);

/* The length in bytes (1 to 4) of the well-formed UTF-8 sequence at `at`, 0 if there is none before
   `end`. Overlong forms, surrogates and code points above U+10FFFF are not well-formed (RFC 3629
   §4). */
size_t dg_utf8_sequence(const char *at, const char *end);

/* The number of code points in `text`. A byte outside any well-formed sequence counts as one. */
size_t dg_text_code_points(struct dg_text text);

/* A position in a text. */
struct dg_position {
    size_t offset;     /* in bytes */
    size_t line_start; /* offset of the first byte of the line */
    size_t line;       /* from 1; a line ends after its line feed */
    size_t column; /* from 1, in code points; a byte outside any well-formed sequence counts one */
};

/* The position of `offset`; of the end of the text if the offset is beyond the end. */
struct dg_position dg_text_position(struct dg_text text, size_t offset);

/* The same, counted from a position in the same text that is known already: the work is that for
   the bytes between the two, and for the rest of the line. */
struct dg_position dg_text_position_from(struct dg_text text, struct dg_position known,
                                         size_t offset);

/* An instant and its spelling. */
struct dg_time {
    int64_t seconds;     /* since 1970-01-01T00:00:00Z, without leap seconds; 23:59:60 is the second
                            after :59 */
    uint32_t nanos;      /* 0 to 999,999,999; further digits are only in `text` */
    struct dg_text text; /* as received */
};

/* Reads an RFC 3339 §5.6 date-time: lower-case t and z and any number of fraction digits are
   allowed, a second of 60 only where UTC is 23:59:60. Returns false, and zeroes *out, if `text`
   isn't a date-time. */
bool dg_time_parse(struct dg_time *out, struct dg_text text);

/* The size of a buffer for any result of dg_time_write. */
#define DG_TIME_BYTES 32

/* Writes the instant in UTC as an RFC 3339 date-time, with 0, 3, 6 or 9 fraction digits: the fewest
   that are exact. Ignores the text of `time`. Not terminated. Returns the length; 0 if the year
   isn't 0000 to 9999 or if there are a billion nanoseconds or more. */
size_t dg_time_write(const struct dg_time *time, char buffer[DG_TIME_BYTES]);

/* Sets an instant, and its text as dg_time_write spells it, in the arena. Returns false, and leaves
   *time as it is, if the year isn't 0000 to 9999 in UTC, if there are a billion nanoseconds or
   more, or if memory runs out. */
bool dg_time_set(struct dg_time *time, int64_t seconds, uint32_t nanos, struct dg_arena *arena);

/* A decimal number and its spelling. */
struct dg_number {
    double value;        /* the nearest double; +-infinity beyond its range */
    struct dg_text text; /* as received */
};

/* The double nearest to `text`, which must be a JSON number (RFC 8259 §6). Correctly rounded,
 * whatever the locale. */
double dg_number_value(struct dg_text text);

/* The size of a buffer for any result of dg_number_write. */
#define DG_NUMBER_BYTES 32

/* Writes the shortest decimal whose nearest double is `value`, in the layout of RFC 8785 §3.2.2.3,
   but zero keeps its sign. Not terminated. Returns the length; 0 for infinity and NaN, which have
   no JSON form. */
size_t dg_number_write(double value, char buffer[DG_NUMBER_BYTES]);

/* Whether `text` is a JSON number (RFC 8259 §6). */
bool dg_number_is_spelled(struct dg_text text);

/* Gets the integer value of `text`, a JSON number; `1.0` and `1e1` are integers. Returns false if
   the value is not integral or outside int64. Exact for any number of digits and any exponent. */
bool dg_number_integer(struct dg_text text, int64_t *out);

/* Compares two JSON numbers as exact decimals: negative, zero or positive as a <, = or > b. An
   exponent beyond ±10^18 counts as ±10^18, so that two such numbers may compare as equal. */
int dg_number_compare(struct dg_text a, struct dg_text b);

/* Whether a JSON number is an integer times the divisor, exactly. */
bool dg_number_is_multiple(struct dg_text number, struct dg_text divisor);

/* Whether a JSON number can be a divisor: it is positive, has at most this many digits without
   zeros at their ends, and the exponent of its last digit isn't beyond the limit. */
#define DG_DIVISOR_DIGITS 18
#define DG_DIVISOR_EXPONENT 1000000000
bool dg_number_is_divisor(struct dg_text number);

#ifdef __cplusplus
}
#endif

#endif
