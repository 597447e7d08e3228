/* A run of the judge: its reports, its findings, and the exit status. */
#ifndef DG_VALIDATE_SESSION_H
#define DG_VALIDATE_SESSION_H

#include <stdbool.h>

#include "base/options.h"
#include "base/progress.h"
#include "base/trouble.h"
#include "judge/judge.h"
#include "report/baseline.h"
#include "report/findings.h"
#include "report/reports.h"

/* A run. It must not move while it is open. */
struct session {
    const struct options *options;
    struct reports reports;
    struct findings findings;
    struct judge judge;
    struct coverage coverage;   /* open if it is wanted: then judge.coverage leads to it */
    struct lifecycle lifecycle; /* the same */
};

/* Returns false, with one line of trouble, if a report can't be opened. */
DG_CHECKED bool session_open(struct session *session, const struct options *options,
                             const struct dg_contract *contract);

/* Shows the progress of the run, unless the options say otherwise. */
void session_show_progress(const struct session *session, const struct progress_run *run);

/* Compares findings with a baseline, which must outlive the session. */
void session_compare(struct session *session, struct baseline *baseline);

/* Ends the reports, and the comparison with the baseline. Returns `status` or the status by the
   findings, whichever ranks higher (exit_status.h). */
DG_CHECKED enum exit_status session_close(struct session *session, enum exit_status status);

#endif
