/* Validates values that a program built. */
#include "runtime/check.h"

#include <string.h>

#include "runtime/check_internal.h"
#include "runtime/decimal.h"

static const struct dg_text nothing = {0};

void dg_checker_open(struct dg_checker *in, struct dg_report *report)
{
    *in = (struct dg_checker){.judge = {.report = report}, .max_depth = dg_judge_max_depth(report)};
}

void dg_checker_open_at(struct dg_checker *in, const struct dg_site *site, struct dg_report *report)
{
    dg_checker_open(in, report);
    in->judge.site = site;
}

bool dg_checker_close(const struct dg_checker *in)
{
    return !in->judge.failed && !in->judge.broken;
}

/* Containers */

bool dg_check_enter(struct dg_checker *in)
{
    if (in->stopped) {
        return false;
    }
    if (in->depth >= in->max_depth) {
        dg_judge_depth(&in->judge, in->max_depth, nothing);
        in->stopped = true;
        in->judge.report = NULL;
        return false;
    }
    in->depth++;
    return true;
}

void dg_check_leave(struct dg_checker *in, const struct dg_frame *frame, const struct dg_site *site)
{
    in->judge.frame = frame;
    in->judge.site = site;
    in->judge.refused = false;
    in->absent = false;
}

struct dg_checked_object dg_check_object(struct dg_checker *in, const struct dg_shape *shape,
                                         uint64_t *faults)
{
    struct dg_checked_object at = {
        .in = in,
        .shape = shape,
        .faults = faults,
        .failed = in->judge.failed,
        .site = in->judge.site,
        .property = shape->count,
        .frame = {.parent = in->judge.frame, .plain = true},
    };

    memset(at.seen, 0xFF, sizeof at.seen);
    in->judge.failed = false;
    at.open = dg_check_enter(in);
    return at;
}

/* Notes whether the latest member is present, and whether it failed. */
void dg_check_note(struct dg_checked_object *at)
{
    struct dg_judge *judge = &at->in->judge;

    if (at->property < at->shape->count && at->in->absent) {
        at->missing++;
        at->seen[at->property / 64] &= ~(UINT64_C(1) << at->property % 64);
    } else if (at->property < at->shape->count && at->shape->properties[at->property].deprecated) {
        char shown[DG_PHRASE_BYTES];

        dg_judge_deprecated(judge, &at->shape->properties[at->property], &at->frame,
                            dg_expect_text(shown, at->frame.name));
    }
    if (!judge->failed) {
        return;
    }
    judge->failed = false;
    at->failed = true;
    if (at->property < at->shape->count) {
        dg_judge_note(at->faults, at->shape, at->property, judge->refused);
    }
}

struct dg_checker *dg_check_member(struct dg_checked_object *at, size_t property)
{
    const struct dg_property *member = &at->shape->properties[property];

    dg_check_note(at);
    at->property = property;
    at->frame.name = member->name;
    at->in->judge.frame = &at->frame;
    at->in->judge.site = &member->site;
    at->in->judge.refused = false;
    at->in->optional = true;
    at->in->absent = false;
    return at->in;
}

bool dg_check_object_end(struct dg_checked_object *at)
{
    struct dg_judge *judge = &at->in->judge;
    struct dg_counted counted = {.schema = at->shape->schema};
    struct dg_met met = {.seen = at->seen, .faults = at->faults};

    dg_check_note(at);
    dg_check_leave(at->in, at->frame.parent, at->site);
    if (at->open) {
        at->in->depth--;
        counted.count = at->shape->count - at->missing + at->others;
        dg_judge_required(judge, at->shape, &met);
        dg_judge_members(judge, counted, at->shape->members);
    }
    judge->failed = judge->failed || at->failed;
    return at->open && !at->in->stopped;
}

struct dg_subject dg_check_subject(const struct dg_checked_object *at)
{
    bool failed = at->in->judge.failed;

    return (struct dg_subject){
        .judge = &at->in->judge, .doubtful = failed, .faults = failed ? at->faults : NULL};
}

