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

/* Counts the items that match. */
static struct dg_tally subject_count(const struct dg_trial_subject *subject,
                                     const struct dg_subschema *subschema)
{
    struct dg_frame frame = {.parent = subject->in->judge.frame};
    struct dg_arena_mark mark = dg_arena_mark(subject->in->arena);
    struct dg_reader items = dg_trial_reader(subject);
    struct dg_tally tally = {0};
    bool entered = dg_reader_enter(&items);

    while (entered && !subject->in->stopped && dg_elements_next(&items, &frame)) {
        struct dg_trial_subject item = {.in = subject->in, .json = {items.at, 0}};
        struct dg_trial trial = {.errors = 0};

        dg_trial_skip(&items);
        item.json.length = (size_t)(items.at - item.json.data);
        subject->in->judge.frame = &frame;
        dg_tally_add(&tally, frame.index++, dg_trial_run(&item, subschema->alternatives, &trial),
                     &trial);
        subject->in->judge.frame = frame.parent;
    }
    dg_arena_rewind(subject->in->arena, &mark);
    return tally;
}

void dg_trial_contains(const struct dg_trial_subject *subject, const struct dg_subschema *subschema)
{
    char expected[DG_PHRASE_BYTES];
    char actual[DG_PHRASE_BYTES];
    struct dg_judge *judge = &subject->in->judge;
    struct dg_finding finding;
    struct dg_tally tally;
    bool more;
    size_t bound;

    if (subject->json.data[0] != '[') {
        return;
    }
    tally = subject_count(subject, subschema);
    more = tally.matches > subschema->matches.max;
    if (!more && tally.matches + tally.unknown >= subschema->matches.min) {
        judge->unjudged =
            judge->unjudged ||
            (tally.unknown > 0 && (tally.matches < subschema->matches.min ||
                                   tally.matches + tally.unknown > subschema->matches.max));
        return;
    }
    bound = more ? subschema->matches.max : subschema->matches.min;
    finding = dg_judge_finding(judge,
                               more                 ? DG_CODE_MAX_CONTAINS
                               : subschema->has_min ? DG_CODE_MIN_CONTAINS
                                                    : DG_CODE_CONTAINS,
                               dg_trial_shown(subject));
    finding.schema = judge->site->schema;
    finding.expected =
        dg_expect_bound(expected, more ? "at most " : "at least ", bound, "matching items");
    finding.actual = dg_expect_bound(actual, "", tally.matches, "matching items");
    dg_judge_report(judge, &finding);
}

/* Reports that an item breaks its schema. `item` is its frame. */
static void subject_report_item(const struct dg_trial_subject *subject,
                                const struct dg_trial_subject *item, const struct dg_frame *frame,
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

void dg_trial_prefix(const struct dg_trial_subject *subject, const struct dg_subschema *subschema)
{
    struct dg_frame frame = {.parent = subject->in->judge.frame};
    struct dg_arena_mark mark = dg_arena_mark(subject->in->arena);
    struct dg_reader items = dg_trial_reader(subject);
    size_t last = subschema->count - 1;
    bool good = subject->json.data[0] == '[' && dg_reader_enter(&items);

    while (good && !subject->in->stopped && dg_elements_next(&items, &frame)) {
        size_t index = frame.index < last ? frame.index : last;
        struct dg_trial_subject item = {.in = subject->in, .json = {items.at, 0}};

        dg_trial_skip(&items);
        item.json.length = (size_t)(items.at - item.json.data);
        if (subschema->alternatives[index].read != NULL) {
            good = subject_item(subject, &item, &frame, &subschema->alternatives[index]);
        }
        frame.index++;
    }
    dg_arena_rewind(subject->in->arena, &mark);
}
