/* Parses the command line by one table. */
#include "cli/command_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/output.h"
#include "base/trouble.h"
#include "cli/command_line_values.h"
#include "common/suggestion.h"
#include "input/input.h"
#include "judge/target.h"
#include "report/reports.h"

#define MIB ((int64_t)1024 * 1024)
#define GIB (1024 * MIB)
#define DAY_SECONDS 86400

#define JUDGE (COMMAND_CHECK | COMMAND_LIVE)
#define ALL (JUDGE | COMMAND_CONTRACT | COMMAND_EXPLAIN)

/* How a value is read, and so what its field in struct options is. */
enum kind {
    KIND_FLAG,     /* bool */
    KIND_TEXT,     /* const char * */
    KIND_NUMBER,   /* int64_t, from min to max */
    KIND_SIZE,     /* int64_t, up to max */
    KIND_SECONDS,  /* int64_t of milliseconds, up to max seconds */
    KIND_CHOICE,   /* int, index into words */
    KIND_FORMAT,   /* format */
    KIND_REPORT,   /* reports, one more */
    KIND_SEVERITY, /* severities, one more */
    KIND_WORDS,    /* struct words, one more */
    KIND_EXPECT    /* expect */
};

struct option_value {
    enum kind kind;
    size_t field; /* offset in struct options */
    int64_t min;
    int64_t max;
    const char *const *words;
};

struct option_row {
    struct option_help help;
    struct option_value value;
};

static const char *const color_words[] = {"auto", "always", "never", NULL};
static const char *const fail_on_words[] = {"error", "warning", NULL};

#define FIELD(member) offsetof(struct options, member)

