/* Values compared with limits: values that are read, and values that a program built. */
#include "runtime/decimal.h"
#include "runtime/reader_internal.h"

/* The text that a finding shows for a text or an integer: `actual`, or the JSON form of the
   value. */
static struct dg_text judge_show_text(char buffer[DG_PHRASE_BYTES], struct dg_text text,
                                      struct dg_text actual)
{
    return actual.data == NULL ? dg_expect_text(buffer, text) : actual;
}

static struct dg_text judge_show_integer(char buffer[DG_PHRASE_BYTES], int64_t value,
                                         struct dg_text actual)
{
    return actual.data == NULL ? dg_expect_integer(buffer, "", value) : actual;
}

bool dg_judge_code_points(struct dg_judge *judge, struct dg_text text, struct dg_text actual,
                          struct dg_length bounds)
{
    char expected[DG_PHRASE_BYTES];
    char shown[DG_PHRASE_BYTES];
    size_t length = dg_text_code_points(text);

    if (length < bounds.min) {
        dg_judge_fault(judge, DG_CODE_MIN_LENGTH, judge_show_text(shown, text, actual),
                       dg_expect_bound(expected, "at least ", bounds.min, "code points"));
    }
    if (length > bounds.max) {
        dg_judge_fault(judge, DG_CODE_MAX_LENGTH, judge_show_text(shown, text, actual),
                       dg_expect_bound(expected, "at most ", bounds.max, "code points"));
    }
    return length >= bounds.min && length <= bounds.max;
}

bool dg_judge_integer(struct dg_judge *judge, int64_t value, struct dg_text actual,
                      struct dg_range range)
{
    char expected[DG_PHRASE_BYTES];
    char shown[DG_PHRASE_BYTES];

    if (value < range.minimum) {
        dg_judge_fault(judge, DG_CODE_MINIMUM, judge_show_integer(shown, value, actual),
                       dg_expect_integer(expected, "at least ", range.minimum));
    }
    if (value > range.maximum) {
        dg_judge_fault(judge, DG_CODE_MAXIMUM, judge_show_integer(shown, value, actual),
                       dg_expect_integer(expected, "at most ", range.maximum));
    }
    return value >= range.minimum && value <= range.maximum;
}

bool dg_judge_int32(struct dg_judge *judge, int64_t value, struct dg_text actual,
                    struct dg_range range)
{
    char shown[DG_PHRASE_BYTES];
    bool fits = value >= INT32_MIN && value <= INT32_MAX;

    if (!fits) {
        dg_judge_fault(judge, DG_CODE_FORMAT, judge_show_integer(shown, value, actual),
                       (struct dg_text)DG_TEXT("int32"));
    }
    return dg_judge_integer(judge, value, actual, range) && fits;
}

bool dg_judge_format(struct dg_judge *judge, struct dg_text text, struct dg_text actual,
                     const struct dg_format *format)
{
    char shown[DG_PHRASE_BYTES];

    if (format->fits(text)) {
        return true;
    }
    dg_judge_fault(judge, DG_CODE_FORMAT, judge_show_text(shown, text, actual), format->expected);
    return false;
}

bool dg_judge_patterns(struct dg_judge *judge, struct dg_text text, struct dg_text actual,
                       const struct dg_pattern *const *patterns)
{
    char shown[DG_PHRASE_BYTES];
    bool good = true;

    for (; patterns != NULL && *patterns != NULL; patterns++) {
        if (!dg_pattern_matches(*patterns, text)) {
            dg_judge_fault(judge, DG_CODE_PATTERN, judge_show_text(shown, text, actual),
                           (*patterns)->text);
            good = false;
        }
    }
    return good;
}

bool dg_judge_limited_text(struct dg_judge *judge, struct dg_text text, struct dg_text actual,
                           const struct dg_text_limits *limits)
{
    bool length = dg_judge_length(judge, text, actual, limits->length);
    bool format = limits->format == NULL || dg_judge_format(judge, text, actual, limits->format);

    return dg_judge_patterns(judge, text, actual, limits->patterns) && length && format;
}

