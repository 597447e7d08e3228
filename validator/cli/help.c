/* Prints usage, commands, parameters, options and exit statuses. */
#include "cli/help.h"
#include "cli/command_line.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/output.h"
#include "base/print.h"
#include "common/buffer.h"
#include "describe/describe.h"
#include "input/input.h"
#include "report/report_format.h"

/* {thing_id} in a path is the argument THING_ID. */
static void print_arguments(struct output *out, const char *path)
{
    for (const char *at = strchr(path, '{'); at != NULL; at = strchr(at, '{')) {
        print(out, " ");
        for (at++; *at != '\0' && *at != '}'; at++) {
            bool lower = *at >= 'a' && *at <= 'z';

            print(out, "%c", lower ? *at - 'a' + 'A' : *at);
        }
    }
}

static void print_usage(struct output *out, const struct options *options,
                        const struct dg_contract *contract)
{
    const char *lead = "Usage: ";

    if (options->command == COMMAND_CHECK) {
        print(out, "%s" PROGRAM_NAME " [check] [OPTIONS] INPUT...\n", lead);
        lead = "       ";
    }
    for (size_t i = 0; i < contract->operation_count; i++) {
        const struct dg_operation *operation = &contract->operations[i];

        if (operation->command == NULL || (options->command != COMMAND_CHECK &&
                                           (options->call || operation != options->operation))) {
            continue;
        }
        print(out, "%s" PROGRAM_NAME " %s [OPTIONS]", lead, operation->command);
        lead = "       ";
        print_arguments(out, operation->path);
        print(out, "\n");
    }
    if (options->command == COMMAND_CHECK || options->call) {
        print(out, "%s" PROGRAM_NAME " call [OPTIONS] OPERATION --param NAME=VALUE...\n", lead);
        lead = "       ";
    }
    if (options->command == COMMAND_CHECK || options->command == COMMAND_CONTRACT) {
        print(out, "%s" PROGRAM_NAME " contract [--json] [-o FILE]\n", lead);
        lead = "       ";
    }
    if (options->command == COMMAND_CHECK || options->command == COMMAND_EXPLAIN) {
        print(out, "%s" PROGRAM_NAME " explain [-o FILE] CODE\n", lead);
    }
}

static void print_row(struct output *out, const char *name, const char *meaning)
{
    if (strlen(name) > 24) {
        print(out, "  %s\n%28s%s\n", name, "", meaning);
    } else {
        print(out, "  %-24s  %s\n", name, meaning);
    }
}

static void print_commands(struct output *out, const struct dg_contract *contract)
{
    print(out, "\nCommands:\n");
    print_row(out, "check", "judge captured responses: files, directories, - for standard input");
    for (size_t i = 0; i < contract->operation_count; i++) {
        const struct dg_operation *operation = &contract->operations[i];

        if (operation->command != NULL) {
            print_row(out, operation->command,
                      operation->summary == NULL ? operation->id : operation->summary);
        }
    }
    print_row(out, "call", "any operation of the contract that has no request body");
    print_row(out, "contract", "print what the contract is that this program was built with");
    print_row(out, "explain", "print what a finding code means, and how to tolerate it");
}

/* The operations that `call` takes. */
static void print_operations(struct output *out, const struct dg_contract *contract)
{
    print(out, "\nOperations:\n");
    for (size_t i = 0; i < contract->operation_count; i++) {
        const struct dg_operation *operation = &contract->operations[i];

        if (!operation->body) {
            print_row(out, operation->id,
                      operation->summary == NULL ? operation->path : operation->summary);
        }
    }
}

static void print_parameters(struct output *out, const struct dg_operation *operation, bool call)
{
    print(out, "\n%s %s\n", operation->method, operation->path);
    if (operation->summary != NULL) {
        print(out, "%s\n", operation->summary);
    }
    if (operation->parameter_count > 0) {
        print(out, "\nParameters:\n");
    }
    for (size_t i = 0; i < operation->parameter_count; i++) {
        const struct dg_parameter *parameter = &operation->parameters[i];

        print_row(out, parameter->name,
                  parameter->description == NULL ? "" : parameter->description);
        print(out, "%28s%s, %s", "", describe_parameter_in(parameter->in),
              parameter->required ? "required" : "optional");
        print(out, parameter->in == DG_IN_PATH && !call ? ", an argument" : ", by --param");
        if (parameter->environment != NULL) {
            print(out, " or from the environment: %s", parameter->environment);
        }
        print(out, "\n");
    }
}

