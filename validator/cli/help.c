/* Adds usage, commands, parameters, options, formats, variables and exit statuses to one text. */
#include "cli/help.h"

#include <errno.h>
#include <string.h>

#include "base/code.h"
#include "base/escape_text.h"
#include "base/output.h"
#include "cli/command_line.h"
#include "common/buffer.h"
#include "common/completion.h"
#include "describe/describe.h"
#include "input/input.h"
#include "report/report_format.h"
#include "runtime/report.h"

/* The operations that `call` can send. */
static void add_operations(struct option_page *page, const struct dg_contract *contract)
{
    option_page_section(page, "Operations");
    for (size_t i = 0; i < contract->operation_count; i++) {
        const struct dg_operation *operation = &contract->operations[i];

        if (!operation->body && operation->unsent == NULL) {
            option_page_row(page, operation->id,
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

static void add_parameter(struct option_page *page, const struct dg_parameter *parameter, bool call)
{
    struct buffer facts = {.data = NULL};

    add_facts(&facts, parameter, call);
    if (parameter->description == NULL) {
        option_page_row(page, parameter->name, buffer_string(&facts));
    } else {
        option_page_row(page, parameter->name, parameter->description);
        option_page_more(page, buffer_string(&facts));
    }
    buffer_free(&facts);
}

static void add_operation(struct option_page *page, const struct dg_operation *operation, bool call)
{
    struct buffer line = {.data = NULL};

    buffer_format(&line, "%s %s", operation->method, operation->path);
    option_page_lines(page, buffer_string(&line), operation->summary);
    buffer_free(&line);
    if (operation->parameter_count > 0) {
        option_page_section(page, "Parameters");
    }
    for (size_t i = 0; i < operation->parameter_count; i++) {
        add_parameter(page, &operation->parameters[i], call);
    }
}

/* The commands of operations, with their parameters, for the manual page. */
static void add_live_commands(struct option_page *page, const struct option_table *table,
                              const struct commands *commands)
{
    for (size_t i = 0; i < commands->count; i++) {
        const struct dg_operation *operation = commands->operations[i];
        struct buffer title = {.data = NULL};

        if (operation == NULL) {
            continue;
        }
        buffer_format(&title, "Parameters of %s", table->commands[i].word);
        option_page_section(page, buffer_string(&title));
        for (size_t j = 0; j < operation->parameter_count; j++) {
            add_parameter(page, &operation->parameters[j], false);
        }
        buffer_free(&title);
    }
}

static void add_formats(struct option_page *page, bool inputs)
{
    option_page_section(page, "Report formats");
    for (size_t i = 0; report_format_names[i] != NULL; i++) {
        option_page_row(page, report_format_names[i], report_format_at(i)->words);
    }
    if (!inputs) {
        return;
    }
    option_page_section(page, "Input formats");
    for (size_t i = 0; input_format_names[i] != NULL; i++) {
        option_page_row(page, input_format_names[i], input_format_words((enum input_format)i));
    }
}

/* The finding codes that `explain` takes. */
static void add_codes(struct option_page *page, const struct dg_contract *contract)
{
    struct buffer name = {.data = NULL};
    struct code code;

    option_page_section(page, "Finding codes");
    for (size_t i = 0; i < code_count(contract); i++) {
        if (!code_at(contract, i, &code)) {
            continue;
        }
        buffer_clear(&name);
        code_add(&name, code);
        option_page_row(page, buffer_string(&name),
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
static void add_variables(struct option_page *page, const struct dg_operation *first,
                          const struct dg_operation *operation)
{
    for (size_t i = 0; i < operation->parameter_count; i++) {
        const struct dg_parameter *parameter = &operation->parameters[i];
        struct buffer meaning = {.data = NULL};

        if (parameter->environment == NULL || is_named_before(first, parameter)) {
            continue;
        }
        buffer_format(&meaning, "the parameter %s, unless --param gives it", parameter->name);
        option_page_row(page, parameter->environment, buffer_string(&meaning));
        buffer_free(&meaning);
    }
}

/* Adds the environment variables that a request of the operation reads; NULL: of any operation. */
static void add_environment(struct option_page *page, const struct dg_contract *contract,
                            const struct dg_operation *only)
{
    option_page_section(page, "Environment");
    option_page_row(page, "NO_COLOR", "if it is not empty, no colors, unless --color is given");
    option_page_row(page, "TERM", "if it is 'dumb', no colors, unless --color is given");
    option_page_row(page, "COLUMNS",
                    "the width of the report, where it is not written to a terminal");
    if (contract->server_environment != NULL) {
        option_page_row(page, contract->server_environment,
                        "the server, unless --base-url is given");
    }
    if (contract->token_environment != NULL && (only == NULL || only->bearer)) {
        option_page_row(page, contract->token_environment,
                        "the token, unless --api-key-file or --api-key-env is given");
    }
    for (size_t i = 0; only == NULL && i < contract->operation_count; i++) {
        add_variables(page, contract->operations, &contract->operations[i]);
    }
    if (only != NULL) {
        add_variables(page, only, only);
    }
}

static void add_statuses(struct option_page *page)
{
    option_page_section(page, "Exit status");
    option_page_row(page, "0", "every document conforms");
    option_page_row(page, "1",
                    "a finding at or above --fail-on, or a skipped document with --fail-on-skip");
    option_page_row(page, "2",
                    "an error in the command line or configuration, or nothing could be judged");
    option_page_row(page, "3", "an input or record could not be read; the others were judged");
    option_page_row(page, "4", "no complete HTTP response");
    option_page_row(page, "5", "out of memory, or a report could not be written");
}

/* Adds the exit statuses of commands that judge nothing. */
static void add_few_statuses(struct option_page *page)
{
    option_page_section(page, "Exit status");
    option_page_row(page, "0", "the text was printed");
    option_page_row(page, "2", "an error in the command line");
    option_page_row(page, "5", "out of memory, or the text could not be written");
}

static void add_description(struct option_page *page, const struct dg_contract *contract)
{
    struct buffer text = {.data = NULL};

    buffer_format(&text, "Judges responses by the contract \"%s\", version %s.", contract->title,
                  contract->version);
    option_page_paragraph(page, buffer_string(&text));
    buffer_free(&text);
}

static void add_program(struct option_page *page, const struct option_table *table,
                        const struct commands *commands, const struct dg_contract *contract)
{
    option_add_usage(page, table, NULL);
    option_page_chapter(page, "Description");
    add_description(page, contract);
    option_add_commands(page, table);
    if (page->form == OPTION_PAGE_MANUAL) {
        add_live_commands(page, table, commands);
    }
    option_page_chapter(page, "Options");
    option_add_options(page, table, ~0U);
    add_formats(page, true);
    add_environment(page, contract, NULL);
    option_page_section(page, "Files");
    option_page_row(page, ".dg-validate.yaml",
                    "options with their values, in YAML, without the dashes: in the working "
                    "directory or a folder above it. Such a file may set the options for inputs, "
                    "verdicts, reports and limits, but none that writes a file, and none of those "
                    "below: a file that --config names may");
    add_statuses(page);
    option_add_examples(page, table, ~0U);
}

static void add_live(struct option_page *page, const struct option_table *table,
                     const struct options *options, const struct dg_contract *contract)
{
    if (options->operation == NULL) {
        add_operations(page, contract);
    } else {
        add_operation(page, options->operation, options->call);
    }
    option_add_options(page, table, COMMAND_LIVE);
    add_formats(page, false);
    add_environment(page, contract, options->operation);
    add_statuses(page);
    option_add_examples(page, table, COMMAND_LIVE);
}

static void add_command(struct option_page *page, const struct option_table *table,
                        const struct commands *commands, const struct options *options,
                        const struct dg_contract *contract)
{
    if (options->command == COMMAND_CHECK) {
        add_program(page, table, commands, contract);
        return;
    }
    option_add_usage(page, table, commands_find(commands, options));
    if (options->command == COMMAND_LIVE) {
        add_live(page, table, options, contract);
        return;
    }
    if (options->command == COMMAND_EXPLAIN) {
        add_codes(page, contract);
    }
    option_add_options(page, table, options->command);
    if (options->command == COMMAND_MERGE) {
        add_formats(page, false);
        add_statuses(page);
    } else {
        add_few_statuses(page);
    }
    option_add_examples(page, table, options->command);
}

static void add_manual(struct option_page *page, const struct option_table *table,
                       const struct commands *commands, const struct dg_contract *contract)
{
    struct buffer meaning = {.data = NULL};

    buffer_format(&meaning, "judge responses by the contract \"%s\"", contract->title);
    option_page_begin(
        page, &(struct option_page_title){table->program, table->version, buffer_string(&meaning)});
    option_page_section(page, "Synopsis");
    add_program(page, table, commands, contract);
    option_page_section(page, "See also");
    option_page_paragraph(page, "dg-codegen(1), curl(1), jq(1)");
    buffer_free(&meaning);
}

/* Adds lines of text for a terminal. */
static void add_harmless(struct buffer *out, const char *text)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");

        escape_plain(out, (struct dg_text){text, length});
        text += length;
        if (*text == '\n') {
            buffer_add(out, "\n");
            text++;
        }
    }
}

void help_add(struct buffer *out, const struct options *options, const struct dg_contract *contract)
{
    struct option_page page = {.out = out, .form = OPTION_PAGE_TEXT};
    struct buffer text = {.data = NULL};
    struct option_table table;
    struct commands commands;

    commands_make(&commands, contract);
    table = command_line_table(&commands);
    table.program = options->program;
    switch ((enum help_form)options->help_form) {
    case HELP_TEXT:
        page.out = &text;
        add_command(&page, &table, &commands, options, contract);
        add_harmless(out, buffer_string(&text));
        buffer_free(&text);
        break;
    case HELP_MANUAL:
        page.form = OPTION_PAGE_MANUAL;
        add_manual(&page, &table, &commands, contract);
        break;
    case HELP_BASH:
        completion_bash(out, &table, contract);
        break;
    case HELP_ZSH:
        completion_zsh(out, &table, contract);
        break;
    case HELP_FISH:
        completion_fish(out, &table, contract);
        break;
    }
    commands_free(&commands);
}

static enum exit_status print_text(const struct buffer *text)
{
    struct output out;

    if (!output_open(&out, NULL, FILE_READERS_USUAL)) {
        return EXIT_FAILED;
    }
    dg_write_bytes(&out.writer, text->data, text->length);
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

    buffer_format(&text, "%s " PROGRAM_VERSION "\n", PROGRAM_NAME);
    status = print_text(&text);
    buffer_free(&text);
    return status;
}
