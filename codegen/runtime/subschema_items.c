/* Judges the items of an array by further schemas. */
#include "runtime/subschema_trial_internal.h"

struct dg_reader dg_trial_reader(const struct dg_trial_subject *subject)
{
    struct dg_reader *in = subject->in;
    struct dg_reader reader = {
        .judge = {.frame = in->judge.frame, .begin = in->judge.begin, .lenient = true},
        .begin = subject->json.data,
        .at = subject->json.data,
        .end = subject->json.data + subject->json.length,
        .arena = in->arena,
        .max_depth = DG_LARGEST_MAX_DEPTH + 1,
    };

    dg_names_share(&reader, in);
    return reader;
}

void dg_trial_skip(struct dg_reader *in)
{
    struct dg_reader_mark mark = dg_reader_mark(in);

    dg_skip_value(in);
    dg_reader_rewind(in, &mark);
}

/* The items of an array, one by one. */
struct items {
    const char *at;        /* after the latest item */
    struct dg_frame frame; /* of the latest item */
    size_t count;          /* of items so far */
    struct dg_text json;   /* of the latest item */
};

/* Moves to the next item. Returns false if there is none. The reader that finds it isn't on the
 * stack while the item is judged. */
static DG_APART bool items_next(const struct dg_trial_subject *subject, struct items *items)
{
    struct dg_reader in = dg_trial_reader(subject);

    if (subject->in->stopped || !dg_reader_enter(&in)) {
        return false;
    }
    in.at = items->count == 0 ? in.at : items->at;
    items->frame = (struct dg_frame){.parent = in.judge.frame, .index = items->count};
    if (!dg_elements_next(&in, &items->frame)) {
        return false;
    }
    items->json.data = in.at;
    dg_trial_skip(&in);
    items->json.length = (size_t)(in.at - items->json.data);
    items->at = in.at;
    items->count++;
    return true;
}

/* Reports that too few or too many items match. */
static DG_APART void subject_report_count(const struct dg_trial_subject *subject,
                                          const struct dg_subschema *subschema, size_t matches)
{
    char expected[DG_PHRASE_BYTES];
    char actual[DG_PHRASE_BYTES];
    struct dg_judge *judge = &subject->in->judge;
    bool more = matches > subschema->matches.max;
    struct dg_finding finding = dg_judge_finding(judge,
                                                 more                 ? DG_CODE_MAX_CONTAINS
                                                 : subschema->has_min ? DG_CODE_MIN_CONTAINS
                                                                      : DG_CODE_CONTAINS,
                                                 dg_trial_shown(subject));

    finding.schema = judge->site->schema;
    finding.expected =
        dg_expect_bound(expected, more ? "at most " : "at least ",
                        more ? subschema->matches.max : subschema->matches.min, "matching items");
    finding.actual = dg_expect_bound(actual, "", matches, "matching items");
    dg_judge_report(judge, &finding);
}

DG_APART void dg_trial_contains(const struct dg_trial_subject *subject,
                                const struct dg_subschema *subschema)
{
    struct dg_reader *in = subject->in;
    struct dg_length bounds = subschema->matches;
    struct items items = {.count = 0};
    size_t matches = 0;
    size_t unknown = 0;

    if (subject->json.data[0] != '[') {
        return;
    }
    while (items_next(subject, &items)) {
        struct dg_trial_subject item = {.in = in, .json = items.json};
        struct dg_trial trial = {.errors = 0};
        enum dg_outcome outcome;

        in->judge.frame = &items.frame;
        outcome = dg_trial_run(&item, subschema->alternatives, &trial);
        in->judge.frame = items.frame.parent;
        matches += outcome == DG_OUTCOME_YES ? 1 : 0;
        unknown += outcome == DG_OUTCOME_UNKNOWN ? 1 : 0;
    }
    if (matches > bounds.max || matches + unknown < bounds.min) {
        subject_report_count(subject, subschema, matches);
    } else if (unknown > 0 && (matches < bounds.min || matches + unknown > bounds.max)) {
        in->judge.unjudged = true;
    }
}

/* Reports that an item breaks its schema. `item` is its frame. */
static DG_APART void subject_report_item(const struct dg_trial_subject *subject,
                                         const struct dg_trial_subject *item,
                                         const struct dg_frame *frame,
                                         const struct dg_alternative *alternative)
{
    struct dg_judge *judge = &subject->in->judge;
    struct dg_fault_text fault;
    struct dg_trial trial = {.first = &fault};

    dg_fault_text_begin(&fault, "items of the schemas for their positions");
    if (dg_trial_is_told(subject)) {
        judge->frame = frame;
        dg_trial_run(item, alternative, &trial);
        judge->frame = frame->parent;
    }
    dg_judge_fault(judge, DG_CODE_PREFIX_ITEMS, dg_trial_shown(subject), dg_fault_text_end(&fault));
}

/* Judges an item by the schema for its position. Returns false if it breaks the schema. */
static bool subject_item(const struct dg_trial_subject *subject,
                         const struct dg_trial_subject *item, const struct dg_frame *frame,
                         const struct dg_alternative *alternative)
{
    struct dg_judge *judge = &subject->in->judge;
    struct dg_trial trial = {.errors = 0};
    enum dg_outcome outcome;

    judge->frame = frame;
    outcome = dg_trial_run(item, alternative, &trial);
    if (outcome == DG_OUTCOME_YES && trial.remark && !judge->trial) {
        dg_trial_remark(item, alternative, true);
    }
    judge->frame = frame->parent;
    judge->unjudged = judge->unjudged || outcome == DG_OUTCOME_UNKNOWN;
    if (outcome == DG_OUTCOME_NO) {
        subject_report_item(subject, item, frame, alternative);
    }
    return outcome != DG_OUTCOME_NO;
}

DG_APART void dg_trial_prefix(const struct dg_trial_subject *subject,
                              const struct dg_subschema *subschema)
{
    size_t last = subschema->count - 1;
    struct items items = {.count = 0};
    bool good = subject->json.data[0] == '[';

    while (good && items_next(subject, &items)) {
        size_t index = items.frame.index < last ? items.frame.index : last;
        struct dg_trial_subject item = {.in = subject->in, .json = items.json};

        if (subschema->alternatives[index].read != NULL) {
            good = subject_item(subject, &item, &items.frame, &subschema->alternatives[index]);
        }
    }
}
