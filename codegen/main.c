/* dg-codegen: read tree -> apply overlays -> load model -> check -> emit -> write; or compare the
   models of two contracts. */
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/memory_arena.h"
#include "common/file.h"
#include "diff/diff_files.h"
#include "diff/diff_report.h"
#include "emit/emit.h"
#include "emit/emit_memory.h"
#include "emit/file_set.h"
#include "invocation.h"
#include "load/load.h"
#include "model/dump.h"
#include "tree/overlay.h"
#include "tree/tree_write.h"

enum exit_status {
    EXIT_DONE = 0,
    EXIT_CONTRACT = 1, /* errors in the contract, or files that are not up to date */
    EXIT_USAGE = 2,
    EXIT_IO = 3
};

static enum exit_status trouble(const char *subject)
{
    memory_check_errno();
    fprintf(stderr, "dg-codegen: %s: %s\n", subject, strerror(errno));
    return EXIT_IO;
}

/* Prints the text and frees it. */
static enum exit_status print(struct buffer *text)
{
    bool written = file_write(STDOUT_FILENO, text->data, text->length);
    enum exit_status status = written ? EXIT_DONE : trouble("standard output");

    buffer_free(text);
    return status;
}

static enum exit_status check_files(const struct file_set *files, const char *directory)
{
    switch (file_set_check(files, directory)) {
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

/* Whether the dependency file would replace no file of the contract. Otherwise reports it. */
static bool may_write_depfile(const struct file_set_depfile *depfile)
{
    for (size_t i = 0; depfile->path != NULL && i < depfile->input_count; i++) {
        if (file_is_same(depfile->path, depfile->inputs[i].path)) {
            fprintf(stderr,
                    "dg-codegen: --depfile would be written to a file of the contract: %s\n",
                    depfile->inputs[i].path);
            return false;
        }
    }
    return true;
}

static enum exit_status write_files(const struct file_set *files,
                                    const struct invocation *invocation, const struct diag *diag)
{
    const struct file_set_depfile depfile = {invocation->depfile, diag->files, diag->file_count};

    if (invocation->check) {
        return check_files(files, invocation->out);
    }
    if (!may_write_depfile(&depfile)) {
        return EXIT_USAGE;
    }
    return file_set_write(files, invocation->out, &depfile) ? EXIT_DONE : EXIT_IO;
}

static enum exit_status generate(const struct model *model, const struct invocation *invocation,
                                 const struct diag *diag)
{
    struct file_set files = {NULL, 0};
    enum exit_status status = EXIT_DONE;

    if (!invocation->with_runtime) {
        emit_all(model, &files);
    } else if (!emit_with_runtime(model, &files)) {
        status = EXIT_IO;
    }
    if (status == EXIT_DONE) {
        status = write_files(&files, invocation, diag);
    }
    file_set_free(&files);
    return status;
}

static enum exit_status dump(const struct model *model, bool memory)
{
    struct buffer text = {0};

    if (memory) {
        emit_memory_dump(model, &text);
    } else {
        dump_model(model, &text);
    }
    return print(&text);
}

static enum exit_status bundle(const struct tree *root)
{
    struct buffer text = {0};

    tree_write(root, &text);
    return print(&text);
}

/* Loads and checks the model of a document. */
static enum exit_status load(struct model *model, const struct model_source *source,
                             const struct overlay_document *document)
{
    bool loaded = load_model(model, source, document->arena, document->diag);

    if (document->diag->unreadable != NULL) {
        return EXIT_IO;
    }
    return loaded && naming_check(model, document->diag) ? EXIT_DONE : EXIT_CONTRACT;
}

static enum exit_status compile(const struct invocation *invocation,
                                const struct overlay_document *document)
{
    struct model_source source = {document->root, document->node_count, &invocation->model};
    struct model model;

    enum exit_status status = load(&model, &source, document);

    if (status != EXIT_DONE) {
        return status;
    }
    switch (invocation->command) {
    case INVOCATION_GENERATE:
        return generate(&model, invocation, document->diag);
    case INVOCATION_LINT:
        return invocation->strict && document->diag->notes > 0 ? EXIT_CONTRACT : EXIT_DONE;
    case INVOCATION_DUMP:
        return dump(&model, invocation->memory);
    case INVOCATION_BUNDLE:
    case INVOCATION_DIFF:
        break;
    }
    assert(false);
    return EXIT_USAGE;
}

/* Reads a file into the arena, then the tree of its text. */
static enum exit_status read_tree(const char *path, struct overlay_document *document,
                                  struct tree **root, size_t *node_count)
{
    struct buffer text = {0};
    const char *copy;
    unsigned file;

    if (!file_read(path, TREE_MAX_BYTES, &text)) {
        buffer_free(&text);
        return trouble(path);
    }
    copy = memory_arena_copy(document->arena, text.data, text.length);
    file = diag_add_file(document->diag, path, (struct dg_text){copy, text.length});
    buffer_free(&text);
    *root = tree_read(file, document->arena, document->diag, node_count);
    return *root == NULL ? EXIT_CONTRACT : EXIT_DONE;
}

/* Reads the contract and applies the overlays. */
static enum exit_status read_contract(const struct invocation *invocation, const char *path,
                                      struct overlay_document *document)
{
    enum exit_status status = read_tree(path, document, &document->root, &document->node_count);

    for (size_t i = 0; i < invocation->overlays.count && status == EXIT_DONE; i++) {
        struct tree *overlay;
        size_t count;

        status = read_tree(invocation->overlays.items[i], document, &overlay, &count);
        if (status == EXIT_DONE && !overlay_apply(document, overlay)) {
            status = EXIT_CONTRACT;
        }
    }
    return status;
}

static enum exit_status read_and_compile(const struct invocation *invocation)
{
    struct diag diag = {.limit = (size_t)invocation->max_errors};
    struct dg_arena arena;
    struct overlay_document document = {.arena = &arena, .diag = &diag};
    enum exit_status status = EXIT_IO;

    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    status = read_contract(invocation, invocation->spec, &document);
    if (status == EXIT_DONE) {
        status = invocation->command == INVOCATION_BUNDLE ? bundle(document.root)
                                                          : compile(invocation, &document);
    }
    diag_print(&diag, stderr);
    diag_free(&diag);
    dg_arena_free(&arena);
    return status;
}

/* One of two contracts. */
struct compared {
    struct diag diag;
    struct overlay_document document;
    struct model model;
};

static enum exit_status read_compared(const struct invocation *invocation, const char *path,
                                      struct dg_arena *arena, struct compared *out)
{
    enum exit_status status;
    struct model_source source;

    *out = (struct compared){.diag = {.limit = (size_t)invocation->max_errors},
                             .document = {.arena = arena, .diag = &out->diag}};
    status = read_contract(invocation, path, &out->document);
    source =
        (struct model_source){out->document.root, out->document.node_count, &invocation->model};
    return status == EXIT_DONE ? load(&out->model, &source, &out->document) : status;
}

static bool fails(const struct diff *diff, int fail_on)
{
    switch ((enum invocation_fail_on)fail_on) {
    case INVOCATION_FAIL_ON_BREAKING:
        return diff->levels[DIFF_BREAKING] > 0;
    case INVOCATION_FAIL_ON_WARNING:
        return diff->levels[DIFF_BREAKING] + diff->levels[DIFF_WARNING] > 0;
    case INVOCATION_FAIL_ON_NEVER:
        break;
    }
    return false;
}

static enum exit_status compare(const struct invocation *invocation,
                                const struct compared contracts[DIFF_SIDES], struct dg_arena *arena)
{
    const struct model *const models[] = {&contracts[DIFF_OLD].model, &contracts[DIFF_NEW].model};
    struct diff diff;
    struct buffer text = {0};
    enum exit_status status;

    diff_models(models, arena, &diff);
    diff_format_add(
        &(struct diff_report){&diff, {&contracts[DIFF_OLD].diag, &contracts[DIFF_NEW].diag}},
        (size_t)invocation->format, &text);
    status = print(&text);
    if (status == EXIT_DONE && invocation->witnesses != NULL &&
        !diff_files_write(&diff, invocation->witnesses)) {
        status = EXIT_IO;
    }
    if (status == EXIT_DONE && fails(&diff, invocation->fail_on)) {
        status = EXIT_CONTRACT;
    }
    diff_free(&diff);
    return status;
}

/* Reads both contracts even if the first one has errors, so that all errors are reported. */
static enum exit_status read_and_compare(const struct invocation *invocation)
{
    const char *const paths[] = {invocation->spec, invocation->other};
    struct compared contracts[DIFF_SIDES];
    enum exit_status status = EXIT_DONE;
    struct dg_arena arena;

    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    for (int side = 0; side < DIFF_SIDES; side++) {
        enum exit_status read = read_compared(invocation, paths[side], &arena, &contracts[side]);

        status = read > status ? read : status;
    }
    for (int side = 0; side < DIFF_SIDES; side++) {
        diag_print(&contracts[side].diag, stderr);
    }
    if (status == EXIT_DONE) {
        status = compare(invocation, contracts, &arena);
    }
    for (int side = 0; side < DIFF_SIDES; side++) {
        diag_free(&contracts[side].diag);
    }
    dg_arena_free(&arena);
    return status;
}

static enum exit_status run(const struct invocation *invocation)
{
    struct buffer text = {0};

    if (invocation->help) {
        invocation_add_help(&text, invocation);
        return print(&text);
    }
    if (invocation->version) {
        buffer_add(&text, "dg-codegen " INVOCATION_VERSION "\n");
        return print(&text);
    }
    return invocation->command == INVOCATION_DIFF ? read_and_compare(invocation)
                                                  : read_and_compile(invocation);
}

int main(int argc, char **argv)
{
    struct invocation invocation;
    enum exit_status status = EXIT_USAGE;

    if (invocation_parse(&invocation, argc, argv)) {
        status = run(&invocation);
    }
    invocation_free(&invocation);
    return (int)status;
}
