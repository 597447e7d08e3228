/* Loads the model: the document itself, then what the chosen operations and schemas reach. */
#include <openssl/sha.h>
#include <stdlib.h>
#include <string.h>

#include "dump.h"
#include "loader.h"
#include "memory.h"
#include "names.h"

/* The 0 or 1 of "3.0.x" and "3.1.x"; -1 for any other version. */
static int document_minor(struct dg_text version)
{
    static const char digits[] = "0123456789";
    const char *rest = version.data + 4;

    if (version.length < 5 || memcmp(version.data, "3.", 2) != 0 || version.data[3] != '.' ||
        strspn(rest, digits) != version.length - 4) {
        return -1;
    }
    return version.data[2] == '0' || version.data[2] == '1' ? version.data[2] - '0' : -1;
}

static bool document_read_version(struct loader *loader)
{
    const struct tree *version;

    if (loader->root->kind != TREE_MAP) {
        diag_error(loader->diag, DIAG_VALUE, loader->root->at,
                   "a contract must be a mapping, not %s", tree_kind_name(loader->root->kind));
        return false;
    }
    if (tree_get(loader->root, "swagger") != NULL) {
        diag_error(loader->diag, DIAG_VERSION, tree_get(loader->root, "swagger")->at,
                   "Swagger 2.0 is not supported; OpenAPI 3.0 and 3.1 are");
        return false;
    }
    version = loader_require(loader, loader->root, "openapi", TREE_STRING);
    if (version == NULL) {
        return false;
    }
    loader->minor = document_minor(version->text);
    if (loader->minor < 0) {
        diag_error(loader->diag, DIAG_VERSION, version->at,
                   "OpenAPI '%.*s' is not supported; 3.0.x and 3.1.x are",
                   DIAG_TEXT(version->text));
    }
    return loader->minor >= 0;
}

static void document_read_info(struct loader *loader)
{
    const struct tree *info = loader_require(loader, loader->root, "info", TREE_MAP);

    loader->model->title = "";
    loader->model->version = "";
    if (info == NULL) {
        return;
    }
    keywords_check(info, KEYWORD_INFO, loader->minor, loader->diag);
    if (loader_require(loader, info, "title", TREE_STRING) != NULL) {
        loader->model->title = loader_string(loader, info, "title");
    }
    if (loader_require(loader, info, "version", TREE_STRING) != NULL) {
        loader->model->version = loader_string(loader, info, "version");
    }
}

/* Only the first server counts; a client chooses another by its own means. */
static void document_read_server(struct loader *loader)
{
    const struct tree *servers = loader_get(loader, loader->root, "servers", TREE_LIST);
    const struct tree *server;
    const char *url;

    if (servers == NULL || servers->count == 0) {
        return;
    }
    server = servers->members[0].value;
    if (!loader_expect(loader, server, TREE_MAP, dg_text_of("servers"))) {
        return;
    }
    keywords_check(server, KEYWORD_SERVER, loader->minor, loader->diag);
    loader->model->server_environment = loader_environment(loader, server);
    if (loader_require(loader, server, "url", TREE_STRING) == NULL) {
        return;
    }
    url = loader_string(loader, server, "url");
    loader->model->server = url;
    for (; url != NULL && *url != '\0'; url++) {
        if (*url > ' ' && *url < 0x7F && strchr("{}\"\\^`<>", *url) == NULL) {
            continue;
        }
        diag_error(loader->diag, DIAG_SERVER, tree_get(server, "url")->at,
                   "this is no URL; variables and unescaped characters are not supported");
        return;
    }
}

