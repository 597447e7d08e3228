/* Judges a value by further schemas: counts which of them match. */
#include "runtime/subschema.h"

#include "runtime/subschema_trial_internal.h"

/* Keywords */

static struct dg_tally tally_of(const struct dg_trial_subject *subject,
                                const struct dg_subschema *subschema)
{
    struct dg_tally tally = {0};
    size_t enough = subschema->applicator == DG_ANY_OF ? 1 : 2;

    for (size_t i = 0; i < subschema->count; i++) {
        struct dg_trial trial = {.errors = 0};
        enum dg_outcome outcome = dg_trial_run(subject, &subschema->alternatives[i], &trial);

        dg_tally_add(&tally, i, outcome, &trial);
        if (subject->in->judge.trial && tally.matches == enough) {
            break; /* the verdict is known */
        }
    }
    return tally;
}

/* Reports that two schemas of oneOf match. */
static DG_APART void subject_report_both(const struct dg_trial_subject *subject,
                                         const struct dg_alternative *first,
                                         const struct dg_alternative *second)
{
    struct dg_fault_text fault;

    dg_fault_text_begin(&fault, "a value of exactly one schema");
    dg_fault_text_both(&fault, first, second);
    dg_judge_fault(&subject->in->judge, DG_CODE_ONE_OF, dg_trial_shown(subject),
                   dg_fault_text_end(&fault));
}

/* Reports the remarks of the schemas that match: those of the first one, and the rules of the
 * others. */
static DG_APART void subject_remark(const struct dg_trial_subject *subject,
                                    const struct dg_subschema *subschema,
                                    const struct dg_tally *tally)
{
    for (size_t i = tally->first; i < subschema->count; i++) {
        const struct dg_alternative *alternative = &subschema->alternatives[i];
        struct dg_trial trial = {.errors = 0};

        if (dg_trial_run(subject, alternative, &trial) == DG_OUTCOME_YES) {
            dg_trial_remark(subject, alternative, i == tally->first && !subject->structured);
        }
    }
}

/* Whether the value breaks oneOf or anyOf. DG_OUTCOME_YES: it does. */
static enum dg_outcome tally_breaks(const struct dg_tally *tally,
                                    const struct dg_subschema *subschema)
{
    size_t failed = subschema->count - tally->matches - tally->unknown;
    bool one = subschema->applicator == DG_ONE_OF;

    if (failed == subschema->count || (one && tally->matches > 1)) {
        return DG_OUTCOME_YES;
    }
    return tally->unknown > 0 && (one || tally->matches == 0) ? DG_OUTCOME_UNKNOWN : DG_OUTCOME_NO;
}

/* Judges by oneOf or anyOf. Returns the number of the first schema that matches. */
static DG_APART size_t subject_choose(const struct dg_trial_subject *subject,
                                      const struct dg_subschema *subschema)
{
    static const struct {
        enum dg_code code;
        const char *words;
    } rows[] = {
        [DG_ONE_OF] = {DG_CODE_ONE_OF, "a value of exactly one schema"},
        [DG_ANY_OF] = {DG_CODE_ANY_OF, "a value of at least one schema"},
    };
    const struct dg_alternative *list = subschema->alternatives;
    struct dg_tally tally = tally_of(subject, subschema);

    switch (tally_breaks(&tally, subschema)) {
    case DG_OUTCOME_YES:
        if (subschema->applicator == DG_ONE_OF && tally.matches > 1) {
            subject_report_both(subject, &list[tally.first], &list[tally.second]);
        } else {
            dg_trial_report(subject, rows[subschema->applicator].code,
                            rows[subschema->applicator].words, &list[tally.nearest]);
        }
        return 0;
    case DG_OUTCOME_UNKNOWN:
        subject->in->judge.unjudged = true;
        return 0;
    case DG_OUTCOME_NO:
        break;
    }
    if (tally.remark && !subject->in->judge.trial) {
        subject_remark(subject, subschema, &tally);
    }
    return tally.matches == 0 ? 0 : tally.first + 1;
}

