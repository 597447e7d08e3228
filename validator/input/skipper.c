/* A state machine for JSON. A state determines the tokens that may follow. */
#include "input/skipper.h"

#include <string.h>

#include "runtime/leaf.h"

enum state {
    STATE_VALUE,
    STATE_FIRST_ITEM, /* the first item, or the end of the array, comes next */
    STATE_FIRST_NAME, /* the first name, or the end of the object, comes next */
    STATE_NAME,
    STATE_COLON,
    STATE_AFTER, /* a value */
    STATE_DONE,  /* with the text */
    STATE_STRING,
    STATE_ESCAPE,
    STATE_DIGITS, /* of \u */
    STATE_MINUS,
    STATE_ZERO,
    STATE_INTEGER,
    STATE_POINT,
    STATE_FRACTION,
    STATE_E,
    STATE_SIGN, /* of the exponent */
    STATE_EXPONENT,
    STATE_LITERAL,
    STATE_OVER, /* passing over text that is not JSON */
    STATE_OVER_STRING,
    STATE_OVER_ESCAPE
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static const char *skip_space(const char *at, const char *end)
{
    while (at < end && is_space(*at)) {
        at++;
    }
    return at;
}

void skipper_open(struct skipper *skipper)
{
    memset(skipper, 0, sizeof *skipper);
    skipper->state = STATE_VALUE;
}

static enum skipper_event fault(struct skipper *skipper, const char *expected)
{
    skipper->expected = expected;
    return SKIPPER_FAULT;
}

/* Whether the innermost open value is an object. */
static bool in_object(const struct skipper *skipper)
{
    size_t level = skipper->depth - 1;

    return skipper->depth > 0 && (skipper->objects[level / 8] >> level % 8 & 1) != 0;
}

static enum skipper_event end_value(struct skipper *skipper)
{
    skipper->state = skipper->depth == 0 ? STATE_DONE : STATE_AFTER;
    return skipper->depth <= SKIPPER_WATCHED ? SKIPPER_END : SKIPPER_MORE;
}

static enum skipper_event open_value(struct skipper *skipper, const char **at, bool object)
{
    size_t level = skipper->depth;
    unsigned char bit = (unsigned char)(1u << level % 8);
    unsigned char *bits = &skipper->objects[level / 8];

    if (level == SKIPPER_DEEPEST) {
        return fault(skipper, "no more than 4096 levels");
    }
    *bits = (unsigned char)(object ? *bits | bit : *bits & ~bit);
    skipper->depth++;
    skipper->state = object ? STATE_FIRST_NAME : STATE_FIRST_ITEM;
    *at += 1;
    return SKIPPER_MORE;
}

static enum skipper_event close_value(struct skipper *skipper, const char **at)
{
    skipper->depth--;
    *at += 1;
    return end_value(skipper);
}

static enum skipper_event open_string(struct skipper *skipper, const char **at, bool is_name)
{
    skipper->state = STATE_STRING;
    skipper->is_name = is_name;
    skipper->name_length = 0;
    *at += 1;
    return SKIPPER_MORE;
}

static enum skipper_event open_literal(struct skipper *skipper, const char **at, const char *rest)
{
    skipper->state = STATE_LITERAL;
    skipper->literal = rest;
    *at += 1;
    return SKIPPER_MORE;
}

static enum skipper_event open_number(struct skipper *skipper, const char **at)
{
    skipper->state = **at == '-' ? STATE_MINUS : **at == '0' ? STATE_ZERO : STATE_INTEGER;
    *at += 1;
    return SKIPPER_MORE;
}

/* Takes the first byte of a value. */
static enum skipper_event begin_value(struct skipper *skipper, const char **at)
{
    if (strchr("]},:", **at) == NULL || **at == '\0') {
        if (skipper->depth <= SKIPPER_WATCHED && !skipper->begun) {
            skipper->begun = true;
            return SKIPPER_BEGIN;
        }
    }
    skipper->begun = false;
    switch (**at) {
    case '{':
    case '[':
        return open_value(skipper, at, **at == '{');
    case '"':
        return open_string(skipper, at, false);
    case 't':
        return open_literal(skipper, at, "rue");
    case 'f':
        return open_literal(skipper, at, "alse");
    case 'n':
        return open_literal(skipper, at, "ull");
    }
    if (**at == '-' || is_digit(**at)) {
        return open_number(skipper, at);
    }
    return fault(skipper, "a value");
}

/* Takes the byte between values. */
static enum skipper_event between(struct skipper *skipper, const char **at)
{
    bool object = in_object(skipper);

