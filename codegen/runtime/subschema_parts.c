/* Judges the items of an array and the members of an object by further schemas. */
#include "runtime/subschema_trial_internal.h"

/* Items */

/* A reader of the parts of a value whose text was checked. */
static struct dg_reader subject_reader(const struct dg_trial_subject *subject)
{
    struct dg_reader *in = subject->in;

    return (struct dg_reader){
        .judge = {.frame = in->judge.frame, .begin = in->judge.begin},
        .begin = subject->json.data,
        .at = subject->json.data,
        .end = subject->json.data + subject->json.length,
        .arena = in->arena,
        .max_depth = DG_LARGEST_MAX_DEPTH + 1,
    };
}

/* Counts the items that match. */
static struct dg_tally subject_count(const struct dg_trial_subject *subject,
                                     const struct dg_subschema *subschema)
{
    struct dg_frame frame = {.parent = subject->in->judge.frame};
    struct dg_arena_mark mark = dg_arena_mark(subject->in->arena);
    struct dg_reader items = subject_reader(subject);
    struct dg_tally tally = {0};
    bool entered = dg_reader_enter(&items);

    while (entered && !subject->in->stopped && dg_elements_next(&items, &frame)) {
        struct dg_trial_subject item = {.in = subject->in, .json = {items.at, 0}};
        struct dg_trial trial = {.errors = 0};

        dg_skip_value(&items);
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
    struct dg_reader items = subject_reader(subject);
    size_t last = subschema->count - 1;
    bool good = subject->json.data[0] == '[' && dg_reader_enter(&items);

    while (good && !subject->in->stopped && dg_elements_next(&items, &frame)) {
        size_t index = frame.index < last ? frame.index : last;
        struct dg_trial_subject item = {.in = subject->in, .json = {items.at, 0}};

        dg_skip_value(&items);
        item.json.length = (size_t)(items.at - item.json.data);
        if (subschema->alternatives[index].read != NULL) {
            good = subject_item(subject, &item, &frame, &subschema->alternatives[index]);
        }
        frame.index++;
    }
    dg_arena_rewind(subject->in->arena, &mark);
}

/* Members */

/* Whether the object has a member with that name. */
static bool subject_has(const struct dg_trial_subject *subject, struct dg_text property)
{
    struct dg_arena_mark mark = dg_arena_mark(subject->in->arena);
    struct dg_reader in = subject_reader(subject);
    struct dg_members members;
    struct dg_string name;
    struct dg_text text;
    bool found = false;

    if (!dg_members_open(&in, &members)) {
        return false;
    }
    while (!found && dg_members_next(&in, &members, &name)) {
        found = dg_reader_text(&in, &name, &text) && dg_text_equal(text, property);
        dg_skip_value(&in);
    }
    dg_arena_rewind(subject->in->arena, &mark);
    if (subject->in->arena->failed) {
        dg_reader_no_memory(subject->in);
    }
    return found;
}

void dg_trial_depend(const struct dg_trial_subject *subject, const struct dg_subschema *subschema)
{
    if (subject->json.data[0] == '{' && subject_has(subject, subschema->property)) {
        dg_trial_demand(subject, DG_CODE_DEPENDENT_SCHEMAS, subschema->alternatives);
    }
}

/* Members that are listed nowhere */

/* The schemas that match and list properties. */
#define LISTING_SHAPES 32
struct listing {
    const struct dg_shape *shapes[LISTING_SHAPES];
    size_t count;
    bool all; /* any name is listed, or there are too many schemas */
};

static void listing_add(struct listing *listing, const struct dg_trial_subject *subject,
                        const struct dg_subschemas *subschemas);

/* Adds the properties of a schema if it matches. Returns whether it does. */
static bool listing_add_one(struct listing *listing, const struct dg_trial_subject *subject,
                            const struct dg_alternative *alternative)
{
    struct dg_trial trial = {.errors = 0};

    if (alternative->read == NULL || dg_trial_run(subject, alternative, &trial) != DG_OUTCOME_YES) {
        return false;
    }
    listing->all = listing->all || alternative->lists_all || listing->count == LISTING_SHAPES;
    if (alternative->shape != NULL && !listing->all) {
        listing->shapes[listing->count++] = alternative->shape;
    }
    if (alternative->subschemas != NULL && !listing->all) {
        listing_add(listing, subject, alternative->subschemas);
    }
    return true;
}

static void listing_add(struct listing *listing, const struct dg_trial_subject *subject,
                        const struct dg_subschemas *subschemas)
{
    for (size_t i = 0; i < subschemas->count; i++) {
        const struct dg_subschema *subschema = &subschemas->list[i];
        const struct dg_alternative *list = subschema->alternatives;

        switch (subschema->applicator) {
        case DG_ONE_OF:
        case DG_ANY_OF:
            for (size_t j = 0; j < subschema->count; j++) {
                listing_add_one(listing, subject, &list[j]);
            }
            break;
        case DG_IF:
            listing_add_one(listing, subject,
                            listing_add_one(listing, subject, &list[0]) ? &list[1] : &list[2]);
            break;
        case DG_DEPENDENT:
            if (subject_has(subject, subschema->property)) {
                listing_add_one(listing, subject, list);
            }
            break;
        case DG_NOT:
        case DG_CONTAINS:
        case DG_PREFIX_ITEMS:
            break;
        }
    }
}

static bool listing_has(const struct listing *listing, struct dg_text name)
{
    for (size_t i = 0; i < listing->count; i++) {
        if (listing->shapes[i]->lookup(name.data, name.length) < listing->shapes[i]->count) {
            return true;
        }
    }
    return false;
}

static void unlisted_report(const struct dg_trial_subject *subject, const struct dg_shape *shape,
                            const struct dg_frame *member, const struct dg_string *name)
{
    struct dg_judge judge = subject->in->judge;
    struct dg_finding finding;

    judge.frame = member;
    finding = dg_judge_finding(&judge, DG_CODE_UNKNOWN_PROPERTY, dg_string_quoted(name));
    finding.schema = shape->schema;
    dg_judge_report(&judge, &finding);
}

void dg_trial_unlisted(const struct dg_trial_subject *subject, const struct dg_shape *shape,
                       const struct dg_subschemas *subschemas)
{
    struct listing listing = {.shapes = {shape}, .count = 1};
    struct dg_arena_mark mark = dg_arena_mark(subject->in->arena);
    struct dg_reader in = subject_reader(subject);
    struct dg_members members;
    struct dg_string name;
    struct dg_text text;
    bool collected = false;

    if (!dg_members_open(&in, &members)) {
        return;
    }
    while (!listing.all && dg_members_next(&in, &members, &name) &&
           dg_reader_text(&in, &name, &text)) {
        if (!collected && !listing_has(&listing, text)) {
            listing_add(&listing, subject, subschemas);
            collected = true;
        }
        if (!listing.all && !listing_has(&listing, text)) {
            unlisted_report(subject, shape, &members.frame, &name);
        }
        dg_skip_value(&in);
    }
    dg_arena_rewind(subject->in->arena, &mark);
    if (subject->in->arena->failed) {
        dg_reader_no_memory(subject->in);
    }
}
