/* Finds a secret in all spellings in which a server may return it, and overwrites it. */
#include "base/redact.h"

#include <limits.h>
#include <string.h>
#include <strings.h>

/* The forms of a secret. A copy is in one of them throughout: in a JSON Pointer, `~0` is one
   character of the secret, elsewhere two. In Base64, the bytes of the secret can begin at each of
   the three places of a group, since text may stand before them ("Bearer ..."). Encoded copies can
   be encoded again. */
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

/* HTML's names of characters that tokens can have (RFC 6750 §2.1) and of those that it has to
   escape. */
static const struct {
    const char *name;
    char character;
} entities[] = {
    {"amp", '&'},   {"lt", '<'},   {"gt", '>'},     {"quot", '"'},   {"apos", '\''},
    {"plus", '+'},  {"sol", '/'},  {"equals", '='}, {"period", '.'}, {"lowbar", '_'},
    {"Tilde", '~'}, {"dash", '-'}, {"hyphen", '-'},
};

/* The most digits of the number of a character in HTML, of which all but three may be zeros. */
#define MOST_ENTITY_DIGITS 8

/* Reads a reference &#...; that `text` begins with. Returns its length; 0: it isn't one. */
static size_t read_entity_number(struct dg_text text, unsigned *character)
{
    bool hex = text.length > 2 && (text.data[2] == 'x' || text.data[2] == 'X');
    unsigned base = hex ? 16 : 10;
    size_t begin = hex ? 3 : 2;
    size_t at = begin;

    *character = 0;
    while (at < text.length && at - begin < MOST_ENTITY_DIGITS &&
           digit_value(text.data[at]) < base) {
        *character = *character * base + digit_value(text.data[at++]);
    }
    if (at == begin) {
        return 0;
    }
    return at < text.length && text.data[at] == ';' ? at + 1 : at;
}

/* Reads an HTML reference that `text`, which isn't empty, begins with. Returns its length; 0: it
   isn't one. */
static size_t read_entity(struct dg_text text, unsigned *character)
{
    if (text.length > 1 && text.data[1] == '#') {
        return read_entity_number(text, character);
    }
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
        size_t length = strlen(entities[i].name);

        if (text.length > length + 1 && memcmp(text.data + 1, entities[i].name, length) == 0 &&
            text.data[length + 1] == ';') {
            *character = (unsigned char)entities[i].character;
            return length + 2;
        }
    }
    return 0;
}

/* Reads the number of a character from the digits after the first `lead` bytes of `text`. */
static bool read_digits(struct dg_text text, size_t lead, size_t digits, unsigned *character)
{
    *character = 0;
    if (text.length < lead + digits) {
        return false;
    }
    for (size_t i = lead; i < lead + digits; i++) {
        unsigned value = digit_value(text.data[i]);

        if (value == 16) {
            return false;
        }
        *character = *character << 4 | value;
    }
    return true;
}

