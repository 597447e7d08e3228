/* The command line: one table of options drives reading, checking and help. */
#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#define WITH(command) (1U << (command))
#define WITH_ALL (WITH(COMMAND_GENERATE) | WITH(COMMAND_LINT) | WITH(COMMAND_DUMP))

enum option_id {
    OPTION_OUT,
    OPTION_OPERATION,
    OPTION_SCHEMA,
    OPTION_PREFIX,
    OPTION_CHECK,
    OPTION_DEPFILE,
    OPTION_HELP,
    OPTION_VERSION
};

struct option_row {
    enum option_id id;
    const char *name;
    const char *argument; /* NULL: it takes none */
    unsigned commands;    /* that it goes with; 0: none is needed */
    const char *help;
};

static const struct option_row option_rows[] = {
    {OPTION_OUT, "--out", "DIR", WITH(COMMAND_GENERATE), "write the files there"},
    {OPTION_OPERATION, "--operation", "ID", WITH_ALL,
     "compile this operation (repeatable; all, if not given)"},
    {OPTION_SCHEMA, "--schema", "NAME", WITH_ALL,
     "compile this component schema as well (repeatable)"},
    {OPTION_PREFIX, "--prefix", "WORD", WITH_ALL, "begin all C names with it (dg)"},
    {OPTION_CHECK, "--check", NULL, WITH(COMMAND_GENERATE),
     "write nothing; fail if files in DIR are not what would be written"},
    {OPTION_DEPFILE, "--depfile", "FILE", WITH(COMMAND_GENERATE),
     "say in make's syntax what was made of what"},
    {OPTION_HELP, "--help", NULL, 0, "print this"},
    {OPTION_VERSION, "--version", NULL, 0, "print the version"},
};

#define OPTION_COUNT (sizeof option_rows / sizeof option_rows[0])

static const struct {
    const char *name;
    enum command command;
} option_commands[] = {
    {"generate", COMMAND_GENERATE},
    {"lint", COMMAND_LINT},
    {"dump", COMMAND_DUMP},
};

#define OPTION_COMMAND_COUNT (sizeof option_commands / sizeof option_commands[0])

void options_print_help(void)
{
    fputs("dg-codegen generate SPEC --out DIR [OPTIONS]  compile a contract to C\n"
          "dg-codegen lint SPEC                          say what is wrong with a contract\n"
          "dg-codegen dump SPEC                          print what was understood\n"
          "\n",
          stdout);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        printf("  %s %-*s %s\n", option_rows[i].name, 17 - (int)strlen(option_rows[i].name),
               option_rows[i].argument != NULL ? option_rows[i].argument : "", option_rows[i].help);
    }
    fputs("\nExit status: 0 done, 1 errors in the contract or files out of date, 2 usage, "
          "3 input or output.\n",
          stdout);
}

static bool option_fail(const char *what, const char *word)
{
    fprintf(stderr, "dg-codegen: %s%s; try 'dg-codegen --help'\n", what, word);
    return false;
}

/* The row of "--name" or "--name=value". */
static const struct option_row *option_find(const char *word)
{
    size_t length = strcspn(word, "=");

    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (strlen(option_rows[i].name) == length &&
            strncmp(option_rows[i].name, word, length) == 0) {
            return &option_rows[i];
        }
    }
    return NULL;
}

static bool option_set_prefix(struct options *options, const char *value)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    static const char others[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";

    if (strchr(letters, value[0]) == NULL || strspn(value, others) != strlen(value)) {
        return option_fail("--prefix must be a C identifier that begins with a letter, not ",
                           value);
    }
    /* Such names are the runtime's: in lower case its types, in upper case its constants. */
    if ((value[0] | 0x20) == 'd' && (value[1] | 0x20) == 'g' && value[2] == '_') {
        return option_fail("--prefix must not begin with dg_, as names of the runtime do: ", value);
    }
    options->model.prefix = value;
    return true;
}

/* What was met on the command line so far. */
struct option_state {
    struct options *options;
    const char **operations; /* both with room for every argument */
    const char **schemas;
    bool has_command;
    bool no_more_options;
    const struct option_row *used[OPTION_VERSION + 1];
};

