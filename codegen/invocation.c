/* The options and commands of dg-codegen. */
#include "invocation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "common/completion.h"
#include "diff/diff_report.h"

#define MODELS (INVOCATION_GENERATE | INVOCATION_LINT | INVOCATION_DUMP | INVOCATION_DIFF)
#define ALL (MODELS | INVOCATION_BUNDLE)
#define PROGRAM_NAME "dg-codegen"
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

static const char *const help_form_names[] = {"text", "man", "bash", "zsh", "fish", NULL};

static const struct option_row rows[] = {
    {"operation", 0, "ID", MODELS, "compile only this operation", option_read_list,
     .field = FIELD(operations), .repeated = true, .group = "Options for contracts"},
    {"schema", 0, "NAME", MODELS, "also compile this component schema", option_read_list,
     .field = FIELD(schemas), .repeated = true},
    {"overlay", 0, "FILE", ALL, "apply this OpenAPI Overlay first", option_read_list,
     .field = FIELD(overlays), .repeated = true},
    {"format-annotation", 0, "NAME", MODELS, "don't judge this format; '*': none", option_read_list,
     .field = FIELD(annotations), .repeated = true},
    {"open-enums", 0, NULL, MODELS, "values that enums don't list are warnings", option_read_flag,
     .field = FIELD(model.open_enums)},
    {"max-errors", 0, "N", ALL, "print at most N errors, N warnings and N notes",
     option_read_number, .field = FIELD(max_errors), .fallback = "20", .min = 1,
     .max = DIAG_MAX_LIMIT, .group = "Options for diagnostics"},
    {"strict", 0, NULL, INVOCATION_LINT, "fail if there are notes", option_read_flag,
     .field = FIELD(strict)},
    {"memory", 0, NULL, INVOCATION_DUMP, "print how much memory decoders need at most",
     option_read_flag, .field = FIELD(memory), .group = "Options for dumps"},
    {"out", 'o', "DIR", INVOCATION_GENERATE, "write the files to DIR", option_read_text,
     .field = FIELD(out), .group = "Options for generated code"},
    {"prefix", 0, "WORD", MODELS, "begin all C names with WORD", read_prefix, .fallback = "dg"},
    {"check", 0, NULL, INVOCATION_GENERATE,
     "write nothing; fail if the files in DIR are not up to date", option_read_flag,
     .field = FIELD(check)},
    {"with-runtime", 0, NULL, INVOCATION_GENERATE,
     "write files that compile alone: also the runtime, and what gperf makes", option_read_flag,
     .field = FIELD(with_runtime)},
    {"depfile", 0, "FILE", INVOCATION_GENERATE, "write a Makefile dependency file",
     option_read_text, .field = FIELD(depfile)},
    {"format", 'f', "FORMAT", INVOCATION_DIFF, "the format of the report", option_read_choice,
     .field = FIELD(format), .fallback = "human", .words = diff_format_names,
     .group = "Options for differences"},
    {"fail-on", 0, "LEVEL", INVOCATION_DIFF, "exit with 1 for changes of this level and above",
     option_read_choice, .field = FIELD(fail_on), .fallback = "breaking",
     .words = invocation_fail_on},
    {"witnesses", 0, "DIR", INVOCATION_DIFF,
     "write documents that only one of the contracts accepts to DIR", option_read_text,
     .field = FIELD(witnesses)},
    {"as", 0, "FORM", OPTION_OF_HELP,
     "print help as text, as a manual page, or as completions for a shell", option_read_choice,
     .field = FIELD(help_form), .fallback = "text", .words = help_form_names,
     .group = "Other options"},
    {"help", 'h', NULL, ALL, "print this help", option_read_help, .field = 0},
    {"version", 0, NULL, ALL, "print the version", option_read_flag, .field = FIELD(version)},
};

