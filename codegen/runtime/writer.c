/* The JSON writer. */
#include "runtime/writer.h"

#include <string.h>

#include "runtime/plain.h"

void dg_writer_init(struct dg_writer *writer, char *buffer, size_t capacity,
                    bool (*flush)(struct dg_writer *writer))
{
    *writer = (struct dg_writer){.buffer = buffer, .capacity = capacity, .flush = flush};
}

static void writer_flush(struct dg_writer *writer)
{
    if (!writer->failed && writer->used > 0) {
        writer->failed = !writer->flush(writer);
    }
    writer->gone += writer->used;
    writer->used = 0;
}

size_t dg_writer_length(const struct dg_writer *writer)
{
    return writer->gone + writer->used;
}

bool dg_writer_finish(struct dg_writer *writer)
{
    if (writer->flush != NULL) {
        writer_flush(writer);
    }
    return !writer->failed;
}

/* Writes bytes for which there may be no room. */
static void writer_put_parts(struct dg_writer *writer, const char *bytes, size_t length)
{
    while (length > 0) {
        size_t room = writer->capacity - writer->used;
        size_t part = length < room ? length : room;

        if (part > 0) {
            memcpy(writer->buffer + writer->used, bytes, part);
            writer->used += part;
            bytes += part;
            length -= part;
        }
        if (length > 0 && (writer->flush == NULL || writer->capacity == 0)) {
            writer->gone += length;
            return;
        }
        if (length > 0) {
            writer_flush(writer);
        }
    }
}

/* Copies bytes, most often a few: each branch is two loads and two stores, which may overlap. */
static inline void writer_copy(char *to, const char *from, size_t length)
{
    if (length > 32) {
        memcpy(to, from, length);
    } else if (length >= 16) {
        memcpy(to, from, 16);
        memcpy(to + length - 16, from + length - 16, 16);
    } else if (length >= 8) {
        memcpy(to, from, 8);
        memcpy(to + length - 8, from + length - 8, 8);
    } else if (length >= 4) {
        memcpy(to, from, 4);
        memcpy(to + length - 4, from + length - 4, 4);
    } else {
        for (size_t i = 0; i < length; i++) {
            to[i] = from[i];
        }
    }
}

static inline void writer_put(struct dg_writer *writer, const char *bytes, size_t length)
{
    if (length < writer->capacity - writer->used) {
        writer_copy(writer->buffer + writer->used, bytes, length);
        writer->used += length;
    } else {
        writer_put_parts(writer, bytes, length);
    }
}

static inline void writer_put_byte(struct dg_writer *writer, char byte)
{
    writer_put(writer, &byte, 1);
}

/* Writes a comma if there is a value before this one. */
static void writer_begin_value(struct dg_writer *writer)
{
    if (writer->comma) {
        writer_put_byte(writer, ',');
    }
    writer->comma = true;
}

static void writer_open(struct dg_writer *writer, char bracket)
{
    writer_begin_value(writer);
    writer_put_byte(writer, bracket);
    writer->comma = false;
}

static void writer_close(struct dg_writer *writer, char bracket)
{
    writer_put_byte(writer, bracket);
    writer->comma = true;
}

void dg_write_object(struct dg_writer *writer)
{
    writer_open(writer, '{');
}

void dg_write_object_end(struct dg_writer *writer)
{
    writer_close(writer, '}');
}

void dg_write_array(struct dg_writer *writer)
{
    writer_open(writer, '[');
}

void dg_write_array_end(struct dg_writer *writer)
{
    writer_close(writer, ']');
}

void dg_write_spelled_key(struct dg_writer *writer, struct dg_text key)
{
    size_t skipped = writer->comma ? 0 : 1;

    writer_put(writer, key.data + skipped, key.length - skipped);
    writer->comma = false;
}

bool dg_write_key(struct dg_writer *writer, struct dg_text name)
{
    bool sound = dg_write_text(writer, name);

    writer_put_byte(writer, ':');
    writer->comma = false;
    return sound;
}

static void writer_escape(struct dg_writer *writer, char c)
{
    static const char short_forms[] = "\"\"\\\\\bb\ff\nn\rr\tt"; /* pairs: byte, letter */
    static const char hex[] = "0123456789abcdef";
    char escape[6] = {'\\', 'u', '0', '0', hex[(unsigned char)c >> 4], hex[(unsigned char)c & 15]};

    for (size_t i = 0; i < sizeof short_forms - 1; i += 2) {
        if (short_forms[i] == c) {
            escape[1] = short_forms[i + 1];
            writer_put(writer, escape, 2);
            return;
        }
    }
    writer_put(writer, escape, sizeof escape);
}

/* The two functions below copy the plain bytes before the first special one, and return their
   number. `to` has room for all `length` bytes; what it holds after the plain ones is undefined. */

