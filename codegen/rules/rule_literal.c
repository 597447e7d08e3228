/* Literals of time, as CEL reads them, and reserved words. */
#include "rules/rule_literal.h"

#include <string.h>

static bool literal_is_one_of(struct dg_text word, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (dg_text_equal(word, dg_text_of(*words))) {
            return true;
        }
    }
    return false;
}

bool rule_is_keyword(struct dg_text word)
{
    static const char *const words[] = {"true", "false", "null", "in", NULL};

    return literal_is_one_of(word, words);
}

bool rule_is_reserved(struct dg_text word)
{
    static const char *const words[] = {
        "as",  "break", "const",   "continue",  "else",   "for", "function", "if",    "import",
        "let", "loop",  "package", "namespace", "return", "var", "void",     "while", NULL};

    return rule_is_keyword(word) || literal_is_one_of(word, words);
}

bool rule_is_member_name(struct dg_text word)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";

    for (size_t i = 0; i < word.length; i++) {
        if (word.data[i] == '\0' || strchr(letters, word.data[i]) == NULL) {
            return false;
        }
    }
    return word.length > 0 && (word.data[0] < '0' || word.data[0] > '9') && !rule_is_keyword(word);
}

bool rule_is_root_name(struct dg_text word)
{
    static const char *const words[] = {"self", "oldSelf", "http", "request", NULL};

    return literal_is_one_of(word, words);
}

/* Durations: sums like 1h30m, as Go writes them, which CEL follows */

#define NANOS UINT64_C(1000000000)
#define LARGEST_DURATION UINT64_C(9223372036) /* seconds: CEL has int64 nanoseconds */
#define LARGEST_NANOS UINT64_C(854775807)     /* beyond these seconds */

struct duration_reader {
    const char *at;
    const char *end;
    uint64_t seconds;
    uint64_t nanos;
};

static bool duration_is_digit(const struct duration_reader *in)
{
    return in->at < in->end && *in->at >= '0' && *in->at <= '9';
}

/* Takes a unit, and returns its nanoseconds; 0 if no unit comes next. */
static uint64_t duration_unit(struct duration_reader *in)
{
    static const struct {
        const char *name;
        uint64_t nanos;
    } units[] = {
        {"ns", 1},    {"us", 1000},      {"\xC2\xB5s", 1000}, {"ms", NANOS / 1000},
        {"s", NANOS}, {"m", 60 * NANOS}, {"h", 3600 * NANOS},
    };

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        size_t length = strlen(units[i].name);

        if ((size_t)(in->end - in->at) >= length && memcmp(in->at, units[i].name, length) == 0) {
            in->at += length;
            return units[i].nanos;
        }
    }
    return 0;
}

static bool duration_add(struct duration_reader *in, uint64_t whole, uint64_t unit)
{
    uint64_t most = LARGEST_DURATION + 1;

    if (unit >= NANOS) {
        if (whole > most) {
            return false;
        }
        in->seconds += whole * (unit / NANOS);
    } else {
        in->seconds += whole / (NANOS / unit);
        in->nanos += whole % (NANOS / unit) * unit;
    }
    in->seconds += in->nanos / NANOS;
    in->nanos %= NANOS;
    return in->seconds <= most;
}

/* Takes a number and its unit: "1.5h". */
static bool duration_term(struct duration_reader *in)
{
    uint64_t whole = 0;
    const char *fraction = NULL;
    const char *fraction_end = NULL;
    const char *begin = in->at;
    uint64_t unit;

    for (; duration_is_digit(in); in->at++) {
        if (whole > (UINT64_MAX - 9) / 10) {
            return false;
        }
        whole = whole * 10 + (uint64_t)(*in->at - '0');
    }
    if (in->at < in->end && *in->at == '.') {
        fraction = ++in->at;
        while (duration_is_digit(in)) {
            in->at++;
        }
        fraction_end = in->at;
    }
    if (in->at == begin || (fraction != NULL && fraction == fraction_end && begin + 1 == in->at)) {
        return false; /* no digit at all */
    }
    unit = duration_unit(in);
    if (unit == 0 || fraction_end - fraction > 9 || !duration_add(in, whole, unit)) {
        return false;
    }
    for (uint64_t place = unit / 10; place > 0 && fraction < fraction_end; place /= 10) {
        in->nanos += place * (uint64_t)(*fraction++ - '0') % NANOS;
        in->seconds += place * (uint64_t)(fraction[-1] - '0') / NANOS + in->nanos / NANOS;
        in->nanos %= NANOS;
    }
    return true;
}