static const struct option_command commands[] = {
    {"generate", INVOCATION_GENERATE, "[OPTIONS] SPEC --out DIR", .help = "compile a contract to C",
     .files = true},
    {"lint", INVOCATION_LINT, "[OPTIONS] SPEC", .help = "report the errors of a contract",
     .files = true},
    {"dump", INVOCATION_DUMP, "[OPTIONS] SPEC", .help = "print the model of a contract as text",
     .files = true},
    {"bundle", INVOCATION_BUNDLE, "[OPTIONS] SPEC",
     .help = "print a contract after its overlays, as YAML", .files = true},
    {"diff", INVOCATION_DIFF, "[OPTIONS] OLD NEW",
     .help = "say what a change of a contract means for verdicts and for C", .files = true},
    {"help", 0, "[COMMAND] [--as FORM]", .help = "print help for the program or for a command"},
};

static const struct option_example examples[] = {
    {INVOCATION_GENERATE, "generate shop.yaml --out generated --prefix shop",
     "write C whose names begin with shop_"},
    {INVOCATION_GENERATE, "generate shop.yaml --out generated --prefix shop --check",
     "check that this C is up to date, and write nothing"},
    {INVOCATION_LINT, "lint shop.yaml --overlay ours.yaml --strict",
     "check a contract with an overlay; what isn't judged fails, too"},
    {INVOCATION_DIFF, "diff old.yaml shop.yaml", "print what has changed, and what it breaks"},
    {OPTION_OF_HELP, "help --as bash > completion.bash",
     "write completions: bash has them after `source completion.bash`"},
};

static void refuse(const char *reason)
{
    fprintf(stderr, "dg-codegen: %s\n", reason);
}

static const struct option_table table = {
    .program = PROGRAM_NAME,
    .version = INVOCATION_VERSION,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .commands = commands,
    .command_count = sizeof commands / sizeof *commands,
    .examples = examples,
    .example_count = sizeof examples / sizeof *examples,
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

static void add_statuses(struct option_page *page, unsigned wanted)
{
    struct buffer errors = {.data = NULL};

    buffer_format(&errors, "errors in the contract%s", other_failures(wanted));
    option_page_section(page, "Exit status");
    option_page_row(page, "0", "done");
    option_page_row(page, "1", buffer_string(&errors));
    option_page_row(page, "2", "an error in the command line");
    option_page_row(page, "3", "a file could not be read or written, or out of memory");
    buffer_free(&errors);
}

/* Adds the help of the program or, if `row` isn't NULL, of a command. */
static void add_page(struct option_page *page, const struct option_command *row)
{
    unsigned wanted = row == NULL ? ~0U : row->bit;

    option_add_usage(page, &table, row);
    if (row == NULL) {
        option_page_chapter(page, "Description");
        option_page_paragraph(page,
                              "Compiles the responses that an OpenAPI contract describes to C.");
        option_add_commands(page, &table);
        option_page_chapter(page, "Options");
    }
    option_add_options(page, &table, wanted);
    add_statuses(page, wanted);
    option_add_examples(page, &table, wanted);
}

static void add_manual(struct option_page *page)
{
    option_page_begin(page, &(struct option_page_title){table.program, table.version,
                                                        "compile an API contract to C"});
    option_page_section(page, "Synopsis");
    add_page(page, NULL);
    option_page_section(page, "See also");
    option_page_paragraph(page, "dg-validate(1), gperf(1)");
}

void invocation_add_help(struct buffer *out, const struct invocation *invocation)
{
    struct option_page page = {.out = out, .form = OPTION_PAGE_TEXT};

    switch ((enum invocation_help_form)invocation->help_form) {
    case INVOCATION_HELP_TEXT:
        add_page(&page, invocation->row);
        break;
    case INVOCATION_HELP_MANUAL:
        page.form = OPTION_PAGE_MANUAL;
        add_manual(&page);
        break;
    case INVOCATION_HELP_BASH:
        completion_bash(out, &table, NULL);
        break;
    case INVOCATION_HELP_ZSH:
        completion_zsh(out, &table, NULL);
        break;
    case INVOCATION_HELP_FISH:
        completion_fish(out, &table, NULL);
        break;
    }
}
