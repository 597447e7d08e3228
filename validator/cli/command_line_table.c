/* The options of the program: one table for parsing, help, manual pages and completions. */
#include <string.h>
#include <sys/stat.h>

#include "base/options.h"
#include "base/trouble.h"
#include "cli/candidates.h"
#include "cli/command_line.h"
#include "cli/command_line_values.h"
#include "input/input.h"
#include "report/report_format.h"

#define GIB ((int64_t)1024 * 1024 * 1024)
#define DAY_SECONDS 86400

#define JUDGE (COMMAND_CHECK | COMMAND_LIVE)
#define REPORT (JUDGE | COMMAND_MERGE)
#define ALL (REPORT | COMMAND_CONTRACT | COMMAND_EXPLAIN)

static const char *const color_words[] = {"auto", "always", "never", NULL};
static const char *const schema_rivals[] = {"operation", "status", NULL};
static const char *const operation_rivals[] = {"schema", NULL};
static const char *const key_env[] = {"api-key-env", NULL};
static const char *const key_file[] = {"api-key-file", NULL};
static const char *const help_form_names[] = {"text", "man", "bash", "zsh", "fish", NULL};
static const char *const fail_on_words[] = {"error", "warning", NULL};

#define FIELD(member) offsetof(struct options, member)

static const struct option_row rows[] = {
    {"operation", 0, "ID", COMMAND_CHECK,
     "judge bare documents (json, ndjson) as a successful response of this operation; of captures "
     "(har, http), judge only those of this operation",
     option_read_text, .field = FIELD(operation_id), .group = "Options for inputs",
     .candidates = candidates_operations, .source = OPTION_IN_ANY_FILE, .rivals = operation_rivals},
    {"status", 0, "N", COMMAND_CHECK, "judge bare documents as a response with this HTTP status",
     option_read_number, .field = FIELD(status), .min = 100, .max = 599,
     .source = OPTION_IN_ANY_FILE, .rivals = operation_rivals},
    {"schema", 0, "NAME", COMMAND_CHECK, "judge bare documents by this schema", option_read_text,
     .field = FIELD(schema), .candidates = candidates_schemas, .source = OPTION_IN_ANY_FILE,
     .rivals = schema_rivals},
    {"at", 0, "POINTER", COMMAND_CHECK,
     "judge the values at this JSON Pointer in each document: for example /data/* for the elements "
     "of a list",
     command_line_read_at, .field = FIELD(at), .source = OPTION_IN_ANY_FILE},
    {"input-format", 0, "FORMAT", COMMAND_CHECK, "the format of the inputs", option_read_choice,
     .field = FIELD(input_format), .fallback = "auto", .words = input_format_names,
     .source = OPTION_IN_ANY_FILE},
    {"track", 0, NULL, COMMAND_CHECK,
     "compare each document with the previous one that has the same id", option_read_flag,
     .field = FIELD(track), .source = OPTION_IN_ANY_FILE},
    {"pipe", 0, NULL, COMMAND_CHECK,
     "read JSON lines from standard input, and answer each line at once with a line of JSON: its "
     "verdict and its findings; reports need -o or --report",
     option_read_flag, .field = FIELD(pipe), .source = OPTION_ON_LINE},
    {"expect", 0, "STATUS[,STATUS]...", JUDGE,
     "the statuses that are wanted, such as 200,409 or 4XX, or 'any' (default: the documented "
     "success; for captures: any)",
     command_line_read_expect, .field = FIELD(expect), .source = OPTION_IN_ANY_FILE},
    {"severity", 0, "CODE[@POINTER]=SEVERITY", JUDGE,
     "change the severity of findings; CODE may be rule.*; POINTER may have the "
     "steps * (any one step) and ** (any further steps); SEVERITY",
     command_line_read_severity, .words = command_line_severities, .group = "Options for verdicts",
     .repeated = true, .candidates = candidates_codes, .source = OPTION_IN_ANY_FILE},
    {"fail-on", 0, "SEVERITY", REPORT, "fail if a finding has at least this severity",
     option_read_choice, .field = FIELD(fail_on), .fallback = "error", .words = fail_on_words,
     .source = OPTION_IN_ANY_FILE},
    {"fail-on-skip", 0, NULL, REPORT, "also fail if a document is skipped", option_read_flag,
     .field = FIELD(fail_on_skip), .source = OPTION_IN_ANY_FILE},
    {"baseline", 0, "FILE", JUDGE, "don't report the findings that FILE lists as known",
     option_read_text, .field = FIELD(baseline), .source = OPTION_IN_ANY_FILE},
    {"update-baseline", 0, NULL, JUDGE, "write the findings of this run to the file of --baseline",
     option_read_flag, .field = FIELD(update_baseline), .source = OPTION_ON_LINE},
    {"baseline-strict", 0, NULL, JUDGE, "also fail if a finding of the baseline is gone",
     option_read_flag, .field = FIELD(baseline_strict), .source = OPTION_IN_ANY_FILE},
    {"coverage-fail-under", 0, "N", REPORT,
     "also fail if the documents exercise less than N per cent of the contract; implies --coverage",
     option_read_number, .field = FIELD(coverage_fail_under), .max = 100,
     .source = OPTION_IN_ANY_FILE},
    {"format", 'f', "FORMAT", REPORT, "the format of the report", command_line_read_format,
     .fallback = "human", .words = report_format_names, .group = "Options for reports",
     .source = OPTION_IN_ANY_FILE},
    {"output", 'o', "FILE", ALL, "write the output to FILE, whole or not at all", option_read_text,
     .field = FIELD(output)},
    {"report", 0, "FORMAT=FILE", REPORT, "write one more report", command_line_read_report,
     .field = FIELD(reports), .repeated = true, .candidates = candidates_formats},
    {"coverage", 0, NULL, JUDGE,
     "also report the parts of the contract that no document exercises: statuses, states of "
     "properties, values of enums, limits, rules, and changes of state",
     option_read_flag, .field = FIELD(coverage), .source = OPTION_IN_ANY_FILE},
    {"max-findings", 0, "N", REPORT,
     "print at most N findings (0: no limit), but count all of them (default: 1000 per document, "
     "and 20 bytes of report per byte of input)",
     option_read_number, .field = FIELD(max_findings), .max = INT64_MAX,
     .source = OPTION_IN_ANY_FILE},
    {"color", 0, "WHEN", REPORT, "use colors", option_read_choice, .field = FIELD(color),
     .fallback = "auto", .words = color_words, .source = OPTION_IN_ANY_FILE},
    {"quiet", 'q', NULL, REPORT, "print no report on standard output", option_read_flag,
     .field = FIELD(quiet)},
    {"no-progress", 0, NULL, JUDGE,
     "don't show progress, which a terminal gets on standard error after a second",
     option_read_flag, .field = FIELD(no_progress), .source = OPTION_IN_ANY_FILE},
    {"verbose", 'v', NULL, REPORT,
     "also print conforming inputs, everything that is not judged with the reason, requests with "
     "their responses, and in json and ndjson the lines around findings",
     option_read_flag, .field = FIELD(verbose), .source = OPTION_IN_ANY_FILE},
    {"jobs", 'j', "N", COMMAND_CHECK,
     "judge with N threads, without --track, --at, --pipe and --verbose; the report is the same",
     option_read_number, .field = FIELD(jobs), .fallback = "1", .min = 1, .max = 256,
     .group = "Options for speed and limits", .source = OPTION_IN_ANY_FILE},
    {"max-record", 0, "SIZE", COMMAND_CHECK, "the maximum size of a document, entry or response",
     option_read_size, .field = FIELD(max_record), .fallback = "64M", .max = 1024 * GIB,
     .source = OPTION_IN_ANY_FILE},
    {"max-depth", 0, "N", JUDGE, "the maximum depth of nesting, up to 4096", option_read_number,
     .field = FIELD(max_depth), .fallback = "512", .min = 1, .max = 4096,
     .source = OPTION_IN_ANY_FILE},
    {"param", 0, "NAME=VALUE", COMMAND_LIVE, "set a parameter of the operation", option_read_list,
     .field = FIELD(params), .group = "Options for sending requests", .repeated = true,
     .candidates = candidates_parameters},
    {"header", 'H', "LINE", COMMAND_LIVE, "send one more header, NAME: VALUE", option_read_list,
     .field = FIELD(headers), .repeated = true},
    {"base-url", 0, "URL", COMMAND_LIVE, "the server: https, or http on loopback", option_read_text,
     .field = FIELD(base_url)},
    {"repeat", 0, "N", COMMAND_LIVE, "send the request N times, and compare the responses",
     option_read_number, .field = FIELD(repeat), .fallback = "1", .min = 1, .max = 1000000},
    {"dry-run", 0, NULL, COMMAND_LIVE, "print the request, without secrets, and send nothing",
     option_read_flag, .field = FIELD(dry_run)},
    {"record", 0, "FILE", COMMAND_LIVE, "write every exchange to FILE, as HAR, without secrets",
     option_read_text, .field = FIELD(record)},
    {"max-body", 0, "SIZE", COMMAND_LIVE, "the maximum size of a response body", option_read_size,
     .field = FIELD(max_body), .fallback = "16M", .max = 1024 * GIB},
    {"connect-timeout", 0, "SECONDS", COMMAND_LIVE, "the maximum time to connect",
     option_read_seconds, .field = FIELD(connect_timeout), .fallback = "10", .max = DAY_SECONDS,
     .group = "Options for time and attempts"},
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
    {"proxy", 0, "URL", COMMAND_LIVE,
     "the proxy: http, https, socks4, socks4a, socks5 or socks5h (default: none)", option_read_text,
     .field = FIELD(proxy), .group = "Options for connections and secrets"},
    {"cacert", 0, "FILE", COMMAND_LIVE, "the certificates to trust, in PEM format",
     option_read_text, .field = FIELD(cacert)},
    {"cert", 0, "FILE", COMMAND_LIVE, "the client's certificate, in PEM format", option_read_text,
     .field = FIELD(cert)},
    {"key", 0, "FILE", COMMAND_LIVE, "the client's private key, unless --cert holds it",
     option_read_text, .field = FIELD(key)},
    {"api-key-file", 0, "FILE", COMMAND_LIVE, "the file that holds the token", option_read_text,
     .field = FIELD(api_key_file), .rivals = key_env},
    {"api-key-env", 0, "NAME", COMMAND_LIVE, "the environment variable that holds the token",
     option_read_text, .field = FIELD(api_key_env), .rivals = key_file},
    {"json", 0, NULL, COMMAND_CONTRACT, "print the contract as JSON", option_read_flag,
     .field = FIELD(json), .group = "Other options"},
    {"config", 0, "FILE", JUDGE,
     "take options from FILE, in place of a file .dg-validate.yaml in the working directory or "
     "above",
     option_read_text, .field = FIELD(config), .source = OPTION_ON_LINE},
    {"as", 0, "FORM", OPTION_OF_HELP,
     "print help as text, as a manual page, or as completions for a shell", option_read_choice,
     .field = FIELD(help_form), .fallback = "text", .words = help_form_names,
     .source = OPTION_ON_LINE},
    {"help", 'h', NULL, ALL, "print this help", option_read_help, .field = 0,
     .source = OPTION_ON_LINE},
    {"version", 0, NULL, ALL, "print the version", option_read_flag, .field = FIELD(version),
     .source = OPTION_ON_LINE},
};

