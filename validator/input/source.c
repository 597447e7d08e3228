/* Reads and decompresses files, in bounded memory and in time bounded by their size. */
#include "input/source.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "base/interrupt.h"
#include "base/progress.h"
#include "base/row.h"
#include "common/memory.h"
#include "input/source_thread.h"

#define BLOCK_SIZE ((size_t)64 * 1024)
/* The number of bytes that identify a compression. */
#define MAGIC_SIZE 4

/* The limit of expansion: a file may expand to this size or by this factor, whichever is more. gzip
   can't exceed the factor. zstd can make terabytes of a small file, and only skipping them would
   take hours. */
#define GROWTH_ALWAYS ((uint64_t)64 * 1024 * 1024)
#define GROWTH_FACTOR 1100

/* The number of decompressed bytes after which a thread decompresses the rest: it takes as long to
   start as a tenth of them to be judged. */
#define THREAD_AFTER ((uint64_t)1024 * 1024)

static const char cut_off[] = "the compressed data is cut off";
static const char corrupt[] = "the compressed data is corrupt";
static const char too_much[] =
    "the compressed data expands to more than 1100 times its size: this is not a capture";

/* The destination of decompressed bytes. */
struct stretch {
    char *buffer;
    size_t capacity;
    size_t got;
};

/* The least number of bytes in a compressed file. */
#define CUT_MAGIC_SIZE 3

/* A compression. */
struct source_codec {
    const char *suffix;
    const char *magic; /* the first CUT_MAGIC_SIZE bytes of most files */
    bool (*begins)(const unsigned char *bytes);
    void (*open)(struct source *source);
    /* Uses the bytes in the block, as many as fit into the stretch. */
    enum source_step (*step)(struct source *source, struct stretch *out);
    void (*close)(struct source *source);
};

static enum source_step refuse(struct source *source, const char *fault)
{
    source->error = 0;
    source->fault = fault;
    return SOURCE_UNREADABLE;
}

static bool gzip_begins(const unsigned char *bytes)
{
    return bytes[0] == 0x1F && bytes[1] == 0x8B && bytes[2] == Z_DEFLATED;
}

static void gzip_open(struct source *source)
{
    source->stream = memory_new(sizeof(z_stream));
    if (inflateInit2(source->stream, 16 + MAX_WBITS) != Z_OK) {
        memory_exhausted();
    }
}

static void gzip_close(struct source *source)
{
    inflateEnd(source->stream);
    free(source->stream);
}

/* Between members: another one, or zeros up to the end, as tapes have them. */
static enum source_step gzip_go_on(struct source *source)
{
    while (source->at < source->end && source->block[source->at] == 0) {
        source->at++;
        source->taken++;
    }
    if (source->at == source->end) {
        return SOURCE_BYTES;
    }
    if (source->block[source->at] != 0x1F) {
        return refuse(source, "other bytes follow the compressed data");
    }
    source->whole = false;
    (void)inflateReset(source->stream); /* which fails only without a stream */
    return SOURCE_BYTES;
}

static enum source_step gzip_step(struct source *source, struct stretch *out)
{
    z_stream *stream = source->stream;
    enum source_step step = SOURCE_BYTES;
    int result = Z_OK;

    if (source->whole) {
        step = gzip_go_on(source);
        if (step != SOURCE_BYTES || source->whole) {
            return step;
        }
    }
    stream->next_in = source->block + source->at;
    stream->avail_in = (uInt)(source->end - source->at);
    stream->next_out = (unsigned char *)out->buffer;
    stream->avail_out = out->capacity < BLOCK_SIZE ? (uInt)out->capacity : (uInt)BLOCK_SIZE;
    result = inflate(stream, Z_NO_FLUSH);
    source->taken += (source->end - source->at) - stream->avail_in;
    source->at = source->end - stream->avail_in;
    out->got = (size_t)((char *)stream->next_out - out->buffer);
    source->whole = result == Z_STREAM_END;
    if (result == Z_MEM_ERROR) {
        memory_exhausted();
    }
    if (result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR) {
        return SOURCE_BYTES;
    }
    return refuse(source, corrupt);
}

/* Whether the file expands as no capture does. Deflate can't expand that much. */
static bool zstd_is_bomb(const struct source *source)
{
    return source->given > GROWTH_ALWAYS && source->given / GROWTH_FACTOR > source->taken;
}

/* The magic number of a frame, or of a skippable frame. */
static bool zstd_begins(const unsigned char *bytes)
{
    static const unsigned char frame[] = {0x28, 0xB5, 0x2F, 0xFD};
    static const unsigned char skippable[] = {0x50, 0x2A, 0x4D, 0x18};

    return memcmp(bytes, frame, sizeof frame) == 0 ||
           ((bytes[0] & 0xF0) == skippable[0] && memcmp(bytes + 1, skippable + 1, 3) == 0);
}

