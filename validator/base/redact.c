/* Finds a secret in all spellings in which a server may return it, and overwrites it. */
#include "base/redact.h"

#include <string.h>
#include <strings.h>

/* Spellings of `~` and `/`, which a JSON Pointer escapes. A copy is in one of the two spellings
   throughout: `~0` is either one character of the secret or two. */
enum spelling {
    SPELLING_PLAIN,
    SPELLING_POINTER
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
static size_t spell_character(struct dg_text text, char character, enum spelling spelling)
{
    char first = text.length == 0 ? '\0' : text.data[0];

    if (first == '\\' && text.length > 1) {
        bool numbered = text.data[1] == 'u' && is_numbered(text, 2, 4, character);

        return numbered ? 6 : (text.data[1] == character ? 2 : 0);
    }
    if (first == '%') {
        return is_numbered(text, 1, 2, character) ? 3 : 0;
    }
    if (spelling == SPELLING_POINTER && (character == '~' || character == '/')) {
        char number = character == '~' ? '0' : '1';

        return first == '~' && text.length > 1 && text.data[1] == number ? 2 : 0;
    }
    return text.length > 0 && first == character ? 1 : 0;
}

/* The same for the whole secret. */
static size_t spell(struct dg_text text, struct dg_text secret, enum spelling spelling)
{
    size_t taken = 0;

    for (size_t i = 0; i < secret.length; i++) {
        struct dg_text rest = {text.data + taken, text.length - taken};
        size_t length = spell_character(rest, secret.data[i], spelling);

        if (length == 0) {
            return 0;
        }
        taken += length;
    }
    return taken;
}

/* The length of the copy that `text` begins with; 0: there is none. */
static size_t copy_length(struct dg_text text, struct dg_text secret)
{
    size_t plain = spell(text, secret, SPELLING_PLAIN);

    return plain > 0 ? plain : spell(text, secret, SPELLING_POINTER);
}

bool redact_needed(struct dg_text text, struct dg_text secret)
{
    for (; text.length > 0; text.data++, text.length--) {
        if (copy_length(text, secret) > 0) {
            return true;
        }
    }
    return false;
}

void redact(char *text, size_t length, struct dg_text secret)
{
    size_t end = 0; /* of the copies that began so far */

    for (size_t i = 0; i < length; i++) {
        size_t copy = copy_length((struct dg_text){text + i, length - i}, secret);

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
    if (!out->failed && out->length > before) {
        redact(out->data + before, out->length - before, secret);
    }
}