/* Schemas that the user named are compiled besides what the operations reach. */
static void document_read_schemas(struct loader *loader)
{
    const struct tree *schemas = tree_get(tree_get(loader->root, "components"), "schemas");

    for (size_t i = 0; i < loader->options->schema_count; i++) {
        struct dg_text name = dg_text_of(loader->options->schemas[i]);
        const struct tree_member *member = tree_find(schemas, name);
        struct suggestion suggestion = suggestion_for(name);
        struct schema_use use;

        if (member == NULL) {
            diag_error(loader->diag, DIAG_SELECTION, (struct location){0, 0},
                       "there is no schema '%.*s' under components", DIAG_TEXT(name));
            for (size_t j = 0; schemas != NULL && j < schemas->count; j++) {
                suggestion_offer(&suggestion, schemas->members[j].key);
            }
            diag_did_you_mean(loader->diag, suggestion.nearest);
            continue;
        }
        use = loader_use(loader, member->value);
        if (use.draft->refused) {
            continue;
        }
        if (use.nullable || !loader_can_be_root(use.draft)) {
            diag_error(loader->diag, DIAG_SELECTION, member->at,
                       "schema '%.*s' is no object or array, so no document can be judged as it",
                       DIAG_TEXT(name));
        }
        use.draft->type.is_root = true;
    }
}

static void document_check_reached(struct loader *loader)
{
    const struct tree_member *webhooks = tree_find(loader->root, dg_text_of("webhooks"));

    if (webhooks != NULL && loader->minor > 0 && loader->options->operation_count == 0) {
        diag_error(loader->diag, DIAG_UNSUPPORTED, webhooks->at,
                   "'webhooks' is not supported; choose the operations to compile");
    }
    if (loader->diag->count == 0 && loader->model->operation_count == 0 &&
        loader->options->schema_count == 0) {
        diag_error(loader->diag, DIAG_EMPTY, loader->root->at, "there is no operation to compile");
    }
}

static void document_set_digest(struct model *model)
{
    static const char hex[] = "0123456789abcdef";
    unsigned char digest[SHA256_DIGEST_LENGTH];
    struct buffer text = {0};
    char *out = model->digest;

    dump_model(model, &text);
    SHA256((const unsigned char *)text.data, text.length, digest);
    buffer_free(&text);
    memcpy(out, "sha256:", 7);
    out += 7;
    for (size_t i = 0; i < sizeof digest; i++) {
        *out++ = hex[digest[i] >> 4];
        *out++ = hex[digest[i] & 15];
    }
    *out = '\0';
}

static struct draft *document_anything(struct loader *loader)
{
    struct draft *draft = memory_arena_new(loader->arena, sizeof *draft);

    draft->type.kind = MODEL_JSON;
    draft->type.pointer = "#";
    draft->nullable = true;
    return draft;
}

static void document_load(struct loader *loader)
{
    if (!document_read_version(loader)) {
        return;
    }
    keywords_check(loader->root, KEYWORD_DOCUMENT, loader->minor, loader->diag);
    document_read_info(loader);
    document_read_server(loader);
    loader_read_operations(loader);
    document_read_schemas(loader);
    loader_finish_schemas(loader);
    document_check_reached(loader);
    if (loader->diag->count > 0) {
        return;
    }
    loader_name(loader);
    loader_order(loader);
}

bool model_load(struct model *model, const struct tree *root, size_t node_count,
                const struct model_options *options, struct dg_arena *arena, struct diag *diag)
{
    struct loader loader = {
        .root = root, .options = options, .diag = diag, .arena = arena, .model = model};
    bool loaded;

    *model = (struct model){.prefix = options->prefix};
    model->upper_prefix = name_upper(options->prefix, arena);
    loader.by_node = memory_new((node_count + 1) * sizeof(struct draft *));
    loader.leads = memory_new((node_count + 1) * sizeof *loader.leads);
    loader.anything = document_anything(&loader);
    loader.refused = document_anything(&loader);
    loader.refused->refused = true;
    document_load(&loader);
    free(loader.by_node);
    free(loader.leads);
    free(loader.drafts);
    loaded = diag->count == 0;
    if (loaded) {
        document_set_digest(model);
    }
    return loaded;
}
