/* Builds URL and headers, and refuses what must not be sent. */
#include "live/request.h"

#include <stdlib.h>
#include <string.h>

#include "base/display.h"
#include "base/redact.h"
#include "base/trouble.h"
#include "live/credentials.h"
#include "live/header_options.h"
#include "live/parameters.h"
#include "live/request_header.h"
#include "live/server.h"

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

/* Accepts the documented media types, in contract order. */
static void add_accept(struct request *request)
{
    const struct dg_operation *operation = request->operation;
    struct buffer line = {.data = NULL};

    for (size_t i = 0; i < operation->response_count; i++) {
        for (size_t j = 0; j < operation->responses[i].media_count; j++) {
            const char *type = operation->responses[i].media[j].type;

            if (!is_known(operation, i, type)) {
                buffer_format(&line, "%s%s", line.length == 0 ? "Accept: " : ", ", type);
            }
        }
    }
    if (line.length > 0) {
        request_header_add_line(request, buffer_string(&line));
    }
    buffer_free(&line);
}

static bool add_token(struct request *request, const struct options *options,
                      const struct dg_contract *contract)
{
    struct buffer line = {.data = NULL};

    if (!request->operation->bearer) {
        return true;
    }
    if (!credentials_read(&request->token, options, contract)) {
        return false;
    }
    /* All the room at once: growing would leave copies in freed memory. */
    buffer_reserve(&line, sizeof "Authorization: Bearer " + request->token.length);
    buffer_add(&line, "Authorization: Bearer ");
    buffer_add_bytes(&line, request->token.data, request->token.length);
    request_header_add_line(request, buffer_string(&line));
    credentials_wipe(&line);
    return true;
}

static void name_request(struct request *request)
{
    buffer_add(&request->name, request->operation->method);
    buffer_add(&request->name, " ");
    display_add_utf8(&request->name, buffer_text(&request->url), SIZE_MAX);
    redact(request->name.data, request->name.length, buffer_text(&request->token));
}

/* Headers of --header replace ours. An empty body has no type, but libcurl would send one. */
static void add_own_headers(struct request *request, const struct options *options)
{
    struct buffer agent = {.data = NULL};

    if (!header_options_given(options, "Accept")) {
        add_accept(request);
    }
    if (!header_options_given(options, "User-Agent")) {
        buffer_format(&agent, "%s/" PROGRAM_VERSION, PROGRAM_NAME);
        request_header_add(request, "User-Agent", agent.data);
        buffer_free(&agent);
    }
    if (!header_options_given(options, "Content-Type")) {
        request_header_add_line(request, "Content-Type:");
    }
}

static bool add_server(struct request *request, const struct options *options,
                       const struct dg_contract *contract)
{
    struct server server = {.secure = false};

    if (!server_choose(&server, options, contract, request->operation) ||
        !server_proxy_possible(&server, options)) {
        return false;
    }
    request->secure = server.secure;
    buffer_add_bytes(&request->url, server.base.data, server.base.length);
    return true;
}

bool request_build(struct request *request, const struct options *options,
                   const struct dg_contract *contract)
{
    *request = (struct request){.operation = options->operation};
    if (request->operation->unsent != NULL) {
        trouble(NULL, "'%s' can't be called: this program doesn't send %s", options->word,
                request->operation->unsent);
        return false;
    }
    if (request->operation->body) {
        trouble(NULL, "'%s' has a request body, which this program doesn't send", options->word);
        return false;
    }
    if (!add_server(request, options, contract) || !parameters_add_path(request, options) ||
        !parameters_add_others(request, options)) {
        return false;
    }
    add_own_headers(request, options);
    if (!header_options_add(request, options) || !add_token(request, options, contract)) {
        return false;
    }
    name_request(request);
    return certificates_read(&request->certificates, options);
}

void request_free(struct request *request)
{
    for (struct curl_slist *at = request->headers; at != NULL; at = at->next) {
        explicit_bzero(at->data, strlen(at->data));
    }
    curl_slist_free_all(request->headers);
    credentials_wipe(&request->token);
    certificates_free(&request->certificates);
    free(request->path);
    buffer_free(&request->url);
    buffer_free(&request->name);
}
