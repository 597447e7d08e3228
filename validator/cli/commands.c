/* The rows of commands, and the usage of those that the contract names. */
#include "cli/commands.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cli/candidates.h"
#include "common/command_words.h"
#include "common/memory.h"

/* The rest of the row of each command. A word in command_words.h without such a macro doesn't
 * compile. */
#define ROW_CHECK                                                                                  \
    COMMAND_CHECK, "[OPTIONS] INPUT...",                                                           \
        .help = "judge captured responses: files, folders, or - for standard input", .files = true
#define ROW_CALL                                                                                   \
    COMMAND_LIVE, "[OPTIONS] OPERATION --param NAME=VALUE...",                                     \
        .help = "call any operation that has no request body, and judge the response",             \
        .help_arguments = 1, .candidates = candidates_callable
#define ROW_MERGE                                                                                  \
    COMMAND_MERGE, "[OPTIONS] REPORT...",                                                          \
        .help = "make one report out of several of the formats json and ndjson", .files = true
#define ROW_CONTRACT                                                                               \
    COMMAND_CONTRACT, "[--json] [-o FILE]",                                                        \
        .help = "print the contract that this program was built with"
#define ROW_EXPLAIN                                                                                \
    COMMAND_EXPLAIN, "[-o FILE] CODE",                                                             \
        .help = "print the meaning of a finding code, and how to change its severity",             \
        .candidates = candidates_codes
#define ROW_HELP 0, "[COMMAND] [--as FORM]", .help = "print help for the program or for a command"

static const struct option_command built_in[] = {
#define ROW(identifier, word) {word, ROW_##identifier},
    COMMAND_WORDS(ROW)
#undef ROW
};

#define BUILT_IN_COUNT (sizeof built_in / sizeof built_in[0])

static void add_rows(struct commands *commands, const struct option_command *rows, size_t count)
{
    memcpy(commands->rows + commands->count, rows, count * sizeof *rows);
    commands->count += count;
}

/* {thing_id} in a path is the argument THING_ID. */
static void add_arguments(struct buffer *out, const char *path)
{
    for (const char *at = strchr(path, '{'); at != NULL; at = strchr(at, '{')) {
        buffer_add(out, " ");
        for (at++; *at != '\0' && *at != '}'; at++) {
            bool lower = *at >= 'a' && *at <= 'z';

            buffer_format(out, "%c", lower ? *at - 'a' + 'A' : *at);
        }
    }
}

static void add_operation(struct commands *commands, const struct dg_operation *operation)
{
    struct buffer usage = {.data = NULL};

    buffer_add(&usage, "[OPTIONS]");
    add_arguments(&usage, operation->path);
    commands->usages[commands->count] = usage.data;
    commands->operations[commands->count] = operation;
    commands->rows[commands->count++] = (struct option_command){
        operation->command, COMMAND_LIVE, usage.data,
        .help = operation->summary == NULL ? operation->id : operation->summary};
}

void commands_make(struct commands *commands, const struct dg_contract *contract)
{
    size_t room = BUILT_IN_COUNT + contract->operation_count;

    commands->count = 0;
    commands->rows = memory_new_array(room, sizeof *commands->rows);
    commands->operations = memory_new_array(room, sizeof *commands->operations);
    commands->usages = memory_new_array(room, sizeof *commands->usages);
    add_rows(commands, built_in, 1);
    for (size_t i = 0; i < contract->operation_count; i++) {
        const struct dg_operation *operation = &contract->operations[i];

        if (operation->command != NULL) {
            add_operation(commands, operation);
        }
    }
    add_rows(commands, built_in + 1, BUILT_IN_COUNT - 1);
}

void commands_free(struct commands *commands)
{
    for (size_t i = 0; i < commands->count; i++) {
        free(commands->usages[i]);
    }
    free(commands->rows);
    free(commands->operations);
    free(commands->usages);
}

const struct dg_operation *commands_operation(const struct commands *commands,
                                              const struct option_command *command)
{
    return commands->operations[command - commands->rows];
}

const struct option_command *commands_find(const struct commands *commands,
                                           const struct options *options)
{
    const struct dg_operation *operation = options->call ? NULL : options->operation;

    for (size_t i = 0; i < commands->count; i++) {
        if (commands->rows[i].bit == (unsigned)options->command &&
            commands->operations[i] == operation) {
            return &commands->rows[i];
        }
    }
    assert(false);
    return NULL;
}
