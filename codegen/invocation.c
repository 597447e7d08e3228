/* The options and commands of dg-codegen. */
#include "invocation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "diff/diff_report.h"

#define MODELS (INVOCATION_GENERATE | INVOCATION_LINT | INVOCATION_DUMP | INVOCATION_DIFF)
#define ALL (MODELS | INVOCATION_BUNDLE)
#define FIELD(member) offsetof(struct invocation, member)

const char *const invocation_fail_on[] = {"breaking", "warning", "never", NULL};

static bool read_prefix(struct option_parse *parse, const struct option_row *row, const char *value)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    static const char others[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";
    struct invocation *invocation = parse->fields;

    if (value[0] == '\0' || strchr(letters, value[0]) == NULL ||
        strspn(value, others) != strlen(value)) {
        return option_refuse(parse, "--%s: '%s' is not a C identifier that begins with a letter",
                             row->name, value);
    }
    /* Such names belong to the runtime: its types in lower case, its constants in upper case. */
    if ((value[0] | 0x20) == 'd' && (value[1] | 0x20) == 'g' && value[2] == '_') {
        return option_refuse(parse, "--%s: '%s' begins with dg_, which is reserved for the runtime",
                             row->name, value);
    }
    invocation->model.prefix = value;
    return true;
}

static const struct option_row rows[] = {
    {"out", 'o', "DIR", INVOCATION_GENERATE, "write the files to DIR", option_read_text,
     .field = FIELD(out)},
    {"operation", 0, "ID", MODELS, "compile only this operation (may be repeated)",
     option_read_list, .field = FIELD(operations)},
    {"schema", 0, "NAME", MODELS, "also compile this component schema (may be repeated)",
     option_read_list, .field = FIELD(schemas)},
    {"overlay", 0, "FILE", ALL, "apply this OpenAPI Overlay first (may be repeated)",
     option_read_list, .field = FIELD(overlays)},
    {"format-annotation", 0, "NAME", MODELS, "don't judge this format; '*': none (may be repeated)",
     option_read_list, .field = FIELD(annotations)},
    {"max-errors", 0, "N", ALL, "print at most N errors, N warnings and N notes",
     option_read_number, .field = FIELD(max_errors), .fallback = "20", .min = 1,
     .max = DIAG_MAX_LIMIT},
    {"strict", 0, NULL, INVOCATION_LINT, "fail if there are notes", option_read_flag,
     .field = FIELD(strict)},
    {"prefix", 0, "WORD", MODELS, "begin all C names with WORD", read_prefix, .fallback = "dg"},
    {"check", 0, NULL, INVOCATION_GENERATE,
     "write nothing; fail if the files in DIR are not up to date", option_read_flag,
     .field = FIELD(check)},
    {"depfile", 0, "FILE", INVOCATION_GENERATE, "write a Makefile dependency file",
     option_read_text, .field = FIELD(depfile)},
    {"format", 'f', "FORMAT", INVOCATION_DIFF, "the format of the report", option_read_choice,
     .field = FIELD(format), .fallback = "human", .words = diff_format_names},
    {"fail-on", 0, "LEVEL", INVOCATION_DIFF, "exit with 1 for changes of this level and above",
     option_read_choice, .field = FIELD(fail_on), .fallback = "breaking",
     .words = invocation_fail_on},
    {"witnesses", 0, "DIR", INVOCATION_DIFF,
     "write documents that only one of the contracts accepts to DIR", option_read_text,
     .field = FIELD(witnesses)},
    {"help", 'h', NULL, ALL, "print this help", option_read_help, .field = 0},
    {"version", 0, NULL, ALL, "print the version", option_read_flag, .field = FIELD(version)},
};

static const struct option_command commands[] = {
    {"generate", INVOCATION_GENERATE, "[OPTIONS] SPEC --out DIR",
     .help = "compile a contract to C"},
    {"lint", INVOCATION_LINT, "[OPTIONS] SPEC", .help = "report the errors of a contract"},
    {"dump", INVOCATION_DUMP, "[OPTIONS] SPEC", .help = "print the model of a contract as text"},
    {"bundle", INVOCATION_BUNDLE, "[OPTIONS] SPEC",
     .help = "print a contract after its overlays, as YAML"},
    {"diff", INVOCATION_DIFF, "[OPTIONS] OLD NEW",
     .help = "say what a change of a contract means for verdicts and for C"},
    {"help", 0, "[COMMAND]", .help = "print help for the program or for a command"},
};

