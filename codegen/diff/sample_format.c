/* Texts of formats: a beginning, one character repeated, an end. */
#include "diff/sample_format.h"

#include <assert.h>
#include <string.h>

#include "base/memory_arena.h"
#include "runtime/decimal.h"
#include "runtime/format.h"

/* The columns: the name in models, which is that in C; the beginning, the character, the end, and
   the least number of characters. */
#define FORMAT_TEXTS(X)                                                                            \
    X(date_time, "2020-01-01T00:00:00.", '0', "Z", 1)                                              \
    X(date, "2020-01-01", '0', "", 0)                                                              \
    X(time, "00:00:00.", '0', "Z", 1)                                                              \
    X(duration, "P", '1', "D", 1)                                                                  \
    X(uuid, "00000000-0000-4000-8000-000000000000", '0', "", 0)                                    \
    X(email, "", 'a', "@b.c", 1)                                                                   \
    X(hostname, "a", 'a', "", 0)                                                                   \
    X(ipv4, "10.0.0.1", '0', "", 0)                                                                \
    X(ipv6, "::1", '0', "", 0)                                                                     \
    X(uri, "a:", 'a', "", 0)                                                                       \
    X(uri_reference, "", 'a', "", 0)                                                               \
    X(byte, "", 'A', "", 0)

#define FORMAT_NUMBERS(X) X(int32) X(int64) X(uint32) X(uint64)

struct format_row {
    const char *name;
    const struct dg_format *format;
    const char *begin;
    char middle;
    const char *end;
    size_t least;
};

static const struct format_row *format_row(const char *name)
{
    static const struct format_row rows[] = {
#define FORMAT_ROW(name, ...) {#name, &dg_format_##name, __VA_ARGS__},
        FORMAT_TEXTS(FORMAT_ROW)
#undef FORMAT_ROW
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(rows[i].name, name) == 0) {
            return &rows[i];
        }
    }
    assert(false && "a format of texts without a row");
    return NULL;
}

bool sample_format_fits(const char *format, struct dg_text text)
{
    return format == NULL || format_row(format)->format->fits(text);
}

bool sample_format_fits_number(const char *whole, struct dg_text number)
{
    static const struct dg_whole *const rows[] = {
#define FORMAT_WHOLE(name) &dg_whole_##name,
        FORMAT_NUMBERS(FORMAT_WHOLE)
#undef FORMAT_WHOLE
    };
    struct dg_decimal decimal = dg_decimal_of(number);

    for (size_t i = 0; whole != NULL && i < sizeof rows / sizeof rows[0]; i++) {
        if (dg_text_equal(rows[i]->name, dg_text_of(whole))) {
            return dg_decimal_is_integral(&decimal) &&
                   dg_number_compare(number, dg_text_of(rows[i]->minimum)) >= 0 &&
                   dg_number_compare(number, dg_text_of(rows[i]->maximum)) <= 0;
        }
    }
    assert(whole == NULL && "a format of numbers without a row");
    return true;
}

size_t sample_format_shortest(const char *format)
{
    const struct format_row *row = format_row(format);

    return strlen(row->begin) + row->least + strlen(row->end);
}

struct dg_text sample_format_text(const char *format, size_t length, struct dg_arena *arena)
{
    const struct format_row *row = format_row(format);
    size_t begin = strlen(row->begin);
    size_t end = strlen(row->end);
    char *text;

    if (length < begin + row->least + end) {
        return (struct dg_text){NULL, 0};
    }
    text = memory_arena_new(arena, length + 1);
    memcpy(text, row->begin, begin);
    memset(text + begin, row->middle, length - begin - end);
    memcpy(text + length - end, row->end, end);
    return row->format->fits((struct dg_text){text, length}) ? (struct dg_text){text, length}
                                                             : (struct dg_text){NULL, 0};
}
