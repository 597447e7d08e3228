/* Finds a secret in all spellings in which a server may return it, and overwrites it. */
#include "base/redact.h"

#include <limits.h>
#include <string.h>
#include <strings.h>

/* The forms of a secret. A copy is in one of them throughout: in a JSON Pointer, `~0` is one
   character of the secret, elsewhere two. In Base64, the bytes of the secret can begin at each of
   the three places of a group, since text may stand before them ("Bearer ..."). */
enum form {
    FORM_PLAIN,
    FORM_POINTER,
    FORM_HEX,
    FORM_BASE64_AT_0,
    FORM_BASE64_AT_1,
    FORM_BASE64_AT_2,
    FORM_COUNT
};

/* Shorter copies can be chance: encoded ones, and those without the padding of the secret. */
enum {
    SHORTEST_ENCODED = 4, /* characters */
    SHORTEST_UNPADDED = 8
};

/* The value of a hexadecimal digit; 16: it isn't a hexadecimal digit. */
static unsigned digit_value(char digit)
{
    if (digit >= '0' && digit <= '9') {
        return (unsigned)(digit - '0');
    }
    if (digit >= 'a' && digit <= 'f') {
        return (unsigned)(digit - 'a') + 10;
    }
    if (digit >= 'A' && digit <= 'F') {
        return (unsigned)(digit - 'A') + 10;
    }
    return 16;
}

/* Whether the digits after the first `lead` bytes of `text` are the number of `character`. */
static bool is_numbered(struct dg_text text, size_t lead, size_t digits, char character)
{
    unsigned number = 0;

    if (text.length < lead + digits) {
        return false;
    }
    for (size_t i = lead; i < lead + digits; i++) {
        unsigned value = digit_value(text.data[i]);

        if (value == 16) {
            return false;
        }
        number = number << 4 | value;
    }
    return number == (unsigned char)character;
}

/* The number of bytes at the beginning of `text` that spell `character`; 0: they don't. */
static size_t spell_character(struct dg_text text, char character, enum form form)
{
    char first = text.length == 0 ? '\0' : text.data[0];

    if (first == '\\' && text.length > 1) {
        bool numbered = text.data[1] == 'u' && is_numbered(text, 2, 4, character);

        return numbered ? 6 : (text.data[1] == character ? 2 : 0);
    }
    if (first == '%') {
        return is_numbered(text, 1, 2, character) ? 3 : 0;
    }
    if (form == FORM_POINTER && (character == '~' || character == '/')) {
        char number = character == '~' ? '0' : '1';

        return first == '~' && text.length > 1 && text.data[1] == number ? 2 : 0;
    }
    return text.length > 0 && first == character ? 1 : 0;
}

/* The bytes of the group of three that come before the secret. */
static size_t bytes_before(enum form form)
{
    return form < FORM_BASE64_AT_0 ? 0 : (size_t)(form - FORM_BASE64_AT_0);
}

/* The number of characters of a form that depend on the secret alone, which isn't empty. */
static size_t form_length(struct dg_text secret, enum form form)
{
    size_t before = bytes_before(form);

    if (form <= FORM_POINTER) {
        return secret.length;
    }
    if (form == FORM_HEX) {
        return 2 * secret.length;
    }
    return (before + secret.length) * 8 / 6 - (before * 8 + 5) / 6;
}

/* The bit of the secret at this distance from its beginning, the highest of a byte first. */
static unsigned secret_bit(struct dg_text secret, size_t bit)
{
    return (unsigned char)secret.data[bit / 8] >> (7 - bit % 8) & 1U;
}

/* Writes the two characters, which may be equal, that can stand at `index` of a form: of Base64,
   both alphabets (RFC 4648 §4 and §5), of hexadecimal digits, both cases. */
static void form_characters(struct dg_text secret, enum form form, size_t index, char out[2])
{
    static const char alphabets[2][65] = {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
    };
    static const char digits[2][17] = {"0123456789abcdef", "0123456789ABCDEF"};
    size_t before = bytes_before(form);
    size_t width = form == FORM_HEX ? 4 : 6;
    size_t bit = ((before * 8 + 5) / 6 + index) * width - before * 8;
    unsigned value = 0;

    if (form <= FORM_POINTER) {
        out[0] = out[1] = secret.data[index];
        return;
    }
    for (size_t i = 0; i < width; i++) {
        value = value << 1 | secret_bit(secret, bit + i);
    }
    for (size_t i = 0; i < 2; i++) {
        out[i] = form == FORM_HEX ? digits[i][value] : alphabets[i][value];
    }
}

