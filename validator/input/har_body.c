/* Compares a recorded body with the sizes that the entry states, and undoes its compression. */
#include "input/har_body.h"

#include <inttypes.h>
#include <string.h>

#include "base/display.h"
#include "http/content.h"
#include "http/decompress.h"
#include "http/message.h"

/* Whether the entry says that the response had a body, or that this is not known. */
static bool is_said_to_exist(const struct har_entry *entry)
{
    if (entry->announced == 0) {
        return false;
    }
    return entry->announced > 0 || entry->announced_badly || entry->size > 0 ||
           entry->transferred > 0 || entry->file.length > 0 || !entry->has_text;
}

static void say_missing(struct har_entry *entry)
{
    buffer_add(&entry->lost, "the capture has no body");
    if (entry->file.length > 0) {
        buffer_add(&entry->lost, ": the body is in the file ");
        display_add_utf8(&entry->lost, buffer_text(&entry->file), 100);
    }
}

static void say_cut(struct har_entry *entry, size_t kept, int64_t whole)
{
    buffer_format(&entry->lost, "its body is cut off: %zu of %" PRId64 " bytes", kept, whole);
}

static void say_encoded(struct har_entry *entry, const char *words)
{
    buffer_add(&entry->lost, words);
    display_add_utf8(&entry->lost, buffer_text(&entry->content_encoding), 40);
}

/* A recorder without base64 writes each byte as the code point with that number. Turns these code
 * points into bytes again. Larger code points stay. */
static void take_bytes(struct buffer *body)
{
    size_t length = 0;

    for (size_t i = 0; i < body->length; i++) {
        unsigned char c = (unsigned char)body->data[i];
        bool pair = (c == 0xC2 || c == 0xC3) && i + 1 < body->length;

        if (pair) {
            c = (unsigned char)((c & 3) << 6 | ((unsigned char)body->data[++i] & 0x3F));
        }
        body->data[length++] = (char)c;
    }
    body->length = length;
}

/* Replaces the body by its content. */
static enum har_result undo_codings(struct har_entry *entry, struct wrapping *wrapping,
                                    size_t longest)
{
    struct buffer kept;

    if (!entry->in_base64) {
        take_bytes(&entry->body);
    }
    kept = entry->body;
    entry->body = entry->spare;
    entry->spare = kept;
    wrapping->kind = WRAPPING_COMPRESSED;
    switch (decompress(&entry->body, buffer_text(&kept), buffer_text(&entry->content_encoding),
                       longest)) {
    case DECOMPRESSED:
        return HAR_READ;
    case DECOMPRESS_UNKNOWN:
        say_encoded(entry, "its body has an unsupported compression: ");
        return HAR_READ;
    case DECOMPRESS_CUT:
        if (entry->announced > (int64_t)kept.length) {
            say_cut(entry, kept.length, entry->announced);
        } else {
            say_encoded(entry, "its compressed body is cut off: ");
        }
        return HAR_READ;
    case DECOMPRESS_DAMAGED:
        say_encoded(entry, "its compressed body is damaged: ");
        return HAR_READ;
    case DECOMPRESS_TOO_LONG:
        break;
    }
    return HAR_TOO_LONG;
}

/* Whether the sizes that the entry states allow a body of that length. */
static bool is_of_length(const struct har_entry *entry, size_t length)
{
    int64_t stated = entry->size >= 0 ? entry->size : entry->announced;

    return stated < 0 || stated == (int64_t)length;
}

/* Whether bytes that the entry says nothing about may be its body: JSON, or compressed, or of the
   stated length. */
static bool may_be_body(const struct har_entry *entry, struct dg_text bytes, bool padded)
{
    struct dg_text inside = message_trim(bytes);

    if (entry->content_encoding.length > 0 && !content_is_text(bytes)) {
        return true;
    }
    return inside.length > 0 && is_of_length(entry, bytes.length) &&
           (strchr("{[", inside.data[0]) != NULL ||
            (entry->size == (int64_t)bytes.length && padded));
}

/* Whether the text is base64, although the recorder doesn't say so. */
static bool is_hidden_base64(struct har_entry *entry)
{
    struct buffer *decoded = &entry->spare;
    struct dg_text text = buffer_text(&entry->body);

    buffer_clear(decoded);
    if (entry->in_base64 || entry->size == (int64_t)text.length ||
        strchr("{[\"<", text.data[0]) != NULL || !wrapping_decode_base64(text, decoded)) {
        return false;
    }
    return may_be_body(entry, buffer_text(decoded), text.length % 4 == 0);
}

/* The smallest length of a whole body. A Content-Length is that of the compressed body. */
static int64_t whole_length(const struct har_entry *entry)
{
    bool compared = entry->content_encoding.length == 0 && entry->announced > entry->size;

    return compared ? entry->announced : entry->size;
}

static enum har_result settle_kept(struct har_entry *entry, struct wrapping *wrapping,
                                   size_t longest)
{
    enum har_result result = HAR_READ;
    size_t kept = entry->body.length;

    if (is_hidden_base64(entry)) {
        buffer_add(&entry->lost, "its body is in base64, but the entry has no encoding");
        return HAR_READ;
    }
    if (entry->content_encoding.length > 0 && !content_is_text(buffer_text(&entry->body))) {
        result = undo_codings(entry, wrapping, longest);
    }
    /* Some recorders state the length of the compressed body. */
    if (result == HAR_READ && entry->lost.length == 0 && whole_length(entry) != (int64_t)kept &&
        (int64_t)entry->body.length < whole_length(entry)) {
        say_cut(entry, entry->body.length, whole_length(entry));
    }
    return result;
}

enum har_result har_body_settle(struct har_entry *entry, struct wrapping *wrapping, size_t longest)
{
    bool head = dg_text_equal(buffer_text(&entry->method), dg_text_of("HEAD"));
    enum har_result result = HAR_READ;

    buffer_clear(&entry->lost);
    if (!content_is_possible(entry->status, head)) {
        buffer_clear(&entry->body); /* the recorder took it from its cache */
        entry->truncated = entry->encoded = false;
        return HAR_READ;
    }
    if (entry->truncated || entry->encoded) {
        return HAR_READ; /* as dg-validate received it */
    }
    if (entry->body.length > 0) {
        result = settle_kept(entry, wrapping, longest);
    } else if (is_said_to_exist(entry)) {
        say_missing(entry);
    }
    return result;
}
