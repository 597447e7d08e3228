/* The framers of captures: their records don't depend on the size of reads, on the end of the file,
 * or on the available memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zlib.h>
#include <zstd.h>

#include "captures.h"

#define ANY_LENGTH ((size_t)1 << 20)

static const char har[] =
    "\xEF\xBB\xBF{\"_vendor\": [{\"log\": 1}], \"log\": {\"version\": \"1.2\", \"pages\": "
    "[[[[]]]],\n"
    " \"comment\": \"\u65E5\\u00E9\\\"[{\", \"n\": [-0.5e+7, 0, true, false, null, {}],\n"
    " \"entries\": [\n"
    "  {\"request\": {\"method\": \"GET\", \"url\": \"https://h/a?b#c\", \"headers\": []},\n"
    "   \"response\": {\"status\": 200, \"headers\": [\n"
    "     {\"name\": \"content-TYPE\", \"value\": \"application/json\"},\n"
    "     {\"name\": \"Content-Type\", \"value\": \"text/plain\", \"_x\": 1},\n"
    "     {\"name\": \"Content-Encoding\", \"value\": \"br\"}],\n"
    "    \"content\": {\"size\": 2, \"mimeType\": \"\",\n"
    "     \"text\": \"{\\\"a\\\":\\n\\\"\u00E9\\u00e9\\ud83d\\ude00\\/\\ud800\\\"}\"}}},\n"
    "  {\"response\": {\"content\": {\"text\": \"eyJhIjox\\/Q==\", \"encoding\": \"base64\",\n"
    "     \"mimeType\": \"a/b\"}, \"status\": 404},\n"
    "   \"request\": {\"url\": \"/x\", \"method\": \"PUT\"}}, {\"request\": {\"method\": \"A\",\n"
    "   \"url\": \"\"}}, {\"request\": {\"method\": \"B\", \"url\": \"\"}, \"response\": "
    "{\"status\":\n"
    "   0, \"content\": {\"text\": \"\", \"size\": 7, \"mimeType\": \"x-unknown\"}}}\n"
    " ], \"x\": \"y\"}, \"z\": 1.25}\r\n\t ";

static const char http[] =
    "\r\n\nHTTP/1.1 200 Connection established\r\n\r\n"
    "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    "content-type:\ttext/plain\r\nContent-Length: 7\r\n\r\n"
    "{\"a\":1}HTTP/2 429 \r\ncontent-type: application\r\n /problem+json\r\n"
    "transfer-encoding: chunked\r\n\r\n"
    "3;x=y\r\n{\"a\r\nB\r\n\nHTTP/1.1 2\r\n002\r\n\"}\r\n0\r\nTrail: er\r\n\r\n"
    "HTTP/1.0 200 OK\nTransfer-Encoding: chunked\n\n{\"decoded\": 1}\n\n"
    "HTTP/3 204 \r\n\r\n\r\n"
    "HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n"
    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n"
    "{\"a\": \"decoded\"}HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
    "\x1F\x8B\x08x\nHTTP/1.1 200 OK\r\n\r\n[1]";

static const char ndjson[] = "{\"a\":1}\r\n\n  \n[2]\n\"three\"";

struct sample {
    const char *name;
    const char *bytes;
    size_t length;
    enum input_format format;
};

static const struct sample samples[] = {
    {"s.har", har, sizeof har - 1, INPUT_HAR},
    {"s.http", http, sizeof http - 1, INPUT_HTTP},
    {"s.ndjson", ndjson, sizeof ndjson - 1, INPUT_NDJSON},
    {"s.json", ndjson, sizeof ndjson - 1, INPUT_JSON},
};
#define SAMPLE_COUNT (sizeof samples / sizeof *samples)

/* The steps of a file with these bytes. The caller frees the text. */
static char *hear(const char *bytes, size_t length, enum input_format format, size_t max_record)
{
    captures_write("heard", bytes, length);
    return captures_hear("heard", format, max_record);
}

static void expect_heard(const char *bytes, size_t length, enum input_format format,
                         const char *wanted)
{
    char *heard = hear(bytes, length, format, ANY_LENGTH);

    assert_string_equal(heard, wanted);
    free(heard);
}

