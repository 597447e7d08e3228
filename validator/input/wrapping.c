/* Unwraps documents, and finds positions in the wrapped text with marks a few hundred bytes
   apart. */
#include "input/wrapping.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#include "http/chunks.h"
#include "runtime/escape.h"

/* The least number of bytes of the document between two marks. */
#define MARK_DISTANCE 256

static void mark(struct wrapping *wrapping, size_t inside, const char *outside)
{
    const struct wrapping_mark *marks = (const void *)wrapping->marks.data;
    size_t count = wrapping->marks.length / sizeof *marks;
    const struct wrapping_mark next = {inside, (size_t)(outside - wrapping->text.data)};

    if (count == 0 || inside - marks[count - 1].inside >= MARK_DISTANCE) {
        buffer_add_bytes(&wrapping->marks, (const char *)&next, sizeof next);
    }
}

static void begin(struct wrapping *wrapping, enum wrapping_kind kind, struct dg_text wrapped)
{
    wrapping->kind = kind;
    wrapping->begin = (size_t)(wrapped.data - wrapping->text.data);
    buffer_clear(&wrapping->marks);
}

/* The end of the unescaped characters from `at` on. */
static const char *plain_end(const char *at, const char *end)
{
    const char *escape = memchr(at, '\\', (size_t)(end - at));

    return escape == NULL ? end : escape;
}

void wrapping_add_string(struct buffer *out, struct dg_text inside)
{
    const char *at = inside.data;
    const char *end = inside.data + inside.length;

    while (at < end) {
        const char *plain = plain_end(at, end);
        struct dg_character character;

        buffer_add_bytes(out, at, (size_t)(plain - at));
        at = plain;
        if (at < end) {
            at = dg_escape_decode(at, end, &character);
            buffer_add_bytes(out, character.bytes, character.length);
        }
    }
}

bool wrapping_is_string(struct dg_text inside, const char *word, bool any_case)
{
    const char *at = inside.data;
    const char *end = inside.data + inside.length;
    size_t left = strlen(word);

    if (inside.length < left) {
        return false; /* no character is longer than its spelling */
    }
    if (plain_end(at, end) == end) {
        return inside.length == left &&
               (any_case ? strncasecmp(word, at, left) == 0 : memcmp(word, at, left) == 0);
    }
    while (at < end) {
        struct dg_character character;

        at = dg_escape_decode(at, end, &character);
        if (character.length > left ||
            (any_case ? strncasecmp(word, character.bytes, character.length)
                      : strncmp(word, character.bytes, character.length)) != 0) {
            return false;
        }
        word += character.length;
        left -= character.length;
    }
    return left == 0;
}

/* Like wrapping_add_string, but into existing room and with marks. */
static void take_marked(struct wrapping *wrapping, struct dg_text wrapped, struct buffer *out)
{
    const char *at = wrapped.data;
    const char *end = wrapped.data + wrapped.length;

    while (at < end) {
        const char *plain = plain_end(at, end);
        size_t length = (size_t)(plain - at);
        struct dg_character character;

        mark(wrapping, out->length, at);
        memcpy(out->data + out->length, at, length);
        out->length += length;
        at = plain;
        mark(wrapping, out->length, at); /* all bytes between two marks may be unescaped */
        if (at < end) {
            at = dg_escape_decode(at, end, &character);
            memcpy(out->data + out->length, character.bytes, character.length);
            out->length += character.length;
        }
    }
}

void wrapping_take_string(struct wrapping *wrapping, struct dg_text wrapped, struct buffer *out)
{
    begin(wrapping, WRAPPING_STRING, wrapped);
    buffer_clear(out);
    buffer_reserve_exactly(out, wrapped.length); /* an escape is never shorter than its character */
    take_marked(wrapping, wrapped, out);
}

/* The six bits of a letter of base64; -1: it isn't a letter of base64. */
static int sextet(char letter)
{
    if (letter >= 'A' && letter <= 'Z') {
        return letter - 'A';
    }
    if (letter >= 'a' && letter <= 'z') {
        return letter - 'a' + 26;
    }
    if (letter >= '0' && letter <= '9') {
        return letter - '0' + 52;
    }
    return letter == '+' ? 62 : letter == '/' ? 63 : -1;
}

/* Encoders for mail break lines (RFC 2045 §6.8), and some recorders use them. */
static bool breaks_line(char letter)
{
    return letter == '\n' || letter == '\r' || letter == ' ' || letter == '\t';
}

/* Decodes the inside of a JSON string, letter by letter. Archives hold large bodies, and so no
   other copy of them is needed. The padding may be missing. */
