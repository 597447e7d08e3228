/* Tokens of JSON (RFC 8259 §6 and §7). Every byte of the input passes through this file, which
   takes most of the time. */
#include "runtime/leaf.h"
#include "runtime/reader_internal.h"

static void string_fault(struct dg_string *out, enum dg_code code)
{
    if (!out->faulty) {
        out->faulty = true;
        out->fault = code;
    }
}

static bool scan_is_digit(const char *at, const char *end)
{
    return at < end && *at >= '0' && *at <= '9';
}

static bool scan_is_hex(const char *at, const char *end)
{
    return scan_is_digit(at, end) ||
           (at < end && ((*at >= 'a' && *at <= 'f') || (*at >= 'A' && *at <= 'F')));
}

/* Passes over four hexadecimal digits and, if they are half of a surrogate pair, over the other
   half. Returns NULL, after an error, if there are no four digits. */
static const char *string_unicode(struct dg_reader *in, const char *at, struct dg_string *out)
{
    int unit = dg_escape_hex4(at, in->end);

    if (unit < 0) {
        while (scan_is_hex(at, in->end)) {
            at++;
        }
        dg_reader_syntax(in, at, "a hexadecimal digit");
        return NULL;
    }
    at += 4;
    if (dg_escape_is_high(unit) && in->end - at >= 6 && at[0] == '\\' && at[1] == 'u' &&
        dg_escape_is_low(dg_escape_hex4(at + 2, in->end))) {
        return at + 6;
    }
    if (dg_escape_is_high(unit) || dg_escape_is_low(unit)) {
        string_fault(out, DG_CODE_JSON_SURROGATE);
    }
    return at;
}

/* Passes over the escape that begins with the backslash at `at`. Returns NULL, after an error, if
 * it isn't a valid escape. */
static const char *string_escape(struct dg_reader *in, const char *at, struct dg_string *out)
{
    at++;
    if (at < in->end) {
        switch (*at) {
        case '"':
        case '\\':
        case '/':
        case 'b':
        case 'f':
        case 'n':
        case 'r':
        case 't':
            return at + 1;
        case 'u':
            return string_unicode(in, at + 1, out);
        }
    }
    dg_reader_syntax(in, at, "one of \"\\/bfnrtu");
    return NULL;
}

/* Passes over a run of bytes that need no treatment, except that they must be UTF-8. */
static const char *string_run(const char *at, const char *end, struct dg_string *out)
{
    struct dg_leaf_run run = dg_leaf_run_at(at, end);

    if (!run.ascii && !dg_leaf_is_utf8(at, run.end)) {
        string_fault(out, DG_CODE_JSON_UTF8);
    }
    return run.end;
}

/* Reads a string. Reports only json.syntax, not the other faults of strings. */
static bool scan_string(struct dg_reader *in, struct dg_string *out)
{
    const char *begin = in->at + 1;
    const char *at;

    out->escaped = false;
    out->faulty = false;
    at = string_run(begin, in->end, out);
    while (at < in->end && *at != '"') {
        if (*at != '\\') {
            return dg_reader_syntax(in, at, "no raw control character");
        }
        out->escaped = true;
        at = string_escape(in, at, out);
        if (at == NULL) {
            return false;
        }
        at = string_run(at, in->end, out);
    }
    if (at == in->end) {
        return dg_reader_syntax(in, at, "a closing quote");
    }
    out->raw = (struct dg_text){begin, (size_t)(at - begin)};
    in->at = at + 1;
    return true;
}

static DG_APART void string_report(struct dg_reader *in, const struct dg_string *string)
{
    struct dg_finding finding =
        dg_judge_finding(&in->judge, string->fault, dg_string_quoted(string));

    dg_judge_report(&in->judge, &finding);
}

bool dg_scan_judged_string(struct dg_reader *in, struct dg_string *out)
{
    if (!scan_string(in, out)) {
        return false;
    }
    if (out->faulty) {
        string_report(in, out);
    }
    return true;
}

/* Passes over one digit or more. Returns NULL, after an error, if there is no digit. */
static const char *number_digits(struct dg_reader *in, const char *at)
{
    if (!scan_is_digit(at, in->end)) {
        dg_reader_syntax(in, at, "a digit");
        return NULL;
    }
    while (scan_is_digit(at, in->end)) {
        at++;
    }
    return at;
}

bool dg_scan_number(struct dg_reader *in, struct dg_text *out)
{
    const char *begin = in->at;
    const char *whole = *begin == '-' ? begin + 1 : begin;
    const char *at = number_digits(in, whole);

    if (at == NULL) {
        return false;
    }
    if (*whole == '0' && at > whole + 1) {
        return dg_reader_syntax(in, whole + 1, "no digit after a leading zero");
    }
    if (at < in->end && *at == '.') {
        at = number_digits(in, at + 1);
        if (at == NULL) {
            return false;
        }
    }
    if (at < in->end && (*at == 'e' || *at == 'E')) {
        at++;
        if (at < in->end && (*at == '+' || *at == '-')) {
            at++;
        }
        at = number_digits(in, at);
        if (at == NULL) {
            return false;
        }
    }
    *out = (struct dg_text){begin, (size_t)(at - begin)};
    in->at = at;
    return true;
}

bool dg_scan_literal(struct dg_reader *in, struct dg_text literal)
{
    const char *at = in->at;

    for (size_t i = 0; i < literal.length; i++, at++) {
        if (at == in->end || *at != literal.data[i]) {
            return dg_reader_syntax(in, at, literal.data);
        }
    }
    in->at = at;
    return true;
}

bool dg_number_is_spelled(struct dg_text text)
{
    struct dg_reader in = {.at = text.data};
    struct dg_text number;

    if (text.length == 0) {
        return false;
    }
    in.end = text.data + text.length;
    return dg_scan_number(&in, &number) && in.at == in.end;
}
