/* Findings about values, and the notes of properties that failed: for values that are read and
 * values that a program built. */
#include "runtime/reader_internal.h"

struct dg_finding dg_judge_finding(const struct dg_judge *judge, enum dg_code code,
                                   struct dg_text actual)
{
    return (struct dg_finding){
        .code = code,
        .offset = judge->begin == NULL ? 0 : (size_t)(actual.data - judge->begin),
        .frame = judge->frame,
        .actual = actual,
    };
}

void dg_judge_report(struct dg_judge *judge, struct dg_finding *finding)
{
    if (finding->severity == DG_SEVERITY_OFF) {
        finding->severity = dg_code_severity(finding->code);
    }
    if (judge->lenient && finding->code == DG_CODE_INTEGER_RANGE) {
        finding->severity = DG_SEVERITY_WARNING;
    }
    if (finding->severity == DG_SEVERITY_ERROR) {
        judge->failed = true;
    }
    if (judge->report != NULL && judge->report->finding != NULL) {
        judge->report->finding(judge->report, finding);
    }
}

void dg_judge_fault(struct dg_judge *judge, enum dg_code code, struct dg_text actual,
                    struct dg_text expected)
{
    struct dg_finding finding = dg_judge_finding(judge, code, actual);

    finding.schema = judge->site->schema;
    finding.expected = expected;
    judge->refused = judge->refused || code == DG_CODE_TYPE;
    dg_judge_report(judge, &finding);
}

/* The code for a value that hasn't the type of its schema. */
static enum dg_code judge_type_code(const struct dg_judge *judge, struct dg_text actual)
{
    switch (judge->site->listed) {
    case DG_LISTED_TYPE:
        break;
    case DG_LISTED_NULL:
        return dg_text_equal(actual, (struct dg_text)DG_TEXT("null")) ? DG_CODE_ENUM : DG_CODE_TYPE;
    case DG_LISTED_ENUM:
        return DG_CODE_ENUM;
    case DG_LISTED_CONST:
        return DG_CODE_CONST;
    }
    return DG_CODE_TYPE;
}

void dg_judge_type(struct dg_judge *judge, enum dg_kind wanted, struct dg_text actual)
{
    static const struct {
        struct dg_text plain;
        struct dg_text nullable;
    } words[] = {
        [DG_KIND_STRING] = {DG_TEXT("string"), DG_TEXT("string or null")},
        [DG_KIND_INTEGER] = {DG_TEXT("integer"), DG_TEXT("integer or null")},
        [DG_KIND_NUMBER] = {DG_TEXT("number"), DG_TEXT("number or null")},
        [DG_KIND_BOOLEAN] = {DG_TEXT("boolean"), DG_TEXT("boolean or null")},
        [DG_KIND_OBJECT] = {DG_TEXT("object"), DG_TEXT("object or null")},
        [DG_KIND_ANY] = {DG_TEXT("a value"), DG_TEXT("a value")},
        [DG_KIND_ARRAY] = {DG_TEXT("array"), DG_TEXT("array or null")},
    };

    dg_judge_fault(judge, judge_type_code(judge, actual), actual,
                   judge->site->nullable ? words[wanted].nullable : words[wanted].plain);
}

void dg_judge_not_time(struct dg_judge *judge, struct dg_text actual)
{
    dg_judge_fault(judge, DG_CODE_FORMAT, actual, (struct dg_text)DG_TEXT("RFC 3339 date-time"));
}

void dg_judge_deprecated(struct dg_judge *judge, const struct dg_property *property,
                         const struct dg_frame *frame, struct dg_text actual)
{
    struct dg_finding finding = dg_judge_finding(judge, DG_CODE_DEPRECATED, actual);

    finding.frame = frame;
    finding.schema = property->site.schema;
    dg_judge_report(judge, &finding);
}

void dg_judge_beyond(struct dg_judge *judge, struct dg_text actual)
{
    dg_judge_fault(judge, DG_CODE_INTEGER_RANGE, actual,
                   (struct dg_text)DG_TEXT("integer of at most 64 bits"));
}

void dg_judge_note(uint64_t *faults, const struct dg_shape *shape, size_t property, bool refused)
{
    size_t word = property / 64;
    uint64_t bit = UINT64_C(1) << property % 64;

    if (faults == NULL) {
        return;
    }
    faults[word] |= bit;
    if (refused) {
        faults[DG_FAULT_WORDS(shape->count) / 2 + word] |= bit;
    }
}

static void judge_missing(struct dg_judge *judge, const struct dg_shape *shape, size_t property,
                          const struct dg_met *met, enum dg_code code)
{
    struct dg_finding finding = dg_judge_finding(judge, code, (struct dg_text){met->start, 0});

    finding.schema = shape->schema;
    finding.property = shape->properties[property].name;
    dg_judge_report(judge, &finding);
    dg_judge_note(met->faults, shape, property, true);
}

static bool judge_has(const struct dg_met *met, size_t property)
{
    return (met->seen[property / 64] >> property % 64 & 1) != 0;
}

/* Reports properties that others require and that are missing, each once. */
static void judge_dependents(struct dg_judge *judge, const struct dg_shape *shape,
                             const struct dg_met *met)
{
    for (size_t i = 0; i < shape->dependent_count; i++) {
        const struct dg_dependent *dependent = &shape->dependents[i];
        bool reported = shape->properties[dependent->needs].required;

        for (size_t j = 0; j < i && !reported; j++) {
            reported = shape->dependents[j].needs == dependent->needs &&
                       judge_has(met, shape->dependents[j].property);
        }
        if (!reported && judge_has(met, dependent->property) && !judge_has(met, dependent->needs)) {
            judge_missing(judge, shape, dependent->needs, met, DG_CODE_DEPENDENT_REQUIRED);
        }
    }
}

void dg_judge_required(struct dg_judge *judge, const struct dg_shape *shape,
                       const struct dg_met *met)
{
    for (size_t first = 0; first < shape->count; first += 64) {
        size_t count = shape->count - first < 64 ? shape->count - first : 64;
        uint64_t missing = ~met->seen[first / 64] & UINT64_MAX >> (64 - count);

        for (; missing != 0; missing &= missing - 1) {
            size_t property = first + (size_t)__builtin_ctzll(missing);

            if (shape->properties[property].required) {
                judge_missing(judge, shape, property, met, DG_CODE_REQUIRED);
            }
        }
    }
    judge_dependents(judge, shape, met);
}
