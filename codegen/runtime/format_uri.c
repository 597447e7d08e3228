/* Formats of identifiers: uri and uri-reference (RFC 3986). */
#include "runtime/format_internal.h"

/* Unreserved characters and sub-delims (RFC 3986 §2.2, §2.3). */
static bool uri_is_plain(char c)
{
    return dg_format_is_alphanumeric(c) || dg_format_is_one_of(c, "-._~!$&'()*+,;=");
}

/* Whether the text consists of plain characters, percent-encodings and the characters of `more`. */
static bool uri_has_only(struct dg_text text, const char *more)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];

        if (uri_is_plain(c) || dg_format_is_one_of(c, more)) {
            continue;
        }
        if (c != '%' || text.length - i < 3 || !dg_format_is_hex(text.data[i + 1]) ||
            !dg_format_is_hex(text.data[i + 2])) {
            return false;
        }
        i += 2;
    }
    return true;
}

/* "v1.fe80::a" (RFC 3986 §3.2.2, IPvFuture) */
static bool uri_is_future(struct dg_text text)
{
    size_t dot = dg_format_until(text, '.');
    struct dg_text rest;

    if (text.length == 0 || (text.data[0] | 0x20) != 'v' || dot < 2 || dot + 1 >= text.length) {
        return false;
    }
    for (size_t i = 1; i < dot; i++) {
        if (!dg_format_is_hex(text.data[i])) {
            return false;
        }
    }
    rest = dg_format_tail(text, dot + 1);
    return dg_format_until(rest, '%') == rest.length && uri_has_only(rest, ":");
}

/* Whether the text is a host, with a port or without. */
static bool uri_is_host(struct dg_text text)
{
    size_t host = dg_format_until(text, ':');

    if (text.length > 0 && text.data[0] == '[') {
        struct dg_text address;

        host = dg_format_until(text, ']');
        if (host == text.length) {
            return false;
        }
        address = (struct dg_text){text.data + 1, host - 1};
        if (!dg_format_is_ipv6(address) && !uri_is_future(address)) {
            return false;
        }
        host++;
    } else if (!uri_has_only(dg_format_head(text, host), "")) {
        return false;
    }
    if (host < text.length && text.data[host] != ':') {
        return false;
    }
    for (size_t i = host + 1; i < text.length; i++) {
        if (!dg_format_is_digit(text.data[i])) {
            return false;
        }
    }
    return true;
}

static bool uri_is_authority(struct dg_text text)
{
    size_t user = dg_format_until(text, '@');

    if (user == text.length) {
        return uri_is_host(text);
    }
    return uri_has_only(dg_format_head(text, user), ":") &&
           uri_is_host(dg_format_tail(text, user + 1));
}

/* The length of the scheme that the text begins with, without its colon; 0 if there is none. */
static size_t uri_scheme(struct dg_text text)
{
    size_t length = 0;

    while (length < text.length && (dg_format_is_alphanumeric(text.data[length]) ||
                                    dg_format_is_one_of(text.data[length], "+-."))) {
        length++;
    }
    return length > 0 && length < text.length && text.data[length] == ':' &&
                   dg_format_is_letter(text.data[0])
               ? length
               : 0;
}

/* Judges the authority and the path. Without a scheme, the first segment of a path that doesn't
 * begin with a slash has no colon. */
static bool uri_is_hierarchy(struct dg_text text, bool scheme)
{
    size_t end;

    if (text.length >= 2 && text.data[0] == '/' && text.data[1] == '/') {
        text = dg_format_tail(text, 2);
        end = dg_format_until(text, '/');
        return uri_is_authority(dg_format_head(text, end)) &&
               uri_has_only(dg_format_tail(text, end), ":@/");
    }
    end = dg_format_until(text, '/');
    return uri_has_only(text, ":@/") &&
           (scheme || dg_format_until(dg_format_head(text, end), ':') == end);
}

static bool uri_fits(struct dg_text text, bool relative)
{
    size_t fragment = dg_format_until(text, '#');
    size_t scheme = uri_scheme(text);
    size_t query;

    if (fragment < text.length && !uri_has_only(dg_format_tail(text, fragment + 1), ":@/?")) {
        return false;
    }
    text = dg_format_head(text, fragment);
    query = dg_format_until(text, '?');
    if (query < text.length && !uri_has_only(dg_format_tail(text, query + 1), ":@/?")) {
        return false;
    }
    text = dg_format_head(text, query);
    if (scheme > 0) {
        return uri_is_hierarchy(dg_format_tail(text, scheme + 1), true);
    }
    return relative && uri_is_hierarchy(text, false);
}

static bool format_fits_uri(struct dg_text text)
{
    return uri_fits(text, false);
}

const struct dg_format dg_format_uri = {"uri", DG_TEXT("RFC 3986 URI"), format_fits_uri};

static bool format_fits_uri_reference(struct dg_text text)
{
    return uri_fits(text, true);
}

const struct dg_format dg_format_uri_reference = {
    "uri-reference", DG_TEXT("RFC 3986 URI reference"), format_fits_uri_reference};
