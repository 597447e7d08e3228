/* Values that are one token: read, judged by type and limits, stored. */
#include <string.h>

#include "runtime/decimal.h"
#include "runtime/leaf.h"
#include "runtime/reader_internal.h"

#if DG_RUNTIME_ABI != 11
#error "the symbol has the number of another binary interface, here and in value.h"
#endif
const char dg_runtime_abi_11 = 0;

/* Each value_ function sets *out to zero and returns DG_ABSENT if the value fails. It returns
 * DG_NULL for a null that is allowed. */

static enum dg_presence value_string(struct dg_reader *in, struct dg_text *out)
{
    struct dg_string *string = &in->string;
    const char *after = dg_leaf_short(in->at, in->end, out);

    if (after != NULL) {
        string->raw = *out;
        in->at = after;
        return DG_VALUE;
    }
    *out = (struct dg_text){0};
    if (dg_scan_peek(in) != '"') {
        return dg_skip_refused(in, DG_KIND_STRING);
    }
    if (!dg_scan_judged_string(in, string) || string->faulty) {
        return DG_ABSENT;
    }
    if (!string->escaped) {
        *out = string->raw;
        return DG_VALUE;
    }
    return dg_reader_text(in, string, out) ? DG_VALUE : DG_ABSENT;
}

static enum dg_presence value_text(struct dg_reader *in, struct dg_text *out,
                                   struct dg_length bounds)
{
    enum dg_presence presence = value_string(in, out);

    if (presence == DG_VALUE &&
        !dg_judge_length(&in->judge, *out, dg_string_quoted(&in->string), bounds)) {
        *out = (struct dg_text){0};
        return DG_ABSENT;
    }
    return presence;
}

DG_APART void dg_read_text(struct dg_reader *in, struct dg_text *out, struct dg_length length)
{
    value_text(in, out, length);
}

DG_APART void dg_read_opt_text(struct dg_reader *in, struct dg_opt_text *out,
                               struct dg_length length)
{
    out->presence = value_text(in, &out->value, length);
}

static enum dg_presence value_formatted(struct dg_reader *in, struct dg_text *out,
                                        struct dg_length bounds, const struct dg_format *format)
{
    enum dg_presence presence = value_string(in, out);
    bool good;

    if (presence != DG_VALUE) {
        return presence;
    }
    good = dg_judge_length(&in->judge, *out, dg_string_quoted(&in->string), bounds);
    if (!dg_judge_format(&in->judge, *out, dg_string_quoted(&in->string), format) || !good) {
        *out = (struct dg_text){0};
        return DG_ABSENT;
    }
    return DG_VALUE;
}

DG_APART void dg_read_formatted(struct dg_reader *in, struct dg_text *out, struct dg_length length,
                                const struct dg_format *format)
{
    value_formatted(in, out, length, format);
}

DG_APART void dg_read_opt_formatted(struct dg_reader *in, struct dg_opt_text *out,
                                    struct dg_length length, const struct dg_format *format)
{
    out->presence = value_formatted(in, &out->value, length, format);
}

static enum dg_presence value_limited_text(struct dg_reader *in, struct dg_text *out,
                                           const struct dg_text_limits *limits)
{
    enum dg_presence presence = value_string(in, out);

    if (presence == DG_VALUE &&
        !dg_judge_limited_text(&in->judge, *out, dg_string_quoted(&in->string), limits)) {
        *out = (struct dg_text){0};
        return DG_ABSENT;
    }
    return presence;
}

DG_APART void dg_read_limited_text(struct dg_reader *in, struct dg_text *out,
                                   const struct dg_text_limits *limits)
{
    value_limited_text(in, out, limits);
}

DG_APART void dg_read_opt_limited_text(struct dg_reader *in, struct dg_opt_text *out,
                                       const struct dg_text_limits *limits)
{
    out->presence = value_limited_text(in, &out->value, limits);
}

/* A time in any spelling. */
static DG_APART enum dg_presence value_time_any(struct dg_reader *in, struct dg_time *out)
{
    struct dg_text text;
    enum dg_presence presence = value_string(in, &text);

    *out = (struct dg_time){0};
    if (presence == DG_VALUE && !dg_time_parse(out, text)) {
        dg_judge_not_time(&in->judge, dg_string_quoted(&in->string));
        return DG_ABSENT;
    }
    return presence;
}