/* Decompresses a block at a time: a call of libzstd that finds a fault hands out nothing, not even
   what it decompressed before. So the bytes before a fault don't depend on the sizes of reads. How
   much the file expands is judged between blocks for the same reason. */
struct zstd {
    ZSTD_DStream *stream;
    size_t wanted; /* bytes that libzstd asked for */
    bool pending;  /* libzstd may have more output before it needs these bytes */
    bool met_end;  /* a frame ended, so that other bytes may follow */
};

/* libzstd asks for the header of the next block, too. */
#define ZSTD_BLOCK_HEADER 3

static void zstd_open(struct source *source)
{
    struct zstd *zstd = memory_new(sizeof *zstd);

    zstd->stream = memory_checked(ZSTD_createDStream());
    source->stream = zstd;
}

static void zstd_close(struct source *source)
{
    struct zstd *zstd = source->stream;

    ZSTD_freeDStream(zstd->stream);
    free(zstd);
}

static enum source_step zstd_refuse(struct source *source, ZSTD_ErrorCode code)
{
    const struct zstd *zstd = source->stream;

    if (code == ZSTD_error_memory_allocation) {
        memory_exhausted();
    }
    if (code == ZSTD_error_frameParameter_windowTooLarge) {
        return refuse(source, "the compressed data needs a window of more than 128 MiB");
    }
    if (code == ZSTD_error_prefix_unknown && zstd->met_end) {
        return refuse(source, "other bytes follow the compressed data");
    }
    return refuse(source, corrupt);
}

/* The number of bytes that may be handed to libzstd at once. */
static size_t zstd_portion(const struct source *source)
{
    const struct zstd *zstd = source->stream;
    size_t ready = source->end - source->at;
    size_t portion = zstd->wanted;

    if (zstd->pending) {
        return 0;
    }
    if (portion > ZSTD_BLOCK_HEADER) {
        portion -= ZSTD_BLOCK_HEADER;
    }
    if (portion == 0) {
        portion = 1; /* of the next frame */
    }
    return portion < ready ? portion : ready;
}

static enum source_step zstd_step(struct source *source, struct stretch *out)
{
    struct zstd *zstd = source->stream;
    ZSTD_inBuffer in = {source->block, source->at + zstd_portion(source), source->at};
    ZSTD_outBuffer to = {out->buffer, out->capacity, 0};
    size_t left = 0;

    if (!zstd->pending && zstd_is_bomb(source)) {
        return refuse(source, too_much);
    }
    if (source->whole && source->at == source->end) {
        return SOURCE_BYTES; /* otherwise the next frame would be begun */
    }
    left = ZSTD_decompressStream(zstd->stream, &to, &in);
    source->taken += in.pos - source->at;
    source->at = in.pos;
    out->got = to.pos;
    if (ZSTD_isError(left)) {
        return zstd_refuse(source, ZSTD_getErrorCode(left));
    }
    zstd->wanted = left;
    source->whole = left == 0;
    zstd->pending = !source->whole && to.pos == to.size;
    zstd->met_end |= source->whole;
    return SOURCE_BYTES;
}

#define CODEC(suffix, magic, begins, open, step, close)                                            \
    {                                                                                              \
        ROW_TEXT(suffix), ROW_TEXT(magic), ROW_FUNCTION(begins, bool (*)(const unsigned char *)),  \
            ROW_FUNCTION(open, void (*)(struct source *)),                                         \
            ROW_FUNCTION(step, enum source_step (*)(struct source *, struct stretch *)),           \
            ROW_FUNCTION(close, void (*)(struct source *))                                         \
    }

static const struct source_codec codecs[] = {
    CODEC(".gz", "\x1F\x8B\x08", gzip_begins, gzip_open, gzip_step, gzip_close),
    CODEC(".zst", "\x28\xB5\x2F", zstd_begins, zstd_open, zstd_step, zstd_close),
};
#define CODEC_COUNT (sizeof codecs / sizeof *codecs)

size_t source_stem(const char *path)
{
    size_t length = strlen(path);

    for (size_t i = 0; i < CODEC_COUNT; i++) {
        size_t suffix = strlen(codecs[i].suffix);

        if (length > suffix && strcasecmp(path + length - suffix, codecs[i].suffix) == 0) {
            return length - suffix;
        }
    }
    return length;
}

/* In a thread, waits until the file has bytes or ended. Returns false if the thread has to end. */
static bool await_file(const struct source *source)
{
    struct pollfd files[] = {{.fd = source->wake}, {.fd = source->fd, .events = POLLIN}};

    return source->wake < 0 || poll(files, sizeof files / sizeof *files, -1) < 0 ||
           files[0].revents == 0;
}

/* Reads from the file itself. */
static enum source_step read_file(struct source *source, void *buffer, size_t capacity, size_t *got)
{
    ssize_t count = 0;

