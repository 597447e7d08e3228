/* Adds usage, commands, parameters, options, formats, variables and exit statuses to one text. */
#include "cli/help.h"

#include <errno.h>
#include <string.h>

#include "base/code.h"
#include "base/output.h"
#include "base/print.h"
#include "cli/command_line.h"
#include "common/buffer.h"
#include "describe/describe.h"
#include "input/input.h"
#include "report/report_format.h"
#include "runtime/report.h"

/* The operations that `call` can send. */
static void add_operations(struct buffer *out, const struct dg_contract *contract)
{
    buffer_add(out, "\nOperations:\n");
    for (size_t i = 0; i < contract->operation_count; i++) {
        const struct dg_operation *operation = &contract->operations[i];

        if (!operation->body && operation->unsent == NULL) {
            option_add_row(out, operation->id,
                           operation->summary == NULL ? operation->path : operation->summary);
        }
    }
}

/* "header, optional, given by --param or by NAME" */
static void add_facts(struct buffer *out, const struct dg_parameter *parameter, bool call)
{
    buffer_format(out, "%s, %s, %s", describe_parameter_in(parameter->in),
                  parameter->required ? "required" : "optional",
                  parameter->in == DG_IN_PATH && !call ? "given as an argument"
                                                       : "given by --param");
    if (parameter->environment != NULL) {
        buffer_format(out, " or by %s", parameter->environment);
    }
}

static void add_parameter(struct buffer *out, const struct dg_parameter *parameter, bool call)
{
    struct buffer facts = {.data = NULL};

    add_facts(&facts, parameter, call);
    if (parameter->description == NULL) {
        option_add_row(out, parameter->name, buffer_string(&facts));
    } else {
        option_add_row(out, parameter->name, parameter->description);
        option_add_row(out, "", buffer_string(&facts));
    }
    buffer_free(&facts);
}

static void add_operation(struct buffer *out, const struct dg_operation *operation, bool call)
{
    buffer_format(out, "\n%s %s\n", operation->method, operation->path);
    if (operation->summary != NULL) {
        buffer_format(out, "%s\n", operation->summary);
    }
    if (operation->parameter_count > 0) {
        buffer_add(out, "\nParameters:\n");
    }
    for (size_t i = 0; i < operation->parameter_count; i++) {
        add_parameter(out, &operation->parameters[i], call);
    }
}

static void add_formats(struct buffer *out, bool inputs)
{
    buffer_add(out, "\nReport formats:\n");
    for (size_t i = 0; report_format_names[i] != NULL; i++) {
        option_add_row(out, report_format_names[i], report_format_at(i)->words);
    }
    if (!inputs) {
        return;
    }
    buffer_add(out, "\nInput formats:\n");
    for (size_t i = 0; input_format_names[i] != NULL; i++) {
        option_add_row(out, input_format_names[i], input_format_words((enum input_format)i));
    }
}

/* The finding codes that `explain` takes. */
static void add_codes(struct buffer *out, const struct dg_contract *contract)
{
    struct buffer name = {.data = NULL};
    struct code code;

    buffer_add(out, "\nFinding codes:\n");
    for (size_t i = 0; i < code_count(contract); i++) {
        if (!code_at(contract, i, &code)) {
            continue;
        }
        buffer_clear(&name);
        code_add(&name, code);
        option_add_row(out, buffer_string(&name),
                       code.rule == NULL ? dg_code_meaning(code.code) : code.rule->message);
    }
    buffer_free(&name);
}

/* Whether one of the operations has a parameter that is before `end` and from the same variable. */
static bool is_named_before(const struct dg_operation *operations, const struct dg_parameter *end)
{
    for (const struct dg_operation *operation = operations;; operation++) {
        for (size_t i = 0; i < operation->parameter_count; i++) {
            const struct dg_parameter *parameter = &operation->parameters[i];

            if (parameter == end) {
                return false;
            }
            if (parameter->environment != NULL &&
                strcmp(parameter->environment, end->environment) == 0) {
                return true;
            }
        }
    }
}

/* Adds the variables of an operation that no operation from `first` on has named. */
static void add_variables(struct buffer *out, const struct dg_operation *first,
                          const struct dg_operation *operation)
{
    for (size_t i = 0; i < operation->parameter_count; i++) {
        const struct dg_parameter *parameter = &operation->parameters[i];
        struct buffer meaning = {.data = NULL};

        if (parameter->environment == NULL || is_named_before(first, parameter)) {
            continue;
        }
        buffer_format(&meaning, "the parameter %s, unless --param gives it", parameter->name);
        option_add_row(out, parameter->environment, buffer_string(&meaning));
        buffer_free(&meaning);
    }
}

