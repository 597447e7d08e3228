/* Recognizes the responses of proxies, challenges and redirects. */
#include "input/http_role.h"

#include <string.h>
#include <strings.h>

#include "http/message.h"

/* A response that another one follows. */
struct followed {
    const struct response *response;
    struct dg_text head;
    struct buffer value; /* of the field that was found last */
    bool has_body;
    bool in_chunks;
};

/* Whether the status line has those words. */
static bool says(const struct followed *followed, const char *words)
{
    struct dg_text lines = followed->head;
    struct dg_text line = {"", 0};
    size_t length = strlen(words);
    bool said = false;

    (void)message_next_line(&lines, &line);
    for (size_t i = 0; i + length <= line.length; i++) {
        said |= strncasecmp(line.data + i, words, length) == 0;
    }
    return said;
}

static bool has_field(struct followed *followed, const char *name)
{
    return message_find(followed->head, name, &followed->value);
}

/* A proxy's response to CONNECT has neither a length nor a type (RFC 9110 §9.3.6). */
static enum http_role role_of_success(struct followed *followed)
{
    const struct response *response = followed->response;

    if (says(followed, "connection established") || has_field(followed, "Proxy-Agent") ||
        has_field(followed, "Proxy-Connection")) {
        return HTTP_ROLE_BEFORE;
    }
    return followed->in_chunks || response->content_length.length > 0 ||
                   response->content_type.length > 0
               ? HTTP_ROLE_ANSWER
               : HTTP_ROLE_OF_PROXY_PERHAPS;
}

static bool announces_body(const struct response *response)
{
    return response->content_length.length > 0 &&
           !dg_text_equal(buffer_text(&response->content_length), dg_text_of("0"));
}

/* Whether a 401 was a challenge, which the client answered. A client that keeps its body may have
   given up, unless the scheme takes several steps: a token is never sent on demand. */
static bool is_challenge(struct followed *followed)
{
    const struct buffer *scheme = &followed->value;

    if (!has_field(followed, "WWW-Authenticate")) {
        return !followed->has_body && announces_body(followed->response);
    }
    return !followed->has_body ||
           (scheme->length > 0 && strncasecmp(scheme->data, "Bearer", 6) != 0);
}

static enum http_role role_of(struct followed *followed)
{
    int status = followed->response->status;

    if (status / 100 == 2 && !followed->has_body) {
        return role_of_success(followed);
    }
    if (status == 407 || (status == 401 && is_challenge(followed)) ||
        (status / 100 == 3 && status != 304 && has_field(followed, "Location"))) {
        return HTTP_ROLE_BEFORE;
    }
    return HTTP_ROLE_ANSWER;
}

enum http_role http_role_of_followed(const struct response *response, bool has_body, bool in_chunks)
{
    struct followed followed = {.response = response,
                                .head = buffer_text(&response->head),
                                .has_body = has_body,
                                .in_chunks = in_chunks};
    enum http_role role = role_of(&followed);

    buffer_free(&followed.value);
    return role;
}
