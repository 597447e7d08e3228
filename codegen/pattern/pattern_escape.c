/* Reads the escapes of patterns (ECMA-262 §22.2.1, and annex B.1.2 without the flag u). */
#include "pattern/pattern_escape.h"

#include <string.h>

#include "base/memory_arena.h"
#include "pattern/pattern_unicode.h"

#define BACK_REFERENCE "a back reference is not supported: no automaton can compare two parts"
#define BACK_HELP "write out what the group may match"

static bool escape_fail(struct pattern_cursor *in, size_t from, const char *text)
{
    return pattern_cursor_fail(in, PATTERN_SYNTAX, from, text, NULL);
}

static bool escape_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool escape_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Takes exactly that number of hexadecimal digits, or nothing. */
static bool escape_hex(struct pattern_cursor *in, size_t digits, uint32_t *out)
{
    uint32_t value = 0;

    if (in->text.length - in->at < digits) {
        return false;
    }
    for (size_t i = 0; i < digits; i++) {
        char c = in->text.data[in->at + i];

        if (escape_is_digit(c)) {
            value = value * 16 + (uint32_t)(c - '0');
        } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
            value = value * 16 + (uint32_t)((c | 0x20) - 'a') + 10;
        } else {
            return false;
        }
    }
    in->at += digits;
    *out = value;
    return true;
}

/* Reads the rest of \u{…}. */
static bool escape_braced(struct pattern_cursor *in, size_t from, uint32_t *out)
{
    uint32_t digit;
    size_t digits = 0;

    *out = 0;
    for (; escape_hex(in, 1, &digit); digits++) {
        *out = *out * 16 + digit;
        if (*out > PATTERN_LAST) {
            return escape_fail(in, from, "the code point is beyond U+10FFFF");
        }
    }
    if (digits == 0 || !pattern_cursor_takes(in, "}")) {
        return escape_fail(in, from, "the escape must be \\u{HEX}");
    }
    return true;
}

/* Reads the rest of \u. Two surrogates are one code point. */
static bool escape_u(struct pattern_cursor *in, size_t from, uint32_t *out)
{
    size_t end;
    uint32_t trail;

    if (in->unicode && pattern_cursor_takes(in, "{")) {
        return escape_braced(in, from, out);
    }
    if (!escape_hex(in, 4, out)) {
        *out = 'u';
        return !in->unicode ||
               escape_fail(in, from, "\\u must be followed by four hexadecimal digits");
    }
    end = in->at;
    if (*out >= 0xD800 && *out <= 0xDBFF && pattern_cursor_takes(in, "\\u")) {
        if (escape_hex(in, 4, &trail) && trail >= 0xDC00 && trail <= 0xDFFF) {
            *out = 0x10000 + ((*out - 0xD800) << 10) + (trail - 0xDC00);
        } else {
            in->at = end;
        }
    }
    return true;
}

static bool escape_x(struct pattern_cursor *in, size_t from, uint32_t *out)
{
    if (escape_hex(in, 2, out)) {
        return true;
    }
    *out = 'x';
    return !in->unicode || escape_fail(in, from, "\\x must be followed by two hexadecimal digits");
}

/* Reads the rest of \c. By annex B, the backslash stands for itself if no letter follows. */
static bool escape_c(struct pattern_cursor *in, size_t from, bool class, uint32_t *out)
{
    char next = pattern_cursor_peek(in);

    if (escape_is_letter(next) ||
        (!in->unicode && class && (escape_is_digit(next) || next == '_'))) {
        in->at++;
        *out = (uint32_t)next % 32;
        return true;
    }
    in->at--;
    *out = '\\';
    return !in->unicode || escape_fail(in, from, "\\c must be followed by a letter");
}

/* An octal escape of annex B: up to 0377. */
static uint32_t escape_octal(struct pattern_cursor *in)
{
    uint32_t value = 0;

    for (int i = 0; i < 3; i++) {
        char c = pattern_cursor_peek(in);

        if (c < '0' || c > '7' || value * 8 + (uint32_t)(c - '0') > 0377) {
            break;
        }
        value = value * 8 + (uint32_t)(c - '0');
        in->at++;
    }
    return value;
}

/* The number of a back reference, without moving. */
static uint32_t escape_number(const struct pattern_cursor *in)
{
    uint32_t number = 0;

    for (size_t i = in->at; i < in->text.length && escape_is_digit(in->text.data[i]); i++) {
        number = number > 100000 ? number : number * 10 + (uint32_t)(in->text.data[i] - '0');
    }
    return number;
}