/* The number of bytes at the beginning of `text` that are the secret in a form; 0: they aren't. */
static size_t spell(struct dg_text text, struct dg_text secret, enum form form)
{
    size_t count = form_length(secret, form);
    size_t taken = 0;

    for (size_t i = 0; i < count; i++) {
        struct dg_text rest = {text.data + taken, text.length - taken};
        char characters[2];
        size_t length = 0;

        form_characters(secret, form, i, characters);
        length = spell_character(rest, characters[0], form);
        if (length == 0) {
            length = spell_character(rest, characters[1], form);
        }
        if (length == 0) {
            return 0;
        }
        taken += length;
    }
    return taken;
}

/* The length of the whole copy that `text` begins with; 0: there is none. */
static size_t whole_copy_length(struct dg_text text, struct dg_text secret)
{
    size_t length = 0;

    if (secret.length == 0) {
        return 0;
    }
    for (enum form form = FORM_PLAIN; form < FORM_COUNT && length == 0; form++) {
        if (form <= FORM_POINTER || form_length(secret, form) >= SHORTEST_ENCODED) {
            length = spell(text, secret, form);
        }
    }
    return length;
}

/* The secret without the padding of a token at its end (RFC 6750 §2.1). */
static struct dg_text without_padding(struct dg_text secret)
{
    while (secret.length > 0 && secret.data[secret.length - 1] == '=') {
        secret.length--;
    }
    return secret;
}

/* The length of the copy that `text` begins with, perhaps without padding; 0: there is none. */
static size_t copy_length(struct dg_text text, struct dg_text secret)
{
    size_t length = whole_copy_length(text, secret);
    struct dg_text bare = without_padding(secret);

    if (length == 0 && bare.length < secret.length && bare.length >= SHORTEST_UNPADDED) {
        length = whole_copy_length(text, bare);
    }
    return length;
}

/* The bytes that a copy can begin with: others are passed over, since texts may be long. */
struct beginnings {
    bool any[UCHAR_MAX + 1];
};

static struct beginnings beginnings_of(struct dg_text secret)
{
    struct beginnings at = {.any = {false}};

    if (secret.length == 0) {
        return at;
    }
    for (enum form form = FORM_PLAIN; form < FORM_COUNT; form++) {
        char characters[2];

        if (form_length(secret, form) > 0) {
            form_characters(secret, form, 0, characters);
            at.any[(unsigned char)characters[0]] = at.any[(unsigned char)characters[1]] = true;
        }
    }
    at.any['\\'] = at.any['%'] = at.any['~'] = true; /* escapes of any character */
    return at;
}

bool redact_needed(struct dg_text text, struct dg_text secret)
{
    struct beginnings beginnings = beginnings_of(secret);

    for (; text.length > 0; text.data++, text.length--) {
        if (beginnings.any[(unsigned char)text.data[0]] && copy_length(text, secret) > 0) {
            return true;
        }
    }
    return false;
}

void redact(char *text, size_t length, struct dg_text secret)
{
    struct beginnings beginnings = beginnings_of(secret);
    size_t end = 0; /* of the copies that began so far */

    for (size_t i = 0; i < length; i++) {
        size_t copy = beginnings.any[(unsigned char)text[i]]
                          ? copy_length((struct dg_text){text + i, length - i}, secret)
                          : 0;

        if (copy > 0 && i + copy > end) {
            end = i + copy;
        }
        if (i < end) {
            text[i] = '*'; /* copies that overlap are looked for after it */
        }
    }
}

bool redact_is_secret(struct dg_text name)
{
    static const char *const secrets[] = {
        "Authorization", "Proxy-Authorization", "Authentication-Info", "Proxy-Authentication-Info",
        "Cookie",        "Set-Cookie",          "Set-Cookie2",         "X-Api-Key",
        "Api-Key",       "X-Auth-Token",        "X-Access-Token",      "X-Csrf-Token",
    };

    while (name.length > 0 &&
           (name.data[name.length - 1] == ' ' || name.data[name.length - 1] == '\t')) {
        name.length--;
    }
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++) {
        if (name.length == strlen(secrets[i]) &&
            strncasecmp(name.data, secrets[i], name.length) == 0) {
            return true;
        }
    }
    return false;
}

void redact_header(struct buffer *out, struct dg_text line, struct dg_text secret)
{
    const char *colon = line.length == 0 ? NULL : memchr(line.data, ':', line.length);
    size_t before = out->length;

    if (colon != NULL &&
        redact_is_secret((struct dg_text){line.data, (size_t)(colon - line.data)})) {
        buffer_add_bytes(out, line.data, (size_t)(colon - line.data));
        buffer_add(out, ": [redacted]");
        return;
    }
    buffer_add_bytes(out, line.data, line.length);
    if (out->length > before) {
        redact(out->data + before, out->length - before, secret);
    }
}
