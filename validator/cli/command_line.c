/* The options of the program, and the checks of their combination. */
#include "cli/command_line.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/output.h"
#include "base/trouble.h"
#include "base/wanted.h"
#include "cli/command_line_values.h"
#include "cli/severity.h"
#include "input/input.h"
#include "judge/target.h"
#include "report/report_pipe.h"
#include "report/reports.h"

#define GIB ((int64_t)1024 * 1024 * 1024)
#define DAY_SECONDS 86400

#define JUDGE (COMMAND_CHECK | COMMAND_LIVE)
#define ALL (JUDGE | COMMAND_CONTRACT | COMMAND_EXPLAIN)

static const char *const color_words[] = {"auto", "always", "never", NULL};
static const char *const fail_on_words[] = {"error", "warning", NULL};

#define FIELD(member) offsetof(struct options, member)

static const struct option_row rows[] = {
    {"format", 'f', "FORMAT", JUDGE, "the format of the report", command_line_read_format,
     .fallback = "human", .words = report_format_names},
    {"output", 'o', "FILE", ALL, "write the output to FILE, whole or not at all", option_read_text,
     .field = FIELD(output)},
    {"report", 0, "FORMAT=FILE", JUDGE, "write one more report (may be repeated)",
     command_line_read_report, .field = FIELD(reports)},
    {"severity", 0, "CODE[@POINTER]=SEVERITY", JUDGE,
     "change the severity of findings (may be repeated); CODE may be rule.*; POINTER may have the "
     "steps * (any one step) and ** (any further steps); SEVERITY",
     command_line_read_severity, .words = command_line_severities},
    {"fail-on", 0, "SEVERITY", JUDGE, "fail if a finding has at least this severity",
     option_read_choice, .field = FIELD(fail_on), .fallback = "error", .words = fail_on_words},
    {"fail-on-skip", 0, NULL, JUDGE, "also fail if a document is skipped", option_read_flag,
     .field = FIELD(fail_on_skip)},
    {"baseline", 0, "FILE", JUDGE, "don't report the findings that FILE lists as known",
     option_read_text, .field = FIELD(baseline)},
    {"update-baseline", 0, NULL, JUDGE, "write the findings of this run to the file of --baseline",
     option_read_flag, .field = FIELD(update_baseline)},
    {"baseline-strict", 0, NULL, JUDGE, "also fail if a finding of the baseline is gone",
     option_read_flag, .field = FIELD(baseline_strict)},
    {"max-findings", 0, "N", JUDGE,
     "print at most N findings (0: no limit), but count all of them (default: 1000 per document, "
     "and 20 bytes of report per byte of input)",
     option_read_number, .field = FIELD(max_findings), .max = INT64_MAX},
    {"operation", 0, "ID", COMMAND_CHECK,
     "judge bare documents (json, ndjson) as a successful response of this operation; of captures "
     "(har, http), judge only those of this operation",
     option_read_text, .field = FIELD(operation_id)},
    {"status", 0, "N", COMMAND_CHECK, "judge bare documents as a response with this HTTP status",
     option_read_number, .field = FIELD(status), .min = 100, .max = 599},
    {"schema", 0, "NAME", COMMAND_CHECK, "judge bare documents by this schema", option_read_text,
     .field = FIELD(schema)},
    {"at", 0, "POINTER", COMMAND_CHECK,
     "judge the values at this JSON Pointer in each document: for example /data/* for the elements "
     "of a list",
     command_line_read_at, .field = FIELD(at)},
    {"input-format", 0, "FORMAT", COMMAND_CHECK, "the format of the inputs", option_read_choice,
     .field = FIELD(input_format), .fallback = "auto", .words = input_format_names},
    {"track", 0, NULL, COMMAND_CHECK,
     "compare each document with the previous one that has the same id", option_read_flag,
     .field = FIELD(track)},
    {"pipe", 0, NULL, COMMAND_CHECK,
     "read JSON lines from standard input, and answer each line at once with a line of JSON: its "
     "verdict and its findings; reports need -o or --report",
     option_read_flag, .field = FIELD(pipe)},
    {"jobs", 'j', "N", COMMAND_CHECK,
     "judge with N threads, without --track, --at, --pipe and --verbose; the report is the same",
     option_read_number, .field = FIELD(jobs), .fallback = "1", .min = 1, .max = 256},
    {"max-record", 0, "SIZE", COMMAND_CHECK, "the maximum size of a document, entry or response",
     option_read_size, .field = FIELD(max_record), .fallback = "64M", .max = 1024 * GIB},
    {"max-depth", 0, "N", JUDGE, "the maximum depth of nesting, up to 4096", option_read_number,
     .field = FIELD(max_depth), .fallback = "512", .min = 1, .max = 4096},
    {"base-url", 0, "URL", COMMAND_LIVE, "the server: https, or http on loopback", option_read_text,
     .field = FIELD(base_url)},
    {"expect", 0, "STATUS[,STATUS]...", JUDGE,
     "the statuses that are wanted, such as 200,409 or 4XX, or 'any' (default: the documented "
     "success; for captures: any)",
     command_line_read_expect, .field = FIELD(expect)},
    {"param", 0, "NAME=VALUE", COMMAND_LIVE, "set a parameter of the operation (may be repeated)",
     option_read_list, .field = FIELD(params)},
    {"header", 'H', "LINE", COMMAND_LIVE, "send one more header, NAME: VALUE (may be repeated)",
     option_read_list, .field = FIELD(headers)},
    {"connect-timeout", 0, "SECONDS", COMMAND_LIVE, "the maximum time to connect",
     option_read_seconds, .field = FIELD(connect_timeout), .fallback = "10", .max = DAY_SECONDS},
    {"max-time", 0, "SECONDS", COMMAND_LIVE, "the maximum time of each attempt",
     option_read_seconds, .field = FIELD(max_time), .fallback = "60", .max = DAY_SECONDS},
    {"speed-time", 0, "SECONDS", COMMAND_LIVE, "the maximum time without a received byte",
     option_read_number, .field = FIELD(speed_time), .fallback = "30", .min = 1,
     .max = DAY_SECONDS},
    {"retry", 0, "N", COMMAND_LIVE,
     "make up to N more attempts after a temporary failure: 429, 502 to 504", option_read_number,
     .field = FIELD(retry), .fallback = "0", .max = 1000},
    {"retry-delay", 0, "SECONDS", COMMAND_LIVE,
     "the time between attempts, unless the server sends one (default: 1, doubled each time up to "
     "64, partly random)",
     option_read_seconds, .field = FIELD(retry_delay), .max = DAY_SECONDS},
    {"retry-max-time", 0, "SECONDS", COMMAND_LIVE, "start no attempt after this time",
     option_read_seconds, .field = FIELD(retry_max_time), .fallback = "300", .max = DAY_SECONDS},
    {"max-body", 0, "SIZE", COMMAND_LIVE, "the maximum size of a response body", option_read_size,
     .field = FIELD(max_body), .fallback = "16M", .max = 1024 * GIB},
    {"repeat", 0, "N", COMMAND_LIVE, "send the request N times, and compare the responses",
     option_read_number, .field = FIELD(repeat), .fallback = "1", .min = 1, .max = 1000000},
    {"dry-run", 0, NULL, COMMAND_LIVE, "print the request, without secrets, and send nothing",
     option_read_flag, .field = FIELD(dry_run)},
    {"record", 0, "FILE", COMMAND_LIVE, "write every exchange to FILE, as HAR, without secrets",
     option_read_text, .field = FIELD(record)},
    {"proxy", 0, "URL", COMMAND_LIVE,
     "the proxy: http, https, socks4, socks4a, socks5 or socks5h (default: none)", option_read_text,
     .field = FIELD(proxy)},
    {"cacert", 0, "FILE", COMMAND_LIVE, "the certificates to trust, in PEM format",
     option_read_text, .field = FIELD(cacert)},
    {"cert", 0, "FILE", COMMAND_LIVE, "the client's certificate, in PEM format", option_read_text,
     .field = FIELD(cert)},
    {"key", 0, "FILE", COMMAND_LIVE, "the client's private key, unless --cert holds it",
     option_read_text, .field = FIELD(key)},
    {"api-key-file", 0, "FILE", COMMAND_LIVE, "the file that holds the token", option_read_text,
     .field = FIELD(api_key_file)},
    {"api-key-env", 0, "NAME", COMMAND_LIVE, "the environment variable that holds the token",
     option_read_text, .field = FIELD(api_key_env)},
    {"json", 0, NULL, COMMAND_CONTRACT, "print JSON", option_read_flag, .field = FIELD(json)},
    {"color", 0, "WHEN", JUDGE, "use colors", option_read_choice, .field = FIELD(color),
     .fallback = "auto", .words = color_words},
    {"quiet", 'q', NULL, JUDGE, "print no report on standard output", option_read_flag,
     .field = FIELD(quiet)},
    {"verbose", 'v', NULL, JUDGE,
     "also print conforming inputs, everything that is not judged with the reason, and requests "
     "with their responses",
     option_read_flag, .field = FIELD(verbose)},
    {"help", 'h', NULL, ALL, "print this help", option_read_help, .field = 0},
    {"version", 0, NULL, ALL, "print the version", option_read_flag, .field = FIELD(version)},
};