/* At most 15 bytes: as two words, which may overlap, if all are plain. */
static size_t writer_copy_few(char *to, const char *from, size_t length)
{
    uint64_t words[2];
    uint32_t halves[2];
    size_t i = 0;

    if (length >= sizeof words[0]) {
        memcpy(&words[0], from, sizeof words[0]);
        memcpy(&words[1], from + length - sizeof words[1], sizeof words[1]);
        if (!dg_plain_has_special(words[0]) && !dg_plain_has_special(words[1])) {
            memcpy(to, &words[0], sizeof words[0]);
            memcpy(to + length - sizeof words[1], &words[1], sizeof words[1]);
            return length;
        }
    } else if (length >= sizeof halves[0]) {
        memcpy(&halves[0], from, sizeof halves[0]);
        memcpy(&halves[1], from + length - sizeof halves[1], sizeof halves[1]);
        if (!dg_plain_has_special(halves[0] | (uint64_t)halves[1] << 32)) {
            memcpy(to, &halves[0], sizeof halves[0]);
            memcpy(to + length - sizeof halves[1], &halves[1], sizeof halves[1]);
            return length;
        }
    }
    for (; i < length && dg_plain_is(from[i]); i++) {
        to[i] = from[i];
    }
    return i;
}

static size_t writer_copy_plain(char *to, const char *from, size_t length)
{
    size_t i = 0;

#if defined(__SSE2__)
    while (i + 16 <= length) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(from + i));
        unsigned specials = dg_plain_specials(bytes);

        _mm_storeu_si128((__m128i *)(void *)(to + i), bytes);
        if (specials != 0) {
            return i + (size_t)__builtin_ctz(specials);
        }
        i += 16;
        if (i < length && length < i + 16) {
            i = length - 16; /* the last 16 bytes, of which some are copied again */
        }
    }
#else
    for (; i + 8 <= length; i += 8) {
        if (writer_copy_few(to + i, from + i, 8) < 8) {
            break;
        }
    }
#endif
    return i + writer_copy_few(to + i, from + i, length - i);
}

/* The same through `part`, as the writer's buffer may have no room. */
static size_t writer_put_by_part(struct dg_writer *writer, const char *bytes, size_t length)
{
    char part[64];
    size_t plain = writer_copy_plain(part, bytes, length < sizeof part ? length : sizeof part);

    writer_put(writer, part, plain);
    return plain;
}

/* Writes the special byte or sequence at `at`: an escape, a sequence of UTF-8, or a byte that isn't
 * in any. Returns the number of bytes that it stands for. */
static size_t writer_put_special(struct dg_writer *writer, const char *at, size_t left, bool *sound)
{
    size_t length = dg_utf8_sequence(at, at + left);

    if (length == 1) {
        writer_escape(writer, *at);
        return 1;
    }
    if (length == 0) {
        *sound = false;
        length = 1;
    }
    writer_put(writer, at, length);
    return length;
}

/* Writes plain bytes up to the first special one, or at most as many as fit into a part. Returns
 * their number. */
static inline size_t writer_put_plain(struct dg_writer *writer, const char *at, size_t left)
{
    size_t plain;

    if (left >= writer->capacity - writer->used) {
        return writer_put_by_part(writer, at, left);
    }
    plain = writer_copy_plain(writer->buffer + writer->used, at, left);
    writer->used += plain;
    return plain;
}

bool dg_write_text(struct dg_writer *writer, struct dg_text text)
{
    size_t i = 0;
    bool sound = true;

    writer_begin_value(writer);
    writer_put_byte(writer, '"');
    while (i < text.length) {
        i += writer_put_plain(writer, text.data + i, text.length - i);
        if (i < text.length && !dg_plain_is(text.data[i])) {
            i += writer_put_special(writer, text.data + i, text.length - i, &sound);
        }
    }
    writer_put_byte(writer, '"');
    return sound;
}

void dg_write_integer(struct dg_writer *writer, int64_t value)
{
    char digits[20]; /* the length of "-9223372036854775808" */
    char *const end = digits + sizeof digits;
    char *at = end;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0) {
        *--at = '-';
    }
    writer_begin_value(writer);
    writer_put(writer, at, (size_t)(end - at));
}

void dg_write_boolean(struct dg_writer *writer, bool value)
{
    writer_begin_value(writer);
    writer_put(writer, value ? "true" : "false", value ? 4 : 5);
}

void dg_write_null(struct dg_writer *writer)
{
    writer_begin_value(writer);
    writer_put(writer, "null", 4);
}

void dg_write_raw(struct dg_writer *writer, struct dg_text json)
{
    writer_begin_value(writer);
    writer_put(writer, json.data, json.length);
}

void dg_write_bytes(struct dg_writer *writer, const char *bytes, size_t length)
{
    writer_put(writer, bytes, length);
    writer->comma = false;
}