static enum dg_presence value_time(struct dg_reader *in, struct dg_time *out)
{
    const char *after = dg_leaf_time(in->at, in->end, out);

    if (after == NULL) {
        return value_time_any(in, out);
    }
    in->at = after;
    return DG_VALUE;
}

DG_APART void dg_read_time(struct dg_reader *in, struct dg_time *out)
{
    value_time(in, out);
}

DG_APART void dg_read_opt_time(struct dg_reader *in, struct dg_opt_time *out)
{
    out->presence = value_time(in, &out->value);
}

static enum dg_presence value_boolean(struct dg_reader *in, bool *out)
{
    char first = dg_scan_peek(in);

    *out = false;
    if (first != 't' && first != 'f') {
        return dg_skip_refused(in, DG_KIND_BOOLEAN);
    }
    if (!dg_scan_literal(in, first == 't' ? (struct dg_text)DG_TEXT("true")
                                          : (struct dg_text)DG_TEXT("false"))) {
        return DG_ABSENT;
    }
    *out = first == 't';
    return DG_VALUE;
}

DG_APART void dg_read_boolean(struct dg_reader *in, bool *out)
{
    value_boolean(in, out);
}

DG_APART void dg_read_opt_boolean(struct dg_reader *in, struct dg_opt_boolean *out)
{
    out->presence = value_boolean(in, &out->value);
}

/* Reads the spelling of an integer or number. */
static enum dg_presence value_spelling(struct dg_reader *in, enum dg_kind wanted,
                                       struct dg_text *out)
{
    char first = dg_scan_peek(in);

    if (first != '-' && (first < '0' || first > '9')) {
        return dg_skip_refused(in, wanted);
    }
    return dg_scan_number(in, out) ? DG_VALUE : DG_ABSENT;
}

/* An integer that was read, not yet compared with any limit. */
struct value_integer {
    struct dg_text spelling;
    int64_t value;
    bool beyond; /* int64 can't hold it; `value` is the int64 nearest to it */
};

static enum dg_presence value_integer(struct dg_reader *in, struct value_integer *out)
{
    const char *after = dg_leaf_integer(in->at, in->end, &out->value);
    enum dg_presence presence;
    struct dg_decimal number;

    out->beyond = false;
    if (after != NULL) {
        out->spelling = (struct dg_text){in->at, (size_t)(after - in->at)};
        in->at = after;
        return DG_VALUE;
    }
    out->value = 0;
    presence = value_spelling(in, DG_KIND_INTEGER, &out->spelling);
    if (presence != DG_VALUE || dg_number_integer(out->spelling, &out->value)) {
        return presence;
    }
    number = dg_decimal_of(out->spelling);
    if (!dg_decimal_is_integral(&number)) {
        dg_judge_type(&in->judge, DG_KIND_INTEGER, out->spelling);
        return DG_ABSENT;
    }
    out->value = number.negative ? INT64_MIN : INT64_MAX;
    out->beyond = true;
    return DG_VALUE;
}

/* Whether an integer is within the range, and can be stored. */
static bool value_judge_integer(struct dg_reader *in, const struct value_integer *integer,
                                struct dg_range range)
{
    bool within = dg_judge_integer(&in->judge, integer->value, integer->spelling, range);

    if (within && integer->beyond) {
        dg_judge_beyond(&in->judge, integer->spelling);
    }
    return within && !integer->beyond;
}

static enum dg_presence value_int64(struct dg_reader *in, int64_t *out, struct dg_range range)
{
    struct value_integer integer;
    enum dg_presence presence = value_integer(in, &integer);

    *out = 0;
    if (presence == DG_VALUE && !value_judge_integer(in, &integer, range)) {
        return DG_ABSENT;
    }
    *out = integer.value;
    return presence;
}

static enum dg_presence value_int32(struct dg_reader *in, int64_t *out, struct dg_range range)
{
    struct value_integer integer;
    enum dg_presence presence = value_integer(in, &integer);

    *out = 0;
    if (presence == DG_VALUE &&
        !dg_judge_int32(&in->judge, integer.value, integer.spelling, range)) {
        return DG_ABSENT;
    }
    *out = integer.value;
    return presence;
}