/* "auto (default), always or never" */
static void add_choices(struct buffer *out, const char *const *choices)
{
    for (size_t i = 0; choices[i] != NULL; i++) {
        const char *lead = choices[i + 1] == NULL ? " or " : ", ";

        buffer_format(out, "%s%s%s", i == 0 ? "" : lead, choices[i], i == 0 ? " (default)" : "");
    }
}

static void print_meaning(struct output *out, const char *name, const char *text,
                          const char *const *choices)
{
    static const char mark[] = "CHOICES";
    const char *at = choices == NULL ? NULL : strstr(text, mark);
    struct buffer meaning = {.data = NULL};

    if (at != NULL) {
        buffer_add_bytes(&meaning, text, (size_t)(at - text));
        add_choices(&meaning, choices);
        text = at + sizeof mark - 1;
    }
    buffer_add(&meaning, text);
    if (meaning.failed) {
        out->error = ENOMEM;
    } else {
        print_row(out, name, buffer_string(&meaning));
    }
    buffer_free(&meaning);
}

/* The options that belong to exactly these commands, or to some of them. */
static void print_options(struct output *out, const char *title, unsigned commands, bool exactly)
{
    struct option_help help;

    print(out, "\n%s:\n", title);
    for (size_t i = 0; command_line_describe(i, &help); i++) {
        char name[64] = "";

        if (exactly ? help.commands != commands : (help.commands & commands) == 0) {
            continue;
        }
        snprintf(name, sizeof name, "%c%c%s --%s%s%s", help.letter == 0 ? ' ' : '-',
                 help.letter == 0 ? ' ' : help.letter, help.letter == 0 ? " " : ",", help.name,
                 help.value == NULL ? "" : "=", help.value == NULL ? "" : help.value);
        print_meaning(out, name, help.meaning, command_line_choices(i));
    }
}

static void print_formats(struct output *out, bool inputs)
{
    print(out, "\nReport formats:\n");
    for (size_t i = 0; report_format_names[i] != NULL; i++) {
        print_row(out, report_format_names[i], report_format_at(i)->words);
    }
    if (!inputs) {
        return;
    }
    print(out, "\nInput formats:\n");
    for (size_t i = 0; input_format_names[i] != NULL; i++) {
        print_row(out, input_format_names[i], input_format_words((enum input_format)i));
    }
}

static void print_statuses(struct output *out)
{
    print(out, "\nExit status:\n"
               "  0  everything conforms\n"
               "  1  a finding at or above --fail-on, or a skip with --fail-on-skip\n"
               "  2  usage or configuration, or no document in the inputs\n"
               "  3  an input or record could not be read\n"
               "  4  no complete HTTP response\n"
               "  5  out of memory, or a report could not be written\n");
}

static enum exit_status finish(struct output *out)
{
    return output_commit(out) ? EXIT_CONFORMS : EXIT_FAILED;
}

static void print_environment(struct output *out, const struct dg_contract *contract)
{
    if (contract->server_environment == NULL && contract->token_environment == NULL) {
        return;
    }
    print(out, "\nEnvironment:\n");
    if (contract->server_environment != NULL) {
        print_row(out, contract->server_environment, "the server, unless --base-url is given");
    }
    if (contract->token_environment != NULL) {
        print_row(out, contract->token_environment,
                  "the token, unless --api-key-file or --api-key-env is given");
    }
}

enum exit_status help_print(const struct options *options, const struct dg_contract *contract)
{
    struct output out;

    if (!output_open(&out, NULL)) {
        return EXIT_FAILED;
    }
    print_usage(&out, options, contract);
    switch (options->command) {
    case COMMAND_CHECK:
        print(&out, "\nJudges responses by the contract \"%s\", version %s.\n", contract->title,
              contract->version);
        print_commands(&out, contract);
        print_options(&out, "Options", COMMAND_CHECK, false);
        print_options(&out, "Options of the commands that send a request", COMMAND_LIVE, true);
        print_formats(&out, true);
        print_environment(&out, contract);
        print_statuses(&out);
        break;
    case COMMAND_LIVE:
        if (options->operation == NULL) {
            print_operations(&out, contract);
        } else {
            print_parameters(&out, options->operation, options->call);
        }
        print_options(&out, "Options", COMMAND_LIVE, false);
        print_formats(&out, false);
        print_environment(&out, contract);
        print_statuses(&out);
        break;
    case COMMAND_CONTRACT:
    case COMMAND_EXPLAIN:
        print_options(&out, "Options", options->command, false);
        break;
    }
    return finish(&out);
}

enum exit_status help_version(void)
{
    struct output out;

    if (!output_open(&out, NULL)) {
        return EXIT_FAILED;
    }
    print(&out, PROGRAM_NAME " " PROGRAM_VERSION "\n");
    return finish(&out);
}