/* Whether a word is an input: the name of a file may be similar to a command. */
static bool is_input(const char *word)
{
    struct stat status;

    return strpbrk(word, "./") != NULL || lstat(word, &status) == 0;
}

static void refuse(const char *reason)
{
    trouble(NULL, "%s", reason);
}

struct option_table command_line_table(const struct commands *commands)
{
    return (struct option_table){
        .program = PROGRAM_NAME,
        .rows = rows,
        .row_count = sizeof rows / sizeof *rows,
        .commands = commands->rows,
        .command_count = commands->count,
        .implied = commands->rows, /* check */
        .is_argument = is_input,
        .refuse = refuse,
    };
}

static bool check_exclusive(const struct options *options)
{
    if (options->schema != NULL && (options->operation_id != NULL || options->status != 0)) {
        trouble(NULL, "--schema can't be combined with --operation or --status");
        return false;
    }
    if (options->api_key_file != NULL && options->api_key_env != NULL) {
        trouble(NULL, "--api-key-file can't be combined with --api-key-env");
        return false;
    }
    if (options->key != NULL && options->cert == NULL) {
        trouble(NULL, "--key needs --cert");
        return false;
    }
    if ((options->update_baseline || options->baseline_strict) && options->baseline == NULL) {
        trouble(NULL, "--%s needs --baseline",
                options->update_baseline ? "update-baseline" : "baseline-strict");
        return false;
    }
    return true;
}

