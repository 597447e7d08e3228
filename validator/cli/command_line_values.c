/* Numbers, sizes, times, words and severity rules from the command line. */
#include "cli/command_line_values.h"

#include <stdio.h>
#include <string.h>

#include "base/trouble.h"
#include "common/buffer.h"
#include "common/suggestion.h"
#include "report/report_format.h"

/* Reads decimal digits from *at on. False if there is none or the number is beyond int64. */
static bool read_digits(const char **at, int64_t *out)
{
    int64_t number = 0;
    const char *begin = *at;

    for (; **at >= '0' && **at <= '9'; *at += 1) {
        int digit = **at - '0';

        if (number > (INT64_MAX - digit) / 10) {
            return false;
        }
        number = number * 10 + digit;
    }
    *out = number;
    return *at > begin;
}

bool value_number(const char *name, const char *value, int64_t min, int64_t max, int64_t *out)
{
    const char *at = value;

    if (!read_digits(&at, out) || *at != '\0' || *out < min || *out > max) {
        trouble(NULL, "--%s: '%s' is not a number from %lld to %lld", name, value, (long long)min,
                (long long)max);
        return false;
    }
    return true;
}

bool value_text(const char *name, const char *thing, const char *value, const char **out)
{
    if (*value == '\0') {
        trouble(NULL, "--%s needs %s, not an empty word", name, thing);
        return false;
    }
    *out = value;
    return true;
}

bool value_word(const char *name, const char *thing, const char *value, struct words *out)
{
    return value_text(name, thing, value, &out->items[out->count++]);
}

static int64_t unit_of(const char *suffix)
{
    static const char letters[] = "KMG";
    const char *letter = suffix[0] == '\0' ? NULL : strchr(letters, suffix[0]);

    if (suffix[0] == '\0') {
        return 1;
    }
    if (letter == NULL || suffix[1] != '\0') {
        return 0;
    }
    return (int64_t)1 << (10 * (letter - letters + 1));
}

bool value_size(const char *name, const char *value, int64_t max, int64_t *out)
{
    const char *at = value;
    bool is_number = read_digits(&at, out);
    int64_t unit = is_number ? unit_of(at) : 0;

    if (unit == 0 || *out == 0 || *out > max / unit) {
        trouble(NULL, "--%s: '%s' is not a size: a number of bytes, or one with K, M or G behind",
                name, value);
        return false;
    }
    *out *= unit;
    return true;
}

/* Reads up to three digits as thousandths. */
static int64_t read_thousandths(const char **at)
{
    int64_t thousandths = 0;

    for (int64_t place = 100; place > 0 && **at >= '0' && **at <= '9'; place /= 10) {
        thousandths += place * (**at - '0');
        *at += 1;
    }
    return thousandths;
}

bool value_seconds(const char *name, const char *value, int64_t max, int64_t *out)
{
    const char *at = value;
    int64_t thousandths = 0;
    bool is_number = read_digits(&at, out);

    if (is_number && at[0] == '.' && at[1] != '\0') {
        at++;
        thousandths = read_thousandths(&at);
    }
    if (!is_number || *at != '\0' || *out > max || *out + thousandths == 0) {
        trouble(NULL, "--%s: '%s' is not a number of seconds from 0.001 to %lld", name, value,
                (long long)max);
        return false;
    }
    *out = *out * 1000 + thousandths;
    return true;
}

/* One line that lists what the value could be, and which of them was perhaps meant. */
static void refuse_choice(const char *name, const char *value, const char *const *words)
{
    struct suggestion suggestion = suggestion_for(dg_text_of(value));
    struct buffer list = {.data = NULL};

    for (size_t i = 0; words[i] != NULL; i++) {
        buffer_format(&list, "%s%s", i == 0 ? "" : ", ", words[i]);
        suggestion_offer_string(&suggestion, words[i]);
    }
    if (suggestion.nearest.data != NULL) {
        buffer_format(&list, "; did you mean '%s'?", suggestion.nearest.data);
    }
    trouble(NULL, "--%s: '%s' is none of %s", name, value,
            list.failed ? "the words it takes" : buffer_string(&list));
    buffer_free(&list);
}

