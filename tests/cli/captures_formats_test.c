/* The format of a capture, by the name of its file and by its content; and files that are no
 * captures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zlib.h>

#include "captures.h"

#define ENTRY "{\"request\":{\"method\":\"GET\",\"url\":\"/a\"},\"response\":null}"
#define ENTRIES "\"entries\":[" ENTRY "]"
#define ANSWER "HTTP/1.1 204 No Content\r\n\r\n"
#define BOM "\xEF\xBB\xBF"
#define UNPACK "; only gzip and zstd are decompressed\n"

struct sample {
    const char *path;
    const char *bytes;
    size_t length;
    const char *heard; /* the beginning of the text of captures_hear */
};

#define SAMPLE(path, bytes, heard)                                                                 \
    {                                                                                              \
        (path), (bytes), sizeof(bytes) - 1, (heard)                                                \
    }
#define AS_HAR "record 1 1:1 @0 in"
#define AS_HTTP "record 1 3:1 @27"
#define AS_JSON "record 0 1:0 @0 [" /* the document follows */
#define AS_NDJSON "record 1 1:0 @0 ["

static const struct sample recognized[] = {
    /* HAR by content, if the name has no other format. */
    SAMPLE("a.json", "{\"log\":{" ENTRIES "}}", AS_HAR),
    SAMPLE("a.JSON", "{\"log\":{" ENTRIES "}}", AS_HAR),
    SAMPLE("a.json.txt", "{\"log\":{" ENTRIES "}}", AS_HAR),
    SAMPLE("a.txt", "{\"log\":{" ENTRIES "}}", AS_HAR),
    SAMPLE("a", "{\"log\":{" ENTRIES "}}", AS_HAR),
    SAMPLE("a.har (1)", "{\"log\":{" ENTRIES "}}", AS_HAR),
    SAMPLE("a.json", " \r\n\t{ \"log\" \n:\t{\n" ENTRIES "}}", AS_HAR),
    SAMPLE("a.json", BOM "\n{\"log\":{" ENTRIES "}}", AS_HAR),
    SAMPLE("a.json", "{\n \"log\": {\n  \"version\": \"1.2\",\n  " ENTRIES "\n }\n}\n", AS_HAR),
    SAMPLE("a", "{\"log\":{\"version\":\"1.2\"," ENTRIES "}}\n{}\n", AS_HAR),
    /* The format by the name, whatever the content. */
    SAMPLE("a.har", "{\"x\":1,\"log\":{" ENTRIES "}}", AS_HAR),
    SAMPLE("a.har.txt", "{\"x\":1,\"log\":{" ENTRIES "}}", AS_HAR),
    SAMPLE("a.HAR.TXT", "{\"x\":1,\"log\":{" ENTRIES "}}", AS_HAR),
    SAMPLE("a.http.txt", ANSWER, AS_HTTP),
    SAMPLE("a.ndjson.txt", "[1]", AS_NDJSON),
    SAMPLE("a.jsonl", "{\"log\":{}}", AS_NDJSON),
    SAMPLE("a.http", "{\"log\":{" ENTRIES "}}", "faulty 1: line 1: not an HTTP status line"),
    /* Not a HAR. */
    SAMPLE("a.json", "{\"log\":[" ENTRY "]}", AS_JSON),
    SAMPLE("a.json", "{\"log\":\"{\"}", AS_JSON),
    SAMPLE("a.json", "{\"x\":1,\"log\":{" ENTRIES "}}", AS_JSON),
    SAMPLE("a.json", "{\"Log\":{" ENTRIES "}}", AS_JSON),
    SAMPLE("a.json", "{\"logs\":{" ENTRIES "}}", AS_JSON),
    SAMPLE("a.json", "[{\"log\":{" ENTRIES "}}]", AS_JSON),
    SAMPLE("a.json", "{\"log\":", AS_JSON),
    SAMPLE("a.json", "{\"lo", AS_JSON),
    SAMPLE("a.json", "  ", AS_JSON),
    SAMPLE("a.json", "", AS_JSON),
    SAMPLE("a.json", ANSWER, AS_JSON),
    SAMPLE("a.json", "{}\n{}\n", AS_JSON),
    /* The other formats by content. */
    SAMPLE("a.txt", ANSWER, AS_HTTP),
    SAMPLE("a", "{}\n{}\n", AS_NDJSON),
    SAMPLE("a", "{\"log\":1}\n{\"log\":{}}\n", AS_NDJSON),
    SAMPLE("a", "{}\n", AS_JSON),
    SAMPLE("a", "{\n}\n{}\n", AS_JSON),
    SAMPLE("a", "HTTP", AS_JSON),
    /* A HAR without entries has no record. */
    SAMPLE("a.har", "{\"log\":{\"entries\":null}}", "end\n"),
    SAMPLE("a.har", "{\"log\":{\"entries\": []}}", "end\n"),
    SAMPLE("a.json", "{\"log\":{\"entries\":\nnull }}", "end\n"),
    SAMPLE("a.har", "{\"log\":{\"entries\":nul}}", "unreadable: line 1, column 22: not JSON"),
    SAMPLE("a.har", "{\"log\":{\"entries\":null,\"entries\":[]}}",
           "unreadable: line 1, column 33: 'log.entries' occurs twice\n"),
    SAMPLE("a.har", "{\"log\":{\"entries\":{}}}", "unreadable: not a HAR"),
    SAMPLE("a.har", "{\"log\":null}", "unreadable: not a HAR"),
};