static const struct option_row rows[] = {
    {{JUDGE, 'f', "format", "FORMAT", "CHOICES"},
     {.kind = KIND_FORMAT, .words = report_format_names}},
    {{ALL, 'o', "output", "FILE", "write the report to FILE, whole or not at all"},
     {.kind = KIND_TEXT, .field = FIELD(output)}},
    {{JUDGE, 0, "report", "FORMAT=FILE", "write one more report; may be repeated"},
     {.kind = KIND_REPORT}},
    {{JUDGE, 0, "severity", "CODE[@POINTER]=SEVERITY",
      "take a finding as error, warning, info or off; may be repeated"},
     {.kind = KIND_SEVERITY}},
    {{JUDGE, 0, "fail-on", "SEVERITY", "the least severity that fails: CHOICES"},
     {.kind = KIND_CHOICE, .field = FIELD(fail_on), .words = fail_on_words}},
    {{JUDGE, 0, "fail-on-skip", NULL, "a document that could not be judged fails, too"},
     {.kind = KIND_FLAG, .field = FIELD(fail_on_skip)}},
    {{JUDGE, 0, "max-findings", "N", "print at most N findings, and count them all"},
     {.kind = KIND_NUMBER, .field = FIELD(max_findings), .max = INT64_MAX}},
    {{COMMAND_CHECK, 0, "operation", "ID",
      "judge bare documents as its documented success, and no requests of others"},
     {.kind = KIND_TEXT, .field = FIELD(operation_id)}},
    {{COMMAND_CHECK, 0, "status", "N", "judge bare documents as the response of this HTTP status"},
     {.kind = KIND_NUMBER, .field = FIELD(status), .min = 100, .max = 599}},
    {{COMMAND_CHECK, 0, "schema", "NAME", "judge bare documents as this schema"},
     {.kind = KIND_TEXT, .field = FIELD(schema)}},
    {{COMMAND_CHECK, 0, "input-format", "FORMAT", "CHOICES"},
     {.kind = KIND_CHOICE, .field = FIELD(input_format), .words = input_format_names}},
    {{COMMAND_CHECK, 0, "track", NULL, "compare documents of the same id, in the order of inputs"},
     {.kind = KIND_FLAG, .field = FIELD(track)}},
    {{COMMAND_CHECK, 0, "max-record", "SIZE",
      "the longest document, entry or response that is read (64M)"},
     {.kind = KIND_SIZE, .field = FIELD(max_record), .max = 1024 * GIB}},
    {{JUDGE, 0, "max-depth", "N", "the deepest nesting that is read, up to 4096 (512)"},
     {.kind = KIND_NUMBER, .field = FIELD(max_depth), .min = 1, .max = 4096}},
    {{COMMAND_LIVE, 0, "base-url", "URL", "the server: https, or http on loopback"},
     {.kind = KIND_TEXT, .field = FIELD(base_url)}},
    {{JUDGE, 0, "expect", "STATUS",
      "the status that is wanted, or 'any' (default: the documented success; of captures any)"},
     {.kind = KIND_EXPECT}},
    {{COMMAND_LIVE, 0, "param", "NAME=VALUE", "a parameter of the operation; may be repeated"},
     {.kind = KIND_WORDS, .field = FIELD(params)}},
    {{COMMAND_LIVE, 'H', "header", "LINE", "one more header, NAME: VALUE; may be repeated"},
     {.kind = KIND_WORDS, .field = FIELD(headers)}},
    {{COMMAND_LIVE, 0, "connect-timeout", "SECONDS", "for the connection (10)"},
     {.kind = KIND_SECONDS, .field = FIELD(connect_timeout), .max = DAY_SECONDS}},
    {{COMMAND_LIVE, 0, "max-time", "SECONDS", "for each attempt as a whole (60)"},
     {.kind = KIND_SECONDS, .field = FIELD(max_time), .max = DAY_SECONDS}},
    {{COMMAND_LIVE, 0, "speed-time", "SECONDS", "the longest time without a byte (30)"},
     {.kind = KIND_NUMBER, .field = FIELD(speed_time), .min = 1, .max = DAY_SECONDS}},
    {{COMMAND_LIVE, 0, "retry", "N", "attempts after one that failed for now: 429, 502 to 504 (0)"},
     {.kind = KIND_NUMBER, .field = FIELD(retry), .max = 1000}},
    {{COMMAND_LIVE, 0, "retry-delay", "SECONDS", "between attempts, if the server says nothing"},
     {.kind = KIND_SECONDS, .field = FIELD(retry_delay), .max = DAY_SECONDS}},
    {{COMMAND_LIVE, 0, "retry-max-time", "SECONDS", "no attempt begins later than that (300)"},
     {.kind = KIND_SECONDS, .field = FIELD(retry_max_time), .max = DAY_SECONDS}},
    {{COMMAND_LIVE, 0, "max-body", "SIZE", "the longest body that is read (16M)"},
     {.kind = KIND_SIZE, .field = FIELD(max_body), .max = 1024 * GIB}},
    {{COMMAND_LIVE, 0, "repeat", "N", "send the request N times, and compare the answers (1)"},
     {.kind = KIND_NUMBER, .field = FIELD(repeat), .min = 1, .max = 1000000}},
    {{COMMAND_LIVE, 0, "record", "FILE", "write every exchange to FILE, as HAR, without secrets"},
     {.kind = KIND_TEXT, .field = FIELD(record)}},
    {{COMMAND_LIVE, 0, "proxy", "URL", "the proxy: http, https, socks4, socks4a, socks5, socks5h"},
     {.kind = KIND_TEXT, .field = FIELD(proxy)}},
    {{COMMAND_LIVE, 0, "cacert", "FILE", "the certificates to trust, in PEM form"},
     {.kind = KIND_TEXT, .field = FIELD(cacert)}},
    {{COMMAND_LIVE, 0, "cert", "FILE", "the client's certificate, in PEM form"},
     {.kind = KIND_TEXT, .field = FIELD(cert)}},
    {{COMMAND_LIVE, 0, "key", "FILE", "its private key, unless it is in the same file"},
     {.kind = KIND_TEXT, .field = FIELD(key)}},
    {{COMMAND_LIVE, 0, "api-key-file", "FILE", "the file that holds the token"},
     {.kind = KIND_TEXT, .field = FIELD(api_key_file)}},
    {{COMMAND_LIVE, 0, "api-key-env", "NAME", "the environment variable that holds the token"},
     {.kind = KIND_TEXT, .field = FIELD(api_key_env)}},
    {{COMMAND_CONTRACT, 0, "json", NULL, "print JSON"}, {.kind = KIND_FLAG, .field = FIELD(json)}},
    {{JUDGE, 0, "color", "WHEN", "CHOICES; NO_COLOR is heeded"},
     {.kind = KIND_CHOICE, .field = FIELD(color), .words = color_words}},
    {{JUDGE, 'q', "quiet", NULL, "no report on standard output"},
     {.kind = KIND_FLAG, .field = FIELD(quiet)}},
    {{JUDGE, 'v', "verbose", NULL, "also what conforms, what is no input, and the exchange"},
     {.kind = KIND_FLAG, .field = FIELD(verbose)}},
    {{ALL, 'h', "help", NULL, "print this"}, {.kind = KIND_FLAG, .field = FIELD(help)}},
    {{ALL, 0, "version", NULL, "print the version"}, {.kind = KIND_FLAG, .field = FIELD(version)}},
};
#define ROW_COUNT (sizeof rows / sizeof *rows)

