/* Keeps text in memory, or in an unlinked file below TMPDIR. */
#include "base/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/trouble.h"
#include "common/file.h"
#include "common/memory.h"

/* The length of a text that needs a file. */
#define LONGEST_IN_MEMORY ((size_t)256 * 1024)

/* A file without a name in the folder; -1: the folder has none. */
static int open_unnamed(const char *folder)
{
    struct buffer path = {.data = NULL};
    int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)) {
        return fd;
    }
    buffer_format(&path, "%s/%s-XXXXXX", folder, PROGRAM_NAME);
    fd = mkostemp(path.data, O_CLOEXEC);
    if (fd >= 0) {
        (void)unlink(path.data);
    }
    buffer_free(&path);
    return fd;
}

static bool open_file(struct spool *spool)
{
    const char *folder = getenv("TMPDIR");

    spool->fd = open_unnamed(folder == NULL || *folder == '\0' ? "/tmp" : folder);
    return spool->fd >= 0 && file_write(spool->fd, spool->memory.data, spool->memory.length);
}

static bool hand_over(struct dg_writer *writer)
{
    struct spool *spool = (struct spool *)writer;
    bool kept = true;

    if (spool->fd < 0 && spool->memory.length + writer->used <= LONGEST_IN_MEMORY) {
        buffer_add_bytes(&spool->memory, writer->buffer, writer->used);
    } else {
        kept = (spool->fd >= 0 || open_file(spool)) &&
               file_write(spool->fd, writer->buffer, writer->used);
    }
    if (!kept && spool->error == 0) {
        spool->error = errno;
    }
    spool->length += writer->used;
    return kept;
}

static void begin(struct spool *spool)
{
    dg_writer_init(&spool->writer, spool->buffer, sizeof spool->buffer, hand_over);
    buffer_clear(&spool->memory);
    spool->length = 0;
}

struct spool *spool_new(void)
{
    struct spool *spool = memory_new(sizeof *spool);

    spool->fd = -1;
    begin(spool);
    return spool;
}

uint64_t spool_length(const struct spool *spool)
{
    return spool->length + spool->writer.used;
}

/* Copies the file. Returns false, with the reason in errno, if it can't be read. */
static bool copy_file(const struct spool *spool, struct output *out)
{
    char block[sizeof spool->buffer];
    off_t at = 0;

    while ((uint64_t)at < spool->length) {
        ssize_t got = pread(spool->fd, block, sizeof block, at);

        if (got == 0) {
            errno = EIO;
        }
        if (got <= 0 && errno != EINTR) {
            return false;
        }
        if (got > 0) {
            dg_write_bytes(&out->writer, block, (size_t)got);
            at += got;
        }
    }
    return true;
}

/* Reads bytes that were written. Returns their number; 0: there are no more, or reading failed. */
static size_t read_at(struct spool *spool, uint64_t at, char *block, size_t capacity)
{
    uint64_t left = spool->length - at;
    size_t wanted = left < capacity ? (size_t)left : capacity;
    ssize_t got = 0;

    if (spool->fd < 0) {
        memcpy(block, spool->memory.data + at, wanted);
        return wanted;
    }
    do {
        got = pread(spool->fd, block, wanted, (off_t)at);
    } while (got < 0 && errno == EINTR);
    if (got <= 0) {
        spool->error = got == 0 ? EIO : errno;
        return 0;
    }
    return (size_t)got;
}

static bool fill(struct spool_lines *lines)
{
    if (lines->begin == lines->end && lines->at < lines->spool->length) {
        lines->begin = 0;
        lines->end = read_at(lines->spool, lines->at, lines->block, sizeof lines->block);
        lines->at += lines->end;
    }
    return lines->begin < lines->end;
}

bool spool_next_line(struct spool_lines *lines)
{
    if (!dg_writer_finish(&lines->spool->writer) || lines->spool->error != 0) {
        return false;
    }
    buffer_clear(&lines->line);
    while (fill(lines)) {
        const char *at = lines->block + lines->begin;
        size_t left = lines->end - lines->begin;
        const char *feed = memchr(at, '\n', left);
        size_t taken = feed == NULL ? left : (size_t)(feed - at) + 1;

        buffer_add_bytes(&lines->line, at, feed == NULL ? taken : taken - 1);
        lines->begin += taken;
        if (feed != NULL) {
            return true;
        }
    }
    return false;
}

static void drop_file(struct spool *spool)
{
    if (spool->fd >= 0) {
        (void)close(spool->fd);
    }
    spool->fd = -1;
}

void spool_move(struct spool *spool, struct output *out)
{
    (void)dg_writer_finish(&spool->writer);
    if (spool->fd < 0 && spool->memory.length > 0) {
        dg_write_bytes(&out->writer, spool->memory.data, spool->memory.length);
    } else if (spool->fd >= 0 && spool->error == 0 && !copy_file(spool, out)) {
        spool->error = errno;
    }
    if (spool->error != 0) {
        output_fail(out, "a temporary file", spool->error);
    }
    drop_file(spool);
    begin(spool);
}

void spool_free(struct spool *spool)
{
    if (spool != NULL) {
        drop_file(spool);
        buffer_free(&spool->memory);
        free(spool);
    }
}
