/* The JSON writer. */
#include "runtime/writer.h"

#include <string.h>

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
    writer->used = 0;
}

bool dg_writer_finish(struct dg_writer *writer)
{
    if (writer->flush != NULL) {
        writer_flush(writer);
    }
    return !writer->failed;
}

static void writer_put(struct dg_writer *writer, const char *bytes, size_t length)
{
    writer->length += length;
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
            return;
        }
        if (length > 0) {
            writer_flush(writer);
        }
    }
}

/* Writes a comma if there is a value before this one. */
static void writer_begin_value(struct dg_writer *writer)
{
    if (writer->comma) {
        writer_put(writer, ",", 1);
    }
    writer->comma = true;
}

static void writer_open(struct dg_writer *writer, const char *bracket)
{
    writer_begin_value(writer);
    writer_put(writer, bracket, 1);
    writer->comma = false;
}

static void writer_close(struct dg_writer *writer, const char *bracket)
{
    writer_put(writer, bracket, 1);
    writer->comma = true;
}

void dg_write_object(struct dg_writer *writer)
{
    writer_open(writer, "{");
}

void dg_write_object_end(struct dg_writer *writer)
{
    writer_close(writer, "}");
}

void dg_write_array(struct dg_writer *writer)
{
    writer_open(writer, "[");
}

void dg_write_array_end(struct dg_writer *writer)
{
    writer_close(writer, "]");
}

void dg_write_key(struct dg_writer *writer, struct dg_text name)
{
    dg_write_text(writer, name);
    writer_put(writer, ":", 1);
    writer->comma = false;
}

static bool writer_must_escape(char c)
{
    return (unsigned char)c < 0x20 || c == '"' || c == '\\';
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

void dg_write_text(struct dg_writer *writer, struct dg_text text)
{
    size_t plain = 0; /* beginning of the bytes that need no escape */

    writer_begin_value(writer);
    writer_put(writer, "\"", 1);
    for (size_t i = 0; i < text.length; i++) {
        if (writer_must_escape(text.data[i])) {
            writer_put(writer, text.data + plain, i - plain);
            writer_escape(writer, text.data[i]);
            plain = i + 1;
        }
    }
    if (plain < text.length) {
        writer_put(writer, text.data + plain, text.length - plain);
    }
    writer_put(writer, "\"", 1);
}

void dg_write_integer(struct dg_writer *writer, int64_t value)
{
    char digits[20]; /* as many as "-9223372036854775808" has */
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0) {
        digits[--at] = '-';
    }
    writer_begin_value(writer);
    writer_put(writer, digits + at, sizeof digits - at);
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