static const struct sample foreign[] = {
    SAMPLE("a.har", "\xFF\xFE{\0\"\0l\0", "unreadable: the text is UTF-16, and must be UTF-8\n"),
    SAMPLE("a.har", "\xFE\xFF\0{\0\"\0l", "unreadable: the text is UTF-16, and must be UTF-8\n"),
    SAMPLE("a.json", "\xFF\xFE", "unreadable: the text is UTF-16, and must be UTF-8\n"),
    SAMPLE("a.json", "{\0\"\0l\0", "unreadable: the text is UTF-16, and must be UTF-8\n"),
    SAMPLE("a.txt", "\0[\0\n\0 ", "unreadable: the text is UTF-16, and must be UTF-8\n"),
    SAMPLE("a.http", "H\0T\0T\0P\0/\0", "unreadable: the text is UTF-16, and must be UTF-8\n"),
    SAMPLE("a", "\xFF\xFE\0\0{\0\0\0", "unreadable: the text is UTF-32, and must be UTF-8\n"),
    SAMPLE("a", "\0\0\xFE\xFF\0\0\0{", "unreadable: the text is UTF-32, and must be UTF-8\n"),
    SAMPLE("a.har", "PK\x03\x04\x14\0\0\0", "unreadable: a zip archive" UNPACK),
    SAMPLE("a.zip", "PK\x03\x04\x14\0\0\0", "unreadable: a zip archive" UNPACK),
    SAMPLE("a.zip", "PK\x05\x06\0\0", "unreadable: an empty zip archive\n"),
    SAMPLE("a.har", "BZh91AY&SY\x12\x34\x56\x78", "unreadable: compressed with bzip2" UNPACK),
    SAMPLE("a.bz2", "BZh9\x17\x72\x45\x38\x50\x90\0\0\0\0",
           "unreadable: compressed with bzip2" UNPACK),
    SAMPLE("a.json.xz", "\xFD\x37zXZ\0\0\x04", "unreadable: compressed with xz" UNPACK),
    SAMPLE("a", "{\0\0\0\"\0\0\0", "unreadable: the text is UTF-32, and must be UTF-8\n"),
    SAMPLE("a", "\0\0\0{\0\0\0\"", "unreadable: the text is UTF-32, and must be UTF-8\n"),
    SAMPLE("a.har.Z", "\x1F\x9D\x90{", "unreadable: compressed with compress" UNPACK),
    SAMPLE("a.har", "\x5D\0\0\x80\0", "unreadable: compressed with lzma" UNPACK),
    SAMPLE("a.har", "Rar!\x1A\x07\x01\0", "unreadable: a rar archive" UNPACK),
    SAMPLE("a.har", "7z\xBC\xAF\x27\x1C\0\x04", "unreadable: a 7z archive" UNPACK),
    SAMPLE("a.ndjson", "\x04\x22\x4D\x18\x64\x40", "unreadable: compressed with lz4" UNPACK),
    SAMPLE("a.har.br", "\x0B\x02\x80{}\n\x03", "unreadable: compressed with brotli" UNPACK),
    SAMPLE("a.BR", "\x1B\x3F\x01\xF8\xA5", "unreadable: compressed with brotli" UNPACK),
    /* The content decides. */
    SAMPLE("a.br", "{}", AS_JSON "{}]\n"),
    SAMPLE("a.br", "", AS_JSON),
    SAMPLE("a.zip", "{}", AS_JSON "{}]\n"),
    SAMPLE("a.json", "PK", AS_JSON "PK]\n"),
    SAMPLE("a.json", "BZh9", AS_JSON "BZh9]\n"),
    SAMPLE("a.json", "{\0\"", AS_JSON),
};

static void expect_begins(const struct sample *sample, const char *bytes, size_t length)
{
    static const size_t limits[] = {SIZE_MAX, 1, 3};

    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        char *heard = NULL;

        captures_write(sample->path, bytes, length);
        captures_read_limit = limits[i];
        heard = captures_hear(sample->path, INPUT_AUTO, 1 << 20);
        captures_read_limit = SIZE_MAX;
        unlink(sample->path);
        if (strncmp(heard, sample->heard, strlen(sample->heard)) != 0) {
            print_message("%s holding %s\n", sample->path, sample->bytes);
            assert_string_equal(heard, sample->heard);
        }
        free(heard);
    }
}

static void test_recognized(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof recognized / sizeof *recognized; i++) {
        expect_begins(&recognized[i], recognized[i].bytes, recognized[i].length);
    }
}

static void test_foreign(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        expect_begins(&foreign[i], foreign[i].bytes, foreign[i].length);
    }
}

static size_t compress_to(unsigned char *out, size_t capacity, const void *bytes, size_t length)
{
    z_stream stream = {.zalloc = Z_NULL};

    assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_in = (unsigned char *)(uintptr_t)bytes;
    stream.avail_in = (uInt)length;
    stream.next_out = out;
    stream.avail_out = (uInt)capacity;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    length = stream.total_out;
    deflateEnd(&stream);
    return length;
}

/* A compressed input is recognized as the same input without compression. */
static void test_compressed(void **state)
{
    unsigned char once[1024];
    unsigned char twice[1024];
    struct sample sample = {.path = "a.json.gz", .heard = "unreadable: compressed with gzip twice"};
    size_t length = 0;

    (void)state;
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        if (strstr(foreign[i].heard, "UTF-") != NULL) {
            length = compress_to(once, sizeof once, foreign[i].bytes, foreign[i].length);
            expect_begins(&foreign[i], (const char *)once, length);
        }
    }
    length = compress_to(twice, sizeof twice, once, length);
    expect_begins(&sample, (const char *)twice, length);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recognized),
        cmocka_unit_test(test_foreign),
        cmocka_unit_test(test_compressed),
    };

    return cmocka_run_group_tests(tests, captures_enter_folder, captures_leave_folder);
}