static const struct option_example examples[] = {
    {COMMAND_CHECK, "capture.har answers/", "judge a HAR file, and all captures in a folder"},
    {COMMAND_CHECK, "-f ndjson -o findings.ndjson answers/",
     "write the findings to a file, one on each line"},
    {COMMAND_CHECK, "--severity 'rule.*=warning' --fail-on error answers/",
     "report the rules of the contract without failing because of them"},
    {COMMAND_CHECK, "--baseline known.txt --update-baseline answers/",
     "note the findings that are known, so that only new ones fail"},
    {COMMAND_MERGE, "merge -f junit -o all.xml reports/*.ndjson",
     "make one report out of those of several runs"},
    {COMMAND_CONTRACT, "contract --json", "print what this program was built with"},
    {COMMAND_EXPLAIN, "explain type", "print what a finding with this code means"},
    {OPTION_OF_HELP, "help --as bash > completion.bash",
     "write completions: bash has them after `source completion.bash`"},
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
        .version = PROGRAM_VERSION,
        .rows = rows,
        .row_count = sizeof rows / sizeof *rows,
        .commands = commands->rows,
        .command_count = commands->count,
        .examples = examples,
        .example_count = sizeof examples / sizeof *examples,
        .implied = commands->rows, /* check */
        .is_argument = is_input,
        .refuse = refuse,
    };
}