/* Whether the number is an integer between those of the format. */
static bool judge_whole(struct dg_judge *judge, struct dg_text spelling,
                        const struct dg_whole *format)
{
    struct dg_decimal number = dg_decimal_of(spelling);

    if (dg_decimal_is_integral(&number) &&
        dg_number_compare(spelling, dg_text_of(format->minimum)) >= 0 &&
        dg_number_compare(spelling, dg_text_of(format->maximum)) <= 0) {
        return true;
    }
    dg_judge_fault(judge, DG_CODE_FORMAT, spelling, format->name);
    return false;
}

/* `divisor`: NULL: none. */
static bool judge_multiple(struct dg_judge *judge, struct dg_text spelling, const char *divisor)
{
    char expected[DG_PHRASE_BYTES];

    if (divisor == NULL || dg_number_is_multiple(spelling, dg_text_of(divisor))) {
        return true;
    }
    dg_judge_fault(judge, DG_CODE_MULTIPLE_OF, spelling,
                   dg_expect_limit(expected, "a multiple of ", dg_text_of(divisor)));
    return false;
}

/* A bound of numbers. */
struct judge_bound {
    struct dg_text limit;
    const char *relation; /* "at least " */
    enum dg_code code;
    bool kept;
};

static bool judge_bound(struct dg_judge *judge, struct dg_text spelling,
                        const struct judge_bound *bound)
{
    char expected[DG_PHRASE_BYTES];

    if (!bound->kept) {
        dg_judge_fault(judge, bound->code, spelling,
                       dg_expect_limit(expected, bound->relation, bound->limit));
    }
    return bound->kept;
}

/* An empty bound: none. */
static bool judge_lower(struct dg_judge *judge, struct dg_text spelling, struct dg_text bound,
                        bool exclusive)
{
    int order = bound.length > 0 ? dg_number_compare(spelling, bound) : 1;

    return judge_bound(
        judge, spelling,
        exclusive ? &(struct judge_bound){bound, "more than ", DG_CODE_EXCLUSIVE_MINIMUM, order > 0}
                  : &(struct judge_bound){bound, "at least ", DG_CODE_MINIMUM, order >= 0});
}

static bool judge_upper(struct dg_judge *judge, struct dg_text spelling, struct dg_text bound,
                        bool exclusive)
{
    int order = bound.length > 0 ? dg_number_compare(spelling, bound) : -1;

    return judge_bound(
        judge, spelling,
        exclusive ? &(struct judge_bound){bound, "less than ", DG_CODE_EXCLUSIVE_MAXIMUM, order < 0}
                  : &(struct judge_bound){bound, "at most ", DG_CODE_MAXIMUM, order <= 0});
}

bool dg_judge_limited_integer(struct dg_judge *judge, struct dg_text spelling,
                              const struct dg_integer_limits *limits)
{
    char digits[2][DG_PHRASE_BYTES];
    struct dg_text minimum = dg_expect_integer(digits[0], "", limits->range.minimum);
    struct dg_text maximum = dg_expect_integer(digits[1], "", limits->range.maximum);
    bool low;
    bool high;
    bool format;

    minimum.length = limits->above || limits->range.minimum != INT64_MIN ? minimum.length : 0;
    maximum.length = limits->below || limits->range.maximum != INT64_MAX ? maximum.length : 0;
    low = judge_lower(judge, spelling, minimum, limits->above);
    high = judge_upper(judge, spelling, maximum, limits->below);
    format = limits->format == NULL || judge_whole(judge, spelling, limits->format);
    return judge_multiple(judge, spelling, limits->multiple) && low && high && format;
}

bool dg_judge_number(struct dg_judge *judge, struct dg_text spelling, struct dg_number_range range)
{
    struct dg_decimal number;
    bool low;
    bool high;
    bool format;

    if (range.integral) {
        number = dg_decimal_of(spelling);
        if (!dg_decimal_is_integral(&number)) {
            dg_judge_type(judge, DG_KIND_INTEGER, spelling);
            return false;
        }
    }
    low = judge_lower(judge, spelling, dg_text_of(range.minimum), range.above);
    high = judge_upper(judge, spelling, dg_text_of(range.maximum), range.below);
    format = range.format == NULL || judge_whole(judge, spelling, range.format);
    return judge_multiple(judge, spelling, range.multiple) && low && high && format;
}