bool command_line_describe(size_t index, struct option_help *help)
{
    if (index >= ROW_COUNT) {
        return false;
    }
    *help = rows[index].help;
    return true;
}

const char *const *command_line_choices(size_t index)
{
    return rows[index].value.words;
}

/* The words of a command line, and how far they were read. */
struct parser {
    struct options *options;
    const struct dg_contract *contract;
    char **words;
    int count;
    int next;
    const char *command_word; /* NULL: check is implied */
    bool given[ROW_COUNT];
};

static const struct option_row *row_named(const char *name, size_t length)
{
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (strlen(rows[i].help.name) == length && memcmp(rows[i].help.name, name, length) == 0) {
            return &rows[i];
        }
    }
    return NULL;
}

static const struct option_row *row_lettered(char letter)
{
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (rows[i].help.letter == letter) {
            return &rows[i];
        }
    }
    return NULL;
}

static bool refuse_unknown(const char *word)
{
    size_t length = strcspn(word, "=");
    struct suggestion suggestion = suggestion_for((struct dg_text){word, length});
    int shown = length > 60 ? 60 : (int)length;

    for (size_t i = 0; i < ROW_COUNT; i++) {
        suggestion_offer_string(&suggestion, rows[i].help.name);
    }
    if (suggestion.nearest.data != NULL) {
        trouble(NULL, "there is no option --%.*s; did you mean --%s?", shown, word,
                suggestion.nearest.data);
    } else {
        trouble(NULL, "there is no option --%.*s; see --help", shown, word);
    }
    return false;
}

static bool set_value(struct parser *parser, const struct option_row *row, char *value)
{
    struct options *options = parser->options;
    const char *name = row->help.name;
    void *field = (char *)options + row->value.field;

    parser->given[row - rows] = true;
    switch (row->value.kind) {
    case KIND_FLAG:
        *(bool *)field = true;
        return true;
    case KIND_TEXT:
        return value_text(row->help.name, row->help.value, value, field);
    case KIND_NUMBER:
        return value_number(name, value, row->value.min, row->value.max, field);
    case KIND_SIZE:
        return value_size(name, value, row->value.max, field);
    case KIND_SECONDS:
        return value_seconds(name, value, row->value.max, field);
    case KIND_CHOICE:
        return value_choice(name, value, row->value.words, field);
    case KIND_FORMAT:
        return value_report_format(name, value, &options->format);
    case KIND_REPORT:
        return value_report_request(name, value, &options->reports[options->report_count++]);
    case KIND_SEVERITY:
        return value_severity_rule(name, value, parser->contract,
                                   &options->severities[options->severity_count++]);
    case KIND_WORDS:
        return value_word(name, row->help.value, value, field);
    case KIND_EXPECT:
        return value_expect(name, value, &options->expect);
    }
    return false;
}

