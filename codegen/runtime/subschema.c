/* Judges a value by further schemas: reads its text again into scratch memory, without reporting
 * anything, and counts which of the schemas match. */
#include "runtime/subschema.h"

#include <string.h>

#include "runtime/reader_internal.h"
#include "runtime/subschema_internal.h"

/* Trials */

enum outcome {
    OUTCOME_NO,
    OUTCOME_YES,
    OUTCOME_UNKNOWN
};

/* A value to be judged. The judge has its frame and site. */
struct subject {
    struct dg_reader *in;
    struct dg_text json;
    bool structured; /* a struct was read, which says of its members what there is to say */
};

/* The sink of a trial. */
struct trial {
    struct dg_report report; /* first, for `finding` to recover the whole */
    const struct dg_frame *frame;
    size_t errors;
    bool deep;   /* the limit of nesting was met, which says nothing about the value */
    bool remark; /* there is something that is reported if the schema matches */
    const struct dg_alternative *alternative;
    struct dg_fault_text *first; /* receives the first error; NULL: nobody asks */
};

/* Whether a finding of a schema that matches is reported. The value is kept as text, which holds
 * any integer. `value` is its frame. */
static bool remark_is_told(const struct dg_finding *finding, const struct dg_frame *value)
{
    return finding->code != DG_CODE_INTEGER_RANGE &&
           (finding->code != DG_CODE_IMPLIED_TYPE || finding->frame != value);
}

static void trial_take(struct dg_report *report, const struct dg_finding *finding)
{
    struct trial *trial = (struct trial *)report;

    if (finding->code == DG_CODE_JSON_DEPTH) {
        trial->deep = true;
    } else if (finding->severity == DG_SEVERITY_ERROR && finding->code != DG_CODE_RULE) {
        if (trial->errors++ == 0 && trial->first != NULL) {
            dg_fault_text_add(trial->first, trial->alternative, trial->frame, finding);
        }
    } else if (remark_is_told(finding, trial->frame)) {
        trial->remark = true;
    }
}

/* Takes the cost of a trial from the budget of the document. Returns false if it doesn't suffice.
 */
static bool trial_pay(const struct subject *subject, const struct dg_alternative *alternative)
{
    struct dg_judge *judge = &subject->in->judge;
    uint64_t cost = subject->json.length + alternative->size / 16 + 64;

    if (judge->trial_budget == 0) {
        judge->trial_budget =
            DG_TRIAL_BYTES + DG_TRIAL_TIMES * (uint64_t)(subject->in->end - subject->in->begin);
    }
    if (judge->trial_budget <= cost) {
        judge->trial_budget = 1;
        return false;
    }
    judge->trial_budget -= cost;
    return true;
}

/* Reads the value by the alternative with that report, in scratch memory. Returns false if memory
 * ran out. */
static bool trial_read(const struct subject *subject, const struct dg_alternative *alternative,
                       struct dg_reader *reader)
{
    struct dg_reader *in = subject->in;
    struct dg_arena_mark mark = dg_arena_mark(in->arena);
    void *out;

    reader->judge.frame = in->judge.frame;
    reader->judge.site = &alternative->site;
    reader->judge.begin = in->judge.begin;
    reader->judge.turns = in->judge.turns;
    reader->judge.walked = in->judge.walked;
    reader->judge.compared = in->judge.compared;
    reader->judge.trial_budget = in->judge.trial_budget;
    reader->begin = subject->json.data;
    reader->at = subject->json.data;
    reader->end = subject->json.data + subject->json.length;
    reader->arena = in->arena;
    reader->depth = in->depth + 1;
    reader->max_depth = in->max_depth;
    out = dg_arena_alloc(in->arena, alternative->size);
    if (out != NULL) {
        alternative->read(reader, out);
    }
    in->judge.turns = reader->judge.turns;
    in->judge.walked = reader->judge.walked;
    in->judge.compared = reader->judge.compared;
    in->judge.trial_budget = reader->judge.trial_budget;
    dg_arena_rewind(in->arena, &mark);
    return !in->arena->failed || dg_reader_no_memory(in);
}