/* Whether these digits are the number of `character`. */
static bool is_numbered(struct dg_text text, size_t lead, size_t digits, char character)
{
    unsigned number = 0;

    return read_digits(text, lead, digits, &number) && number == (unsigned char)character;
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
    if (first == '&') {
        unsigned number = 0;
        size_t length = read_entity(text, &number);

        if (length > 0 && number == (unsigned char)character) {
            return length;
        }
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
    return (unsigned)(unsigned char)secret.data[bit / 8] >> (7 - bit % 8) & 1U;
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

/* The length of what `text` begins with, if it can stand between the hexadecimal digits of two
   bytes: a few blanks, punctuation and prefixes, as in `73 6b`, `73:6b`, `0x73, 0x6b`, `\x73\x6b`.
 */
static size_t separator_length(struct dg_text text)
{
    static const char between[] = " \t\r\n:;,._-";
    size_t at = 0;

    while (at < text.length && at < 3) {
        bool escaped = text.data[at] == '\\' && at + 1 < text.length &&
                       strchr("nrt", text.data[at + 1]) != NULL;

        if (!escaped && (text.data[at] == '\0' || strchr(between, text.data[at]) == NULL)) {
            break;
        }
        at += escaped ? 2 : 1;
    }
    if (at < text.length && text.data[at] == '\\') { /* in JSON, a backslash is two */
        at += at + 1 < text.length && text.data[at + 1] == '\\' ? 1 : 0;
    }
    if (at + 1 < text.length && (text.data[at] == '0' || text.data[at] == '\\') &&
        (text.data[at + 1] == 'x' || text.data[at + 1] == 'X')) {
        at += 2;
    }
    return at;
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

        if (form == FORM_HEX && i % 2 == 0 && i > 0) {
            size_t between = separator_length(rest);

            rest = (struct dg_text){rest.data + between, rest.length - between};
            taken += between;
        }
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

/* The length of the whole copy of the secret, which isn't empty, that `text` begins with; 0: there
   is none. */
static size_t whole_copy_length(struct dg_text text, struct dg_text secret)
{
    size_t length = 0;

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

/* Copies that are encoded twice */

/* The number of encoded spellings of a secret: hexadecimal digits in both cases, and the three
   forms of Base64 in both alphabets. */
#define ENCODED_COUNT ((size_t)8)
/* The forms in which each of these can be encoded again. */
#define AGAIN_COUNT ((size_t)(FORM_COUNT - FORM_HEX))

/* A search for a secret, which costs about the same for each byte of the text. */
struct search {
    struct dg_text secret;
    bool once[UCHAR_MAX + 1];  /* characters that copies encoded at most once begin with */
    bool again[UCHAR_MAX + 1]; /* characters that copies encoded twice begin with */
    struct buffer encoded;     /* the encoded spellings, one after another */
    struct dg_text spellings[ENCODED_COUNT];
    /* The first two characters of each spelling in each form, each in its two alternatives. */
    char firsts[ENCODED_COUNT][AGAIN_COUNT][2][2];
    bool twice; /* the text is long enough for copies that are encoded twice */
};

/* The characters that `text`, which isn't empty, can begin with: its byte as it is, or unescaped.
 */
struct beginning {
    unsigned char characters[3];
    size_t count;
};

static void beginning_add(struct beginning *beginning, unsigned character)
{
    if (character <= UCHAR_MAX) {
        beginning->characters[beginning->count++] = (unsigned char)character;
    }
}

static struct beginning beginning_of(struct dg_text text)
{
    struct beginning beginning = {{(unsigned char)text.data[0]}, 1};
    unsigned number = 0;

    switch (text.data[0]) {
    case '\\':
        if (text.length > 1) {
            beginning_add(&beginning, (unsigned char)text.data[1]);
        }
        if (text.length > 1 && text.data[1] == 'u' && read_digits(text, 2, 4, &number)) {
            beginning_add(&beginning, number);
        }
        break;
    case '%':
        if (read_digits(text, 1, 2, &number)) {
            beginning_add(&beginning, number);
        }
        break;
    case '&':
        if (read_entity(text, &number) > 0) {
            beginning_add(&beginning, number);
        }
        break;
    default:
        break;
    }
    return beginning;
}

static bool beginning_is_in(const struct beginning *beginning, const bool set[UCHAR_MAX + 1])
{
    for (size_t i = 0; i < beginning->count; i++) {
        if (set[beginning->characters[i]]) {
            return true;
        }
    }
    return false;
}

/* Whether the beginning is one of two characters. */
static bool beginning_is(const struct beginning *beginning, const char either[2])
{
    for (size_t i = 0; i < beginning->count; i++) {
        if (beginning->characters[i] == (unsigned char)either[0] ||
            beginning->characters[i] == (unsigned char)either[1]) {
            return true;
        }
    }
    return false;
}

static bool is_escape(char character)
{
    return character == '\\' || character == '%' || character == '&';
}

/* Notes how the spelling begins when it is encoded again. */
static void search_add(struct search *search, size_t spelling)
{
    struct dg_text text = search->spellings[spelling];

    for (size_t i = 0; i < AGAIN_COUNT; i++) {
        char(*first)[2] = search->firsts[spelling][i];

        form_characters(text, (enum form)(FORM_HEX + i), 0, first[0]);
        form_characters(text, (enum form)(FORM_HEX + i), 1, first[1]);
        search->again[(unsigned char)first[0][0]] = true;
        search->again[(unsigned char)first[0][1]] = true;
    }
}

/* Makes the encoded spellings of the secret without its padding, since padding isn't secret. */
static void search_encode(struct search *search, struct dg_text bare)
{
    size_t ends[ENCODED_COUNT];
    size_t begin = 0;

    buffer_reserve(&search->encoded, ENCODED_COUNT * 2 * (bare.length + 1)); /* never moved */
    for (size_t i = 0; i < ENCODED_COUNT; i++) {
        enum form form = (enum form)(FORM_HEX + i / 2);
        size_t length = form_length(bare, form);

        for (size_t j = 0; j < length; j++) {
            char characters[2];

            form_characters(bare, form, j, characters);
            buffer_add_bytes(&search->encoded, &characters[i % 2], 1);
        }
        ends[i] = search->encoded.length;
    }
    for (size_t i = 0; i < ENCODED_COUNT; i++) {
        search->spellings[i] = (struct dg_text){search->encoded.data + begin, ends[i] - begin};
        begin = ends[i];
        search_add(search, i);
    }
}

/* The secret isn't empty. */
static void search_open(struct search *search, struct dg_text secret, size_t length)
{
    struct dg_text bare = without_padding(secret);

    *search = (struct search){.secret = secret};
    for (enum form form = FORM_PLAIN; form < FORM_COUNT; form++) {
        char characters[2];

        if (form_length(secret, form) > 0) {
            form_characters(secret, form, 0, characters);
            search->once[(unsigned char)characters[0]] = true;
            search->once[(unsigned char)characters[1]] = true;
        }
    }
    search->once['~'] |= secret.data[0] == '/'; /* escaped in a JSON Pointer */
    /* The shortest copy that is encoded twice is in Base64, which is longer by a third, twice. */
    search->twice = bare.length >= SHORTEST_ENCODED && length > bare.length * 16 / 9;
    if (search->twice) {
        search_encode(search, bare);
    }
}

static void search_close(struct search *search)
{
    if (search->encoded.data != NULL) {
        explicit_bzero(search->encoded.data, search->encoded.length);
    }
    buffer_free(&search->encoded);
}

/* The length of the copy that `text` begins with and that is encoded twice; 0: there is none. */
static size_t search_twice(const struct search *search, struct dg_text text,
                           const struct beginning *beginning)
{
    bool plain = text.length > 1 && !is_escape(text.data[0]) && !is_escape(text.data[1]);
    size_t length = 0;

    for (size_t i = 0; i < ENCODED_COUNT * AGAIN_COUNT && length == 0; i++) {
        const char(*first)[2] = search->firsts[i / AGAIN_COUNT][i % AGAIN_COUNT];

        if (beginning_is(beginning, first[0]) &&
            (!plain || text.data[1] == first[1][0] || text.data[1] == first[1][1])) {
            length = spell(text, search->spellings[i / AGAIN_COUNT],
                           (enum form)(FORM_HEX + i % AGAIN_COUNT));
        }
    }
    return length;
}

/* The length of the copy that `text`, which isn't empty, begins with; 0: there is none. */
static size_t search_at(const struct search *search, struct dg_text text)
{
    struct beginning beginning = beginning_of(text);
    size_t length = 0;

    if (beginning_is_in(&beginning, search->once)) {
        length = copy_length(text, search->secret);
    }
    if (length == 0 && search->twice && beginning_is_in(&beginning, search->again)) {
        length = search_twice(search, text, &beginning);
    }
    return length;
}

bool redact_needed(struct dg_text text, struct dg_text secret)
{
    struct search search;
    bool found = false;

    if (secret.length == 0) {
        return false;
    }
    search_open(&search, secret, text.length);
    for (; text.length > 0 && !found; text.data++, text.length--) {
        found = search_at(&search, text) > 0;
    }
    search_close(&search);
    return found;
}

void redact(char *text, size_t length, struct dg_text secret)
{
    struct search search;
    size_t end = 0; /* of the copies that began so far */

    if (secret.length == 0) {
        return;
    }
    search_open(&search, secret, length);
    for (size_t i = 0; i < length; i++) {
        size_t copy = search_at(&search, (struct dg_text){text + i, length - i});

        if (copy > 0 && i + copy > end) {
            end = i + copy;
        }
        if (i < end) {
            text[i] = '*'; /* copies that overlap are looked for after it */
        }
    }
    search_close(&search);
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