struct dg_checked_array dg_check_array(struct dg_checker *in, const struct dg_array_shape *shape,
                                       const void *items, size_t count)
{
    return (struct dg_checked_array){
        .in = in,
        .shape = shape,
        .site = in->judge.site,
        .items = items,
        .count = count,
        .frame = {.parent = in->judge.frame},
        .open = dg_check_enter(in),
    };
}

bool dg_check_array_next(struct dg_checked_array *at)
{
    struct dg_checker *in = at->in;

    if (!at->open || in->stopped || at->index == at->count) {
        return false;
    }
    at->slot = at->items == NULL ? NULL : at->items + at->index * at->shape->item_size;
    at->frame.index = at->index++;
    in->judge.frame = &at->frame;
    in->judge.site = &at->shape->item;
    in->optional = false;
    return true;
}

void dg_check_array_end(struct dg_checked_array *at)
{
    struct dg_counted counted = {.schema = at->shape->schema, .count = at->count};

    dg_check_leave(at->in, at->frame.parent, at->site);
    if (at->open) {
        at->in->depth--;
        dg_judge_items(&at->in->judge, counted, at->shape->items);
    }
}

/* Values */

bool dg_check_utf8(struct dg_checker *in, struct dg_text text)
{
    char shown[DG_PHRASE_BYTES];
    struct dg_finding finding;

    if (dg_text_is_utf8(text)) {
        return true;
    }
    finding = dg_judge_finding(&in->judge, DG_CODE_JSON_UTF8, dg_expect_text(shown, text));
    dg_judge_report(&in->judge, &finding);
    return false;
}

/* Returns whether there is a value to validate. */
static bool check_opt(struct dg_checker *in, enum dg_presence presence, enum dg_kind kind)
{
    in->absent = presence == DG_ABSENT;
    if (presence == DG_VALUE) {
        return !in->stopped; /* a value may contain itself */
    }
    if (presence == DG_NULL && !in->judge.site->nullable) {
        dg_judge_type(&in->judge, kind, (struct dg_text)DG_TEXT("null"));
    } else if (presence != DG_NULL && (presence != DG_ABSENT || !in->optional)) {
        dg_judge_type(&in->judge, kind, nothing);
    }
    return false;
}

bool dg_check_opt_object(struct dg_checker *in, enum dg_presence presence)
{
    return check_opt(in, presence, DG_KIND_OBJECT);
}

bool dg_check_opt_array(struct dg_checker *in, enum dg_presence presence)
{
    return check_opt(in, presence, DG_KIND_ARRAY);
}

bool dg_check_opt_enum(struct dg_checker *in, enum dg_presence presence,
                       const struct dg_words *words)
{
    return check_opt(in, presence, words->numbers == NULL ? DG_KIND_STRING : DG_KIND_INTEGER);
}

void dg_check_opt_const_text(struct dg_checker *in, enum dg_presence presence)
{
    check_opt(in, presence, DG_KIND_STRING);
}

void dg_check_opt_const_integer(struct dg_checker *in, enum dg_presence presence)
{
    check_opt(in, presence, DG_KIND_INTEGER);
}

void dg_check_opt_boolean(struct dg_checker *in, const struct dg_opt_boolean *value)
{
    check_opt(in, value->presence, DG_KIND_BOOLEAN);
}

void dg_check_text(struct dg_checker *in, const struct dg_text *value, struct dg_length length)
{
    if (dg_check_utf8(in, *value)) {
        dg_judge_length(&in->judge, *value, nothing, length);
    }
}

void dg_check_opt_text(struct dg_checker *in, const struct dg_opt_text *value,
                       struct dg_length length)
{
    if (check_opt(in, value->presence, DG_KIND_STRING)) {
        dg_check_text(in, &value->value, length);
    }
}

void dg_check_formatted(struct dg_checker *in, const struct dg_text *value, struct dg_length length,
                        const struct dg_format *format)
{
    if (dg_check_utf8(in, *value)) {
        dg_judge_length(&in->judge, *value, nothing, length);
        dg_judge_format(&in->judge, *value, nothing, format);
    }
}

void dg_check_opt_formatted(struct dg_checker *in, const struct dg_opt_text *value,
                            struct dg_length length, const struct dg_format *format)
{
    if (check_opt(in, value->presence, DG_KIND_STRING)) {
        dg_check_formatted(in, &value->value, length, format);
    }
}