/* The value behind an option: what stands after it in the same word, or the next word. */
static bool take_value(struct parser *parser, const struct option_row *row, char *attached)
{
    if (attached == NULL) {
        if (parser->next == parser->count) {
            trouble(NULL, "--%s needs %s", row->help.name, row->help.value);
            return false;
        }
        attached = parser->words[parser->next++];
    }
    return set_value(parser, row, attached);
}

static bool parse_long(struct parser *parser, char *word)
{
    size_t length = strcspn(word, "=");
    char *attached = word[length] == '=' ? word + length + 1 : NULL;
    const struct option_row *row = row_named(word, length);

    if (row == NULL) {
        return refuse_unknown(word);
    }
    if (row->help.value != NULL) {
        return take_value(parser, row, attached);
    }
    if (attached != NULL) {
        trouble(NULL, "--%s takes no value", row->help.name);
        return false;
    }
    return set_value(parser, row, NULL);
}

static bool parse_letters(struct parser *parser, char *letters)
{
    for (char *at = letters; *at != '\0'; at++) {
        const struct option_row *row = row_lettered(*at);

        if (row == NULL) {
            trouble(NULL, "there is no option -%c; see --help", *at);
            return false;
        }
        if (row->help.value != NULL) {
            return take_value(parser, row, at[1] == '\0' ? NULL : at + 1);
        }
        if (!set_value(parser, row, NULL)) {
            return false;
        }
    }
    return true;
}

/* True if `word` is a command, which then is the one to do. */
static bool take_command(struct parser *parser, const char *word)
{
    struct options *options = parser->options;

    for (size_t i = 0; i < parser->contract->operation_count; i++) {
        const struct dg_operation *operation = &parser->contract->operations[i];

        if (operation->command != NULL && strcmp(operation->command, word) == 0) {
            options->command = COMMAND_LIVE;
            options->operation = operation;
            options->word = word;
            return true;
        }
    }
    if (strcmp(word, "call") == 0) {
        options->command = COMMAND_LIVE;
        options->call = true;
        return true;
    }
    if (strcmp(word, "contract") == 0) {
        options->command = COMMAND_CONTRACT;
        return true;
    }
    if (strcmp(word, "explain") == 0) {
        options->command = COMMAND_EXPLAIN;
        return true;
    }
    return strcmp(word, "check") == 0;
}

static bool parse_words(struct parser *parser)
{
    struct options *options = parser->options;
    bool only_arguments = false;
    bool first = true;

    while (parser->next < parser->count) {
        char *word = parser->words[parser->next++];
        bool fine = true;

        if (!only_arguments && strcmp(word, "--") == 0) {
            only_arguments = true;
        } else if (!only_arguments && word[0] == '-' && word[1] == '-') {
            fine = parse_long(parser, word + 2);
        } else if (!only_arguments && word[0] == '-' && word[1] != '\0') {
            fine = parse_letters(parser, word + 1);
        } else if (!only_arguments && first && take_command(parser, word)) {
            parser->command_word = word;
            first = false;
        } else {
            options->arguments[options->argument_count++] = word;
            first = false;
        }
        if (!fine) {
            return false;
        }
    }
    return true;
}

/* Nobody wants a status of a capture who doesn't say so. */
static void settle_expect(const struct parser *parser)
{
    const struct option_row *row = row_named("expect", strlen("expect"));

    if (parser->options->command == COMMAND_CHECK && !parser->given[row - rows]) {
        parser->options->expect = EXPECT_ANY;
    }
}

