/* Reads a value again by a further schema, in scratch memory, without reporting anything but what
 * the caller asks for. */
#include "runtime/subschema_trial_internal.h"

/* Whether a finding of a schema that matches is reported. The value is kept as text, which holds
 * any integer. `value` is its frame. */
static bool remark_is_told(const struct dg_finding *finding, const struct dg_frame *value)
{
    return finding->code != DG_CODE_INTEGER_RANGE &&
           (finding->code != DG_CODE_IMPLIED_TYPE || finding->frame != value);
}

/* The sink of a trial. */
struct sink {
    struct dg_report report; /* first, for `finding` to recover the whole */
    const struct dg_frame *frame;
    const struct dg_alternative *alternative;
    struct dg_trial *trial;
    bool deep; /* the limit of nesting was met, which says nothing about the value */
};

static void sink_take(struct dg_report *report, const struct dg_finding *finding)
{
    struct sink *sink = (struct sink *)report;
    struct dg_trial *trial = sink->trial;

    if (finding->code == DG_CODE_JSON_DEPTH) {
        sink->deep = true;
    } else if (finding->severity == DG_SEVERITY_ERROR && finding->code != DG_CODE_RULE) {
        if (trial->errors++ == 0 && trial->first != NULL) {
            dg_fault_text_add(trial->first, sink->alternative, sink->frame, finding);
        }
    } else if (remark_is_told(finding, sink->frame)) {
        trial->remark = true;
    }
}

/* Takes the cost of a trial from the budget of the document. Returns false if it doesn't suffice.
 */
static bool trial_pay(const struct dg_trial_subject *subject,
                      const struct dg_alternative *alternative)
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
static bool trial_read(const struct dg_trial_subject *subject,
                       const struct dg_alternative *alternative, struct dg_reader *reader)
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
    reader->begun = in->begun;
    reader->depth = in->depth + 1;
    reader->max_depth = in->max_depth;
    reader->learnt = in->learnt;
    reader->forgets = !alternative->keeps;
    dg_names_share(reader, in);
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

DG_APART enum dg_outcome dg_trial_run(const struct dg_trial_subject *subject,
                                      const struct dg_alternative *alternative,
                                      struct dg_trial *trial)
{
    const struct dg_report *report = subject->in->judge.report;
    struct sink sink = {
        .report =
            {
                .finding = sink_take,
                .max_depth = subject->in->max_depth,
                .exchange = report == NULL ? NULL : report->exchange,
            },
        .frame = subject->in->judge.frame,
        .alternative = alternative,
        .trial = trial,
    };
    struct dg_reader reader = {.judge = {.report = &sink.report, .trial = true, .lenient = true}};

    if (subject->in->stopped || !trial_pay(subject, alternative) ||
        !trial_read(subject, alternative, &reader)) {
        return DG_OUTCOME_UNKNOWN;
    }
    if (trial->errors > 0) {
        return DG_OUTCOME_NO;
    }
    return sink.deep || reader.judge.unjudged ? DG_OUTCOME_UNKNOWN : DG_OUTCOME_YES;
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

DG_APART void dg_trial_remark(const struct dg_trial_subject *subject,
                              const struct dg_alternative *alternative, bool all)
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

/* What the trials of a keyword say */

void dg_tally_add(struct dg_tally *tally, size_t index, enum dg_outcome outcome,
                  const struct dg_trial *trial)
{
    if (outcome == DG_OUTCOME_UNKNOWN) {
        tally->unknown++;
    } else if (outcome == DG_OUTCOME_YES) {
        *(tally->matches == 0 ? &tally->first : &tally->second) = index;
        tally->matches++;
        tally->remark = tally->remark || trial->remark;
    } else if (tally->errors == 0 || trial->errors < tally->errors) {
        tally->nearest = index;
        tally->errors = trial->errors;
    }
}

struct dg_text dg_trial_shown(const struct dg_trial_subject *subject)
{
    struct dg_text json = subject->json;

    return json.data[0] == '{' || json.data[0] == '[' ? (struct dg_text){json.data, 1} : json;
}

bool dg_trial_is_told(const struct dg_trial_subject *subject)
{
    const struct dg_judge *judge = &subject->in->judge;

    return !judge->trial && judge->report != NULL && judge->report->finding != NULL;
}

DG_APART void dg_trial_report(const struct dg_trial_subject *subject, enum dg_code code,
                              const char *words, const struct dg_alternative *alternative)
{
    struct dg_fault_text fault;
    struct dg_trial trial = {.first = &fault};

    dg_fault_text_begin(&fault, words);
    if (alternative != NULL && dg_trial_is_told(subject)) {
        dg_trial_run(subject, alternative, &trial);
    }
    dg_judge_fault(&subject->in->judge, code, dg_trial_shown(subject), dg_fault_text_end(&fault));
}

DG_APART void dg_trial_demand(const struct dg_trial_subject *subject, enum dg_code code,
                              const struct dg_alternative *alternative)
{
    struct dg_trial trial = {.errors = 0};

    switch (dg_trial_run(subject, alternative, &trial)) {
    case DG_OUTCOME_UNKNOWN:
        subject->in->judge.unjudged = true;
        break;
    case DG_OUTCOME_NO:
        dg_trial_report(subject, code, "a value of the schema", alternative);
        break;
    case DG_OUTCOME_YES:
        if (trial.remark && !subject->in->judge.trial) {
            dg_trial_remark(subject, alternative, false);
        }
        break;
    }
}