static bool decode_base64(struct buffer *out, struct dg_text inside)
{
    const char *end = inside.data + inside.length;
    size_t letters = 0;
    size_t padding = 0;
    unsigned bits = 0;

    for (const char *at = inside.data; at < end;) {
        struct dg_character letter = {{*at}, 1};
        int six = -1;

        at = *at == '\\' ? dg_escape_decode(at, end, &letter) : at + 1;
        if (letter.length == 1 && breaks_line(letter.bytes[0])) {
            continue;
        }
        if (letter.bytes[0] == '=' && padding < 2) {
            padding++;
            continue;
        }
        six = padding == 0 && letter.length == 1 ? sextet(letter.bytes[0]) : -1;
        if (six < 0) {
            return false;
        }
        bits = bits << 6 | (unsigned)six;
        if (letters % 4 != 0) {
            out->data[out->length++] = (char)(bits >> (6 - 2 * (letters % 4)));
        }
        letters++;
    }
    return letters % 4 != 1 && (padding == 0 || (letters + padding) % 4 == 0);
}

bool wrapping_take_base64(struct wrapping *wrapping, struct dg_text wrapped, struct buffer *out)
{
    begin(wrapping, WRAPPING_BASE64, wrapped);
    buffer_clear(out);
    buffer_reserve_exactly(out, wrapped.length / 4 * 3 + 3);
    return decode_base64(out, wrapped);
}

bool wrapping_decode_base64(struct dg_text text, struct buffer *out)
{
    buffer_clear(out);
    buffer_reserve_exactly(out, text.length / 4 * 3 + 3);
    return memchr(text.data, '\\', text.length) == NULL && decode_base64(out, text);
}

/* Takes the chunk at *at; the last chunk adds nothing. */
static enum chunks read_chunk(struct wrapping *wrapping, const char **at, const char *end,
                              struct buffer *out)
{
    const char *begin_of_chunk = *at;
    size_t size = 0;
    enum chunks read = chunks_read_size(at, end, &size);

    if (read != CHUNKS_WHOLE || size == 0) {
        return read;
    }
    if (size > (size_t)(end - *at)) {
        return CHUNKS_CUT;
    }
    mark(wrapping, out->length, begin_of_chunk);
    buffer_add_bytes(out, *at, size);
    *at += size;
    return chunks_read_line_end(at, end);
}

enum chunks wrapping_take_chunks(struct wrapping *wrapping, struct dg_text wrapped,
                                 struct buffer *out, size_t *length)
{
    const char *at = wrapped.data;
    const char *end = wrapped.data + wrapped.length;
    enum chunks read = CHUNKS_WHOLE;
    size_t before = SIZE_MAX;

    begin(wrapping, WRAPPING_CHUNKS, wrapped);
    buffer_clear(out);
    buffer_reserve_exactly(out, wrapped.length);
    while (read == CHUNKS_WHOLE && out->length != before) {
        before = out->length;
        read = read_chunk(wrapping, &at, end, out);
    }
    if (read == CHUNKS_WHOLE) {
        read = chunks_skip_trailer(&at, end);
    }
    *length = (size_t)(at - wrapped.data);
    return read;
}

static const char *find_in_string(const char *at, const char *end, size_t left)
{
    while (left > 0 && at < end) {
        struct dg_character character;
        const char *next = dg_escape_decode(at, end, &character);

        if (character.length > left) {
            return *at == '\\' ? at : at + left;
        }
        left -= character.length;
        at = next;
    }
    return at;
}

static const char *find_in_chunks(const char *at, const char *end, size_t left)
{
    const char *after = at; /* the chunk before */

    for (;;) {
        size_t size = 0;

        chunks_read_size(&at, end, &size);
        if (size == 0) {
            return after;
        }
        if (left < size) {
            return at + left;
        }
        left -= size;
        at += size;
        after = at;
        chunks_read_line_end(&at, end);
    }
}

/* Whether all bytes up to the next mark are unescaped: an escape is always longer than its
   character. */
static bool is_plain_after(const struct wrapping *wrapping, size_t index)
{
    const struct wrapping_mark *mark_at = (const void *)wrapping->marks.data;

    return (index + 1) * sizeof *mark_at < wrapping->marks.length &&
           mark_at[index + 1].inside - mark_at[index].inside ==
               mark_at[index + 1].outside - mark_at[index].outside;
}

size_t wrapping_find(const struct wrapping *wrapping, size_t inside)
{
    const struct wrapping_mark *marks = (const void *)wrapping->marks.data;
    size_t low = 0;
    size_t high = wrapping->marks.length / sizeof *marks;
    const char *end = wrapping->text.data + wrapping->text.length;
    const char *at = NULL;

    if (high == 0 || wrapping->kind == WRAPPING_BASE64 || wrapping->kind == WRAPPING_COMPRESSED) {
        return wrapping->begin;
    }
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (marks[middle].inside <= inside) {
            low = middle;
        } else {
            high = middle;
        }
    }
    at = wrapping->text.data + marks[low].outside;
    inside -= marks[low].inside;
    if (is_plain_after(wrapping, low)) {
        return marks[low].outside + inside;
    }
    at = wrapping->kind == WRAPPING_STRING ? find_in_string(at, end, inside)
                                           : find_in_chunks(at, end, inside);
    return (size_t)(at - wrapping->text.data);
}