/* The same, and stores the number. `alternative` may be NULL. */
static void subject_choose_one(const struct dg_trial_subject *subject,
                               const struct dg_subschema *subschema, uint32_t *alternative)
{
    size_t number = subject_choose(subject, subschema);

    if (alternative != NULL) {
        *alternative = number > UINT32_MAX ? UINT32_MAX : (uint32_t)number;
    }
}

static DG_APART void subject_refuse(const struct dg_trial_subject *subject,
                                    const struct dg_subschema *subschema)
{
    struct dg_trial trial = {.errors = 0};
    enum dg_outcome outcome = dg_trial_run(subject, subschema->alternatives, &trial);

    subject->in->judge.unjudged = subject->in->judge.unjudged || outcome == DG_OUTCOME_UNKNOWN;
    if (outcome == DG_OUTCOME_YES) {
        dg_trial_report(subject, DG_CODE_NOT, "a value that the schema doesn't match", NULL);
    }
}

static DG_APART void subject_branch(const struct dg_trial_subject *subject,
                                    const struct dg_subschema *subschema)
{
    const struct dg_alternative *list = subschema->alternatives;
    struct dg_trial trial = {.errors = 0};
    enum dg_outcome outcome = dg_trial_run(subject, &list[0], &trial);

    if (outcome == DG_OUTCOME_UNKNOWN) {
        subject->in->judge.unjudged = true;
    } else if (outcome == DG_OUTCOME_YES && list[1].read != NULL) {
        dg_trial_demand(subject, DG_CODE_THEN, &list[1]);
    } else if (outcome == DG_OUTCOME_NO && list[2].read != NULL) {
        dg_trial_demand(subject, DG_CODE_ELSE, &list[2]);
    }
}