DG_APART void dg_read_integer(struct dg_reader *in, int64_t *out, struct dg_range range)
{
    value_int64(in, out, range);
}

DG_APART void dg_read_opt_integer(struct dg_reader *in, struct dg_opt_integer *out,
                                  struct dg_range range)
{
    out->presence = value_int64(in, &out->value, range);
}

DG_APART void dg_read_int32(struct dg_reader *in, int64_t *out, struct dg_range range)
{
    value_int32(in, out, range);
}

DG_APART void dg_read_opt_int32(struct dg_reader *in, struct dg_opt_integer *out,
                                struct dg_range range)
{
    out->presence = value_int32(in, &out->value, range);
}

static enum dg_presence value_limited_integer(struct dg_reader *in, int64_t *out,
                                              const struct dg_integer_limits *limits)
{
    struct value_integer integer;
    enum dg_presence presence = value_integer(in, &integer);
    bool within;

    *out = 0;
    if (presence != DG_VALUE) {
        return presence;
    }
    within = dg_judge_limited_integer(&in->judge, integer.spelling, limits);
    if (within && integer.beyond) {
        dg_judge_beyond(&in->judge, integer.spelling);
    }
    if (!within || integer.beyond) {
        return DG_ABSENT;
    }
    *out = integer.value;
    return DG_VALUE;
}

DG_APART void dg_read_limited_integer(struct dg_reader *in, int64_t *out,
                                      const struct dg_integer_limits *limits)
{
    value_limited_integer(in, out, limits);
}

DG_APART void dg_read_opt_limited_integer(struct dg_reader *in, struct dg_opt_integer *out,
                                          const struct dg_integer_limits *limits)
{
    out->presence = value_limited_integer(in, &out->value, limits);
}

static enum dg_presence value_number(struct dg_reader *in, struct dg_number *out,
                                     struct dg_number_range range)
{
    struct dg_text spelling;
    enum dg_presence presence =
        value_spelling(in, range.integral ? DG_KIND_INTEGER : DG_KIND_NUMBER, &spelling);

    *out = (struct dg_number){0};
    if (presence != DG_VALUE) {
        return presence;
    }
    if (!dg_judge_number(&in->judge, spelling, range)) {
        return DG_ABSENT;
    }
    *out = (struct dg_number){dg_number_value(spelling), spelling};
    return DG_VALUE;
}

DG_APART void dg_read_number(struct dg_reader *in, struct dg_number *out,
                             struct dg_number_range range)
{
    value_number(in, out, range);
}

DG_APART void dg_read_opt_number(struct dg_reader *in, struct dg_opt_number *out,
                                 struct dg_number_range range)
{
    out->presence = value_number(in, &out->value, range);
}

DG_APART void dg_read_json(struct dg_reader *in, struct dg_opt_json *out)
{
    const char *start = in->at;
    char first = dg_scan_peek(in);
    bool failed = in->judge.failed;

    *out = (struct dg_opt_json){0};
    in->judge.failed = false;
    dg_skip_value(in);
    if (!in->judge.failed) {
        out->presence = first == 'n' ? DG_NULL : DG_VALUE;
    }
    if (out->presence == DG_VALUE) {
        out->value.text = (struct dg_text){start, (size_t)(in->at - start)};
    }
    in->judge.failed = in->judge.failed || failed;
}

/* The enumerator of a string, 0 for none. */
static unsigned enum_of_text(const struct dg_words *words, struct dg_text text)
{
    size_t index = words->lookup(text.data, text.length);

    return index < words->count ? (unsigned)index + 1 : 0;
}

/* The enumerator of a number, 0 for none. */
static unsigned enum_of_number(const struct dg_words *words, int64_t number)
{
    for (size_t i = 0; i < words->count; i++) {
        if (words->numbers[i] == number) {
            return (unsigned)i + 1;
        }
    }
    return 0;
}

unsigned dg_word_find(const struct dg_words *words, struct dg_text text)
{
    int64_t number = 0;

    if (words->numbers == NULL) {
        return enum_of_text(words, text);
    }
    return dg_number_is_spelled(text) && dg_number_integer(text, &number)
               ? enum_of_number(words, number)
               : 0;
}

