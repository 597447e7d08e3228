/* The options of the program, and the checks of their combination. */
#include "cli/command_line.h"

#include <stdlib.h>
#include <string.h>

#include "base/output.h"
#include "base/trouble.h"
#include "base/wanted.h"
#include "cli/command_line_values.h"
#include "cli/severity.h"
#include "cli/written.h"
#include "common/configuration.h"
#include "input/input.h"
#include "judge/target.h"
#include "report/report_pipe.h"
#include "report/reports.h"

static bool check_exclusive(const struct options *options)
{
    if (options->schema != NULL && (options->operation_id != NULL || options->status != 0)) {
        return options_refuse(options, "schema", options->schema,
                              "--schema can't be combined with --operation or --status");
    }
    if (options->api_key_file != NULL && options->api_key_env != NULL) {
        return options_refuse(options, "api-key-file", options->api_key_file,
                              "--api-key-file can't be combined with --api-key-env");
    }
    if (options->key != NULL && options->cert == NULL) {
        return options_refuse(options, "key", options->key, "--key needs --cert");
    }
    if ((options->update_baseline || options->baseline_strict) && options->baseline == NULL) {
        const char *name = options->update_baseline ? "update-baseline" : "baseline-strict";

        return options_refuse(options, name, NULL, "--%s needs --baseline", name);
    }
    return true;
}

/* The name of a configuration that is found. */
#define CONFIGURATION_NAME ".dg-validate.yaml"