void dg_check_limited_text(struct dg_checker *in, const struct dg_text *value,
                           const struct dg_text_limits *limits)
{
    if (dg_check_utf8(in, *value)) {
        dg_judge_limited_text(&in->judge, *value, nothing, limits);
    }
}

void dg_check_opt_limited_text(struct dg_checker *in, const struct dg_opt_text *value,
                               const struct dg_text_limits *limits)
{
    if (check_opt(in, value->presence, DG_KIND_STRING)) {
        dg_check_limited_text(in, &value->value, limits);
    }
}

/* Checks a time without a text. */
static void check_instant(struct dg_checker *in, const struct dg_time *value)
{
    char buffer[DG_TIME_BYTES];
    char shown[DG_PHRASE_BYTES];

    if (dg_time_write(value, buffer) == 0) {
        dg_judge_not_time(&in->judge, dg_expect_integer(shown, "", value->seconds));
    }
}

void dg_check_time(struct dg_checker *in, const struct dg_time *value)
{
    char shown[DG_PHRASE_BYTES];
    struct dg_time spelled;

    if (value->text.length == 0) {
        check_instant(in, value);
    } else if (!dg_check_utf8(in, value->text)) {
        return;
    } else if (!dg_time_parse(&spelled, value->text)) {
        dg_judge_not_time(&in->judge, dg_expect_text(shown, value->text));
    } else if (spelled.seconds != value->seconds || spelled.nanos != value->nanos) {
        dg_judge_fault(&in->judge, DG_CODE_FORMAT, dg_expect_text(shown, value->text),
                       (struct dg_text)DG_TEXT("a spelling of the same instant"));
    }
}

void dg_check_opt_time(struct dg_checker *in, const struct dg_opt_time *value)
{
    if (check_opt(in, value->presence, DG_KIND_STRING)) {
        dg_check_time(in, &value->value);
    }
}

void dg_check_integer(struct dg_checker *in, int64_t value, struct dg_range range)
{
    dg_judge_integer(&in->judge, value, nothing, range);
}

void dg_check_opt_integer(struct dg_checker *in, const struct dg_opt_integer *value,
                          struct dg_range range)
{
    if (check_opt(in, value->presence, DG_KIND_INTEGER)) {
        dg_check_integer(in, value->value, range);
    }
}

void dg_check_int32(struct dg_checker *in, int64_t value, struct dg_range range)
{
    dg_judge_int32(&in->judge, value, nothing, range);
}

void dg_check_opt_int32(struct dg_checker *in, const struct dg_opt_integer *value,
                        struct dg_range range)
{
    if (check_opt(in, value->presence, DG_KIND_INTEGER)) {
        dg_check_int32(in, value->value, range);
    }
}

void dg_check_limited_integer(struct dg_checker *in, int64_t value,
                              const struct dg_integer_limits *limits)
{
    char spelling[DG_PHRASE_BYTES];

    dg_judge_limited_integer(&in->judge, dg_expect_integer(spelling, "", value), limits);
}

void dg_check_opt_limited_integer(struct dg_checker *in, const struct dg_opt_integer *value,
                                  const struct dg_integer_limits *limits)
{
    if (check_opt(in, value->presence, DG_KIND_INTEGER)) {
        dg_check_limited_integer(in, value->value, limits);
    }
}

void dg_check_number(struct dg_checker *in, const struct dg_number *value,
                     struct dg_number_range range)
{
    char buffer[DG_NUMBER_BYTES];
    struct dg_text text = value->text;
    bool received = text.length > 0;

    if (!received) {
        text = (struct dg_text){buffer, dg_number_write(value->value, buffer)};
    }
    if (!dg_number_is_spelled(text)) {
        dg_judge_type(&in->judge, range.integral ? DG_KIND_INTEGER : DG_KIND_NUMBER, text);
    } else if (received && dg_number_value(text) != value->value) {
        dg_judge_fault(&in->judge, DG_CODE_TYPE, text,
                       (struct dg_text)DG_TEXT("a spelling of the same number"));
    } else {
        dg_judge_number(&in->judge, text, range);
    }
}

