/* Builds URL and headers, and refuses what must not be sent. */
#include "request.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "credentials.h"
#include "trouble.h"

/* Percent-encodes all but the unreserved characters of RFC 3986 §2.3. */
static void add_encoded(struct scratch *out, const char *value)
{
    static const char unreserved[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                     "0123456789-._~";

    for (; *value != '\0'; value++) {
        if (strchr(unreserved, *value) != NULL) {
            scratch_add(out, value, 1);
        } else {
            scratch_format(out, "%%%02X", (unsigned char)*value);
        }
    }
}

static bool is_loopback(const char *host)
{
    struct in_addr address;

    if (strcasecmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0) {
        return true;
    }
    return inet_pton(AF_INET, host, &address) == 1 && ntohl(address.s_addr) >> 24 == 127;
}

/* Why a server must not be talked to; NULL: it may. */
static const char *refuse_parts(const char *scheme, const char *host, const char *user,
                                const char *password)
{
    if (user != NULL || password != NULL) {
        return "a URL with a user name or password is refused";
    }
    if (strcasecmp(scheme, "https") != 0 && strcasecmp(scheme, "http") != 0) {
        return "only https is spoken, and http on loopback";
    }
    if (strcasecmp(scheme, "http") == 0 && !is_loopback(host)) {
        return "http without TLS is only spoken to loopback: 127.0.0.0/8, [::1] or localhost";
    }
    return NULL;
}

/* The same, of what a URL parser might read in more than one way. */
static const char *refuse_spelling(const char *base)
{
    for (const char *at = base; *at != '\0'; at++) {
        if ((unsigned char)*at <= ' ' || *at == 0x7F) {
            return "a URL has no spaces or control characters";
        }
    }
    return strpbrk(base, "?#") == NULL ? NULL : "a base URL has neither query nor fragment";
}

static const char *refuse_server(const char *base, bool *secure)
{
    const char *reason = "not an absolute URL";
    char *scheme = NULL;
    char *host = NULL;
    char *user = NULL;
    char *password = NULL;
    CURLU *url = curl_url();

    if (url != NULL && curl_url_set(url, CURLUPART_URL, base, 0) == CURLUE_OK &&
        curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
        curl_url_get(url, CURLUPART_HOST, &host, 0) == CURLUE_OK) {
        (void)curl_url_get(url, CURLUPART_USER, &user, 0);
        (void)curl_url_get(url, CURLUPART_PASSWORD, &password, 0);
        reason = refuse_parts(scheme, host, user, password);
        *secure = strcasecmp(scheme, "https") == 0;
    }
    curl_free(scheme);
    curl_free(host);
    curl_free(user);
    curl_free(password);
    curl_url_cleanup(url);
    return reason;
}

/* Adds the base URL, without a slash at its end. */
static bool add_server(struct request *request, const struct options *options,
                       const struct dg_contract *contract)
{
    const char *source = "--base-url";
    const char *base = options->base_url;
    const char *reason = NULL;
    size_t length = 0;

    if (base == NULL && contract->server_environment != NULL) {
        source = contract->server_environment;
        base = getenv(source);
        base = base == NULL || *base == '\0' ? NULL : base;
    }
    if (base == NULL) {
        source = "the contract's server";
        base = contract->server;
    }
    if (base == NULL) {
        trouble(NULL, "the contract names no server: give --base-url");
        return false;
    }
    reason = refuse_spelling(base);
    if (reason == NULL) {
        reason = refuse_server(base, &request->secure);
    }
    if (reason != NULL) {
        trouble(source, "%s", reason);
        return false;
    }
    length = strlen(base);
    while (length > 0 && base[length - 1] == '/') {
        length--;
    }
    scratch_add(&request->url, base, length);
    return true;
}

/* Keeps the value of a parameter for the rules that speak of it. */
static void keep_path_value(struct request *request, struct dg_text name, const char *value)
{
    const struct dg_operation *operation = request->operation;

    for (size_t i = 0; i < operation->parameter_count; i++) {
        const struct dg_parameter *parameter = &operation->parameters[i];

        if (parameter->in == DG_IN_PATH && dg_text_equal(dg_text_of(parameter->name), name)) {
            request->path[request->path_count++] =
                (struct dg_path_value){parameter->name, dg_text_of(value)};
            return;
        }
    }
}

/* Adds one path segment. An empty one or a dot would make another path of it. */
static bool add_segment(struct request *request, struct dg_text name, const char *value)
{
    if (*value == '\0' || strcmp(value, ".") == 0 || strcmp(value, "..") == 0) {
        trouble(NULL, "'%s' can't be a %.*s", value, (int)name.length, name.data);
        return false;
    }
    add_encoded(&request->url, value);
    keep_path_value(request, name, value);
    return true;
}

/* Adds the path, an argument for each {name} in it. */
static bool add_path(struct request *request, const struct options *options)
{
    const char *at = request->operation->path;
    size_t taken = 0;

    request->path = calloc(options->argument_count + 1, sizeof *request->path);
    if (request->path == NULL) {
        trouble(NULL, "out of memory");
        return false;
    }
    while (*at != '\0') {
        size_t literal = strcspn(at, "{");

        scratch_add(&request->url, at, literal);
        at += literal;
        if (*at == '{') {
            struct dg_text name = {at + 1, strcspn(at + 1, "}")};

            if (taken == options->argument_count) {
                trouble(NULL, "'%s' needs the argument %.*s; see --help",
                        request->operation->command, (int)name.length, name.data);
                return false;
            }
            if (!add_segment(request, name, options->arguments[taken++])) {
                return false;
            }
            at += name.length + (name.data[name.length] == '}' ? 2 : 1);
        }
    }
    if (taken < options->argument_count) {
        trouble(NULL, "'%s' doesn't take the argument '%s'; see --help",
                request->operation->command, options->arguments[taken]);
    }
    return taken == options->argument_count;
}

static bool add_header(struct request *request, const char *line)
{
    struct curl_slist *longer = line == NULL ? NULL : curl_slist_append(request->headers, line);

    if (longer == NULL) {
        trouble(NULL, "out of memory");
        return false;
    }
    request->headers = longer;
    return true;
}

/* Why a value can't be sent in a header; NULL: it can. */
static const char *refuse_header_value(const char *value)
{
    size_t length = strlen(value);

    for (const char *at = value; *at != '\0'; at++) {
        if ((unsigned char)*at < ' ' || *at == 0x7F) {
            return "control characters can't be sent in a header";
        }
    }
    /* They are no part of a value (RFC 9110 §5.5): it would arrive as another, or not at all. */
    if (length > 0 && (value[0] == ' ' || value[length - 1] == ' ')) {
        return "a header's value can't begin or end with a space";
    }
    return NULL;
}

static bool add_header_parameter(struct request *request, const struct dg_parameter *parameter,
                                 const char *value)
{
    const char *reason = refuse_header_value(value);
    struct scratch line = {.data = NULL};
    bool added = false;

    if (reason != NULL) {
        trouble(parameter->environment, "%s", reason);
        return false;
    }
    scratch_format(&line, "%s: %s", parameter->name, value);
    added = add_header(request, scratch_string(&line));
    scratch_free(&line);
    return added;
}

/* Adds what the environment has for the parameters that aren't in the path. */
static bool add_parameters(struct request *request)
{
    const struct dg_operation *operation = request->operation;
    const char *mark = "?";

    for (size_t i = 0; i < operation->parameter_count; i++) {
        const struct dg_parameter *parameter = &operation->parameters[i];
        const char *variable = parameter->environment;
        const char *value = variable == NULL ? NULL : getenv(variable);
        bool absent = value == NULL || *value == '\0';

        if (parameter->in == DG_IN_PATH || (absent && !parameter->required)) {
            continue;
        }
        if (absent) {
            trouble(NULL, "'%s' needs the parameter %s%s%s", operation->command, parameter->name,
                    variable == NULL ? ", which this program can't send" : ": set ",
                    variable == NULL ? "" : variable);
            return false;
        }
        if (parameter->in == DG_IN_HEADER && !add_header_parameter(request, parameter, value)) {
            return false;
        }
        if (parameter->in == DG_IN_QUERY) {
            scratch_add_string(&request->url, mark);
            add_encoded(&request->url, parameter->name);
            scratch_add_string(&request->url, "=");
            add_encoded(&request->url, value);
            mark = "&";
        }
    }
    return true;
}

/* Whether a response before `before` documents the media type, too. */
static bool is_known(const struct dg_operation *operation, size_t before, const char *type)
{
    for (size_t i = 0; i < before; i++) {
        for (size_t j = 0; j < operation->responses[i].media_count; j++) {
            if (strcmp(operation->responses[i].media[j].type, type) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* Asks for what is documented, in the contract's order. */
static bool add_accept(struct request *request)
{
    const struct dg_operation *operation = request->operation;
    struct scratch line = {.data = NULL};
    bool added = true;

    for (size_t i = 0; i < operation->response_count; i++) {
        for (size_t j = 0; j < operation->responses[i].media_count; j++) {
            const char *type = operation->responses[i].media[j].type;

            if (!is_known(operation, i, type)) {
                scratch_format(&line, "%s%s", line.length == 0 ? "Accept: " : ", ", type);
            }
        }
    }
    if (line.length > 0) {
        added = add_header(request, scratch_string(&line));
    }
    scratch_free(&line);
    return added;
}

static bool add_token(struct request *request, const struct options *options,
                      const struct dg_contract *contract)
{
    struct scratch line = {.data = NULL};
    bool added = false;

    if (!request->operation->bearer) {
        return true;
    }
    if (!credentials_read(&request->token, options, contract)) {
        return false;
    }
    /* All the room at once: growing would leave copies behind. */
    if (scratch_reserve(&line, sizeof "Authorization: Bearer " + request->token.length)) {
        scratch_add_string(&line, "Authorization: Bearer ");
        scratch_add(&line, request->token.data, request->token.length);
    }
    added = add_header(request, scratch_string(&line));
    credentials_wipe(&line);
    return added;
}

static bool name_request(struct request *request)
{
    const char *url = scratch_string(&request->url);

    if (url != NULL) {
        scratch_add_string(&request->name, request->operation->method);
        scratch_add_string(&request->name, " ");
        scratch_add_utf8(&request->name, dg_text_of(url), SIZE_MAX);
    }
    if (scratch_string(&request->name) == NULL) {
        trouble(NULL, "out of memory");
        return false;
    }
    return true;
}

bool request_build(struct request *request, const struct options *options,
                   const struct dg_contract *contract)
{
    *request = (struct request){.operation = options->operation};
    if (request->operation->body) {
        trouble(NULL, "'%s' has a request body, which this program doesn't send",
                request->operation->command);
        return false;
    }
    /* An empty body has no type; libcurl would name one. */
    return add_server(request, options, contract) && add_path(request, options) &&
           add_parameters(request) && add_accept(request) && add_header(request, "Content-Type:") &&
           add_token(request, options, contract) && name_request(request);
}

void request_free(struct request *request)
{
    for (struct curl_slist *at = request->headers; at != NULL; at = at->next) {
        explicit_bzero(at->data, strlen(at->data));
    }
    curl_slist_free_all(request->headers);
    credentials_wipe(&request->token);
    free(request->path);
    scratch_free(&request->url);
    scratch_free(&request->name);
}
