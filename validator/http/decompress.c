/* Undoes codings with zlib and libzstd, in memory that the caller bounds. */
#include "http/decompress.h"

#include <limits.h>
#include <string.h>

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "common/memory.h"
#include "http/message.h"

#define PIECE ((size_t)64 * 1024)

/* The room for the next piece of output: one byte beyond `longest` tells that there is more. */
static size_t room_in(struct buffer *out, size_t longest)
{
    size_t room = longest - out->length < PIECE ? longest - out->length + 1 : PIECE;

    buffer_reserve(out, room);
    return room;
}

static enum decompressed inflate_all(z_stream *stream, struct buffer *out, size_t longest)
{
    int result = Z_OK;

    while (result == Z_OK) {
        size_t room = room_in(out, longest);

        stream->next_out = (unsigned char *)out->data + out->length;
        stream->avail_out = (uInt)room;
        result = inflate(stream, Z_NO_FLUSH);
        out->length += room - stream->avail_out;
        if (out->length > longest) {
            return DECOMPRESS_TOO_LONG;
        }
    }
    if (result == Z_STREAM_END) {
        return DECOMPRESSED;
    }
    if (result == Z_MEM_ERROR) {
        memory_exhausted();
    }
    return result == Z_BUF_ERROR ? DECOMPRESS_CUT : DECOMPRESS_DAMAGED;
}

/* `bits` as for inflateInit2. */
static enum decompressed inflate_as(struct buffer *out, struct dg_text body, size_t longest,
                                    int bits)
{
    z_stream stream = {.next_in = (unsigned char *)(uintptr_t)body.data,
                       .avail_in = (uInt)body.length};
    enum decompressed result = DECOMPRESSED;

    if (body.length > UINT_MAX) {
        return DECOMPRESS_TOO_LONG;
    }
    if (inflateInit2(&stream, bits) != Z_OK) {
        memory_exhausted();
    }
    do { /* a gzip file may have several members */
        result = inflate_all(&stream, out, longest);
    } while (result == DECOMPRESSED && stream.avail_in > 0 && *stream.next_in == 0x1F &&
             inflateReset(&stream) == Z_OK);
    inflateEnd(&stream);
    return result;
}

static enum decompressed undo_gzip(struct buffer *out, struct dg_text body, size_t longest)
{
    return inflate_as(out, body, longest, 16 + MAX_WBITS);
}

/* Undoes deflate: in the format of zlib or, as some servers send it, without that format (RFC 9110
 * §8.4.1.2). */
static enum decompressed undo_deflate(struct buffer *out, struct dg_text body, size_t longest)
{
    enum decompressed result = inflate_as(out, body, longest, MAX_WBITS);

    if (result == DECOMPRESS_DAMAGED && out->length == 0) {
        result = inflate_as(out, body, longest, -MAX_WBITS);
    }
    return result;
}

static enum decompressed zstd_all(ZSTD_DStream *stream, struct buffer *out, struct dg_text body,
                                  size_t longest)
{
    ZSTD_inBuffer in = {body.data, body.length, 0};
    size_t left = 1;
    bool going_on = true;

    while (going_on) {
        ZSTD_outBuffer to = {NULL, room_in(out, longest), 0};

        to.dst = out->data + out->length;
        left = ZSTD_decompressStream(stream, &to, &in);
        out->length += to.pos;
        if (out->length > longest) {
            return DECOMPRESS_TOO_LONG;
        }
        if (ZSTD_getErrorCode(left) == ZSTD_error_memory_allocation) {
            memory_exhausted();
        }
        if (ZSTD_isError(left)) {
            return DECOMPRESS_DAMAGED;
        }
        going_on = in.pos < in.size || (left > 0 && to.pos == to.size);
    }
    return left == 0 ? DECOMPRESSED : DECOMPRESS_CUT;
}

static enum decompressed undo_zstd(struct buffer *out, struct dg_text body, size_t longest)
{
    ZSTD_DStream *stream = memory_checked(ZSTD_createDStream());
    enum decompressed result = zstd_all(stream, out, body, longest);

    ZSTD_freeDStream(stream);
    return result;
}

static enum decompressed undo_nothing(struct buffer *out, struct dg_text body, size_t longest)
{
    if (body.length > longest) {
        return DECOMPRESS_TOO_LONG;
    }
    buffer_add_text(out, body);
    return DECOMPRESSED;
}

static enum decompressed undo(struct dg_text coding, struct buffer *out, struct dg_text body,
                              size_t longest)
{
    static const struct {
        const char *name;
        enum decompressed (*undo)(struct buffer *out, struct dg_text body, size_t longest);
    } codings[] = {{"gzip", undo_gzip}, {"x-gzip", undo_gzip},      {"deflate", undo_deflate},
                   {"zstd", undo_zstd}, {"identity", undo_nothing}, {"", undo_nothing}};

    buffer_clear(out);
    for (size_t i = 0; i < sizeof codings / sizeof *codings; i++) {
        if (message_is_named(coding, codings[i].name)) {
            return codings[i].undo(out, body, longest);
        }
    }
    return DECOMPRESS_UNKNOWN;
}

/* Removes the last element of a list. */
static struct dg_text take_last(struct dg_text *list)
{
    const char *comma = list->length == 0 ? NULL : memrchr(list->data, ',', list->length);
    struct dg_text last = *list;

    list->length = comma == NULL ? 0 : (size_t)(comma - list->data);
    if (comma != NULL) {
        last.data = comma + 1;
        last.length -= list->length + 1;
    }
    return message_trim(last);
}

enum decompressed decompress(struct buffer *out, struct dg_text body, struct dg_text codings,
                             size_t longest)
{
    struct buffer inner = {.data = NULL};
    enum decompressed result = undo(take_last(&codings), out, body, longest);

    while (result == DECOMPRESSED && codings.length > 0) {
        const struct buffer outer = *out;

        *out = inner;
        inner = outer;
        result = undo(take_last(&codings), out, buffer_text(&inner), longest);
    }
    buffer_free(&inner);
    return result;
}