    if (**at == ',') {
        skipper->state = object ? STATE_NAME : STATE_VALUE;
        *at += 1;
        return SKIPPER_MORE;
    }
    if (**at == (object ? '}' : ']')) {
        return close_value(skipper, at);
    }
    return fault(skipper, object ? "',' or '}'" : "',' or ']'");
}

/* Takes the next byte where white space may be. */
static enum skipper_event run_structure(struct skipper *skipper, const char **at, const char *end)
{
    *at = skip_space(*at, end);
    if (*at == end) {
        return SKIPPER_MORE;
    }
    switch (skipper->state) {
    case STATE_FIRST_ITEM:
        if (**at == ']') {
            return close_value(skipper, at);
        }
        return begin_value(skipper, at);
    case STATE_VALUE:
        return begin_value(skipper, at);
    case STATE_FIRST_NAME:
        if (**at == '}') {
            return close_value(skipper, at);
        }
        return **at == '"' ? open_string(skipper, at, true) : fault(skipper, "a name or '}'");
    case STATE_NAME:
        return **at == '"' ? open_string(skipper, at, true) : fault(skipper, "a name");
    case STATE_COLON:
        if (**at != ':') {
            return fault(skipper, "':'");
        }
        skipper->state = STATE_VALUE;
        *at += 1;
        return SKIPPER_MORE;
    case STATE_AFTER:
        return between(skipper, at);
    }
    return fault(skipper, "the end");
}

static void keep_name(struct skipper *skipper, char c)
{
    if (skipper->name_length < SKIPPER_NAME) {
        skipper->name[skipper->name_length++] = c;
    } else {
        skipper->name_length = SIZE_MAX;
    }
}

static enum skipper_event end_string(struct skipper *skipper, const char **at)
{
    *at += 1;
    if (!skipper->is_name) {
        return end_value(skipper);
    }
    skipper->state = STATE_COLON;
    return skipper->depth <= SKIPPER_WATCHED ? SKIPPER_NAMED : SKIPPER_MORE;
}

/* Whether the two bytes at `at` are an escape other than \\u. */
static bool is_short_escape(const char *at)
{
    return at[0] == '\\' && (at[1] == '"' || (at[1] != '\0' && strchr("\\/bfnrt", at[1]) != NULL));
}

/* The end of the characters from `at` on that need no state: in a value, short escapes, too. */
static const char *plain_end(const char *at, const char *end, bool is_name)
{
    at = dg_leaf_run_at(at, end).end;
    while (!is_name && end - at >= 2 && is_short_escape(at)) {
        at = dg_leaf_run_at(at + 2, end).end;
    }
    return at;
}

static enum skipper_event run_string(struct skipper *skipper, const char **at, const char *end)
{
    const char *begin = *at;
    const char *next = plain_end(begin, end, skipper->is_name);

    for (const char *c = begin; skipper->is_name && c < next; c++) {
        keep_name(skipper, *c);
    }
    *at = next;
    if (next == end) {
        return SKIPPER_MORE;
    }
    if (*next == '"') {
        return end_string(skipper, at);
    }
    if (*next != '\\') {
        return fault(skipper, "no control character in a string");
    }
    skipper->state = STATE_ESCAPE;
    *at += 1;
    return SKIPPER_MORE;
}

static enum skipper_event run_escape(struct skipper *skipper, const char **at)
{
    char c = **at;

    if (c == '\0' || strchr("\"\\/bfnrtu", c) == NULL) {
        return fault(skipper, "an escape");
    }
    if (c != 'u') {
        skipper->name_length = SIZE_MAX; /* names of interest don't have such characters */
    }
    skipper->state = c == 'u' ? STATE_DIGITS : STATE_STRING;
    skipper->digits = 4;
    skipper->unit = 0;
    *at += 1;
    return SKIPPER_MORE;
}

static enum skipper_event run_digits(struct skipper *skipper, const char **at)
{
    char lower = (char)(**at | 0x20);

    if (!is_digit(**at) && !(lower >= 'a' && lower <= 'f')) {
        return fault(skipper, "a hexadecimal digit");
    }
    skipper->unit = skipper->unit * 16 + (unsigned)(is_digit(**at) ? **at - '0' : lower - 'a' + 10);
    skipper->digits--;
    *at += 1;
    if (skipper->digits > 0) {
        return SKIPPER_MORE;
    }
    skipper->state = STATE_STRING;
    if (skipper->unit >= 0x80) {
        skipper->name_length = SIZE_MAX;
    } else if (skipper->is_name) {
        keep_name(skipper, (char)skipper->unit);
    }
    return SKIPPER_MORE;
}

static enum skipper_event run_literal(struct skipper *skipper, const char **at)
{
    if (**at != *skipper->literal) {
        return fault(skipper, "true, false or null");
    }
    *at += 1;
    skipper->literal++;
    return *skipper->literal == '\0' ? end_value(skipper) : SKIPPER_MORE;
}

/* The state of a number after a byte. Returns the old state if the byte isn't part of the
 * number. */
static enum state number_goes_on(enum state state, char c)
{
    bool whole = state == STATE_ZERO || state == STATE_INTEGER;

