/* dg-validate: options, then inputs or a live exchange, then the judge, then reports and the exit
 * status. */
#include <fcntl.h>
#include <unistd.h>

#include "check.h"
#include "contract.h"
#include "credentials.h"
#include "describe.h"
#include "explain.h"
#include "help.h"
#include "judge.h"
#include "live.h"
#include "options.h"
#include "output.h"
#include "request.h"
#include "session.h"
#include "track.h"
#include "transport.h"
#include "trouble.h"

/* A closed standard stream would give its number to the next file that is opened. This makes using
   it an error instead. */
static void occupy_standard_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) == -1) {
            (void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
        }
    }
}

static bool may_track(const struct target *target)
{
    return target->schema == NULL ? track_possible_of_any(&dg_contract)
                                  : track_possible(target->schema);
}

static enum exit_status run_check(const struct options *options)
{
    struct target target;
    struct session session;

    if (!judge_select(&target, &dg_contract, options) || (options->track && !may_track(&target))) {
        return EXIT_USAGE;
    }
    if (!session_open(&session, options, &dg_contract)) {
        return EXIT_FAILED;
    }
    return session_close(&session, check_inputs(&session, &target));
}

static enum exit_status run_live(const struct options *options)
{
    enum exit_status status = EXIT_USAGE;
    struct request request;
    struct session session;

    if (request_build(&request, options, &dg_contract) && transport_possible(options)) {
        status = EXIT_FAILED;
        if (session_open(&session, options, &dg_contract)) {
            status = session_close(&session, live_judge(&session, &request));
        }
    }
    request_free(&request);
    return status;
}

static enum exit_status run(const struct options *options)
{
    if (options->version) {
        return help_version();
    }
    if (options->help) {
        return help_print(options, &dg_contract);
    }
    switch (options->command) {
    case COMMAND_CHECK:
        return run_check(options);
    case COMMAND_LIVE:
        return run_live(options);
    case COMMAND_CONTRACT:
        return describe_contract(options, &dg_contract);
    case COMMAND_EXPLAIN:
        return explain_code(options, &dg_contract);
    }
    return EXIT_USAGE;
}

int main(int argc, char **argv)
{
    struct options options;
    enum exit_status status = EXIT_USAGE;

    credentials_forbid_cores();
    occupy_standard_streams();
    output_catch_signals();
    if (options_parse(&options, argc, argv, &dg_contract)) {
        status = run(&options);
    }
    options_free(&options);
    return (int)status;
}
