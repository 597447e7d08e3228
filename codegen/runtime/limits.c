/* Values compared with limits: values that are read, and values that a program built. */
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

bool dg_judge_number(struct dg_judge *judge, struct dg_text spelling, struct dg_number_range range)
{
    struct dg_text minimum = dg_text_of(range.minimum);
    struct dg_text maximum = dg_text_of(range.maximum);
    char expected[DG_PHRASE_BYTES];
    bool low = minimum.length > 0 && dg_number_compare(spelling, minimum) < 0;
    bool high = maximum.length > 0 && dg_number_compare(spelling, maximum) > 0;

    if (low) {
        dg_judge_fault(judge, DG_CODE_MINIMUM, spelling,
                       dg_expect_limit(expected, "at least ", minimum));
    }
    if (high) {
        dg_judge_fault(judge, DG_CODE_MAXIMUM, spelling,
                       dg_expect_limit(expected, "at most ", maximum));
    }
    return !low && !high;
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

/* The thing that is counted, and the codes for too few and too many. */
struct judge_things {
    const char *name; /* in the plural */
    enum dg_code too_few;
    enum dg_code too_many;
};

static void judge_count(struct dg_judge *judge, const struct dg_counted *counted,
                        struct dg_length bounds, const struct judge_things *things)
{
    char expected[DG_PHRASE_BYTES];
    char actual[DG_PHRASE_BYTES];
    bool few = counted->count < bounds.min;
    struct dg_finding finding;

    if (!few && counted->count <= bounds.max) {
        return;
    }
    finding = dg_judge_finding(judge, few ? things->too_few : things->too_many,
                               (struct dg_text){counted->start, 1});
    finding.schema = counted->schema;
    finding.expected = few ? dg_expect_bound(expected, "at least ", bounds.min, things->name)
                           : dg_expect_bound(expected, "at most ", bounds.max, things->name);
    finding.actual = dg_expect_bound(actual, "", counted->count, things->name);
    dg_judge_report(judge, &finding);
}

void dg_judge_members(struct dg_judge *judge, const struct dg_counted *counted,
                      struct dg_length bounds)
{
    static const struct judge_things members = {"members", DG_CODE_MIN_PROPERTIES,
                                                DG_CODE_MAX_PROPERTIES};

    judge_count(judge, counted, bounds, &members);
}

void dg_judge_items(struct dg_judge *judge, const struct dg_counted *counted,
                    struct dg_length bounds)
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