static enum outcome trial_run(const struct subject *subject,
                              const struct dg_alternative *alternative, struct trial *trial)
{
    const struct dg_report *report = subject->in->judge.report;
    struct dg_reader reader = {.judge = {.report = &trial->report, .trial = true, .lenient = true}};

    trial->report = (struct dg_report){
        .finding = trial_take,
        .max_depth = subject->in->max_depth,
        .exchange = report == NULL ? NULL : report->exchange,
    };
    trial->frame = subject->in->judge.frame;
    trial->alternative = alternative;
    if (subject->in->stopped || !trial_pay(subject, alternative) ||
        !trial_read(subject, alternative, &reader)) {
        return OUTCOME_UNKNOWN;
    }
    if (trial->errors > 0) {
        return OUTCOME_NO;
    }
    return trial->deep || reader.judge.unjudged ? OUTCOME_UNKNOWN : OUTCOME_YES;
}

/* Remarks: what is reported of a schema that matches */

struct remarks {
    struct dg_report report; /* first */
    struct dg_report *outer;
    const struct dg_frame *frame;
    bool all; /* otherwise only rules */
};

static void remarks_take(struct dg_report *report, const struct dg_finding *finding)
{
    struct remarks *remarks = (struct remarks *)report;
    bool wanted =
        finding->code == DG_CODE_RULE || (remarks->all && remark_is_told(finding, remarks->frame));

    if (wanted && remarks->outer != NULL && remarks->outer->finding != NULL) {
        remarks->outer->finding(remarks->outer, finding);
    }
}

/* Reads the value once more by a schema that matches, and reports what it says beside that. */
static void remarks_report(const struct subject *subject, const struct dg_alternative *alternative,
                           bool all)
{
    struct dg_judge *judge = &subject->in->judge;
    struct remarks remarks = {.outer = judge->report, .frame = judge->frame, .all = all};
    struct dg_reader reader = {.judge = {.report = &remarks.report, .lenient = true}};

    if (judge->report != NULL) {
        remarks.report = *judge->report;
        remarks.report.history = NULL;
    }
    remarks.report.finding = remarks_take;
    if (!trial_pay(subject, alternative)) {
        judge->unjudged = true;
        return;
    }
    trial_read(subject, alternative, &reader);
    if (judge->report != NULL) {
        judge->report->rules_skipped = remarks.report.rules_skipped;
        judge->report->rules_not_applicable = remarks.report.rules_not_applicable;
    }
    judge->broken = judge->broken || reader.judge.broken;
}

/* Keywords */

/* The result of the trials of a keyword. */
struct tally {
    size_t matches;
    size_t unknown;
    size_t first;   /* the index of the first schema that matches */
    size_t second;  /* and of the second */
    size_t nearest; /* of the first schema with the fewest errors */
    size_t errors;  /* of the nearest one */
    bool remark;    /* a schema that matches has remarks */
};

static void tally_add(struct tally *tally, size_t index, enum outcome outcome,
                      const struct trial *trial)
{
    if (outcome == OUTCOME_UNKNOWN) {
        tally->unknown++;
    } else if (outcome == OUTCOME_YES) {
        *(tally->matches == 0 ? &tally->first : &tally->second) = index;
        tally->matches++;
        tally->remark = tally->remark || trial->remark;
    } else if (tally->errors == 0 || trial->errors < tally->errors) {
        tally->nearest = index;
        tally->errors = trial->errors;
    }
}

static struct tally tally_of(const struct subject *subject, const struct dg_subschema *subschema)
{
    struct tally tally = {0};
    size_t enough = subschema->applicator == DG_ANY_OF ? 1 : 2;

    for (size_t i = 0; i < subschema->count; i++) {
        struct trial trial = {.errors = 0};
        enum outcome outcome = trial_run(subject, &subschema->alternatives[i], &trial);

        tally_add(&tally, i, outcome, &trial);
        if (subject->in->judge.trial && tally.matches == enough) {
            break; /* the verdict is known */
        }
    }
    return tally;
}

/* The bytes that a finding shows. */
static struct dg_text subject_shown(const struct subject *subject)
{
    struct dg_text json = subject->json;

    return json.data[0] == '{' || json.data[0] == '[' ? (struct dg_text){json.data, 1} : json;
}

/* Whether the words of a finding are wanted. */
static bool subject_is_told(const struct subject *subject)
{
    const struct dg_judge *judge = &subject->in->judge;

    return !judge->trial && judge->report != NULL && judge->report->finding != NULL;
}