static void refuse(const char *reason)
{
    fprintf(stderr, "dg-codegen: %s\n", reason);
}

static const struct option_table table = {
    .program = "dg-codegen",
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .commands = commands,
    .command_count = sizeof commands / sizeof *commands,
    .refuse = refuse,
};

/* Whether there are as many contracts as the command takes. */
static bool check_contracts(const struct option_parse *parse)
{
    size_t wanted = parse->command->bit == INVOCATION_DIFF ? 2 : 1;

    if (parse->argument_count == 0) {
        return option_refuse(parse, wanted == 1 ? "the contract is missing; see --help"
                                                : "the two contracts are missing; see --help");
    }
    if (parse->argument_count < wanted) {
        return option_refuse(parse, "the new contract is missing; see --help");
    }
    if (parse->argument_count > wanted) {
        return option_refuse(parse, "expected %s, but also got '%s'",
                             wanted == 1 ? "one contract" : "two contracts",
                             parse->arguments[wanted]);
    }
    for (size_t i = 0; i < wanted; i++) {
        if (parse->arguments[i][0] == '\0') {
            return option_refuse(parse, "the name of the contract is empty");
        }
    }
    return true;
}

static bool check(const struct invocation *invocation, struct option_parse *parse)
{
    if (!option_check(parse) || !check_contracts(parse)) {
        return false;
    }
    if (parse->command->bit == INVOCATION_GENERATE && invocation->out == NULL) {
        return option_refuse(parse, "--out DIR is missing");
    }
    if (invocation->check && invocation->depfile != NULL) {
        return option_refuse(parse, "--check writes nothing, so it excludes --depfile");
    }
    return true;
}

static void settle(struct invocation *invocation, const struct option_parse *parse)
{
    invocation->help = parse->help;
    invocation->row = parse->command;
    invocation->spec = parse->argument_count > 0 ? parse->arguments[0] : NULL;
    invocation->other = parse->argument_count > 1 ? parse->arguments[1] : NULL;
    invocation->command = parse->command == NULL ? 0 : parse->command->bit;
    invocation->model.operations = invocation->operations.items;
    invocation->model.operation_count = invocation->operations.count;
    invocation->model.schemas = invocation->schemas.items;
    invocation->model.schema_count = invocation->schemas.count;
    invocation->model.annotations = invocation->annotations.items;
    invocation->model.annotation_count = invocation->annotations.count;
}

bool invocation_parse(struct invocation *invocation, int argc, char **argv)
{
    size_t room = ((size_t)argc + 1) * sizeof(char *);
    struct option_parse parse = {
        .table = &table, .fields = invocation, .arguments = memory_new(room)};
    bool fine = false;

    *invocation = (struct invocation){.operations.items = memory_new(room),
                                      .schemas.items = memory_new(room),
                                      .annotations.items = memory_new(room),
                                      .overlays.items = memory_new(room)};
    fine = option_parse(&parse, argc, argv);
    settle(invocation, &parse);
    if (fine && !invocation->help && !invocation->version) {
        fine = check(invocation, &parse);
    }
    free(parse.arguments);
    return fine;
}

void invocation_free(struct invocation *invocation)
{
    free(invocation->operations.items);
    free(invocation->schemas.items);
    free(invocation->annotations.items);
    free(invocation->overlays.items);
}

/* The other reasons for status 1. */
static const char *other_failures(unsigned wanted)
{
    bool generate = (wanted & INVOCATION_GENERATE) != 0;
    bool diff = (wanted & INVOCATION_DIFF) != 0;

    if (generate && diff) {
        return ", files that are not up to date, or breaking changes";
    }
    return generate ? ", or files that are not up to date"
           : diff   ? ", or changes as --fail-on says"
                    : "";
}

void invocation_add_help(struct buffer *out, const struct invocation *invocation)
{
    unsigned wanted = invocation->row == NULL ? ALL : invocation->row->bit;

    option_add_usage(out, &table, invocation->row);
    if (invocation->row == NULL) {
        buffer_add(out, "\nCompiles the responses that an OpenAPI contract describes to C.\n");
        option_add_commands(out, &table);
    }
    buffer_add(out, "\nOptions:\n");
    option_add_options(out, &table, wanted, false);
    buffer_format(out,
                  "\nExit status:\n"
                  "  0  done\n"
                  "  1  errors in the contract%s\n"
                  "  2  an error in the command line\n"
                  "  3  a file could not be read or written, or out of memory\n",
                  other_failures(wanted));
}