static unsigned value_enum(struct dg_reader *in, const struct dg_words *words,
                           enum dg_presence *presence, struct dg_text *text)
{
    struct dg_text actual;
    unsigned enumerator = 0;

    *text = (struct dg_text){0};
    if (words->numbers == NULL) {
        *presence = value_string(in, text);
        if (*presence == DG_VALUE) {
            enumerator = enum_of_text(words, *text);
            actual = dg_string_quoted(&in->string);
        }
    } else {
        struct value_integer number;

        *presence = value_integer(in, &number);
        actual = number.spelling;
        if (*presence == DG_VALUE && number.beyond && words->open) {
            dg_judge_beyond(&in->judge, actual);
            *presence = DG_ABSENT;
        } else if (*presence == DG_VALUE) {
            enumerator = number.beyond ? 0 : enum_of_number(words, number.value);
            *text = actual;
        }
    }
    if (*presence == DG_VALUE && enumerator == 0) {
        dg_judge_unlisted(&in->judge, words, *text, actual);
    } else {
        *text = (struct dg_text){0};
    }
    return enumerator;
}

DG_APART unsigned dg_read_enum(struct dg_reader *in, const struct dg_words *words,
                               struct dg_text *text)
{
    enum dg_presence presence;
    struct dg_text received;
    unsigned enumerator = value_enum(in, words, &presence, &received);

    if (text != NULL) {
        *text = received;
    }
    return enumerator;
}

DG_APART unsigned dg_read_opt_enum(struct dg_reader *in, const struct dg_words *words,
                                   enum dg_presence *presence, struct dg_text *text)
{
    struct dg_text received;
    unsigned enumerator = value_enum(in, words, presence, &received);

    if (text != NULL) {
        *text = received;
    }
    return enumerator;
}

static enum dg_presence value_const_text(struct dg_reader *in, struct dg_text value)
{
    struct dg_text text;
    char buffer[DG_PHRASE_BYTES];
    enum dg_presence presence = value_string(in, &text);

    if (presence == DG_VALUE && !dg_text_equal(text, value)) {
        dg_judge_fault(&in->judge, DG_CODE_CONST, dg_string_quoted(&in->string),
                       dg_expect_text(buffer, value));
        return DG_ABSENT;
    }
    return presence;
}

DG_APART void dg_read_const_text(struct dg_reader *in, struct dg_text value)
{
    value_const_text(in, value);
}

DG_APART void dg_read_opt_const_text(struct dg_reader *in, enum dg_presence *presence,
                                     struct dg_text value)
{
    *presence = value_const_text(in, value);
}

static enum dg_presence value_const_integer(struct dg_reader *in, int64_t value)
{
    struct value_integer number;
    char buffer[DG_PHRASE_BYTES];
    enum dg_presence presence = value_integer(in, &number);

    if (presence == DG_VALUE && (number.beyond || number.value != value)) {
        dg_judge_fault(&in->judge, DG_CODE_CONST, number.spelling,
                       dg_expect_integer(buffer, "", value));
        return DG_ABSENT;
    }
    return presence;
}

DG_APART void dg_read_const_integer(struct dg_reader *in, int64_t value)
{
    value_const_integer(in, value);
}

DG_APART void dg_read_opt_const_integer(struct dg_reader *in, enum dg_presence *presence,
                                        int64_t value)
{
    *presence = value_const_integer(in, value);
}

bool dg_opt_object(struct dg_reader *in, enum dg_presence *presence)
{
    bool next = dg_scan_peek(in) == '{';

    *presence = next ? DG_VALUE : dg_skip_refused(in, DG_KIND_OBJECT);
    return next;
}

DG_APART void *dg_opt_object_pointer(struct dg_reader *in, enum dg_presence *presence, size_t size)
{
    return dg_opt_object(in, presence) ? dg_reader_new(in, presence, size) : NULL;
}

bool dg_opt_array(struct dg_reader *in, enum dg_presence *presence)
{
    bool next = dg_scan_peek(in) == '[';

    *presence = next ? DG_VALUE : dg_skip_refused(in, DG_KIND_ARRAY);
    return next;
}
