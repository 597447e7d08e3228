/* Formats of addresses: ipv4, ipv6 (RFC 4291), hostname (RFC 1123) and email (RFC 5321). */
#include "runtime/format_internal.h"

/* Addresses of machines */

/* Whether the text is 0 to 255, without leading zeros. */
static bool ipv4_is_octet(struct dg_text text)
{
    int value = 0;

    if (text.length == 0 || text.length > 3 || (text.length > 1 && text.data[0] == '0')) {
        return false;
    }
    for (size_t i = 0; i < text.length; i++) {
        if (!dg_format_is_digit(text.data[i])) {
            return false;
        }
        value = value * 10 + (text.data[i] - '0');
    }
    return value <= 255;
}

bool dg_format_is_ipv4(struct dg_text text)
{
    for (int octets = 1;; octets++) {
        size_t length = dg_format_until(text, '.');

        if (!ipv4_is_octet(dg_format_head(text, length))) {
            return false;
        }
        if (length == text.length) {
            return octets == 4;
        }
        text = dg_format_tail(text, length + 1);
    }
}

const struct dg_format dg_format_ipv4 = {"ipv4", DG_TEXT("IPv4 address"), dg_format_is_ipv4};

static bool ipv6_is_group(struct dg_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (!dg_format_is_hex(text.data[i])) {
            return false;
        }
    }
    return text.length >= 1 && text.length <= 4;
}

/* The number of groups of 16 bits in "1:2:3", of which the last two may be an IPv4 address; 0 if
 * the text isn't such a list. */
static int ipv6_groups(struct dg_text text, bool last)
{
    int groups = 0;

    for (;;) {
        size_t length = dg_format_until(text, ':');
        struct dg_text group = dg_format_head(text, length);

        if (last && length == text.length && dg_format_is_ipv4(group)) {
            return groups + 2;
        }
        if (!ipv6_is_group(group)) {
            return 0;
        }
        groups++;
        if (length == text.length) {
            return groups;
        }
        text = dg_format_tail(text, length + 1);
    }
}

/* The number of bytes before "::"; the length of the text if there is none. */
static size_t ipv6_until_gap(struct dg_text text)
{
    for (size_t i = 1; i < text.length; i++) {
        if (text.data[i - 1] == ':' && text.data[i] == ':') {
            return i - 1;
        }
    }
    return text.length;
}

bool dg_format_is_ipv6(struct dg_text text)
{
    size_t length = ipv6_until_gap(text);
    struct dg_text left = dg_format_head(text, length);
    struct dg_text right;
    int before;
    int after;

    if (length == text.length) {
        return ipv6_groups(text, true) == 8;
    }
    right = dg_format_tail(text, length + 2);
    before = ipv6_groups(left, false);
    after = ipv6_groups(right, true);
    return (before > 0 || left.length == 0) && (after > 0 || right.length == 0) &&
           before + after <= 7;
}

const struct dg_format dg_format_ipv6 = {"ipv6", DG_TEXT("IPv6 address"), dg_format_is_ipv6};

/* Names of machines */

/* Whether the text is labels of letters, digits and inner hyphens, with dots between them. */
static bool hostname_has_labels(struct dg_text text, size_t max_label)
{
    for (;;) {
        size_t length = dg_format_until(text, '.');

        if (length == 0 || length > max_label || text.data[0] == '-' ||
            text.data[length - 1] == '-') {
            return false;
        }
        for (size_t i = 0; i < length; i++) {
            if (!dg_format_is_alphanumeric(text.data[i]) && text.data[i] != '-') {
                return false;
            }
        }
        if (length == text.length) {
            return true;
        }
        text = dg_format_tail(text, length + 1);
    }
}

/* 253 characters are 255 bytes in messages of DNS (RFC 1035 §2.3.4). */
static bool format_fits_hostname(struct dg_text text)
{
    return text.length <= 253 && hostname_has_labels(text, 63);
}

const struct dg_format dg_format_hostname = {"hostname", DG_TEXT("RFC 1123 host name"),
                                             format_fits_hostname};

/* Mailboxes */

/* Whether the bytes are of an Atom (RFC 5322 §3.2.3). */
static bool email_is_atom(char c)
{
    return dg_format_is_alphanumeric(c) || dg_format_is_one_of(c, "!#$%&'*+-/=?^_`{|}~");
}

/* The length of the quoted string that the text begins with; 0 if there is none. */
static size_t email_quoted(struct dg_text text)
{
    size_t at = 1;

    for (; at < text.length && text.data[at] != '"'; at++) {
        if (text.data[at] == '\\') {
            at++;
        }
        if (at == text.length || text.data[at] < ' ' || text.data[at] > '~') {
            return 0;
        }
    }
    return at < text.length ? at + 1 : 0;
}

/* The length of the atoms, with dots between them, that the text begins with; 0 if there are
 * none. */
static size_t email_atoms(struct dg_text text)
{
    size_t at = 0;

    while (at < text.length && (email_is_atom(text.data[at]) || text.data[at] == '.')) {
        bool dot = text.data[at] == '.';

        if (dot && (at == 0 || text.data[at - 1] == '.')) {
            return 0;
        }
        at++;
    }
    return at > 0 && text.data[at - 1] != '.' ? at : 0;
}

/* Whether the text is the content of "[…]": an address, or "tag:content" (RFC 5321 §4.1.3). */
static bool email_is_literal(struct dg_text text)
{
    static const char ipv6[] = "ipv6:";
    size_t tag = dg_format_until(text, ':');
    size_t same = 0;

    while (same < 5 && same < text.length &&
           (text.data[same] | (dg_format_is_letter(text.data[same]) ? 0x20 : 0)) == ipv6[same]) {
        same++;
    }
    if (same == 5) {
        return dg_format_is_ipv6(dg_format_tail(text, same));
    }
    if (tag == text.length) {
        return dg_format_is_ipv4(text);
    }
    for (size_t i = 0; i < tag; i++) {
        if (!dg_format_is_alphanumeric(text.data[i]) && text.data[i] != '-') {
            return false;
        }
    }
    for (size_t i = tag + 1; i < text.length; i++) {
        if (text.data[i] < '!' || text.data[i] > '~' || dg_format_is_one_of(text.data[i], "[\\]")) {
            return false;
        }
    }
    return tag > 0 && text.data[tag - 1] != '-' && tag + 1 < text.length;
}

static bool format_fits_email(struct dg_text text)
{
    bool quoted = text.length > 0 && text.data[0] == '"';
    size_t local = quoted ? email_quoted(text) : email_atoms(text);
    struct dg_text domain;

    if (local == 0 || local == text.length || text.data[local] != '@') {
        return false;
    }
    domain = dg_format_tail(text, local + 1);
    if (domain.length > 2 && domain.data[0] == '[' && domain.data[domain.length - 1] == ']') {
        return email_is_literal((struct dg_text){domain.data + 1, domain.length - 2});
    }
    return hostname_has_labels(domain, domain.length);
}

const struct dg_format dg_format_email = {"email", DG_TEXT("RFC 5321 mailbox"), format_fits_email};
