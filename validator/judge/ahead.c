/* Judges as a run does, but prints nothing and ends at the first finding. */
#include "judge/ahead.h"

#include "base/interrupt.h"

void ahead_open(struct ahead *ahead, const struct session *session, const struct target *target)
{
    *ahead = (struct ahead){.session = {.options = session->options}};
    findings_open(&ahead->session.findings, session->options, session->findings.contract,
                  &ahead->session.reports);
    judge_open(&ahead->session.judge);
    if (session->judge.coverage != NULL) {
        coverage_open(&ahead->coverage, session->findings.contract);
        ahead->coverage.clean_only = true;
        ahead->session.judge.coverage = &ahead->coverage;
    }
    records_open(&ahead->records, &ahead->session, target);
    ahead->records.ahead = true;
    ahead->records.own.alone = true;
}

void ahead_close(struct ahead *ahead, const struct session *session)
{
    if (session->judge.coverage != NULL) {
        coverage_add(session->judge.coverage, &ahead->coverage);
        coverage_close(&ahead->coverage);
    }
    records_close(&ahead->records);
    judge_close(&ahead->session.judge);
    findings_close(&ahead->session.findings);
}

/* Forgets what was judged before. */
static void forget(struct ahead *ahead)
{
    struct findings *findings = &ahead->session.findings;

    findings->totals = (struct totals){.codes = findings->totals.codes};
    findings->report.rules_skipped = findings->report.rules_not_applicable = 0;
    findings->found = findings->length = 0;
    ahead->records.run.schema = NULL;
    ahead->records.status = EXIT_CONFORMS;
    buffer_clear(&ahead->records.lost);
}

/* Whether all that was judged since `forget` is clean. */
static bool is_clean(const struct ahead *ahead)
{
    const struct totals *totals = &ahead->session.findings.totals;

    return ahead->records.status == EXIT_CONFORMS && ahead->session.findings.found == 0 &&
           totals->documents == totals->conforming && totals->unreadable == 0 &&
           totals->unmatched == 0;
}

/* A sink that notes whether there is a finding. */
struct watch {
    struct dg_report report; /* first, for its function to recover the whole */
    bool clean;
};

static void note_finding(struct dg_report *report, const struct dg_finding *finding)
{
    (void)finding;
    ((struct watch *)report)->clean = false;
}

/* Most records are bare: judges one with less effort than a run. */
static void judge_bare(struct ahead *ahead, struct ahead_record *judged)
{
    const struct target *target = ahead->records.target;
    const struct record *record = &judged->kept.record;
    const struct dg_exchange exchange = {.rules = target->rules};
    const struct document document = {
        .schema = target->schema,
        .exchange = &exchange,
        .json = {record->bytes, record->length},
        .response = target->response,
    };
    struct watch watch = {
        .report = {.finding = note_finding, .max_depth = ahead->session.findings.report.max_depth},
        .clean = true,
    };
    bool whole = judge_document(&ahead->session.judge, &document, &watch.report);

    judged->clean = whole && watch.clean && watch.report.rules_skipped == 0;
    judged->documents = 1;
    judged->length = record->length;
    judged->not_applicable = watch.report.rules_not_applicable;
}

static bool judge_capture(struct ahead *ahead, struct ahead_record *judged)
{
    struct record record;
    enum input_step step = kept_restore(&judged->kept, ahead->records.input, &record);

    return records_take(&ahead->records, step, &record);
}

static bool judge_file(struct ahead *ahead, struct ahead_record *judged)
{
    struct records *records = &ahead->records;
    struct record record = {.length = 0};
    enum input_step step = records_begin_input(records, judged->file);
    bool going_on = step == INPUT_RECORD;

    while (going_on && step != INPUT_END && interrupt_signal() == 0) {
        step = input_next(records->input, &record);
        record.input = records->shown;
        going_on = records_take(records, step, &record) && is_clean(ahead);
    }
    records_end_input(records);
    return going_on && step == INPUT_END;
}

void ahead_judge(struct ahead *ahead, struct ahead_record *judged)
{
    const struct findings *findings = &ahead->session.findings;
    bool whole = true;

    if (judged->file == NULL && judged->kept.record.capture == NULL) {
        judge_bare(ahead, judged);
        return;
    }
    forget(ahead);
    whole = judged->file == NULL ? judge_capture(ahead, judged) : judge_file(ahead, judged);
    judged->clean = whole && findings->totals.documents > 0 && is_clean(ahead);
    judged->documents = findings->totals.documents;
    judged->length = findings->length;
    judged->not_applicable = findings->report.rules_not_applicable;
}