static void test_har(void **state)
{
    (void)state;
    expect_heard(
        har, sizeof har - 1, INPUT_HAR,
        "record 1 1:1 @0 in 4:3 @161+347 GET https://h/a?b#c -> 200 application/json, text/plain - "
        "[{\"a\":\\0a\"\\c3\\a9\\c3\\a9\\f0\\9f\\98\\80/\\ed\\a0\\80\"}]\n"
        "record 2 1:1 @0 in 11:3 @558+35 PUT /x -> 404 a/b - [{\"a\":1\\fd]\n"
        "record 3 1:1 @0 in 13:48 @719+0 A  -> 0 - - (the capture has no body) []\n"
        "record 4 1:1 @0 in 14:17 @763+90 B  -> 0 - - (the capture has no body) []\n"
        "end\n");
}

static void test_http(void **state)
{
    (void)state;
    expect_heard(http, sizeof http - 1, INPUT_HTTP,
                 "record 1 13:1 @175   -> 200 application/json, text/plain - [{\"a\":1}]\n"
                 "record 2 1:1 @0 in 18:1 @268+7   -> 429 application /problem+json - "
                 "[{\"a\\0aHTTP/1.1 2\"}]\n"
                 "record 3 31:1 @365   -> 200 - - [{\"decoded\": 1}]\n"
                 "record 4 35:1 @396   -> 204 - - of a proxy? []\n"
                 "record 5 39:1 @447   -> 304 - - []\n"
                 "record 6 43:1 @509   -> 200 - - [{\"a\": \"decoded\"}]\n"
                 "record 7 1:1 @0 in 46:1 @568+0   -> 200 - - (its compressed body is "
                 "damaged: gzip) []\n"
                 "record 8 49:1 @592   -> 200 - - [[1]]\n"
                 "end\n");
}

/* The records don't depend on the number of bytes of a read. */
static void test_reads_of_any_size(void **state)
{
    static const size_t limits[] = {1, 2, 3, 7, 64, 500};

    (void)state;
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        const struct sample *sample = &samples[i];
        char *whole = hear(sample->bytes, sample->length, sample->format, ANY_LENGTH);

        for (size_t j = 0; j < sizeof limits / sizeof *limits; j++) {
            captures_read_limit = limits[j];
            expect_heard(sample->bytes, sample->length, sample->format, whole);
        }
        captures_read_limit = SIZE_MAX;
        free(whole);
    }
}

/* The number of bytes of the first `count` lines. */
static size_t lines_length(const char *text, size_t count)
{
    const char *at = text;

    for (; count > 0; count--) {
        at = strchr(at, '\n') + 1;
    }
    return (size_t)(at - text);
}

static size_t count_lines(const char *text)
{
    size_t count = 0;

    for (; *text != '\0'; text++) {
        count += *text == '\n';
    }
    return count;
}

/* A cut file yields the records before the cut; `open` lines at the end are about the cut
   record. */
static void expect_beginning(const char *heard, const char *whole, size_t open)
{
    size_t count = count_lines(heard);

    if (count > open) {
        assert_memory_equal(heard, whole, lines_length(heard, count - open));
    }
}

static void test_every_prefix(void **state)
{
    (void)state;
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        const struct sample *sample = &samples[i];
        char *whole = hear(sample->bytes, sample->length, sample->format, ANY_LENGTH);

        for (size_t length = 0; length < sample->length; length++) {
            /* A buffer of the exact size, so that a sanitizer sees reads beyond it. */
            char *heard = hear(sample->bytes, length, sample->format, ANY_LENGTH);

            expect_beginning(heard, whole, sample->format == INPUT_HAR ? 1 : 3);
            if (sample->format == INPUT_HAR && length < sample->length - 4) {
                assert_non_null(strstr(heard, "unreadable: "));
            }
            free(heard);
        }
        free(whole);
    }
}

/* A record may be longer than the buffer, for any limit. */
static void test_every_limit(void **state)
{
    (void)state;
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        const struct sample *sample = &samples[i];

        for (size_t limit = 1; limit < 600; limit += 7) {
            char *heard = hear(sample->bytes, sample->length, sample->format, limit);

            captures_read_limit = 1;
            captures_write("heard", sample->bytes, sample->length);
            {
                char *slowly = captures_hear("heard", sample->format, limit);

                assert_string_equal(slowly, heard);
                free(slowly);
            }
            captures_read_limit = SIZE_MAX;
            free(heard);
        }
    }
}