    if (is_digit(c)) {
        return state == STATE_MINUS   ? (c == '0' ? STATE_ZERO : STATE_INTEGER)
               : state == STATE_POINT ? STATE_FRACTION
                                      : STATE_EXPONENT;
    }
    if (whole && c == '.') {
        return STATE_POINT;
    }
    if ((whole || state == STATE_FRACTION) && (c == 'e' || c == 'E')) {
        return STATE_E;
    }
    return state == STATE_E && (c == '+' || c == '-') ? STATE_SIGN : state;
}

static enum skipper_event run_number(struct skipper *skipper, const char **at, const char *end)
{
    enum state state = (enum state)skipper->state;
    bool more_digits = state == STATE_INTEGER || state == STATE_FRACTION || state == STATE_EXPONENT;
    bool complete = more_digits || state == STATE_ZERO;
    enum state next = state;

    while (more_digits && *at < end && is_digit(**at)) {
        *at += 1;
    }
    if (*at == end) {
        return SKIPPER_MORE;
    }
    if (state != STATE_ZERO || !is_digit(**at)) {
        next = number_goes_on(state, **at);
    }
    if (next != state) {
        skipper->state = (int)next;
        *at += 1;
        return SKIPPER_MORE;
    }
    return complete ? end_value(skipper) : fault(skipper, "a digit");
}

void skipper_pass_over(struct skipper *skipper, size_t depth)
{
    bool in_string = skipper->state == STATE_STRING || skipper->state == STATE_ESCAPE ||
                     skipper->state == STATE_DIGITS;

    skipper->state = in_string ? STATE_OVER_STRING : STATE_OVER;
    skipper->base = depth + 1;
}

/* Ends the passing over a value that was not JSON. */
static enum skipper_event end_passing(struct skipper *skipper)
{
    skipper->base = 0;
    return end_value(skipper);
}

static enum skipper_event run_over(struct skipper *skipper, const char **at, const char *end)
{
    for (; *at < end; *at += 1) {
        bool bare = skipper->depth + 1 == skipper->base;

        switch (**at) {
        case '"':
            skipper->state = STATE_OVER_STRING;
            *at += 1;
            return SKIPPER_MORE;
        case '{':
        case '[':
            skipper->depth++;
            break;
        case '}':
        case ']':
            if (bare) {
                return end_passing(skipper);
            }
            skipper->depth--;
            if (skipper->depth + 1 == skipper->base) {
                *at += 1;
                return end_passing(skipper);
            }
            break;
        case ',':
            if (bare) {
                return end_passing(skipper);
            }
            break;
        }
    }
    return SKIPPER_MORE;
}

static enum skipper_event run_over_string(struct skipper *skipper, const char **at, const char *end)
{
    while (*at < end && **at != '"' && **at != '\\') {
        *at += 1;
    }
    if (*at < end) {
        skipper->state = **at == '"' ? STATE_OVER : STATE_OVER_ESCAPE;
        *at += 1;
    }
    return SKIPPER_MORE;
}

static enum skipper_event run_once(struct skipper *skipper, const char **at, const char *end)
{
    switch ((enum state)skipper->state) {
    case STATE_VALUE:
    case STATE_FIRST_ITEM:
    case STATE_FIRST_NAME:
    case STATE_NAME:
    case STATE_COLON:
    case STATE_AFTER:
    case STATE_DONE:
        return run_structure(skipper, at, end);
    case STATE_STRING:
        return run_string(skipper, at, end);
    case STATE_ESCAPE:
        return run_escape(skipper, at);
    case STATE_DIGITS:
        return run_digits(skipper, at);
    case STATE_MINUS:
    case STATE_ZERO:
    case STATE_INTEGER:
    case STATE_POINT:
    case STATE_FRACTION:
    case STATE_E:
    case STATE_SIGN:
    case STATE_EXPONENT:
        return run_number(skipper, at, end);
    case STATE_LITERAL:
        return run_literal(skipper, at);
    case STATE_OVER:
        return run_over(skipper, at, end);
    case STATE_OVER_STRING:
        return run_over_string(skipper, at, end);
    case STATE_OVER_ESCAPE:
        skipper->state = STATE_OVER_STRING;
        *at += 1;
        return SKIPPER_MORE;
    }
    return SKIPPER_MORE;
}

enum skipper_event skipper_run(struct skipper *skipper, const char **at, const char *end)
{
    enum skipper_event event = SKIPPER_MORE;

    while (event == SKIPPER_MORE && *at < end) {
        event = run_once(skipper, at, end);
    }
    return event;
}

bool skipper_may_end(struct skipper *skipper)
{
    static const char *const missing[] = {
        [STATE_VALUE] = "a value",
        [STATE_FIRST_ITEM] = "a value or ']'",
        [STATE_FIRST_NAME] = "a name or '}'",
        [STATE_NAME] = "a name",
        [STATE_COLON] = "':'",
    };
    size_t state = (size_t)skipper->state;

    if (state == STATE_DONE) {
        return true;
    }
    skipper->expected = "more";
    if (state < sizeof missing / sizeof *missing && missing[state] != NULL) {
        skipper->expected = missing[state];
    } else if (state == STATE_AFTER) {
        skipper->expected = in_object(skipper) ? "',' or '}'" : "',' or ']'";
    } else if (state == STATE_STRING || state == STATE_ESCAPE || state == STATE_DIGITS) {
        skipper->expected = "the end of a string";
    }
    return false;
}