static bool duration_parse(struct dg_text text, struct dg_duration *out)
{
    struct duration_reader in = {.at = text.data, .end = text.data + text.length};
    bool negative = text.length > 0 && *in.at == '-';

    if (text.length > 0 && (*in.at == '-' || *in.at == '+')) {
        in.at++;
    }
    if (in.end - in.at == 1 && *in.at == '0') {
        *out = (struct dg_duration){0, 0};
        return true;
    }
    do {
        if (in.at == in.end || !duration_term(&in)) {
            return false;
        }
    } while (in.at < in.end);
    if (in.seconds > LARGEST_DURATION ||
        (in.seconds == LARGEST_DURATION && in.nanos > LARGEST_NANOS + negative)) {
        return false;
    }
    *out = (struct dg_duration){(int64_t)in.seconds, (int32_t)in.nanos};
    if (negative) {
        *out = (struct dg_duration){-(int64_t)in.seconds - (in.nanos > 0),
                                    in.nanos > 0 ? (int32_t)(NANOS - in.nanos) : 0};
    }
    return true;
}

/* Timestamps: the subset of RFC 3339 that CEL can represent */

static bool time_parse(struct dg_text text, struct dg_time *out)
{
    size_t digits = 0;
    size_t seconds = sizeof "2026-01-01T00:00" - 1;

    if (!dg_time_parse(out, text) || memchr(text.data, 't', text.length) != NULL ||
        memchr(text.data, 'z', text.length) != NULL || out->seconds < INT64_C(-62135596800) ||
        out->seconds > INT64_C(253402300799) || memcmp(text.data + seconds, ":60", 3) == 0) {
        return false;
    }
    if (text.data[seconds + 3] == '.') {
        digits = strspn(text.data + seconds + 4, "0123456789");
    }
    return digits <= 9;
}

/* The text that is the argument of a call. Returns NULL, after an error, if the argument isn't a
 * text. */
static const struct dg_text *literal_argument(const struct rule_node *call, const struct tree *text,
                                              struct diag *diag)
{
    const struct rule_node *argument = call->parts[0];

    if (argument->op == RULE_TEXT) {
        return &argument->text;
    }
    RULE_ERROR(diag, text, DIAG_RULE_LITERAL, argument->at, "'%s' takes a string literal only",
               rule_operator(call->op)->spelling);
    return NULL;
}

/* Turns a call into a literal, or reports that its argument is invalid. */
static bool literal_fold(struct rule_node *call, bool good, const char *example,
                         const struct tree *text, struct diag *diag)
{
    const struct rule_node *argument = call->parts[0];

    if (!good) {
        RULE_ERROR(diag, text, DIAG_RULE_LITERAL, argument->at, "'%.*s' is not a %s; write %s",
                   DIAG_TEXT(argument->text), rule_operator(call->op)->spelling, example);
        return false;
    }
    call->count = 0;
    call->height = 1;
    return true;
}

bool rule_literal_duration(struct rule_node *call, const struct tree *text, struct diag *diag)
{
    const struct dg_text *argument = literal_argument(call, text, diag);

    return argument != NULL && literal_fold(call, duration_parse(*argument, &call->duration),
                                            "duration('1h30m')", text, diag);
}

bool rule_literal_time(struct rule_node *call, const struct tree *text, struct diag *diag)
{
    const struct dg_text *argument = literal_argument(call, text, diag);

    return argument != NULL && literal_fold(call, time_parse(*argument, &call->time),
                                            "timestamp('2026-01-31T00:00:00Z')", text, diag);
}
