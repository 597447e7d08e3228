/* Servers: the base address of live requests. No verdict depends on them, so that their faults are
 * noted, and dg-validate refuses an address to which it can't send. */
#include <string.h>

#include "base/memory_arena.h"
#include "common/buffer.h"
#include "load/load_keywords.h"

void load_server_url(const struct keyword_value *value, struct server_draft *draft)
{
    draft->url = value->node;
}

void load_server_variables(const struct keyword_value *value, struct server_draft *draft)
{
    draft->variables = value->node;
}

void load_server_environment(const struct keyword_value *value, struct server_draft *draft)
{
    draft->environment = loader_environment(value->loader, value->node);
}

/* Whether "host" or "host:port" is valid. */
static bool server_is_authority(struct dg_text authority)
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

/* The reason why no request can be sent to an address (RFC 9110 §4.2). NULL: requests can be
 * sent. */
static const char *server_url_fault(const char *url)
{
    size_t scheme = strcspn(url, ":/?#");
    const char *host = url + scheme + 3;
    struct dg_text authority;

    for (const char *at = url; *at != '\0'; at++) {
        if (*at <= ' ' || *at >= 0x7F || strchr("{}\"\\^`<>|", *at) != NULL) {
            return "it has characters that a URL can't have";
        }
    }
    if (url[scheme] != ':') {
        return "it is relative";
    }
    if (!loader_equal_ignoring_case((struct dg_text){url, scheme}, dg_text_of("https")) &&
        !loader_equal_ignoring_case((struct dg_text){url, scheme}, dg_text_of("http"))) {
        return "it doesn't begin with 'https://' or 'http://'";
    }
    if (strncmp(url + scheme, "://", 3) != 0) {
        return "it names no host";
    }
    authority = (struct dg_text){host, strcspn(host, "/?#")};
    if (memchr(host, '@', authority.length) != NULL) {
        return "it has a user name or password";
    }
    if (!server_is_authority(authority)) {
        return "it names no host";
    }
    if (host[strcspn(host, "?#")] != '\0') {
        return "it has a query ('?') or fragment ('#')";
    }
    return NULL;
}

/* The default of a variable; NULL: there is none. */
static const struct tree *server_default(const struct server_draft *draft, struct dg_text name)
{
    const struct tree_member *variable = tree_find(draft->variables, name);
    const struct tree *value = variable != NULL ? tree_get(variable->value, "default") : NULL;

    return value != NULL && value->kind != TREE_LIST && value->kind != TREE_MAP ? value : NULL;
}

/* The address with the defaults of its variables. */
static const char *server_address(struct loader *loader, const struct server_draft *draft,
                                  const char *url)
{
    struct buffer out = {0};
    const char *address;

    while (*url != '\0') {
        size_t literal = strcspn(url, "{");
        size_t length = url[literal] == '\0' ? 0 : strcspn(url + literal, "}");
        const struct tree *value;

        buffer_add_bytes(&out, url, literal);
        url += literal;
        if (length == 0 || url[length] == '\0') {
            buffer_add(&out, url);
            break;
        }
        value = server_default(draft, (struct dg_text){url + 1, length - 1});
        if (value != NULL) {
            buffer_add_bytes(&out, value->text.data, value->text.length);
        } else {
            buffer_add_bytes(&out, url, length + 1);
        }
        url += length + 1;
    }
    address = memory_arena_copy(loader->arena, out.data, out.length);
    buffer_free(&out);
    return address;
}

static const char *server_read(struct loader *loader, const struct tree *node,
                               struct environment *environment)
{
    struct server_draft draft = {.url = NULL};
    const char *url;
    const char *fault;

    keywords_check(loader, node, KEYWORD_SERVER);
    keywords_load_server(loader, node, &draft);
    *environment = draft.environment;
    url = draft.url != NULL ? loader_terminated(loader, draft.url) : NULL;
    if (url == NULL) {
        return NULL;
    }
    url = server_address(loader, &draft, url);
    fault = server_url_fault(url);
    if (fault != NULL) {
        diag_noted(loader->diag, DIAG_SERVER, draft.url->at,
                   "no request can be sent to the server '%s', since %s: live commands need "
                   "--base-url",
                   url, fault);
    } else if (draft.variables != NULL && draft.variables->count > 0) {
        diag_noted(loader->diag, DIAG_SERVER, draft.url->at,
                   "live requests use the defaults of the server's variables: '%s'", url);
    }
    return url;
}

const char *load_server_first(struct loader *loader, const struct tree *servers,
                              struct environment *environment)
{
    const char *url = NULL;
    bool lenient = diag_be_lenient(loader->diag, true);

    *environment = (struct environment){.name = NULL};
    if (servers->kind == TREE_LIST && servers->count > 0 &&
        loader_expect_map(loader, servers->members[0].value, "a server")) {
        url = server_read(loader, servers->members[0].value, environment);
    }
    if (servers->kind == TREE_LIST && servers->count > 1) {
        diag_noted(loader->diag, DIAG_SERVER, servers->members[1].at,
                   "live requests use the first server of a list");
    }
    diag_be_lenient(loader->diag, lenient);
    return url;
}