static bool is_stdout(const char *path)
{
    return path == NULL || strcmp(path, "-") == 0;
}

/* What --pipe excludes: other lines, and other reports on standard output. */
static bool check_pipe(const struct options *options, const struct option_parse *parse)
{
    if (!options->pipe) {
        return true;
    }
    if (options->input_format != INPUT_AUTO && options->input_format != INPUT_NDJSON) {
        trouble(NULL, "--pipe reads JSON lines only: --input-format ndjson");
        return false;
    }
    if (options->quiet) {
        trouble(NULL, "--pipe can't be combined with --quiet");
        return false;
    }
    if (option_is_given(parse, "format") && is_stdout(options->output)) {
        trouble(NULL, "--pipe writes verdict lines to standard output: --format needs --output");
        return false;
    }
    return true;
}

static bool check_arguments(const struct options *options)
{
    size_t from_stdin = 0;

    if (options->command == COMMAND_CONTRACT && options->argument_count > 0) {
        trouble(NULL, "'contract' takes no argument, but got '%s'", options->arguments[0]);
        return false;
    }
    if (options->command == COMMAND_EXPLAIN && options->argument_count != 1) {
        trouble(NULL, "'explain' takes one finding code; see --help");
        return false;
    }
    if (options->call && options->operation == NULL) {
        trouble(NULL, "'call' needs the id of an operation; see '" PROGRAM_NAME " contract'");
        return false;
    }
    if (options->command != COMMAND_CHECK) {
        return true;
    }
    for (size_t i = 0; i < options->argument_count; i++) {
        from_stdin += strcmp(options->arguments[i], "-") == 0;
    }
    if (from_stdin > 1) {
        trouble(NULL, "standard input can be read only once");
        return false;
    }
    if (options->pipe && options->argument_count > from_stdin) {
        trouble(NULL, "--pipe reads standard input only");
        return false;
    }
    if (options->argument_count == 0 && !options->pipe) {
        trouble(NULL, "no input: name files or folders, or - for standard input; see --help");
    }
    return options->argument_count > 0 || options->pipe;
}

static void put_first(struct options *options, const struct report_format *format, const char *path)
{
    struct report_request *reports = options->reports;

    memmove(reports + 1, reports, options->report_count * sizeof *reports);
    options->report_count++;
    reports[0] = (struct report_request){format, path};
}

