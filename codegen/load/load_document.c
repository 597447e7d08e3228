/* Loads the model: the document itself, then what the chosen operations and schemas reach. */
#include <openssl/sha.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "common/suggestion.h"
#include "load/loader.h"
#include "load/names.h"
#include "model/dump.h"

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

/* Whether "host" or "host:port" is fit to connect to. */
static bool document_is_authority(struct dg_text authority)
{
    const char *end = authority.data + authority.length;
    const char *host = authority.data;
    bool literal = authority.length > 0 && host[0] == '[';
    const char *close = literal ? memchr(host, ']', authority.length) : NULL;
    const char *colon;

    if (literal && close == NULL) {
        return false;
    }
    colon = literal ? close + 1 : memchr(host, ':', authority.length);
    if (colon == NULL || colon == end) {
        return authority.length > 0;
    }
    return colon > host && *colon == ':' &&
           strspn(colon + 1, "0123456789") == (size_t)(end - colon - 1);
}

/* What keeps requests from being sent below the address (RFC 9110 §4.2); NULL: nothing. */
static const char *document_url_fault(const char *url)
{
    size_t scheme = strcspn(url, ":/?#");
    const char *host = url + scheme + 3;
    struct dg_text authority;

    for (const char *at = url; *at != '\0'; at++) {
        if (*at <= ' ' || *at >= 0x7F || strchr("{}\"\\^`<>|", *at) != NULL) {
            return "this is no URL; variables and unescaped characters are not supported";
        }
    }
    if (url[scheme] != ':') {
        return "a relative address is not supported; state the whole one: 'https://…'";
    }
    if (!loader_equal_ignoring_case((struct dg_text){url, scheme}, dg_text_of("https")) &&
        !loader_equal_ignoring_case((struct dg_text){url, scheme}, dg_text_of("http"))) {
        return "the address of a server must begin with 'https://' or 'http://'";
    }
    if (strncmp(url + scheme, "://", 3) != 0) {
        return "the address of a server must name a host: 'https://host'";
    }
    authority = (struct dg_text){host, strcspn(host, "/?#")};
    if (memchr(host, '@', authority.length) != NULL) {
        return "the address of a server must not hold a user name or password";
    }
    if (!document_is_authority(authority)) {
        return "the address of a server must name a host: 'https://host'";
    }
    if (host[strcspn(host, "?#")] != '\0') {
        return "the address of a server must not have a query ('?') or fragment ('#')";
    }
    return NULL;
}

/* Only the first server counts; a client chooses another by its own means. */
static void document_read_server(struct loader *loader)
{
    const struct tree *servers = loader_get(loader, loader->root, "servers", TREE_LIST);
    const struct tree *server;
    const char *url;
    const char *wrong;

    if (servers == NULL || servers->count == 0) {
        return;
    }
    server = servers->members[0].value;
    if (!loader_expect_map(loader, server, "a server")) {
        return;
    }
    keywords_check(server, KEYWORD_SERVER, loader->minor, loader->diag);
    loader->server_environment = loader_environment(loader, server);
    loader->model->server_environment = loader->server_environment.name;
    if (loader_require(loader, server, "url", TREE_STRING) == NULL) {
        return;
    }
    url = loader_string(loader, server, "url");
    loader->model->server = url;
    wrong = url != NULL ? document_url_fault(url) : NULL;
    if (wrong != NULL) {
        diag_error(loader->diag, DIAG_SERVER, tree_get(server, "url")->at, "%s", wrong);
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
    loader_get(loader, loader->root, "components", TREE_MAP);
    document_read_info(loader);
    document_read_server(loader);
    loader_read_operations(loader);
    loader_check_environments(loader);
    document_read_schemas(loader);
    loader_finish_schemas(loader);
    loader_read_rules(loader);
    document_check_reached(loader);
    if (loader->diag->count > 0) {
        return;
    }
    loader_name(loader);
    loader_order(loader);
}

bool model_load(struct model *model, const struct model_source *source, struct dg_arena *arena,
                struct diag *diag)
{
    struct loader loader = {.root = source->root,
                            .options = source->options,
                            .diag = diag,
                            .arena = arena,
                            .model = model};
    bool loaded;

    *model = (struct model){.prefix = source->options->prefix};
    model->upper_prefix = name_upper(source->options->prefix, arena);
    loader.by_node = memory_new((source->node_count + 1) * sizeof(struct draft *));
    loader.leads = memory_new((source->node_count + 1) * sizeof *loader.leads);
    loader.name_used = memory_new(source->node_count + 1);
    loader.anything = document_anything(&loader);
    loader.refused = document_anything(&loader);
    loader.refused->refused = true;
    document_load(&loader);
    free(loader.by_node);
    free(loader.leads);
    free(loader.name_used);
    free(loader.named);
    free(loader.rules_places);
    free(loader.drafts);
    loaded = diag->count == 0;
    if (loaded) {
        document_set_digest(model);
    }
    return loaded;
}