static bool option_set(struct option_state *state, const struct option_row *row, const char *value)
{
    struct options *options = state->options;

    state->used[row->id] = row;
    if (value != NULL && value[0] == '\0') {
        return option_fail("nothing is not a value of ", row->name);
    }
    switch (row->id) {
    case OPTION_OUT:
        options->out = value;
        break;
    case OPTION_OPERATION:
        state->operations[options->model.operation_count++] = value;
        break;
    case OPTION_SCHEMA:
        state->schemas[options->model.schema_count++] = value;
        break;
    case OPTION_PREFIX:
        return option_set_prefix(options, value);
    case OPTION_CHECK:
        options->check = true;
        break;
    case OPTION_DEPFILE:
        options->depfile = value;
        break;
    case OPTION_HELP:
        options->command = COMMAND_HELP;
        break;
    case OPTION_VERSION:
        options->command = COMMAND_VERSION;
        break;
    }
    return true;
}

static bool option_take_word(struct option_state *state, const char *word)
{
    if (!state->has_command) {
        for (size_t i = 0; i < OPTION_COMMAND_COUNT; i++) {
            if (strcmp(option_commands[i].name, word) != 0) {
                continue;
            }
            state->options->command = option_commands[i].command;
            state->has_command = true;
            return true;
        }
        return option_fail("unknown command ", word);
    }
    if (word[0] == '\0') {
        return option_fail("the name of the contract is empty", "");
    }
    if (state->options->spec != NULL) {
        return option_fail("one contract at a time, not also ", word);
    }
    state->options->spec = word;
    return true;
}

/* Takes the argument at `*at`, and the next one where it is its value. */
static bool option_take(struct option_state *state, int argc, char **argv, int *at)
{
    const char *word = argv[*at];
    const struct option_row *row;
    const char *value = strchr(word, '=');

    if (state->no_more_options || word[0] != '-' || word[1] == '\0') {
        return option_take_word(state, word);
    }
    if (strcmp(word, "--") == 0) {
        state->no_more_options = true;
        return true;
    }
    row = option_find(word);
    if (row == NULL) {
        return option_fail("unknown option ", word);
    }
    if (row->argument == NULL && value != NULL) {
        return option_fail("no value goes with ", row->name);
    }
    if (row->argument != NULL && value != NULL) {
        value++;
    }
    if (row->argument != NULL && value == NULL) {
        if (*at + 1 == argc) {
            return option_fail("a value is missing after ", word);
        }
        value = argv[++*at];
    }
    return option_set(state, row, value);
}

static bool option_check(const struct option_state *state)
{
    const struct options *options = state->options;

    if (options->command == COMMAND_HELP || options->command == COMMAND_VERSION) {
        return true;
    }
    if (!state->has_command) {
        return option_fail("a command is missing", "");
    }
    if (options->spec == NULL) {
        return option_fail("the contract is missing", "");
    }
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (state->used[i] != NULL && (option_rows[i].commands & WITH(options->command)) == 0) {
            return option_fail("this command does not take ", option_rows[i].name);
        }
    }
    if (options->command == COMMAND_GENERATE && options->out == NULL) {
        return option_fail("--out DIR is missing", "");
    }
    if (options->check && options->depfile != NULL) {
        return option_fail("--check writes nothing, so it does not go with --depfile", "");
    }
    return true;
}

bool options_parse(struct options *options, int argc, char **argv)
{
    struct option_state state = {.options = options};
    bool done = false;

    *options = (struct options){.command = COMMAND_GENERATE, .model = {.prefix = "dg"}};
    state.operations = memory_new(((size_t)argc + 1) * sizeof(char *));
    state.schemas = memory_new(((size_t)argc + 1) * sizeof(char *));
    options->model.operations = state.operations;
    options->model.schemas = state.schemas;
    for (int at = 1; at < argc && !done; at++) {
        if (!option_take(&state, argc, argv, &at)) {
            return false;
        }
        done = options->command == COMMAND_HELP || options->command == COMMAND_VERSION;
    }
    return option_check(&state);
}

void options_free(struct options *options)
{
    free((void *)options->model.operations);
    free((void *)options->model.schemas);
}
