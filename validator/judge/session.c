/* Opens and closes a run of the judge. */
#include "judge/session.h"

#include <stdlib.h>

#include "base/interrupt.h"

bool session_open(struct session *session, const struct options *options,
                  const struct dg_contract *contract)
{
    *session = (struct session){.options = options};
    findings_open(&session->findings, options, contract, &session->reports);
    if (!reports_open(&session->reports, options, contract)) {
        findings_close(&session->findings);
        return false;
    }
    judge_open(&session->judge);
    if (options->coverage || options->coverage_fail_under >= 0) {
        coverage_open(&session->coverage, contract);
        session->judge.coverage = &session->coverage;
    }
    if (options->track || options->repeat > 1) {
        lifecycle_open(&session->lifecycle, contract);
    }
    if (session->lifecycle.contract != NULL) {
        session->judge.lifecycle = &session->lifecycle;
        session->findings.totals.lifecycle = &session->lifecycle;
    }
    return true;
}

void session_show_progress(const struct session *session, const struct progress_run *run)
{
    const struct options *options = session->options;

    if (!options->quiet && !options->no_progress && !options->pipe) {
        progress_begin(run);
    }
}

void session_compare(struct session *session, struct baseline *baseline)
{
    session->findings.baseline = session->options->baseline == NULL ? NULL : baseline;
}

/* Ends the comparison with the baseline, if there is one. The file stays as it was if a signal
   ended the run. */
static enum exit_status end_baseline(struct session *session, enum exit_status status)
{
    struct findings *findings = &session->findings;

    if (findings->baseline == NULL || status == EXIT_FAILED || interrupt_signal() != 0) {
        return status;
    }
    return exit_worse(status, baseline_end(findings->baseline, status == EXIT_CONFORMS,
                                           &findings->totals.vanished));
}

enum exit_status session_close(struct session *session, enum exit_status status)
{
    const struct totals *totals = &session->findings.totals;
    bool failing = totals->violating > 0 || totals->unwanted > 0 ||
                   (session->options->fail_on_skip && totals->skipped > 0);
    struct coverage_result result = {.unseen = NULL};

    status = end_baseline(session, status);
    if (session->judge.coverage != NULL) {
        result = coverage_result(session->judge.coverage);
        session->findings.totals.coverage = &result;
        if (!coverage_result_check(&result, session->options->coverage_fail_under)) {
            failing = true;
        }
    }
    if (failing) {
        status = exit_worse(status, EXIT_FINDINGS);
    }
    session->findings.totals.interrupted = interrupt_signal() != 0;
    if (!reports_close(&session->reports, totals, status == EXIT_FAILED || totals->interrupted)) {
        status = exit_worse(status, EXIT_FAILED);
    }
    if (session->judge.coverage != NULL) {
        coverage_close(session->judge.coverage);
    }
    lifecycle_close(&session->lifecycle);
    free(result.unseen);
    judge_close(&session->judge);
    findings_close(&session->findings);
    return status;
}
