/* From a contract to the text of all generated files, without the file system. */
#include "compile.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory_arena.h"
#include "emit/emit.h"
#include "emit/emit_outputs.h"
#include "emit/layout.h"
#include "load/load.h"
#include "model/dump.h"
#include "tree/overlay.h"
#include "tree/tree_write.h"

#define MOST_SCHEMAS 8

/* The first names under components/schemas. Returns their number. */
static size_t name_schemas(const struct tree *root, const char **names)
{
    const struct tree *components = tree_get(root, "components");
    const struct tree *schemas = components == NULL ? NULL : tree_get(components, "schemas");
    size_t count = 0;

    while (schemas != NULL && schemas->kind == TREE_MAP && count < schemas->count &&
           count < MOST_SCHEMAS) {
        names[count] = schemas->members[count].key.data;
        count++;
    }
    return count;
}

static void emit_files(const struct model *model, struct buffer *out)
{
    struct file_set files = {NULL, 0};

    emit_all(model, &files);
    for (size_t i = 0; i < files.count; i++) {
        buffer_add(out, files.files[i]->path);
        buffer_add(out, "\n");
        buffer_add_text(out, buffer_text(&files.files[i]->text));
    }
    file_set_free(&files);
}

static void emit_rules(const struct model *model, struct buffer *out)
{
    struct buffer text = {0};
    const struct emitter emitter = {.model = model, .out = &text};

    emit_rules_source(&emitter);
    emit_rule_table_source(&emitter);
    layout_text(out, buffer_text(&text));
    buffer_free(&text);
}

static void emit(const struct model *model, enum compile_output output, struct compiled *compiled)
{
    switch (output) {
    case COMPILE_FILES:
        emit_files(model, &compiled->files);
        break;
    case COMPILE_RULES:
        emit_rules(model, &compiled->files);
        break;
    }
    dump_model(model, &compiled->dump);
    assert(compiled->files.length > 0 && compiled->dump.length > 0);
}

/* What a compilation needs, begun by compile_begin and freed by compile_end. */
struct compiling {
    struct diag diag;
    struct dg_arena arena;
    struct model_source source;
};

/* Returns the number of the file for tree_read. */
static unsigned compile_begin(struct compiling *compiling, struct dg_text text)
{
    *compiling = (struct compiling){.diag = {.files = NULL}};
    dg_arena_init(&compiling->arena, NULL, 0, &memory_allocator);
    return diag_add_file(&compiling->diag, "contract.yaml", text);
}

static bool load(struct model *model, struct compiling *compiling)
{
    const char *names[MOST_SCHEMAS];
    struct model_options options = {.prefix = "dg", .schemas = names};

    if (compiling->source.root == NULL) {
        return false;
    }
    options.schema_count = name_schemas(compiling->source.root, names);
    compiling->source.options = &options;
    return load_model(model, &compiling->source, &compiling->arena, &compiling->diag) &&
           naming_check(model, &compiling->diag);
}

static struct buffer messages(const struct diag *diag)
{
    struct buffer text = {0};
    char *printed = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&printed, &length);

    assert(out != NULL);
    diag_print(diag, out);
    fclose(out);
    buffer_add_bytes(&text, printed, length);
    free(printed);
    return text;
}

/* The contract as one document, if it could be read. */
static struct buffer bundle(const struct tree *root)
{
    struct buffer text = {0};

    if (root != NULL) {
        tree_write(root, &text);
    }
    return text;
}

static struct compiled compile_end(struct compiling *compiling, enum compile_output output)
{
    struct compiled compiled = {.good = false};
    struct model model;

    compiled.good = load(&model, compiling);
    compiled.errors = compiling->diag.errors;
    assert(compiled.good == (compiled.errors == 0));
    if (compiled.good) {
        emit(&model, output, &compiled);
    }
    compiled.messages = messages(&compiling->diag);
    compiled.bundle = bundle(compiling->source.root);
    diag_free(&compiling->diag);
    dg_arena_free(&compiling->arena);
    return compiled;
}

struct compiled compile_contract(struct dg_text text, enum compile_output output)
{
    struct compiling compiling;
    unsigned file = compile_begin(&compiling, text);

    compiling.source.root =
        tree_read(file, &compiling.arena, &compiling.diag, &compiling.source.node_count);
    return compile_end(&compiling, output);
}

/* Reads the overlay, and applies it. Returns the root of what it made; NULL: there are errors. */
static struct tree *overlay_root(struct compiling *compiling, struct tree *root,
                                 struct dg_text text)
{
    struct overlay_document document = {.root = root,
                                        .node_count = compiling->source.node_count,
                                        .arena = &compiling->arena,
                                        .diag = &compiling->diag};
    unsigned file = diag_add_file(&compiling->diag, "overlay.yaml", text);
    size_t count = 0;
    const struct tree *overlay = tree_read(file, &compiling->arena, &compiling->diag, &count);

    if (overlay == NULL || !overlay_apply(&document, overlay)) {
        return NULL;
    }
    compiling->source.node_count = document.node_count;
    return document.root;
}

struct compiled compile_overlaid(struct dg_text text, struct dg_text overlay,
                                 enum compile_output output)
{
    struct compiling compiling;
    unsigned file = compile_begin(&compiling, text);
    struct tree *root =
        tree_read(file, &compiling.arena, &compiling.diag, &compiling.source.node_count);

    if (root != NULL) {
        root = overlay_root(&compiling, root, overlay);
    }
    compiling.source.root = root;
    return compile_end(&compiling, output);
}

struct compiled compile_tree(const struct tree *root, size_t node_count, struct dg_text text,
                             enum compile_output output)
{
    struct compiling compiling;

    (void)compile_begin(&compiling, text);
    compiling.source.root = root;
    compiling.source.node_count = node_count;
    return compile_end(&compiling, output);
}

void compile_free(struct compiled *compiled)
{
    buffer_free(&compiled->messages);
    buffer_free(&compiled->bundle);
    buffer_free(&compiled->dump);
    buffer_free(&compiled->files);
}