/* Adds the environment variables that a request of the operation reads; NULL: of any operation. */
static void add_environment(struct buffer *out, const struct dg_contract *contract,
                            const struct dg_operation *only)
{
    buffer_add(out, "\nEnvironment:\n");
    option_add_row(out, "NO_COLOR", "if it is not empty, no colors, unless --color is given");
    option_add_row(out, "TERM", "if it is 'dumb', no colors, unless --color is given");
    option_add_row(out, "COLUMNS",
                   "the width of the report, where it is not written to a terminal");
    if (contract->server_environment != NULL) {
        option_add_row(out, contract->server_environment, "the server, unless --base-url is given");
    }
    if (contract->token_environment != NULL && (only == NULL || only->bearer)) {
        option_add_row(out, contract->token_environment,
                       "the token, unless --api-key-file or --api-key-env is given");
    }
    for (size_t i = 0; only == NULL && i < contract->operation_count; i++) {
        add_variables(out, contract->operations, &contract->operations[i]);
    }
    if (only != NULL) {
        add_variables(out, only, only);
    }
}

static void add_statuses(struct buffer *out)
{
    buffer_add(out,
               "\nExit status:\n"
               "  0  every document conforms\n"
               "  1  a finding at or above --fail-on, or a skipped document with --fail-on-skip\n"
               "  2  an error in the command line or configuration, or nothing could be judged\n"
               "  3  an input or record could not be read; the others were judged\n"
               "  4  no complete HTTP response\n"
               "  5  out of memory, or a report could not be written\n");
}

/* Adds the exit statuses of commands that judge nothing. */
static void add_few_statuses(struct buffer *out)
{
    buffer_add(out, "\nExit status:\n"
                    "  0  the text was printed\n"
                    "  2  an error in the command line\n"
                    "  5  out of memory, or the text could not be written\n");
}

static void add_options(struct buffer *out, const struct option_table *table, const char *title,
                        unsigned commands, bool only)
{
    buffer_format(out, "\n%s:\n", title);
    option_add_options(out, table, commands, only);
}

static void add_program(struct buffer *out, const struct option_table *table,
                        const struct dg_contract *contract)
{
    option_add_usage(out, table, NULL);
    buffer_format(out, "\nJudges responses by the contract \"%s\", version %s.\n", contract->title,
                  contract->version);
    option_add_commands(out, table);
    add_options(out, table, "Options", COMMAND_CHECK, false);
    add_options(out, table, "Options of the commands that send a request", COMMAND_LIVE, true);
    add_formats(out, true);
    add_environment(out, contract, NULL);
    add_statuses(out);
}

static void add_live(struct buffer *out, const struct option_table *table,
                     const struct options *options, const struct dg_contract *contract)
{
    if (options->operation == NULL) {
        add_operations(out, contract);
    } else {
        add_operation(out, options->operation, options->call);
    }
    add_options(out, table, "Options", COMMAND_LIVE, false);
    add_formats(out, false);
    add_environment(out, contract, options->operation);
    add_statuses(out);
}

static void add_command(struct buffer *out, const struct commands *commands,
                        const struct options *options, const struct dg_contract *contract)
{
    struct option_table table = command_line_table(commands);

    if (options->command == COMMAND_CHECK) {
        add_program(out, &table, contract);
        return;
    }
    option_add_usage(out, &table, commands_find(commands, options));
    if (options->command == COMMAND_LIVE) {
        add_live(out, &table, options, contract);
        return;
    }
    if (options->command == COMMAND_EXPLAIN) {
        add_codes(out, contract);
    }
    add_options(out, &table, "Options", options->command, false);
    add_few_statuses(out);
}

void help_add(struct buffer *out, const struct options *options, const struct dg_contract *contract)
{
    struct commands commands;

    commands_make(&commands, contract);
    add_command(out, &commands, options, contract);
    commands_free(&commands);
}

static enum exit_status print_text(struct buffer *text)
{
    struct output out;

    if (!output_open(&out, NULL, FILE_READERS_USUAL)) {
        return EXIT_FAILED;
    }
    print(&out, "%s", buffer_string(text));
    return output_commit(&out) ? EXIT_CONFORMS : EXIT_FAILED;
}

enum exit_status help_print(const struct options *options, const struct dg_contract *contract)
{
    struct buffer text = {.data = NULL};
    enum exit_status status = EXIT_FAILED;

    help_add(&text, options, contract);
    status = print_text(&text);
    buffer_free(&text);
    return status;
}

enum exit_status help_version(void)
{
    struct buffer text = {.data = NULL};
    enum exit_status status = EXIT_FAILED;

    buffer_add(&text, PROGRAM_NAME " " PROGRAM_VERSION "\n");
    status = print_text(&text);
    buffer_free(&text);
    return status;
}