/* Random bytes in place of others: reading ends in any case. */
static void test_every_flip(void **state)
{
    uint32_t random = 1;

    (void)state;
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        const struct sample *sample = &samples[i];
        char *copy = malloc(sample->length);

        for (size_t at = 0; at < sample->length; at++) {
            char *heard = NULL;

            memcpy(copy, sample->bytes, sample->length);
            random = random * 1664525u + 1013904223u;
            copy[at] = (char)(random >> 24);
            heard = hear(copy, sample->length, sample->format, ANY_LENGTH);
            assert_true(strlen(heard) > 0);
            free(heard);
        }
        free(copy);
    }
}

/* Compresses the sample in two parts, so that there are several members or frames. */
static size_t compress_gzip(const struct sample *sample, unsigned char *out, size_t capacity)
{
    size_t half = sample->length / 2;
    size_t length = 0;

    for (size_t part = 0; part < 2; part++) {
        z_stream stream = {.zalloc = Z_NULL};

        assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
        stream.next_in = (unsigned char *)(uintptr_t)(sample->bytes + part * half);
        stream.avail_in = (uInt)(part == 0 ? half : sample->length - half);
        stream.next_out = out + length;
        stream.avail_out = (uInt)(capacity - length);
        assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
        length += stream.total_out;
        deflateEnd(&stream);
    }
    return length;
}

static size_t compress_zstd(const struct sample *sample, unsigned char *out, size_t capacity)
{
    static const unsigned char skippable[] = {0x5A, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 'x', 'y'};
    size_t half = sample->length / 2;
    size_t first = 0;

    memcpy(out, skippable, sizeof skippable);
    first = sizeof skippable + ZSTD_compress(out + sizeof skippable, capacity - sizeof skippable,
                                             sample->bytes, half, 3);
    return first + ZSTD_compress(out + first, capacity - first, sample->bytes + half,
                                 sample->length - half, 3);
}

/* Cut anywhere, the file yields the records before the cut, and the cut is reported. */
static void expect_cuts(const unsigned char *bytes, size_t length, const struct sample *sample)
{
    char *whole = hear(sample->bytes, sample->length, sample->format, ANY_LENGTH);

    captures_read_limit = 5;
    expect_heard((const char *)bytes, length, sample->format, whole);
    captures_read_limit = SIZE_MAX;
    for (size_t cut = 2; cut < length; cut++) {
        char *heard = hear((const char *)bytes, cut, sample->format, ANY_LENGTH);

        /* Between two members or frames a file may end. */
        if (strstr(heard, "the compressed data is cut off") != NULL) {
            expect_beginning(heard, whole, 1);
        }
        free(heard);
    }
    free(whole);
}

/* Whichever byte is wrong, the records before the fault don't depend on the sizes of reads. */
static void expect_flips(unsigned char *bytes, size_t length, const struct sample *sample)
{
    static const size_t limits[] = {1, 3, 64};

    for (size_t at = 0; at < length; at++) {
        char *heard = NULL;

        bytes[at] ^= 0x55;
        heard = hear((const char *)bytes, length, sample->format, ANY_LENGTH);
        for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
            captures_read_limit = limits[i];
            expect_heard((const char *)bytes, length, sample->format, heard);
            captures_read_limit = SIZE_MAX;
        }
        bytes[at] ^= 0x55;
        free(heard);
    }
}

static void test_compressed(void **state)
{
    unsigned char bytes[8192];

    (void)state;
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        size_t length = compress_gzip(&samples[i], bytes, sizeof bytes);

        expect_cuts(bytes, length, &samples[i]);
        expect_flips(bytes, length, &samples[i]);
        length = compress_zstd(&samples[i], bytes, sizeof bytes);
        expect_cuts(bytes, length, &samples[i]);
        expect_flips(bytes, length, &samples[i]);
    }
}