static bool check_applicable(const struct parser *parser)
{
    const char *command = parser->command_word == NULL ? "check" : parser->command_word;

    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (parser->given[i] && (rows[i].help.commands & parser->options->command) == 0) {
            trouble(NULL, "--%s doesn't apply to '%s'", rows[i].help.name, command);
            return false;
        }
    }
    return true;
}

static bool check_exclusive(const struct options *options)
{
    if (options->schema != NULL && (options->operation_id != NULL || options->status != 0)) {
        trouble(NULL, "--schema says all: --operation and --status don't go with it");
        return false;
    }
    if (options->api_key_file != NULL && options->api_key_env != NULL) {
        trouble(NULL, "--api-key-file and --api-key-env exclude each other");
        return false;
    }
    if (options->key != NULL && options->cert == NULL) {
        trouble(NULL, "--key is of no use without --cert");
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
    if (options->argument_count == 0) {
        trouble(NULL, "no input: name files or directories, or - for standard input; see --help");
    }
    return options->argument_count > 0;
}

static bool is_stdout(const char *path)
{
    return path == NULL || strcmp(path, "-") == 0;
}

/* Puts the main report before the others. */
static bool settle_reports(struct options *options)
{
    size_t main_report = options->quiet && is_stdout(options->output) ? 0 : 1;
    struct report_request *reports = options->reports;

    memmove(reports + main_report, reports, options->report_count * sizeof *reports);
    options->report_count += main_report;
    if (main_report > 0) {
        reports[0].format = options->format == NULL ? report_format_at(0) : options->format;
        reports[0].path = options->output;
    }
    for (size_t i = 0; i < options->report_count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (output_is_same(reports[i].path, reports[j].path)) {
                trouble(NULL, "two reports go to %s",
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

/* Whether a recording and a report would overwrite each other. */
static bool check_record(const struct options *options)
{
    const char *path = options->record;

    for (size_t i = 0; path != NULL && i < options->report_count; i++) {
        if (output_is_same(path, options->reports[i].path)) {
            trouble(NULL, "--record and a report both go to %s",
                    is_stdout(path) ? "standard output" : path);
            return false;
        }
    }
    return true;
}

static void set_defaults(struct options *options)
{
    *options = (struct options){
        .command = COMMAND_CHECK,
        .max_depth = DG_DEFAULT_MAX_DEPTH,
        .max_record = 64 * MIB,
        .max_body = 16 * MIB,
        .max_findings = INT64_MAX,
        .repeat = 1,
        .connect_timeout = 10 * 1000,
        .max_time = 60 * 1000,
        .speed_time = 30,
        .retry_max_time = 300 * 1000,
    };
}

bool command_line_parse(struct options *options, int argc, char **argv,
                        const struct dg_contract *contract)
{
    struct parser parser = {
        .options = options, .contract = contract, .words = argv, .count = argc, .next = 1};
    size_t words = (size_t)argc + 1;

    set_defaults(options);
    options->arguments = calloc(words, sizeof *options->arguments);
    options->reports = calloc(words, sizeof *options->reports);
    options->severities = calloc(words, sizeof *options->severities);
    options->params.items = calloc(words, sizeof *options->params.items);
    options->headers.items = calloc(words, sizeof *options->headers.items);
    if (options->arguments == NULL || options->reports == NULL || options->severities == NULL ||
        options->params.items == NULL || options->headers.items == NULL) {
        trouble(NULL, "out of memory");
        return false;
    }
    if (!parse_words(&parser) || !take_operation(options, contract)) {
        return false;
    }
    if (options->help || options->version) {
        return true;
    }
    settle_expect(&parser);
    return check_applicable(&parser) && check_exclusive(options) && check_arguments(options) &&
           settle_reports(options) && check_record(options);
}

void command_line_free(struct options *options)
{
    free(options->arguments);
    free(options->reports);
    free(options->severities);
    free(options->params.items);
    free(options->headers.items);
}
