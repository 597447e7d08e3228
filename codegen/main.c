/* dg-codegen: compiles a contract to C. Reads it into a tree, loads and checks the model, emits the
 * files, writes them. */
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "common/file.h"
#include "emit/emit.h"
#include "emit/file_set.h"
#include "load/load.h"
#include "model/dump.h"
#include "options.h"
#include "tree/tree.h"

#define CODEGEN_VERSION "0.1.0"

enum exit_status {
    EXIT_DONE = 0,
    EXIT_CONTRACT = 1, /* errors in the contract, or files out of date */
    EXIT_USAGE = 2,
    EXIT_IO = 3
};

/* Commands, given a model without errors */

static enum exit_status generate_check(const struct file_set *files, const struct options *options)
{
    switch (file_set_check(files, options->out)) {
    case FILE_SET_CURRENT:
        return EXIT_DONE;
    case FILE_SET_STALE:
        return EXIT_CONTRACT;
    case FILE_SET_UNREADABLE:
        return EXIT_IO;
    }
    assert(false);
    return EXIT_IO;
}

static enum exit_status generate(const struct model *model, const struct options *options)
{
    struct file_set files = {NULL, 0};
    enum exit_status status = EXIT_DONE;

    emit_all(model, &files);
    if (options->check) {
        status = generate_check(&files, options);
    } else if (!file_set_write(&files, options->out)) {
        status = EXIT_IO;
    }
    if (status == EXIT_DONE && options->depfile != NULL &&
        !file_set_write_depfile(&files, options->out, options->spec, options->depfile)) {
        status = EXIT_IO;
    }
    file_set_free(&files);
    return status;
}

static enum exit_status dump(const struct model *model)
{
    struct buffer text = {0};

    dump_model(model, &text);
    fwrite(text.data, 1, text.length, stdout);
    buffer_free(&text);
    return EXIT_DONE;
}

static enum exit_status run(const struct model *model, const struct options *options)
{
    switch (options->command) {
    case COMMAND_GENERATE:
        return generate(model, options);
    case COMMAND_DUMP:
        return dump(model);
    case COMMAND_LINT:
    case COMMAND_HELP:
    case COMMAND_VERSION:
        break;
    }
    return EXIT_DONE;
}

/* The contract */

static enum exit_status compile(struct dg_text text, const struct options *options)
{
    struct diag diag = {.path = options->spec};
    struct dg_arena arena;
    struct model_source source = {.options = &options->model};
    struct model model;
    enum exit_status status = EXIT_CONTRACT;

    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    source.root = tree_read(text, &arena, &diag, &source.node_count);
    if (source.root != NULL && model_load(&model, &source, &arena, &diag) &&
        model_check(&model, &diag)) {
        status = run(&model, options);
    }
    diag_print(&diag, stderr);
    diag_free(&diag);
    dg_arena_free(&arena);
    return status;
}

static enum exit_status read_and_compile(const struct options *options)
{
    struct buffer text = {0};
    enum exit_status status = EXIT_IO;

    if (file_read(options->spec, TREE_MAX_BYTES, &text)) {
        status = compile(buffer_text(&text), options);
    } else {
        fprintf(stderr, "dg-codegen: %s: %s\n", options->spec, strerror(errno));
    }
    buffer_free(&text);
    return status;
}

static enum exit_status run_options(const struct options *options)
{
    if (options->command == COMMAND_VERSION) {
        puts("dg-codegen " CODEGEN_VERSION);
        return EXIT_DONE;
    }
    if (options->command == COMMAND_HELP) {
        options_print_help();
        return EXIT_DONE;
    }
    return read_and_compile(options);
}

int main(int argc, char **argv)
{
    struct options options;
    enum exit_status status = EXIT_USAGE;

    if (options_parse(&options, argc, argv)) {
        status = run_options(&options);
    }
    options_free(&options);
    if (fflush(stdout) != 0 || ferror(stdout) != 0) {
        fprintf(stderr, "dg-codegen: standard output: %s\n", strerror(errno));
        status = EXIT_IO;
    }
    return (int)status;
}