void dg_judge_enum(struct dg_judge *judge, const struct dg_words *words, struct dg_text actual)
{
    char expected[DG_PHRASE_BYTES];
    struct dg_finding finding = dg_judge_finding(judge, DG_CODE_ENUM, actual);

    /* An empty text can't be a future value of an open enum. */
    finding.severity = words->open && actual.length > 0 ? DG_SEVERITY_WARNING : DG_SEVERITY_ERROR;
    finding.schema = judge->site->schema;
    finding.expected = dg_expect_words(expected, words);
    finding.words = words;
    dg_judge_report(judge, &finding);
}

void dg_judge_unlisted(struct dg_judge *judge, const struct dg_words *words, struct dg_text value,
                       struct dg_text actual)
{
    char shown[DG_PHRASE_BYTES];

    dg_judge_enum(judge, words, judge_show_text(shown, value, actual));
    if (words->text != NULL) {
        (void)dg_judge_limited_text(judge, value, actual, words->text);
    }
    if (words->number != NULL) {
        (void)dg_judge_number(judge, value, *words->number);
    }
}

/* The thing that is counted, and the codes for too few and too many. */
struct judge_things {
    const char *name; /* in the plural */
    enum dg_code too_few;
    enum dg_code too_many;
};

static void judge_count(struct dg_judge *judge, struct dg_counted counted, struct dg_length bounds,
                        const struct judge_things *things)
{
    char expected[DG_PHRASE_BYTES];
    char actual[DG_PHRASE_BYTES];
    bool few = counted.count < bounds.min;
    struct dg_finding finding = dg_judge_finding(judge, few ? things->too_few : things->too_many,
                                                 (struct dg_text){counted.start, 1});

    finding.schema = counted.schema;
    finding.expected = few ? dg_expect_bound(expected, "at least ", bounds.min, things->name)
                           : dg_expect_bound(expected, "at most ", bounds.max, things->name);
    finding.actual = dg_expect_bound(actual, "", counted.count, things->name);
    dg_judge_report(judge, &finding);
}

void dg_judge_member_count(struct dg_judge *judge, struct dg_counted counted,
                           struct dg_length bounds)
{
    static const struct judge_things members = {"members", DG_CODE_MIN_PROPERTIES,
                                                DG_CODE_MAX_PROPERTIES};

    judge_count(judge, counted, bounds, &members);
}

void dg_judge_item_count(struct dg_judge *judge, struct dg_counted counted, struct dg_length bounds)
{
    static const struct judge_things items = {"items", DG_CODE_MIN_ITEMS, DG_CODE_MAX_ITEMS};

    judge_count(judge, counted, bounds, &items);
}

bool dg_judge_name(struct dg_judge *judge, const struct dg_map_shape *shape, size_t length,
                   struct dg_text actual)
{
    struct dg_length bounds = shape->names;
    char expected[DG_PHRASE_BYTES];
    struct dg_finding finding;

    if (length >= bounds.min && length <= bounds.max) {
        return true;
    }
    finding = dg_judge_finding(judge, DG_CODE_PROPERTY_NAMES, actual);
    finding.schema = shape->schema;
    finding.expected = length < bounds.min
                           ? dg_expect_bound(expected, "at least ", bounds.min, "code points")
                           : dg_expect_bound(expected, "at most ", bounds.max, "code points");
    dg_judge_report(judge, &finding);
    return false;
}

void dg_judge_depth(struct dg_judge *judge, size_t limit, struct dg_text actual)
{
    char expected[DG_PHRASE_BYTES];
    struct dg_finding finding = dg_judge_finding(judge, DG_CODE_JSON_DEPTH, actual);

    finding.expected = dg_expect_bound(expected, "at most ", limit, "levels");
    dg_judge_report(judge, &finding);
}

bool dg_judge_name_patterns(struct dg_judge *judge, const struct dg_map_shape *shape,
                            struct dg_text name, struct dg_text actual)
{
    const struct dg_pattern *const *patterns = shape->patterns;
    bool good = true;

    for (; patterns != NULL && *patterns != NULL; patterns++) {
        struct dg_finding finding = dg_judge_finding(judge, DG_CODE_PROPERTY_NAMES, actual);

        if (!dg_pattern_matches(*patterns, name)) {
            finding.schema = shape->schema;
            finding.expected = (*patterns)->text;
            dg_judge_report(judge, &finding);
            good = false;
        }
    }
    return good;
}