/* Judges by all keywords. `alternative` may be NULL. */
static void subject_judge(const struct dg_trial_subject *subject,
                          const struct dg_subschemas *subschemas, uint32_t *alternative)
{
    bool one_of = false; /* the number is that of oneOf */

    for (size_t i = 0; i < subschemas->count && !subject->in->stopped; i++) {
        const struct dg_subschema *subschema = &subschemas->list[i];

        switch (subschema->applicator) {
        case DG_ONE_OF:
        case DG_ANY_OF:
            subject_choose_one(subject, subschema, one_of ? NULL : alternative);
            one_of = one_of || subschema->applicator == DG_ONE_OF;
            break;
        case DG_NOT:
            subject_refuse(subject, subschema);
            break;
        case DG_IF:
            subject_branch(subject, subschema);
            break;
        case DG_CONTAINS:
            dg_trial_contains(subject, subschema);
            break;
        case DG_PREFIX_ITEMS:
            dg_trial_prefix(subject, subschema);
            break;
        case DG_DEPENDENT:
            dg_trial_depend(subject, subschema);
            break;
        case DG_PATTERN_PROPERTIES:
            dg_trial_patterns(subject, subschema);
            break;
        case DG_PROPERTY_NAMES:
            dg_trial_names(subject, subschema);
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
static bool subject_finish(const struct dg_trial_subject *subject,
                           const struct dg_subschemas *subschemas, uint32_t *alternative)
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
    struct dg_trial_subject subject = {.in = in, .json = json};

    subject_finish(&subject, subschemas, NULL);
}

/* Values that are read */

/* Gives back what the value took, before its schemas read its text again: so values inside each
 * other take no more than their text once. */
static void judged_forget(struct dg_reader *in, const struct dg_judged *judged)
{
    if (in->forgets && !in->stopped) {
        dg_reader_rewind(in, &judged->mark);
    }
}

DG_APART void dg_read_judged(struct dg_reader *in, struct dg_opt_json *out,
                             const struct dg_any *any, const struct dg_subschemas *subschemas)
{
    struct dg_trial_subject subject = {.in = in, .json = {in->at, 0}};
    struct dg_judged judged = dg_judged_open(in);
    bool nullable = in->judge.site->nullable;

    out->alternative = 0;
    dg_read_any(in, out, any);
    subject.json.length = (size_t)(in->at - subject.json.data);
    judged_forget(in, &judged);
    if (!in->stopped && !(out->presence == DG_NULL && nullable) &&
        !subject_finish(&subject, subschemas, &out->alternative)) {
        *out = (struct dg_opt_json){.presence = DG_ABSENT};
    }
    in->judge.failed = in->judge.failed || judged.failed;
}

struct dg_judged dg_judged_open(struct dg_reader *in)
{
    struct dg_judged judged = {.start = in->at, .failed = in->judge.failed};

    if (in->forgets) {
        judged.mark = dg_reader_mark(in);
    }
    in->judge.failed = false;
    return judged;
}

DG_APART void dg_judged_close(struct dg_reader *in, const struct dg_judged *judged,
                              const struct dg_subschemas *subschemas, uint32_t *alternative)
{
    struct dg_trial_subject subject = {in, {judged->start, (size_t)(in->at - judged->start)}, true};

    judged_forget(in, judged);
    if (!in->stopped && subject_finish(&subject, subschemas, alternative) &&
        judged->shape != NULL && subject.json.data[0] == '{') {
        dg_trial_unlisted(&subject, judged->shape, subschemas);
    }
    in->judge.failed = in->judge.failed || judged->failed;
}

/* Judges a null that the type allows, from `start` on. */
static void judged_null(struct dg_reader *in, const char *start, enum dg_presence *presence,
                        const struct dg_subschemas *subschemas)
{
    struct dg_trial_subject subject = {.in = in, .json = {start, (size_t)(in->at - start)}};
    bool failed = in->judge.failed;

    if (*presence != DG_NULL || in->stopped) {
        return;
    }
    in->judge.failed = false;
    if (!subject_finish(&subject, subschemas, NULL)) {
        *presence = DG_ABSENT;
        in->judge.refused = true;
    }
    in->judge.failed = in->judge.failed || failed;
}

DG_APART bool dg_opt_judged_object(struct dg_reader *in, enum dg_presence *presence,
                                   const struct dg_subschemas *subschemas)
{
    const char *start = in->at;

    if (dg_opt_object(in, presence)) {
        return true;
    }
    judged_null(in, start, presence, subschemas);
    return false;
}

DG_APART bool dg_opt_judged_array(struct dg_reader *in, enum dg_presence *presence,
                                  const struct dg_subschemas *subschemas)
{
    const char *start = in->at;

    if (dg_opt_array(in, presence)) {
        return true;
    }
    judged_null(in, start, presence, subschemas);
    return false;
}

DG_APART bool dg_opt_judged_other(struct dg_reader *in, enum dg_presence *presence,
                                  const struct dg_subschemas *subschemas)
{
    const char *start = in->at;

    if (dg_opt_other(in, presence)) {
        return true;
    }
    judged_null(in, start, presence, subschemas);
    return false;
}

DG_APART void *dg_opt_judged_object_pointer(struct dg_reader *in, enum dg_presence *presence,
                                            size_t size, const struct dg_subschemas *subschemas)
{
    const char *start = in->at;
    void *value = dg_opt_object_pointer(in, presence, size);

    if (value == NULL) {
        judged_null(in, start, presence, subschemas);
    }
    return value;
}

DG_APART void *dg_opt_judged_other_pointer(struct dg_reader *in, enum dg_presence *presence,
                                           size_t size, const struct dg_subschemas *subschemas)
{
    const char *start = in->at;
    void *value = dg_opt_other_pointer(in, presence, size);

    if (value == NULL) {
        judged_null(in, start, presence, subschemas);
    }
    return value;
}