/* Reports that the value breaks the keyword, with the first error of the schema `alternative`;
 * NULL: there is none to tell. */
static void subject_report(const struct subject *subject, enum dg_code code, const char *words,
                           const struct dg_alternative *alternative)
{
    struct dg_fault_text fault;
    struct trial trial = {.first = &fault};

    dg_fault_text_begin(&fault, words);
    if (alternative != NULL && subject_is_told(subject)) {
        trial_run(subject, alternative, &trial);
    }
    dg_judge_fault(&subject->in->judge, code, subject_shown(subject), dg_fault_text_end(&fault));
}

/* Reports that two schemas of oneOf match. */
static void subject_report_both(const struct subject *subject, const struct dg_alternative *first,
                                const struct dg_alternative *second)
{
    struct dg_fault_text fault;

    dg_fault_text_begin(&fault, "a value of exactly one schema");
    dg_fault_text_both(&fault, first, second);
    dg_judge_fault(&subject->in->judge, DG_CODE_ONE_OF, subject_shown(subject),
                   dg_fault_text_end(&fault));
}

/* Reports the remarks of the schemas that match: those of the first one, and the rules of the
 * others. */
static void subject_remark(const struct subject *subject, const struct dg_subschema *subschema,
                           const struct tally *tally)
{
    for (size_t i = tally->first; i < subschema->count; i++) {
        const struct dg_alternative *alternative = &subschema->alternatives[i];
        struct trial trial = {.errors = 0};

        if (trial_run(subject, alternative, &trial) == OUTCOME_YES) {
            remarks_report(subject, alternative, i == tally->first && !subject->structured);
        }
    }
}

/* Whether the value breaks oneOf or anyOf. OUTCOME_YES: it does. */
static enum outcome tally_breaks(const struct tally *tally, const struct dg_subschema *subschema)
{
    size_t failed = subschema->count - tally->matches - tally->unknown;
    bool one = subschema->applicator == DG_ONE_OF;

    if (failed == subschema->count || (one && tally->matches > 1)) {
        return OUTCOME_YES;
    }
    return tally->unknown > 0 && (one || tally->matches == 0) ? OUTCOME_UNKNOWN : OUTCOME_NO;
}

/* Judges by oneOf or anyOf. Returns the number of the first schema that matches. */
static size_t subject_choose(const struct subject *subject, const struct dg_subschema *subschema)
{
    static const struct {
        enum dg_code code;
        const char *words;
    } rows[] = {
        [DG_ONE_OF] = {DG_CODE_ONE_OF, "a value of exactly one schema"},
        [DG_ANY_OF] = {DG_CODE_ANY_OF, "a value of at least one schema"},
    };
    const struct dg_alternative *list = subschema->alternatives;
    struct tally tally = tally_of(subject, subschema);

    switch (tally_breaks(&tally, subschema)) {
    case OUTCOME_YES:
        if (subschema->applicator == DG_ONE_OF && tally.matches > 1) {
            subject_report_both(subject, &list[tally.first], &list[tally.second]);
        } else {
            subject_report(subject, rows[subschema->applicator].code,
                           rows[subschema->applicator].words, &list[tally.nearest]);
        }
        return 0;
    case OUTCOME_UNKNOWN:
        subject->in->judge.unjudged = true;
        return 0;
    case OUTCOME_NO:
        break;
    }
    if (tally.remark && !subject->in->judge.trial) {
        subject_remark(subject, subschema, &tally);
    }
    return tally.matches == 0 ? 0 : tally.first + 1;
}

/* Judges by a schema that must match. */
static void subject_demand(const struct subject *subject, enum dg_code code,
                           const struct dg_alternative *alternative)
{
    struct trial trial = {.errors = 0};

    switch (trial_run(subject, alternative, &trial)) {
    case OUTCOME_UNKNOWN:
        subject->in->judge.unjudged = true;
        break;
    case OUTCOME_NO:
        subject_report(subject, code, "a value of the schema", alternative);
        break;
    case OUTCOME_YES:
        if (trial.remark && !subject->in->judge.trial) {
            remarks_report(subject, alternative, false);
        }
        break;
    }
}