    if (!await_file(source)) {
        source->error = EINTR;
        return SOURCE_UNREADABLE;
    }
    do {
        count = read(source->fd, buffer, capacity);
    } while (count < 0 && errno == EINTR && interrupt_signal() == 0);
    if (count < 0) {
        source->error = errno;
        return SOURCE_UNREADABLE;
    }
    *got = (size_t)count;
    source->ended = count == 0;
    progress_read(*got);
    return source->ended ? SOURCE_END : SOURCE_BYTES;
}

/* Reads more bytes after those in the block. */
static enum source_step fill_block(struct source *source)
{
    size_t got = 0;
    enum source_step step = SOURCE_END;

    if (source->at == source->end) {
        source->at = source->end = 0;
    }
    if (!source->ended) {
        step = read_file(source, source->block + source->end, BLOCK_SIZE - source->end, &got);
    }
    source->end += got;
    return step;
}

/* Whether a file that ended this early is the beginning of a compressed one. */
static bool is_cut_magic(const struct source *source)
{
    size_t least = source->suffixed ? 1 : 2;

    if (source->end < least || source->end > CUT_MAGIC_SIZE) {
        return false;
    }
    for (size_t i = 0; i < CODEC_COUNT; i++) {
        if (memcmp(source->block, codecs[i].magic, source->end) == 0) {
            return true;
        }
    }
    return false;
}

/* Recognizes the compression of the file by its first bytes. */
static enum source_step begin(struct source *source)
{
    enum source_step step = SOURCE_BYTES;

    while (step == SOURCE_BYTES && source->end < MAGIC_SIZE) {
        step = fill_block(source);
    }
    if (step == SOURCE_UNREADABLE) {
        return step;
    }
    if (is_cut_magic(source)) {
        return refuse(source, cut_off);
    }
    source->begun = true;
    for (size_t i = 0; i < CODEC_COUNT && source->end >= MAGIC_SIZE; i++) {
        if (codecs[i].begins(source->block)) {
            codecs[i].open(source);
            source->codec = &codecs[i];
        }
    }
    return SOURCE_BYTES;
}

static enum source_step read_plain(struct source *source, char *buffer, size_t capacity,
                                   size_t *got)
{
    size_t ready = source->end - source->at;

    if (ready == 0) {
        return source->ended ? SOURCE_END : read_file(source, buffer, capacity, got);
    }
    *got = ready < capacity ? ready : capacity;
    memcpy(buffer, source->block + source->at, *got);
    source->at += *got;
    return SOURCE_BYTES;
}

static enum source_step read_compressed(struct source *source, struct stretch *out)
{
    while (out->got == 0) {
        enum source_step step = source->codec->step(source, out);

        source->given += out->got;
        if (step != SOURCE_BYTES || out->got > 0) {
            break;
        }
        if (source->at == source->end) {
            step = fill_block(source);
        }
        if (step == SOURCE_END) {
            return source->whole ? SOURCE_END : refuse(source, cut_off);
        }
        if (step != SOURCE_BYTES) {
            return step;
        }
    }
    /* After bytes, the next call reports the fault. */
    return out->got == 0 ? SOURCE_UNREADABLE : SOURCE_BYTES;
}

enum source_step source_open(struct source *source, const char *path)
{
    *source = (struct source){.fd = STDIN_FILENO, .wake = -1};
    source->suffixed = path[source_stem(path)] != '\0';
    if (strcmp(path, "-") != 0) {
        do { /* a pipe may be opened only after another program writes to it */
            source->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
        } while (source->fd < 0 && errno == EINTR && interrupt_signal() == 0);
    }
    if (source->fd < 0) {
        source->error = errno;
        return SOURCE_UNREADABLE;
    }
    source->block = memory_block(BLOCK_SIZE);
    return SOURCE_BYTES;
}

void source_as_is(struct source *source)
{
    source->begun = true;
}

void source_alone(struct source *source)
{
    source->alone = true;
}

enum source_step source_read(struct source *source, char *buffer, size_t capacity, size_t *got)
{
    struct stretch out = {buffer, capacity, 0};
    enum source_step step = SOURCE_BYTES;

    *got = 0;
    if (source->fault != NULL || source->error != 0) {
        return SOURCE_UNREADABLE;
    }
    if (!source->alone && source->given >= THREAD_AFTER) {
        source_thread_start(source, source_read);
    }
    if (source->thread != NULL) {
        return source_thread_read(source, buffer, capacity, got);
    }
    if (!source->begun) {
        step = begin(source);
    }
    if (step == SOURCE_BYTES && source->codec == NULL) {
        return read_plain(source, buffer, capacity, got);
    }
    if (step == SOURCE_BYTES) {
        step = read_compressed(source, &out);
        *got = out.got;
    }
    return step;
}

void source_close(struct source *source)
{
    if (source->thread != NULL) {
        source_thread_end(source);
    }
    if (source->codec != NULL) {
        source->codec->close(source);
    }
    if (source->fd > STDIN_FILENO) {
        close(source->fd);
    }
    free(source->block);
    *source = (struct source){.fd = -1, .wake = -1};
}