/* Lines over several blocks of zstd, the last of which is damaged. */
static void test_damaged_blocks(void **state)
{
    static char lines[400000];
    static unsigned char bytes[400000];
    ZSTD_CCtx *context = ZSTD_createCCtx();
    struct sample sample = {"blocks", lines, sizeof lines, INPUT_NDJSON};
    uint32_t random = 7;
    size_t length = 0;

    (void)state;
    for (size_t i = 0; i < sizeof lines; i++) {
        random = random * 1664525u + 1013904223u;
        lines[i] = i % 100 == 99 ? '\n' : (char)('0' + (random >> 24) % 10);
    }
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    length = ZSTD_compress2(context, bytes, sizeof bytes, lines, sizeof lines);
    assert_false(ZSTD_isError(length));
    ZSTD_freeCCtx(context);
    for (size_t at = 5; at <= length; at += length / 7) {
        char *heard = NULL;

        bytes[length - at] ^= 0xFF;
        heard = hear((const char *)bytes, length, sample.format, ANY_LENGTH);
        for (size_t limit = 777; limit < 70000; limit *= 9) {
            captures_read_limit = limit;
            expect_heard((const char *)bytes, length, sample.format, heard);
            captures_read_limit = SIZE_MAX;
        }
        bytes[length - at] ^= 0xFF;
        /* At least the lines of the earlier blocks, each of at most 128 KiB. */
        assert_true(count_lines(heard) + 2 * (128 * 1024 / 100) + 2 >=
                    (sizeof lines - at * sizeof lines / length) / 100);
        assert_non_null(strstr(heard, "unreadable: the compressed data is corrupt\n"));
        free(heard);
    }
}

static void test_behind_compressed(void **state)
{
    static const struct sample one = {"one", "[1]", 3, INPUT_JSON};
    static const char garbage[] = "unreadable: other bytes follow the compressed data\n";
    char bytes[512] = "";
    size_t length = compress_gzip(&one, (unsigned char *)bytes, 256);

    (void)state;
    expect_heard(bytes, length + 100, INPUT_JSON, "record 0 1:0 @0 [[1]]\nend\n"); /* zeros */
    memcpy(bytes + length, "garbage", 7);
    expect_heard(bytes, length + 7, INPUT_JSON, garbage);
    length = compress_zstd(&one, (unsigned char *)bytes, 256);
    memcpy(bytes + length, "garbage", 7);
    expect_heard(bytes, length + 7, INPUT_JSON, garbage);
}

/* A window that is too large, and a file that expands too much. */
static void test_bombs(void **state)
{
    static const unsigned char window[] = {0x28, 0xB5, 0x2F, 0xFD, 0x00, 0xA0, 1, 0, 0};
    static const unsigned char head[] = {0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x58};
    static const unsigned char block[] = {0x02, 0x00, 0x10, ' '}; /* 128 KiB of it */
    const size_t count = 1000;
    const size_t harmless = 512;
    unsigned char *bomb = malloc(sizeof head + count * sizeof block);

    (void)state;
    expect_heard((const char *)window, sizeof window, INPUT_JSON,
                 "unreadable: the compressed data needs a window of more than 128 MiB\n");
    memcpy(bomb, head, sizeof head);
    for (size_t i = 0; i < count; i++) {
        memcpy(bomb + sizeof head + i * sizeof block, block, sizeof block);
    }
    expect_heard(
        (const char *)bomb, sizeof head + count * sizeof block, INPUT_NDJSON,
        "unreadable: the compressed data expands to more than 1100 times its size: this is not a "
        "capture\n");
    bomb[sizeof head + (harmless - 1) * sizeof block] |= 1; /* the last one, and 64 MiB in all */
    expect_heard((const char *)bomb, sizeof head + harmless * sizeof block, INPUT_NDJSON,
                 "too long 1:1\nend\n");
    free(bomb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_har),
        cmocka_unit_test(test_http),
        cmocka_unit_test(test_reads_of_any_size),
        cmocka_unit_test(test_every_prefix),
        cmocka_unit_test(test_every_limit),
        cmocka_unit_test(test_every_flip),
        cmocka_unit_test(test_compressed),
        cmocka_unit_test(test_damaged_blocks),
        cmocka_unit_test(test_behind_compressed),
        cmocka_unit_test(test_bombs),
    };

    return cmocka_run_group_tests(tests, captures_enter_folder, captures_leave_folder);
}