static void subject_refuse(const struct subject *subject, const struct dg_subschema *subschema)
{
    struct trial trial = {.errors = 0};
    enum outcome outcome = trial_run(subject, subschema->alternatives, &trial);

    subject->in->judge.unjudged = subject->in->judge.unjudged || outcome == OUTCOME_UNKNOWN;
    if (outcome == OUTCOME_YES) {
        subject_report(subject, DG_CODE_NOT, "a value that the schema doesn't match", NULL);
    }
}

static void subject_branch(const struct subject *subject, const struct dg_subschema *subschema)
{
    const struct dg_alternative *list = subschema->alternatives;
    struct trial trial = {.errors = 0};
    enum outcome outcome = trial_run(subject, &list[0], &trial);

    if (outcome == OUTCOME_UNKNOWN) {
        subject->in->judge.unjudged = true;
    } else if (outcome == OUTCOME_YES && list[1].read != NULL) {
        subject_demand(subject, DG_CODE_THEN, &list[1]);
    } else if (outcome == OUTCOME_NO && list[2].read != NULL) {
        subject_demand(subject, DG_CODE_ELSE, &list[2]);
    }
}

/* A reader of the parts of a value whose text was checked. */
static struct dg_reader subject_reader(const struct subject *subject)
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
static struct tally subject_count(const struct subject *subject,
                                  const struct dg_subschema *subschema)
{
    struct dg_frame frame = {.parent = subject->in->judge.frame};
    struct dg_arena_mark mark = dg_arena_mark(subject->in->arena);
    struct dg_reader items = subject_reader(subject);
    struct tally tally = {0};
    bool entered = dg_reader_enter(&items);

    while (entered && !subject->in->stopped && dg_elements_next(&items, &frame)) {
        struct subject item = {.in = subject->in, .json = {items.at, 0}};
        struct trial trial = {.errors = 0};

        dg_skip_value(&items);
        item.json.length = (size_t)(items.at - item.json.data);
        subject->in->judge.frame = &frame;
        tally_add(&tally, frame.index++, trial_run(&item, subschema->alternatives, &trial), &trial);
        subject->in->judge.frame = frame.parent;
    }
    dg_arena_rewind(subject->in->arena, &mark);
    return tally;
}

static void subject_contains(const struct subject *subject, const struct dg_subschema *subschema)
{
    char expected[DG_PHRASE_BYTES];
    char actual[DG_PHRASE_BYTES];
    struct dg_judge *judge = &subject->in->judge;
    struct dg_finding finding;
    struct tally tally;
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
                               subject_shown(subject));
    finding.schema = judge->site->schema;
    finding.expected =
        dg_expect_bound(expected, more ? "at most " : "at least ", bound, "matching items");
    finding.actual = dg_expect_bound(actual, "", tally.matches, "matching items");
    dg_judge_report(judge, &finding);
}

/* Reports that an item breaks its schema. `item` is its frame. */
static void subject_report_item(const struct subject *subject, const struct subject *item,
                                const struct dg_frame *frame,
                                const struct dg_alternative *alternative)
{
    struct dg_judge *judge = &subject->in->judge;
    struct dg_fault_text fault;
    struct trial trial = {.first = &fault};

    dg_fault_text_begin(&fault, "items of the schemas for their positions");
    if (subject_is_told(subject)) {
        judge->frame = frame;
        trial_run(item, alternative, &trial);
        judge->frame = frame->parent;
    }
    dg_judge_fault(judge, DG_CODE_PREFIX_ITEMS, subject_shown(subject), dg_fault_text_end(&fault));
}

/* Judges an item by the schema for its position. Returns false if it breaks the schema. */
static bool subject_item(const struct subject *subject, const struct subject *item,
                         const struct dg_frame *frame, const struct dg_alternative *alternative)
{
    struct dg_judge *judge = &subject->in->judge;
    struct trial trial = {.errors = 0};
    enum outcome outcome;

    judge->frame = frame;
    outcome = trial_run(item, alternative, &trial);
    if (outcome == OUTCOME_YES && trial.remark && !judge->trial) {
        remarks_report(item, alternative, true);
    }
    judge->frame = frame->parent;
    judge->unjudged = judge->unjudged || outcome == OUTCOME_UNKNOWN;
    if (outcome == OUTCOME_NO) {
        subject_report_item(subject, item, frame, alternative);
    }
    return outcome != OUTCOME_NO;
}