void dg_check_opt_number(struct dg_checker *in, const struct dg_opt_number *value,
                         struct dg_number_range range)
{
    if (check_opt(in, value->presence, range.integral ? DG_KIND_INTEGER : DG_KIND_NUMBER)) {
        dg_check_number(in, &value->value, range);
    }
}

/* Checks an unrecognized value of an enum of integers. */
static void check_level(struct dg_checker *in, const struct dg_words *words, struct dg_text text)
{
    struct dg_decimal number;
    int64_t value;

    if (!dg_number_is_spelled(text)) {
        dg_judge_type(&in->judge, DG_KIND_INTEGER, text);
        return;
    }
    number = dg_decimal_of(text);
    if (!dg_decimal_is_integral(&number)) {
        dg_judge_type(&in->judge, DG_KIND_INTEGER, text);
    } else if (words->open && !dg_number_integer(text, &value)) {
        dg_judge_beyond(&in->judge, text);
    } else {
        dg_judge_unlisted(&in->judge, words, text, text);
    }
}

void dg_check_enum(struct dg_checker *in, const struct dg_words *words, unsigned enumerator,
                   const struct dg_text *text)
{
    if (enumerator >= 1 && enumerator <= words->count) {
        return;
    }
    if (enumerator != 0 || text->data == NULL) {
        dg_judge_enum(&in->judge, words, nothing);
    } else if (words->numbers != NULL) {
        check_level(in, words, *text);
    } else if (dg_check_utf8(in, *text)) {
        dg_judge_unlisted(&in->judge, words, *text, (struct dg_text){NULL, 0});
    }
}

/* Room for the names in free-form text; the reader takes it from an arena. */
#define CHECK_NAMES 256

void dg_check_json(struct dg_checker *in, const struct dg_opt_json *value)
{
    struct dg_name names[CHECK_NAMES];
    struct dg_name scratch[CHECK_NAMES / 2];
    struct dg_text text = value->value.text;
    struct dg_reader reader = {
        .judge = in->judge,
        .depth = in->depth,
        .max_depth = in->max_depth,
        .names = names,
        .names_scratch = scratch,
        .names_capacity = CHECK_NAMES,
    };

    /* The contract doesn't exclude null. */
    if (value->presence == DG_NULL || !check_opt(in, value->presence, DG_KIND_ANY)) {
        return;
    }
    dg_reader_begin(&reader, text.data == NULL ? (struct dg_text)DG_TEXT("") : text);
    dg_skip_value(&reader);
    dg_reader_end(&reader);
    in->judge.failed = reader.judge.failed;
}

/* The first byte of a JSON text that isn't white space. */
static char check_first(struct dg_text text)
{
    struct dg_reader in = {.at = text.data, .end = text.data + text.length};

    dg_scan_space(&in);
    return dg_scan_peek(&in);
}

bool dg_check_other(struct dg_checker *in, char bracket, const struct dg_json *other)
{
    const struct dg_opt_json json = {.presence = DG_VALUE, .value = *other};
    char shown[DG_PHRASE_BYTES];
    bool failed = in->judge.failed;

    if (other->text.data == NULL) {
        return false;
    }
    in->judge.failed = false;
    dg_check_json(in, &json);
    if (in->judge.failed) {
        return true;
    }
    in->judge.failed = failed;
    if (check_first(other->text) == bracket) {
        dg_judge_fault(&in->judge, DG_CODE_TYPE, dg_expect_text(shown, other->text),
                       (struct dg_text)DG_TEXT("a value of another type"));
    } else {
        dg_judge_implied(&in->judge, bracket, dg_expect_text(shown, other->text));
    }
    return true;
}

bool dg_check_opt_other(struct dg_checker *in, char bracket, enum dg_presence presence)
{
    if (presence == DG_NULL && !in->judge.site->nullable) {
        in->absent = false;
        dg_judge_implied(&in->judge, bracket, (struct dg_text)DG_TEXT("null"));
        return false;
    }
    return check_opt(in, presence, bracket == '{' ? DG_KIND_OBJECT : DG_KIND_ARRAY);
}
