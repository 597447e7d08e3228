/* Values of any type, judged by the keywords of their own type, and kept as text. */
#include <string.h>

#include "runtime/check_internal.h"
#include "runtime/decimal.h"
#include "runtime/escape.h"
#include "runtime/reader_internal.h"
#include "runtime/same_internal.h"

/* The type of a JSON value, and all types that it belongs to: an integer is a number. */
static unsigned any_types(struct dg_text value)
{
    struct dg_decimal number;

    switch (value.data[0]) {
    case '"':
        return DG_JSON_STRING;
    case '{':
        return DG_JSON_OBJECT;
    case '[':
        return DG_JSON_ARRAY;
    case 't':
    case 'f':
        return DG_JSON_BOOLEAN;
    case 'n':
        return DG_JSON_NULL;
    }
    number = dg_decimal_of(value);
    return dg_decimal_is_integral(&number) ? DG_JSON_INTEGER | DG_JSON_NUMBER : DG_JSON_NUMBER;
}

static bool any_is_listed(struct dg_text value, const struct dg_any *any)
{
    for (size_t i = 0; i < any->count; i++) {
        if (dg_same_value(value, any->values[i])) {
            return true;
        }
    }
    return false;
}

/* Judges the value by its listed values and its type. `actual` shows the value. */
static bool any_judge_kind(struct dg_judge *judge, struct dg_text value, struct dg_text actual,
                           const struct dg_any *any)
{
    char expected[DG_PHRASE_BYTES];
    unsigned types = any_types(value);
    bool good = true;

    if ((types & any->types) == 0) {
        dg_judge_fault(judge, DG_CODE_TYPE, actual, dg_expect_types(expected, any->types));
        return false;
    }
    if (any->count > 0 && !any_is_listed(value, any)) {
        dg_judge_fault(judge, any->constant ? DG_CODE_CONST : DG_CODE_ENUM, actual,
                       dg_expect_values(expected, any->values, any->count));
        good = false;
    }
    if (good && any->implied != 0 && (types & any->implied) == 0) {
        dg_judge_fault(judge, DG_CODE_IMPLIED_TYPE, actual,
                       dg_expect_types(expected, any->implied));
    }
    return good;
}

/* Judges a string by its value without escapes. */
static bool any_judge_string(struct dg_judge *judge, struct dg_text text, struct dg_text actual,
                             const struct dg_any *any)
{
    bool good = dg_judge_length(judge, text, actual, any->length);

    good = (any->format == NULL || dg_judge_format(judge, text, actual, any->format)) && good;
    return dg_judge_patterns(judge, text, actual, any->patterns) && good;
}

/* A value. */
struct any_value {
    struct dg_text json;
    struct dg_text actual; /* for findings: the bracket of an object or array */
    struct dg_text text;   /* of a string: its value */
};

static bool any_judge(struct dg_judge *judge, const struct any_value *value,
                      const struct dg_any *any)
{
    bool good = any_judge_kind(judge, value->json, value->actual, any);
    char first = value->json.data[0];

    if (first == '"') {
        return any_judge_string(judge, value->text, value->actual, any) && good;
    }
    if (first == '-' || (first >= '0' && first <= '9')) {
        return dg_judge_number(judge, value->json, any->range) && good;
    }
    return good;
}

DG_APART void dg_read_any(struct dg_reader *in, struct dg_opt_json *out, const struct dg_any *any)
{
    struct any_value value = {.json = {in->at, 0}, .actual = {in->at, 1}};
    char first = dg_scan_peek(in);

    dg_read_json(in, out);
    if (out->presence == DG_ABSENT || in->stopped ||
        (out->presence == DG_NULL && in->judge.site->nullable)) {
        return;
    }
    value.json.length = (size_t)(in->at - value.json.data);
    if (first != '{' && first != '[') {
        value.actual = value.json;
    }
    if (first == '"') {
        struct dg_string string = {.raw = {value.json.data + 1, value.json.length - 2}};

        string.escaped = memchr(string.raw.data, '\\', string.raw.length) != NULL;
        if (!dg_reader_text(in, &string, &value.text)) {
            *out = (struct dg_opt_json){.presence = DG_ABSENT};
            return;
        }
    }
    if (!any_judge(&in->judge, &value, any)) {
        *out = (struct dg_opt_json){.presence = DG_ABSENT};
    }
}

/* The most bytes of a string with escapes whose format and patterns are checked without an arena.
 */
#define ANY_STRING_BYTES 4096

static void any_check_string(struct dg_checker *in, struct any_value *value,
                             const struct dg_any *any)
{
    struct dg_text raw = {value->json.data + 1, value->json.length - 2};
    struct dg_any limits = *any;
    char buffer[ANY_STRING_BYTES];

    value->text = raw;
    if (memchr(raw.data, '\\', raw.length) != NULL) {
        if (raw.length > sizeof buffer) {
            limits.format = NULL;
            limits.patterns = NULL;
            limits.length = DG_ANY_LENGTH;
        } else {
            value->text = (struct dg_text){buffer, dg_escape_remove(raw, buffer)};
        }
    }
    any_judge(&in->judge, value, &limits);
}

struct dg_text dg_check_trim(struct dg_text text)
{
    struct dg_reader in = {.at = text.data, .end = text.data + text.length};

    dg_scan_space(&in);
    text.length = (size_t)(in.end - in.at);
    while (memchr(" \n\r\t", in.at[text.length - 1], 4) != NULL) {
        text.length--;
    }
    return (struct dg_text){in.at, text.length};
}

void dg_check_any(struct dg_checker *in, const struct dg_opt_json *json, const struct dg_any *any)
{
    static const struct dg_text null = DG_TEXT("null");
    struct any_value value = {.json = null, .actual = null};
    bool failed = in->judge.failed;

    in->judge.failed = false;
    dg_check_json(in, json);
    if (in->judge.failed || json->presence == DG_ABSENT ||
        (json->presence == DG_NULL && in->judge.site->nullable)) {
        in->judge.failed = in->judge.failed || failed;
        return;
    }
    in->judge.failed = failed;
    if (json->presence != DG_NULL) {
        value.json = dg_check_trim(json->value.text);
        value.actual = value.json;
    }
    if (value.json.data[0] == '"') {
        any_check_string(in, &value, any);
    } else {
        any_judge(&in->judge, &value, any);
    }
}