bool value_choice(const char *name, const char *value, const char *const *words, int *out)
{
    for (int i = 0; words[i] != NULL; i++) {
        if (strcmp(words[i], value) == 0) {
            *out = i;
            return true;
        }
    }
    refuse_choice(name, value, words);
    return false;
}

/* RFC 6901 §3: ~ only begins ~0 and ~1. */
static bool is_pointer_escaped(struct dg_text pointer)
{
    for (size_t i = 0; i < pointer.length; i++) {
        bool more = i + 1 < pointer.length;

        if (pointer.data[i] == '~' &&
            !(more && (pointer.data[i + 1] == '0' || pointer.data[i + 1] == '1'))) {
            return false;
        }
    }
    return true;
}

bool value_severity_rule(const char *name, const char *value, const struct dg_contract *contract,
                         struct severity_rule *out)
{
    static const char *const words[] = {"off", "info", "warning", "error", NULL};
    const char *equals = strrchr(value, '=');
    const char *at = strchr(value, '@');
    struct dg_text code = {value, 0};
    char subject[64];
    int severity = 0;

    if (equals == NULL) {
        trouble(NULL, "--%s: '%s' is not CODE[@POINTER]=SEVERITY", name, value);
        return false;
    }
    out->everywhere = at == NULL || at > equals;
    code.length = (size_t)((out->everywhere ? equals : at) - value);
    if (!out->everywhere) {
        out->pointer = (struct dg_text){at + 1, (size_t)(equals - at - 1)};
        if (out->pointer.length > 0 && out->pointer.data[0] != '/') {
            trouble(NULL, "--%s: '%s': a JSON Pointer is empty or begins with '/'", name, value);
            return false;
        }
        if (!is_pointer_escaped(out->pointer)) {
            trouble(NULL, "--%s: '%s': in a JSON Pointer '~' is written ~0", name, value);
            return false;
        }
    }
    snprintf(subject, sizeof subject, "--%s", name);
    if (!code_named(contract, subject, code, &out->code) ||
        !value_choice(name, equals + 1, words, &severity)) {
        return false;
    }
    out->severity = (enum dg_severity)severity;
    if (out->severity < code_severity(out->code) && !code_may_be_lowered(out->code)) {
        trouble(subject, "%s can't be lowered: what follows it is not judged",
                dg_code_name(out->code.code));
        return false;
    }
    return true;
}

bool value_report_format(const char *name, const char *value, const struct report_format **out)
{
    int index = 0;

    if (!value_choice(name, value, report_format_names, &index)) {
        return false;
    }
    *out = report_format_at((size_t)index);
    return true;
}

static void refuse_report_request(const char *name, const char *value)
{
    const struct report_format *format = report_format_of(value);

    if (format != NULL && strchr(value, '=') == NULL) {
        trouble(NULL, "--%s: '%s' is not FORMAT=FILE; did you mean '%s=%s'?", name, value,
                format->name, value);
    } else {
        trouble(NULL, "--%s: '%s' is not FORMAT=FILE", name, value);
    }
}

bool value_report_request(const char *name, char *value, struct report_request *out)
{
    char *equals = strchr(value, '=');
    bool known = false;

    if (equals == NULL || equals[1] == '\0') {
        refuse_report_request(name, value);
        return false;
    }
    *equals = '\0';
    known = value_report_format(name, value, &out->format);
    *equals = '=';
    out->path = equals + 1;
    return known;
}

bool value_expect(const char *name, const char *value, int64_t *out)
{
    if (strcmp(value, "any") == 0) {
        *out = EXPECT_ANY;
        return true;
    }
    if (strlen(value) != 3 || strspn(value, "0123456789") != 3) {
        trouble(NULL, "--%s: '%s' is neither a status nor 'any'", name, value);
        return false;
    }
    return value_number(name, value, 100, 599, out);
}
