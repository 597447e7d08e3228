/* Loads the model: first the document itself, then everything that the selected operations and
 * schemas reach. */
#include "load/load.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "common/suggestion.h"
#include "load/load_answer.h"
#include "load/loader.h"
#include "load/naming.h"
#include "load/sha256.h"
#include "model/dump.h"

/* Whether the document has a known version. */
static bool load_version(struct loader *loader)
{
    const struct tree *root = loader->root;

    if (root->kind != TREE_MAP) {
        diag_error(loader->diag, DIAG_VALUE, root->at, "a contract must be a mapping, not %s",
                   tree_kind_name(root->kind));
        return false;
    }
    if (tree_get(root, "swagger") != NULL) {
        diag_error(loader->diag, DIAG_VERSION, tree_get(root, "swagger")->at,
                   "Swagger 2.0 is not supported; use OpenAPI 3.0, 3.1 or 3.2");
        return false;
    }
    loader->minor = -1;
    keywords_load_version(loader, root, loader);
    return loader->minor >= 0;
}

/* Keeps the name of a selected schema that refers to the type: an alias of the type. */
static void load_alias(struct loader *loader, struct model_type *type, const char *name)
{
    const char **aliases;

    if (type->schema_name != NULL && strcmp(type->schema_name, name) == 0) {
        return;
    }
    for (size_t i = 0; i < type->alias_count; i++) {
        if (strcmp(type->aliases[i], name) == 0) {
            return;
        }
    }
    aliases = memory_arena_new(loader->arena, (type->alias_count + 1) * sizeof *aliases);
    for (size_t i = 0; i < type->alias_count; i++) {
        aliases[i] = type->aliases[i];
    }
    aliases[type->alias_count++] = name;
    type->aliases = aliases;
}

/* Schemas that the user named are compiled in addition to those that the operations reach. */
static void load_chosen_schemas(struct loader *loader)
{
    const struct tree *schemas = loader->schemas;

    for (size_t i = 0; i < loader->options->schema_count; i++) {
        struct dg_text name = dg_text_of(loader->options->schemas[i]);
        const struct tree_member *member = tree_find(schemas, name);
        struct suggestion suggestion = suggestion_for(name);
        struct schema_use use;

        if (member == NULL) {
            diag_error(loader->diag, DIAG_SELECTION, (struct location){.line = 0},
                       "there is no schema '%.*s' under components", DIAG_TEXT(name));
            for (size_t j = 0; schemas != NULL && j < schemas->count; j++) {
                suggestion_offer(&suggestion, schemas->members[j].key);
            }
            diag_did_you_mean(loader->diag, suggestion.nearest);
            continue;
        }
        use = load_schema_use(loader, member->value);
        if (use.draft->refused) {
            continue;
        }
        load_alias(loader, &load_schema_document(loader, &use)->type, loader->options->schemas[i]);
    }
}

static void load_check_reached(struct loader *loader)
{
    if (loader->diag->errors == 0 && loader->model->operation_count == 0 &&
        loader->options->schema_count == 0) {
        diag_error(loader->diag, DIAG_EMPTY, loader->root->at, "there is no operation to compile");
    }
}

static void load_set_digest(struct model *model)
{
    struct buffer text = {0};

    dump_model(model, &text);
    memcpy(model->digest, "sha256:", strlen("sha256:"));
    sha256_write(buffer_text(&text), model->digest + strlen("sha256:"));
    buffer_free(&text);
}

static struct draft *load_anything(struct loader *loader)
{
    struct draft *draft = memory_arena_new(loader->arena, sizeof *draft);

    draft->type.kind = MODEL_JSON;
    draft->type.pointer = "#";
    draft->nullable = true;
    return draft;
}

static void load_all(struct loader *loader)
{
    if (!load_version(loader)) {
        return;
    }
    load_identifier_read(loader, loader->root);
    keywords_check(loader, loader->root, KEYWORD_DOCUMENT);
    keywords_load_document(loader, loader->root, loader);
    keywords_load_paths(loader, loader->root, loader);
    load_operation_check_selection(loader);
    load_operation_check_environments(loader);
    load_chosen_schemas(loader);
    load_object_finish_all(loader);
    load_recursion(loader, 0);
    load_recursion_note(loader);
    load_subschema_check(loader, 0);
    load_rule_all(loader);
    load_check_reached(loader);
    if (loader->diag->errors > 0) {
        return;
    }
    load_answer_all(loader);
    naming_choose(loader);
    load_order(loader);
}

bool load_model(struct model *model, const struct model_source *source, struct dg_arena *arena,
                struct diag *diag)
{
    struct loader loader = {.root = source->root,
                            .options = source->options,
                            .node_count = source->node_count,
                            .node_capacity = source->node_count,
                            .diag = diag,
                            .printed = diag,
                            .arena = arena,
                            .model = model,
                            .keywords = keywords_table,
                            .keyword_count = keywords_table_count};
    bool loaded;

    *model = (struct model){.prefix = source->options->prefix, .title = "", .version = ""};
    model->upper_prefix = naming_upper(source->options->prefix, arena);
    loader.by_node = memory_new((source->node_count + 1) * sizeof(struct draft *));
    loader.operation_seen = memory_new((source->options->operation_count + 1) * sizeof(bool));
    loader.leads = memory_new((source->node_count + 1) * sizeof *loader.leads);
    loader.name_used = memory_new(source->node_count + 1);
    loader.anything = load_anything(&loader);
    loader.refused = load_anything(&loader);
    loader.refused->refused = true;
    load_all(&loader);
    free(loader.by_node);
    free(loader.files);
    free(loader.identifiers);
    free(loader.bases);
    free(loader.operation_seen);
    free(loader.leads);
    free(loader.lead_nodes);
    free(loader.all_nodes);
    free(loader.name_used);
    free(loader.named);
    free(loader.patterns);
    free(loader.pattern_table);
    free(loader.response_rules);
    free(loader.drafts);
    loaded = diag->errors == 0;
    if (loaded) {
        load_set_digest(model);
    }
    return loaded;
}
