/* Checks headers from the command line. */
#include "live/header_options.h"

#include <string.h>
#include <strings.h>

#include "base/redact.h"
#include "base/trouble.h"
#include "live/request_header.h"

const char *header_options_refuse_value(const char *value)
{
    size_t length = strlen(value);

    for (const char *at = value; *at != '\0'; at++) {
        if ((unsigned char)*at < ' ' || *at == 0x7F) {
            return "control characters can't be sent in a header";
        }
    }
    /* Spaces at the ends are not part of a value (RFC 9110 §5.5): another value, or none, would
     * arrive. */
    if (length > 0 && (value[0] == ' ' || value[length - 1] == ' ')) {
        return "a header's value can't begin or end with a space";
    }
    return NULL;
}

/* The token (RFC 9110 §5.6.2) at the beginning of a line. */
static size_t name_length(const char *line)
{
    return strspn(line, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                        "!#$%&'*+-.^_`|~");
}

static const char *value_of(const char *line)
{
    const char *value = line + name_length(line) + 1;

    return value + strspn(value, " ");
}

static bool is_one_of(const char *const *names, const char *line)
{
    size_t length = name_length(line);

    for (; *names != NULL; names++) {
        if (strlen(*names) == length && strncasecmp(*names, line, length) == 0) {
            return true;
        }
    }
    return false;
}

/* The reason why a line can't be sent; NULL: it can be sent. */
static const char *refuse_line(const char *line)
{
    static const char *const framing[] = {
        "Host",    "Content-Length", "Transfer-Encoding", "Connection",     "Keep-Alive", "TE",
        "Trailer", "Upgrade",        "Proxy-Connection",  "HTTP2-Settings", "Expect",     NULL};
    static const char *const coding[] = {"Accept-Encoding", "Content-Encoding", NULL};

    if (name_length(line) == 0 || line[name_length(line)] != ':') {
        return "not a header: expected NAME: VALUE";
    }
    if (redact_is_secret((struct dg_text){line, name_length(line)})) {
        return "secrets are not taken from the command line, where other users see them";
    }
    if (is_one_of(framing, line)) {
        return "not allowed: this header changes where the request ends or which server gets the "
               "request";
    }
    if (is_one_of(coding, line)) {
        return "not allowed: no body is sent, and no compression is accepted";
    }
    return *value_of(line) == '\0' ? "the header has no value"
                                   : header_options_refuse_value(value_of(line));
}

bool header_options_given(const struct options *options, const char *name)
{
    const char *const names[] = {name, NULL};

    for (size_t i = 0; i < options->headers.count; i++) {
        if (is_one_of(names, options->headers.items[i])) {
            return true;
        }
    }
    return false;
}

bool header_options_add(struct request *request, const struct options *options)
{
    for (size_t i = 0; i < options->headers.count; i++) {
        const char *line = options->headers.items[i];
        const char *reason = refuse_line(line);
        struct buffer name = {.data = NULL};

        if (reason != NULL) {
            /* The text after the name may be a secret. */
            return options_refuse(options, "header", line, "--header: %.*s%s%s",
                                  (int)name_length(line), line, name_length(line) == 0 ? "" : ": ",
                                  reason);
        }
        buffer_add_bytes(&name, line, name_length(line));
        request_header_add(request, buffer_string(&name), value_of(line));
        buffer_free(&name);
    }
    return true;
}
