/* Chooses the server, and refuses servers that must not get the token. */
#include "live/server.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <curl/curl.h>

#include "base/trouble.h"

static bool is_loopback(const char *host)
{
    struct in_addr address;

    if (strcasecmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0) {
        return true;
    }
    return inet_pton(AF_INET, host, &address) == 1 && ntohl(address.s_addr) >> 24 == 127;
}

/* The parts of a URL that the checks need. NULL: the URL has no such part. */
struct url_parts {
    char *scheme;
    char *host;
    char *user;
    char *password;
    char *path;
};

static void parts_free(struct url_parts *parts)
{
    curl_free(parts->scheme);
    curl_free(parts->host);
    curl_free(parts->user);
    curl_free(parts->password);
    curl_free(parts->path);
}

/* Splits a URL into parts, to be freed by parts_free. `flags` are those of curl_url_set. */
static bool parts_read(struct url_parts *parts, const char *text, unsigned flags)
{
    CURLU *url = curl_url();
    bool whole = url != NULL && curl_url_set(url, CURLUPART_URL, text, flags) == CURLUE_OK &&
                 curl_url_get(url, CURLUPART_SCHEME, &parts->scheme, 0) == CURLUE_OK &&
                 curl_url_get(url, CURLUPART_HOST, &parts->host, 0) == CURLUE_OK;

    if (whole) {
        (void)curl_url_get(url, CURLUPART_USER, &parts->user, 0);
        (void)curl_url_get(url, CURLUPART_PASSWORD, &parts->password, 0);
        (void)curl_url_get(url, CURLUPART_PATH, &parts->path, 0);
    }
    curl_url_cleanup(url);
    return whole;
}

static bool is_scheme(const struct url_parts *parts, const char *scheme)
{
    return strcasecmp(parts->scheme, scheme) == 0;
}

static bool has_user(const struct url_parts *parts)
{
    return parts->user != NULL || parts->password != NULL;
}

/* The reason why nothing may be sent to a server; NULL: requests may be sent. */
static const char *refuse_parts(const struct url_parts *parts)
{
    if (has_user(parts)) {
        return "a URL can't have a user name or a password";
    }
    if (!is_scheme(parts, "https") && !is_scheme(parts, "http")) {
        return "the scheme must be https, or http on loopback";
    }
    if (is_scheme(parts, "http") && !is_loopback(parts->host)) {
        return "http without TLS is allowed to loopback only: 127.0.0.0/8, [::1] or localhost";
    }
    return NULL;
}

/* Whether a URL has characters that parsers read differently. */
static bool has_controls(const char *url)
{
    for (const char *at = url; *at != '\0'; at++) {
        if ((unsigned char)*at <= ' ' || *at == 0x7F) {
            return true;
        }
    }
    return false;
}

static const char *refuse_base(const char *base, bool *secure)
{
    const char *reason = "not an absolute URL";
    struct url_parts parts = {.scheme = NULL};

    if (base[0] == '/' && base[1] != '/') {
        return "a relative URL: give --base-url";
    }
    if (strpbrk(base, "{}") != NULL) {
        return "a variable without a default: give --base-url";
    }
    if (has_controls(base)) {
        return "a URL can't have spaces or control characters";
    }
    if (strpbrk(base, "?#") != NULL) {
        return "a base URL can't have a query or a fragment";
    }
    if (parts_read(&parts, base, 0)) {
        reason = refuse_parts(&parts);
        *secure = is_scheme(&parts, "https");
    }
    parts_free(&parts);
    return reason;
}

bool server_choose(struct server *server, const struct options *options,
                   const struct dg_contract *contract, const struct dg_operation *operation)
{
    const char *source = "--base-url";
    const char *base = options->base_url;
    const char *reason = NULL;

    if (base == NULL && contract->server_environment != NULL) {
        source = contract->server_environment;
        base = getenv(source);
        base = base == NULL || *base == '\0' ? NULL : base;
    }
    if (base == NULL) {
        source = "the contract's server";
        base = operation->server != NULL ? operation->server : contract->server;
    }
    if (base == NULL) {
        trouble(NULL, "the contract names no server: give --base-url");
        return false;
    }
    reason = refuse_base(base, &server->secure);
    if (reason != NULL) {
        return options_refuse(options, "base-url", base, "%s: %s", source, reason);
    }
    server->base = dg_text_of(base);
    while (server->base.length > 0 && base[server->base.length - 1] == '/') {
        server->base.length--;
    }
    return true;
}

static bool is_proxy_scheme(const struct url_parts *parts)
{
    static const char *const schemes[] = {"http",    "https",  "socks4",
                                          "socks4a", "socks5", "socks5h"};

    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (is_scheme(parts, schemes[i])) {
            return true;
        }
    }
    return false;
}

/* The reason why a request must not go through a proxy; NULL: it may. */
static const char *refuse_proxy_parts(const struct url_parts *parts, const struct server *server)
{
    bool has_path = parts->path != NULL && strcmp(parts->path, "") != 0;

    if (has_user(parts)) {
        return "a URL can't have a user name or a password";
    }
    if (!is_proxy_scheme(parts)) {
        return "the scheme of a proxy must be http, https, socks4, socks4a, socks5 or socks5h";
    }
    if (has_path && strcmp(parts->path, "/") != 0) {
        return "the URL of a proxy can't have a path";
    }
    if (!server->secure && !is_loopback(parts->host)) {
        return "a proxy on another machine can't be used for http without TLS";
    }
    return NULL;
}

bool server_proxy_possible(const struct server *server, const struct options *options)
{
    const char *reason = "not an absolute URL";
    struct url_parts parts = {.scheme = NULL};

    if (options->proxy == NULL) {
        return true;
    }
    if (has_controls(options->proxy)) {
        reason = "a URL can't have spaces or control characters";
    } else if (strpbrk(options->proxy, "?#") != NULL) {
        reason = "the URL of a proxy can't have a query or a fragment";
    } else if (parts_read(&parts, options->proxy, CURLU_NON_SUPPORT_SCHEME)) {
        reason = refuse_proxy_parts(&parts, server);
    }
    parts_free(&parts);
    if (reason != NULL) {
        options_refuse(options, "proxy", NULL, "--proxy: %s", reason);
    }
    return reason == NULL;
}
