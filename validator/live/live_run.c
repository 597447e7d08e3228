/* Builds the request, opens the outputs, sends and judges. */
#include "live/live_run.h"

#include "base/progress.h"
#include "judge/session.h"
#include "live/libraries.h"
#include "live/live.h"
#include "live/recording.h"
#include "live/request.h"
#include "live/trace.h"
#include "live/transport.h"

/* Opens all outputs before anything is sent. Without the recording there are no reports. A report
   that fails takes no recording with it, since what was sent can't be sent again. */
static enum exit_status send_and_judge(const struct options *options,
                                       const struct dg_contract *contract, struct request *request,
                                       struct baseline *baseline)
{
    enum exit_status status = EXIT_FAILED;
    struct recording recording;
    struct session session;
    const struct progress_run run = {.findings = &session.findings.found};

    if (!recording_open(&recording, options->record)) {
        return EXIT_FAILED;
    }
    if (!session_open(&session, options, contract)) {
        recording_abandon(&recording);
        return EXIT_FAILED;
    }
    session_compare(&session, baseline);
    if (!options->verbose) { /* whose lines say the same */
        session_show_progress(&session, &run);
    }
    status = live_judge(&session, request, &recording);
    progress_end();
    if (!recording_close(&recording)) {
        status = EXIT_FAILED;
    }
    return session_close(&session, status);
}

enum exit_status live_run(const struct options *options, const struct dg_contract *contract)
{
    enum exit_status status = EXIT_USAGE;
    struct request request;
    struct baseline baseline;

    if (!libraries_begin()) {
        return EXIT_FAILED;
    }
    if (!baseline_open(&baseline, options, contract)) {
        return EXIT_USAGE;
    }
    if (request_build(&request, options, contract)) {
        status = options->dry_run ? trace_request(&request, options->output)
                                  : send_and_judge(options, contract, &request, &baseline);
    }
    baseline_close(&baseline);
    request_free(&request);
    return status;
}