/* Judges the items by the schemas for their positions, up to the first item that breaks its
 * schema. */
static void subject_prefix(const struct subject *subject, const struct dg_subschema *subschema)
{
    struct dg_frame frame = {.parent = subject->in->judge.frame};
    struct dg_arena_mark mark = dg_arena_mark(subject->in->arena);
    struct dg_reader items = subject_reader(subject);
    size_t last = subschema->count - 1;
    bool good = subject->json.data[0] == '[' && dg_reader_enter(&items);

    while (good && !subject->in->stopped && dg_elements_next(&items, &frame)) {
        size_t index = frame.index < last ? frame.index : last;
        struct subject item = {.in = subject->in, .json = {items.at, 0}};

        dg_skip_value(&items);
        item.json.length = (size_t)(items.at - item.json.data);
        if (subschema->alternatives[index].read != NULL) {
            good = subject_item(subject, &item, &frame, &subschema->alternatives[index]);
        }
        frame.index++;
    }
    dg_arena_rewind(subject->in->arena, &mark);
}

/* Whether the object has a member with that name. */
static bool subject_has(const struct subject *subject, struct dg_text property)
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

static void subject_depend(const struct subject *subject, const struct dg_subschema *subschema)
{
    if (subject->json.data[0] == '{' && subject_has(subject, subschema->property)) {
        subject_demand(subject, DG_CODE_DEPENDENT_SCHEMAS, subschema->alternatives);
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

static void listing_add(struct listing *listing, const struct subject *subject,
                        const struct dg_subschemas *subschemas);

/* Adds the properties of a schema if it matches. Returns whether it does. */
static bool listing_add_one(struct listing *listing, const struct subject *subject,
                            const struct dg_alternative *alternative)
{
    struct trial trial = {.errors = 0};

    if (alternative->read == NULL || trial_run(subject, alternative, &trial) != OUTCOME_YES) {
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

static void listing_add(struct listing *listing, const struct subject *subject,
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

/* Reports the members that the object and the schemas that match don't list. */
static void subject_unlisted(const struct subject *subject, const struct dg_shape *shape,
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
            struct dg_judge judge = subject->in->judge;
            struct dg_finding finding;

            judge.frame = &members.frame;
            finding = dg_judge_finding(&judge, DG_CODE_UNKNOWN_PROPERTY, dg_string_quoted(&name));
            finding.schema = shape->schema;
            dg_judge_report(&judge, &finding);
        }
        dg_skip_value(&in);
    }
    dg_arena_rewind(subject->in->arena, &mark);
    if (subject->in->arena->failed) {
        dg_reader_no_memory(subject->in);
    }
}

/* Judges by all keywords. `alternative` may be NULL. */
static void subject_judge(const struct subject *subject, const struct dg_subschemas *subschemas,
                          uint32_t *alternative)
{
    bool one_of = false;

    for (size_t i = 0; i < subschemas->count && !subject->in->stopped; i++) {
        const struct dg_subschema *subschema = &subschemas->list[i];
        size_t number;

        switch (subschema->applicator) {
        case DG_ONE_OF:
        case DG_ANY_OF:
            number = subject_choose(subject, subschema);
            if (alternative != NULL && !one_of) {
                *alternative = number > UINT32_MAX ? UINT32_MAX : (uint32_t)number;
                one_of = subschema->applicator == DG_ONE_OF;
            }
            break;
        case DG_NOT:
            subject_refuse(subject, subschema);
            break;
        case DG_IF:
            subject_branch(subject, subschema);
            break;
        case DG_CONTAINS:
            subject_contains(subject, subschema);
            break;
        case DG_PREFIX_ITEMS:
            subject_prefix(subject, subschema);
            break;
        case DG_DEPENDENT:
            subject_depend(subject, subschema);
            break;
        }
    }
}

void dg_subschemas_skip(struct dg_judge *judge)
{
    if (!judge->trial && judge->report != NULL) {
        judge->report->rules_skipped++;
    }
}

/* Judges the value by its further schemas, unless it has failed by its other keywords. Returns
 * whether it is good. */
static bool subject_finish(const struct subject *subject, const struct dg_subschemas *subschemas,
                           uint32_t *alternative)
{
    struct dg_judge *judge = &subject->in->judge;
    bool unjudged = judge->unjudged;

    if (judge->failed) {
        dg_subschemas_skip(judge);
        return false;
    }
    judge->unjudged = false;
    subject_judge(subject, subschemas, alternative);
    if (judge->unjudged && !judge->failed) {
        dg_subschemas_skip(judge);
    }
    judge->unjudged = judge->unjudged || unjudged;
    return !judge->failed;
}

void dg_subschemas_judge(struct dg_reader *in, struct dg_text json,
                         const struct dg_subschemas *subschemas)
{
    struct subject subject = {.in = in, .json = json};

    subject_finish(&subject, subschemas, NULL);
}

/* Values that are read */

void dg_read_judged(struct dg_reader *in, struct dg_opt_json *out, const struct dg_any *any,
                    const struct dg_subschemas *subschemas)
{
    struct subject subject = {.in = in, .json = {in->at, 0}};
    struct dg_judged judged = dg_judged_open(in);
    bool nullable = in->judge.site->nullable;

    out->alternative = 0;
    dg_read_any(in, out, any);
    subject.json.length = (size_t)(in->at - subject.json.data);
    if (!in->stopped && !(out->presence == DG_NULL && nullable) &&
        !subject_finish(&subject, subschemas, &out->alternative)) {
        *out = (struct dg_opt_json){.presence = DG_ABSENT};
    }
    in->judge.failed = in->judge.failed || judged.failed;
}

struct dg_judged dg_judged_open(struct dg_reader *in)
{
    struct dg_judged judged = {.start = in->at, .failed = in->judge.failed};

    in->judge.failed = false;
    return judged;
}

void dg_judged_close(struct dg_reader *in, const struct dg_judged *judged,
                     const struct dg_subschemas *subschemas, uint32_t *alternative)
{
    struct subject subject = {in, {judged->start, (size_t)(in->at - judged->start)}, true};

    if (!in->stopped && subject_finish(&subject, subschemas, alternative) &&
        judged->shape != NULL && subject.json.data[0] == '{') {
        subject_unlisted(&subject, judged->shape, subschemas);
    }
    in->judge.failed = in->judge.failed || judged->failed;
}

/* Judges a null that the type allows, from `start` on. */
static void judged_null(struct dg_reader *in, const char *start, enum dg_presence *presence,
                        const struct dg_subschemas *subschemas)
{
    struct subject subject = {.in = in, .json = {start, (size_t)(in->at - start)}};
    bool failed = in->judge.failed;

    if (*presence != DG_NULL || in->stopped) {
        return;
    }
    in->judge.failed = false;
    if (!subject_finish(&subject, subschemas, NULL)) {
        *presence = DG_ABSENT;
    }
    in->judge.failed = in->judge.failed || failed;
}

bool dg_opt_judged_object(struct dg_reader *in, enum dg_presence *presence,
                          const struct dg_subschemas *subschemas)
{
    const char *start = in->at;

    if (dg_opt_object(in, presence)) {
        return true;
    }
    judged_null(in, start, presence, subschemas);
    return false;
}

bool dg_opt_judged_array(struct dg_reader *in, enum dg_presence *presence,
                         const struct dg_subschemas *subschemas)
{
    const char *start = in->at;

    if (dg_opt_array(in, presence)) {
        return true;
    }
    judged_null(in, start, presence, subschemas);
    return false;
}

bool dg_opt_judged_other(struct dg_reader *in, enum dg_presence *presence,
                         const struct dg_subschemas *subschemas)
{
    const char *start = in->at;

    if (dg_opt_other(in, presence)) {
        return true;
    }
    judged_null(in, start, presence, subschemas);
    return false;
}

void *dg_opt_judged_object_pointer(struct dg_reader *in, enum dg_presence *presence, size_t size,
                                   const struct dg_subschemas *subschemas)
{
    const char *start = in->at;
    void *value = dg_opt_object_pointer(in, presence, size);

    if (value == NULL) {
        judged_null(in, start, presence, subschemas);
    }
    return value;
}

void *dg_opt_judged_other_pointer(struct dg_reader *in, enum dg_presence *presence, size_t size,
                                  const struct dg_subschemas *subschemas)
{
    const char *start = in->at;
    void *value = dg_opt_other_pointer(in, presence, size);

    if (value == NULL) {
        judged_null(in, start, presence, subschemas);
    }
    return value;
}
