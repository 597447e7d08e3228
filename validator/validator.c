/* The validator: options, then inputs or a live exchange, then the judge, then reports and the exit
 * status. */
#include <fcntl.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "base/progress.h"
#include "base/trouble.h"
#include "cli/command_line.h"
#include "cli/help.h"
#include "describe/describe.h"
#include "describe/explain.h"
#include "judge/inputs.h"
#include "judge/pipe.h"
#include "judge/session.h"
#include "judge/stack.h"
#include "judge/target.h"
#include "judge/track.h"
#include "live/credentials.h"
#include "live/live_run.h"
#include "report/merge.h"
#include "validator.h"

/* Occupies the numbers of closed standard streams: otherwise, the next opened file would get such a
 * number. Using the stream remains an error. */
static void occupy_standard_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) == -1) {
            (void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
        }
    }
}

static bool may_track(const struct target *target, const struct options *options,
                      const struct dg_contract *contract)
{
    return target->schema == NULL ? track_possible_of_any(contract, options)
                                  : track_possible(target->schema, options);
}

static enum exit_status judge_inputs(const struct options *options,
                                     const struct dg_contract *contract,
                                     const struct target *target, struct baseline *baseline)
{
    struct session session;
    const struct progress_run run = {&session.findings.found, inputs_total, options};
    enum exit_status status = EXIT_FAILED;

    if (!session_open(&session, options, contract)) {
        return EXIT_FAILED;
    }
    session_compare(&session, baseline);
    session_show_progress(&session, &run);
    status = options->pipe ? pipe_judge(&session, target) : inputs_judge(&session, target);
    progress_end();
    return session_close(&session, status);
}

static enum exit_status run_check(const struct options *options, const struct dg_contract *contract)
{
    enum exit_status status = EXIT_USAGE;
    struct target target;
    struct baseline baseline;

    if (!target_select(&target, contract, options) ||
        (options->track && !may_track(&target, options, contract)) ||
        !baseline_open(&baseline, options, contract)) {
        return EXIT_USAGE;
    }
    status = judge_inputs(options, contract, &target, &baseline);
    baseline_close(&baseline);
    return status;
}

static enum exit_status run(const struct options *options, const struct dg_contract *contract)
{
    if (options->version) {
        return help_version();
    }
    if (options->help) {
        return help_print(options, contract);
    }
    switch (options->command) {
    case COMMAND_CHECK:
        return stack_suffices(options, contract) ? run_check(options, contract) : EXIT_USAGE;
    case COMMAND_LIVE:
        return stack_suffices(options, contract) ? live_run(options, contract) : EXIT_USAGE;
    case COMMAND_MERGE:
        return merge_reports(options, contract);
    case COMMAND_CONTRACT:
        return describe_contract(options, contract);
    case COMMAND_EXPLAIN:
        return explain_code(options, contract);
    }
    return EXIT_USAGE;
}

int dg_validator_run(int argc, char **argv, const struct dg_contract *contract)
{
    struct options options;
    enum exit_status status = EXIT_USAGE;

    credentials_forbid_cores();
    occupy_standard_streams();
    interrupt_catch();
    if (command_line_parse(&options, argc, argv, contract)) {
        status = run(&options, contract);
    }
    command_line_free(&options);
    interrupt_die();
    return (int)status;
}
