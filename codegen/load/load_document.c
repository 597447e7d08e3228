/* The document itself: its version, info and servers, and the parts that everything may refer
   to. */
#include <string.h>

#include "load/load_keywords.h"

/* Version */

/* The 0, 1 or 2 of "3.0.x", "3.1.x" and "3.2.x"; -1 for any other version. */
static int document_minor(struct dg_text version)
{
    static const char digits[] = "0123456789";
    const char *rest = version.data + 4;

    if (version.length < 5 || memcmp(version.data, "3.", 2) != 0 || version.data[3] != '.' ||
        strspn(rest, digits) != version.length - 4) {
        return -1;
    }
    return version.data[2] >= '0' && version.data[2] <= '2' ? version.data[2] - '0' : -1;
}

void load_document_version(const struct keyword_value *value, struct loader *loader)
{
    loader->minor = document_minor(value->node->text);
    if (loader->minor < 0) {
        diag_error(value->loader->diag, DIAG_VERSION, value->node->at,
                   "OpenAPI '%.*s' is not supported; use 3.0, 3.1 or 3.2 with a patch number, as "
                   "in '3.1.0'",
                   DIAG_TEXT(value->node->text));
    }
}

/* Info */

void load_document_info(const struct keyword_value *value, struct loader *loader)
{
    keywords_check(loader, value->node, KEYWORD_INFO);
    keywords_load_info(loader, value->node, loader->model);
}

void load_document_info_title(const struct keyword_value *value, struct model *model)
{
    model->title = loader_terminated(value->loader, value->node);
}

void load_document_info_version(const struct keyword_value *value, struct model *model)
{
    model->version = loader_terminated(value->loader, value->node);
}

/* Servers */

/* Whether "host" or "host:port" is valid. */
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

/* The reason why no request can be sent to an address (RFC 9110 §4.2). NULL: requests can be
 * sent. */
static const char *document_url_fault(const char *url)
{
    size_t scheme = strcspn(url, ":/?#");
    const char *host = url + scheme + 3;
    struct dg_text authority;

    for (const char *at = url; *at != '\0'; at++) {
        if (*at <= ' ' || *at >= 0x7F || strchr("{}\"\\^`<>|", *at) != NULL) {
            return "not a URL; variables and unescaped characters are not supported";
        }
    }
    if (url[scheme] != ':') {
        return "a relative address is not supported; write an absolute one: 'https://…'";
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

void load_document_url(const struct keyword_value *value, struct loader *loader)
{
    const char *url = loader_terminated(loader, value->node);
    const char *wrong = url != NULL ? document_url_fault(url) : NULL;

    loader->model->server = url;
    if (wrong != NULL) {
        diag_error(loader->diag, DIAG_SERVER, value->node->at, "%s", wrong);
    }
}

void load_document_environment(const struct keyword_value *value, struct loader *loader)
{
    loader->server_environment = loader_environment(loader, value->node);
    loader->model->server_environment = loader->server_environment.name;
}

/* Only the first server is read; the user of a client chooses another one by other means. */
void load_document_servers(const struct keyword_value *value, struct loader *loader)
{
    const struct tree *server;

    if (value->node->count == 0) {
        return;
    }
    server = value->node->members[0].value;
    if (!loader_expect_map(loader, server, "a server")) {
        return;
    }
    keywords_check(loader, server, KEYWORD_SERVER);
    keywords_load_server(loader, server, loader);
}

/* Parts that others refer to */

void load_document_components(const struct keyword_value *value, struct loader *loader)
{
    loader->schemas = tree_get(value->node, "schemas");
    loader->security_schemes = tree_get(value->node, "securitySchemes");
}

void load_document_security(const struct keyword_value *value, struct loader *loader)
{
    loader->security = value->node;
}

void load_document_webhooks(const struct keyword_value *value, struct loader *loader)
{
    loader->webhooks = value->member;
}