static bool escape_digit(struct pattern_cursor *in, size_t from, bool class, uint32_t *out)
{
    char digit = pattern_cursor_peek(in);

    if (digit != '0' && !class && escape_number(in) <= in->groups) {
        while (escape_is_digit(pattern_cursor_peek(in))) {
            in->at++;
        }
        return pattern_cursor_fail(in, PATTERN_REFUSED, from, BACK_REFERENCE, BACK_HELP);
    }
    if (!in->unicode) {
        *out = digit > '7' ? pattern_cursor_next(in) : escape_octal(in);
        return true;
    }
    in->at++;
    *out = 0;
    if (digit != '0' || escape_is_digit(pattern_cursor_peek(in))) {
        return escape_fail(in, from,
                           digit == '0' ? "\\0 must not be followed by a digit"
                                        : "there is no group of that number");
    }
    return true;
}

/* Reads the rest of \k. */
static bool escape_k(struct pattern_cursor *in, size_t from, bool class, uint32_t *out)
{
    *out = 'k';
    if (!in->unicode && !in->named) {
        return true;
    }
    if (class || !in->named) {
        return escape_fail(in, from, "\\k must name a group");
    }
    while (!pattern_cursor_ended(in) && pattern_cursor_next(in) != '>') {
    }
    return pattern_cursor_fail(in, PATTERN_REFUSED, from, BACK_REFERENCE, BACK_HELP);
}

/* Reads the rest of \p or \P. */
static bool escape_p(struct pattern_cursor *in, size_t from, bool others, struct pattern_atom *out)
{
    struct pattern_set set = {0};
    struct dg_text name;

    if (!pattern_cursor_takes(in, "{")) {
        return escape_fail(in, from, "\\p must be followed by a property in braces");
    }
    name = (struct dg_text){in->text.data + in->at, 0};
    while (!pattern_cursor_ended(in) && !pattern_cursor_sees(in, "}")) {
        pattern_cursor_next(in);
    }
    name.length = (size_t)(in->text.data + in->at - name.data);
    if (!pattern_cursor_takes(in, "}") || !pattern_unicode_add(&set, in->arena, name)) {
        return escape_fail(in, from, "there is no such property of Unicode");
    }
    out->is_set = true;
    pattern_set_sort(&set);
    if (others) {
        pattern_set_add_others(&out->set, in->arena, &set);
    } else {
        out->set = set;
    }
    return true;
}

/* The set of \d, \D, \s, \S, \w and \W. */
static bool escape_set(struct pattern_cursor *in, char letter, struct pattern_atom *out)
{
    struct pattern_set set = pattern_set_of((letter | 0x20) == 'd'   ? PATTERN_SET_DIGITS
                                            : (letter | 0x20) == 's' ? PATTERN_SET_SPACES
                                                                     : PATTERN_SET_WORDS,
                                            in->arena);

    out->is_set = true;
    if (letter >= 'a') {
        out->set = set;
    } else {
        pattern_set_add_others(&out->set, in->arena, &set);
    }
    return true;
}

static bool escape_identity(struct pattern_cursor *in, size_t from, bool class, uint32_t *out)
{
    *out = pattern_cursor_next(in);
    if (!in->unicode || (*out > 0 && *out < 128 && strchr("^$\\.*+?()[]{}|/", (int)*out) != NULL) ||
        (class && *out == '-')) {
        return true;
    }
    return escape_fail(in, from, "the character has no meaning after a backslash");
}

/* The control character of a letter; 0: none. */
static uint32_t escape_control(char letter)
{
    switch (letter) {
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'v':
        return '\v';
    }
    return 0;
}

bool pattern_escape_read(struct pattern_cursor *in, bool class, struct pattern_atom *out)
{
    size_t from = in->at - 1;
    char letter = pattern_cursor_peek(in);

    *out = (struct pattern_atom){.is_set = false};
    if (pattern_cursor_ended(in)) {
        return escape_fail(in, from, "the pattern ends with a backslash");
    }
    if (escape_is_digit(letter)) {
        return escape_digit(in, from, class, &out->code_point);
    }
    if (escape_is_letter(letter) && strchr("dDsSwW", letter) != NULL) {
        in->at++;
        return escape_set(in, letter, out);
    }
    if ((letter == 'p' || letter == 'P') && in->unicode) {
        in->at++;
        return escape_p(in, from, letter == 'P', out);
    }
    out->code_point = class && letter == 'b' ? '\b' : escape_control(letter);
    if (out->code_point == 0 && (letter == '\0' || strchr("ucxk", letter) == NULL)) {
        return escape_identity(in, from, class, &out->code_point);
    }
    in->at++;
    return letter == 'u'   ? escape_u(in, from, &out->code_point)
           : letter == 'x' ? escape_x(in, from, &out->code_point)
           : letter == 'c' ? escape_c(in, from, class, &out->code_point)
           : letter == 'k' ? escape_k(in, from, class, &out->code_point)
                           : true;
}