/* Puts the main report before the other reports, and verdict lines before that. */
static bool settle_reports(struct options *options)
{
    const struct report_request *reports = options->reports;

    if (!is_stdout(options->output) || !(options->quiet || options->pipe)) {
        put_first(options, options->format == NULL ? report_format_at(0) : options->format,
                  options->output);
    }
    if (options->pipe) {
        put_first(options, &report_pipe, NULL);
    }
    for (size_t i = 0; i < options->report_count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (output_is_same(reports[i].path, reports[j].path)) {
                trouble(NULL, "two reports would be written to %s",
                        is_stdout(reports[i].path) ? "standard output" : reports[i].path);
                return false;
            }
        }
    }
    return true;
}

/* The first argument of `call` is the operation. */
static bool take_operation(struct options *options, const struct dg_contract *contract)
{
    if (!options->call || options->argument_count == 0) {
        return true;
    }
    options->word = options->arguments[0];
    options->operation = target_operation(contract, options->word);
    options->argument_count--;
    memmove(options->arguments, options->arguments + 1,
            options->argument_count * sizeof *options->arguments);
    return options->operation != NULL;
}

/* Whether no report is written to the file of another option. */
static bool check_file(const struct options *options, const char *name, const char *path)
{
    for (size_t i = 0; path != NULL && i < options->report_count; i++) {
        if (output_is_same(path, options->reports[i].path)) {
            trouble(NULL, "--%s and a report would both be written to %s", name,
                    is_stdout(path) ? "standard output" : path);
            return false;
        }
    }
    return true;
}

/* Whether each file of the options is written by one of them only. */
static bool check_files(const struct options *options)
{
    if (options->baseline != NULL && is_stdout(options->baseline)) {
        trouble(NULL, "--baseline needs a file, not -");
        return false;
    }
    if (options->baseline != NULL && options->record != NULL &&
        output_is_same(options->baseline, options->record)) {
        trouble(NULL, "--record would be written to the file of --baseline");
        return false;
    }
    return check_file(options, "record", options->record) &&
           check_file(options, "baseline", options->baseline);
}

/* Room for the values of options that may be repeated. */
static void make_room(struct options *options, size_t words)
{
    options->arguments = memory_new_array(words, sizeof *options->arguments);
    options->reports = memory_new_array(words, sizeof *options->reports);
    options->severities = memory_new_array(words, sizeof *options->severities);
    options->params.items = memory_new_array(words, sizeof *options->params.items);
    options->headers.items = memory_new_array(words, sizeof *options->headers.items);
}

/* By default, captures may have any documented status. */
static void settle_expect(struct options *options, const struct option_parse *parse)
{
    if (options->command == COMMAND_CHECK && !option_is_given(parse, "expect")) {
        options->expect = WANTED_ANY;
    }
}

static void settle_command(struct options *options, const struct option_parse *parse,
                           const struct commands *commands)
{
    options->command = parse->command->bit;
    options->operation = commands_operation(commands, parse->command);
    options->call = options->command == COMMAND_LIVE && options->operation == NULL;
    options->word = parse->command->word;
    options->help = parse->help;
    options->argument_count = parse->argument_count;
}

static bool read_words(struct options *options, int argc, char **argv,
                       const struct commands *commands, const struct dg_contract *contract)
{
    struct option_table table = command_line_table(commands);
    struct option_parse parse = {
        .table = &table, .fields = options, .context = contract, .arguments = options->arguments};

    if (!option_parse(&parse, argc, argv)) {
        return false;
    }
    settle_command(options, &parse, commands);
    if (!take_operation(options, contract)) {
        return false;
    }
    if (options->help || options->version) {
        return true;
    }
    settle_expect(options, &parse);
    return option_check(&parse) && check_exclusive(options) && check_arguments(options) &&
           check_pipe(options, &parse) && severity_check_all(options, contract) &&
           settle_reports(options) && check_files(options);
}

bool command_line_parse(struct options *options, int argc, char **argv,
                        const struct dg_contract *contract)
{
    struct commands commands;
    bool read = false;

    *options = (struct options){.command = COMMAND_CHECK, .max_findings = -1};
    make_room(options, (size_t)argc + 1);
    commands_make(&commands, contract);
    read = read_words(options, argc, argv, &commands, contract);
    commands_free(&commands);
    return read;
}

void command_line_free(struct options *options)
{
    free(options->arguments);
    free(options->reports);
    free(options->severities);
    free(options->params.items);
    free(options->headers.items);
}