/* What --pipe excludes: other lines, and other reports on standard output. */
static bool check_pipe(const struct options *options, const struct option_parse *parse)
{
    if (!options->pipe) {
        return true;
    }
    if (options->input_format != INPUT_AUTO && options->input_format != INPUT_NDJSON) {
        return options_refuse(options, "input-format", NULL,
                              "--pipe reads JSON lines only: --input-format ndjson");
    }
    if (options->quiet) {
        trouble(NULL, "--pipe can't be combined with --quiet");
        return false;
    }
    if (option_is_given(parse, "format") && output_is_stdout(options->output)) {
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
        trouble(NULL, "'call' needs the id of an operation; see '%s contract'", PROGRAM_NAME);
        return false;
    }
    if (options->command == COMMAND_MERGE && options->argument_count == 0) {
        trouble(NULL, "no report: name files of the formats json and ndjson; see --help");
        return false;
    }
    if (options->command != COMMAND_CHECK && options->command != COMMAND_MERGE) {
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
    if (options->argument_count == 0 && !options->pipe && options->command == COMMAND_CHECK) {
        trouble(NULL, "no input: name files or folders, or - for standard input; see --help");
    }
    return options->argument_count > 0 || options->pipe;
}

static void put_first(struct options *options, const struct report_request *report)
{
    struct report_request *reports = options->reports;

    memmove(reports + 1, reports, options->report_count * sizeof *reports);
    options->report_count++;
    reports[0] = *report;
}

/* Puts the main report before the other reports, and verdict lines before that. */
static void settle_reports(struct options *options)
{
    if (!output_is_stdout(options->output) || !(options->quiet || options->pipe)) {
        const struct report_format *format =
            options->format == NULL ? report_format_at(0) : options->format;

        put_first(options, &(struct report_request){format, options->output, "output", NULL});
    }
    if (options->pipe) {
        put_first(options, &(struct report_request){&report_pipe, NULL, "pipe", NULL});
    }
}

/* The first argument of `call` is the operation. */
static bool take_operation(struct options *options, const struct dg_contract *contract)
{
    if (!options->call || options->argument_count == 0) {
        return true;
    }
    options->word = options->arguments[0];
    options->operation = target_operation(contract, options, options->word);
    options->argument_count--;
    memmove(options->arguments, options->arguments + 1,
            options->argument_count * sizeof *options->arguments);
    return options->operation != NULL;
}

/* Begins with default values, and room for those of options that may be repeated. */
static void make_room(struct options *options, size_t words)
{
    *options = (struct options){
        .command = COMMAND_CHECK,
        .max_findings = -1,
        .coverage_fail_under = -1,
        .program = options->program,
        .configuration = options->configuration,
    };
    options->arguments = memory_new_array(words, sizeof *options->arguments);
    options->reports = memory_new_array(words, sizeof *options->reports);
    options->severities = memory_new_array(words, sizeof *options->severities);
    options->params.items = memory_new_array(words, sizeof *options->params.items);
    options->headers.items = memory_new_array(words, sizeof *options->headers.items);
}

static void free_room(struct options *options)
{
    free(options->arguments);
    free(options->reports);
    free(options->severities);
    free(options->params.items);
    free(options->headers.items);
}

/* By default, captures may have any documented status. */
static void settle_expect(struct options *options, const struct option_parse *parse)
{
    if (options->command == COMMAND_CHECK && !option_is_set(parse, "expect")) {
        options->expect = WANTED_ANY;
    }
}

/* The name of the file of the program: a build for another contract has another one. */
static const char *program_name(const char *path)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    const char *slash = path == NULL ? NULL : strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;

    return name == NULL || *name == '\0' || name[strspn(name, letters)] != '\0' ? PROGRAM_NAME
                                                                                : name;
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

/* Whether one of the options is on the command line that the setting must give way to. */
static bool has_rival(const struct option_parse *line, const struct option_row *row)
{
    for (size_t i = 0; row->rivals != NULL && row->rivals[i] != NULL; i++) {
        if (option_is_given(line, row->rivals[i])) {
            return true;
        }
    }
    return false;
}

/* Whether the setting applies: to the command, and not if the command line says otherwise. */
static bool applies(const struct option_parse *line, const struct option_setting *setting)
{
    const struct option_row *row = setting->row;
    bool given = line->given[row - line->table->rows];

    return (row->commands & line->command->bit) != 0 && (row->repeated || !given) &&
           !has_rival(line, row);
}

/* Reads the file that --config names, or one that is found. Returns false, with one line of
   trouble, if the file isn't valid. */
static bool read_configuration(struct options *options, const struct option_table *table)
{
    char *found = options->config == NULL ? configuration_find(CONFIGURATION_NAME) : NULL;
    const char *path = found == NULL ? options->config : found;
    bool fine =
        path == NULL || configuration_read(&options->configuration, path, found != NULL, table);

    free(found);
    return fine;
}

/* Reads the command line again after the settings that apply. The others are only checked. */
static bool read_again(struct options *options, struct option_parse *line, int argc, char **argv)
{
    struct configuration *configuration = &options->configuration;
    const struct option_setting **settings =
        memory_new_array(configuration->count + 1, sizeof *settings);
    struct option_parse again = {
        .table = line->table, .fields = options, .context = line->context, .settings = settings};
    bool fine = true;

    for (size_t i = 0; i < configuration->count && fine; i++) {
        struct option_setting *setting = &configuration->settings[i];
        struct options unused = *options;

        setting->used = applies(line, setting);
        if (setting->used) {
            settings[again.setting_count++] = setting;
        } else {
            struct option_parse checked = {
                .table = line->table, .fields = &unused, .context = line->context};

            fine = option_apply(&checked, setting);
        }
    }
    if (fine) {
        free_room(options);
        make_room(options, (size_t)argc + configuration->count + 1);
        again.arguments = options->arguments;
        fine = option_parse(&again, argc, argv);
    }
    free(settings);
    again.settings = NULL;
    *line = again;
    return fine;
}

/* Takes the options of the configuration, if there is one. */
static bool configure(struct options *options, struct option_parse *line, int argc, char **argv)
{
    if ((line->command->bit & (COMMAND_CHECK | COMMAND_LIVE)) == 0) {
        return true;
    }
    if (!read_configuration(options, line->table) ||
        (options->configuration.count > 0 && !read_again(options, line, argc, argv))) {
        return false;
    }
    if (options->verbose && options->configuration.path != NULL) {
        trouble(options->configuration.path, "this run has the options of this file");
    }
    return true;
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
    if (!parse.help && !options->version && !configure(options, &parse, argc, argv)) {
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
    settle_reports(options);
    return option_check(&parse) && check_exclusive(options) && check_arguments(options) &&
           check_pipe(options, &parse) && severity_check_all(options, contract) &&
           written_check(options);
}

bool command_line_parse(struct options *options, int argc, char **argv,
                        const struct dg_contract *contract)
{
    struct commands commands;
    bool read = false;

    *options = (struct options){.program = program_name(argv[0])};
    make_room(options, (size_t)argc + 1);
    commands_make(&commands, contract);
    read = read_words(options, argc, argv, &commands, contract);
    commands_free(&commands);
    return read;
}

void command_line_free(struct options *options)
{
    free_room(options);
    configuration_free(&options->configuration);
}
