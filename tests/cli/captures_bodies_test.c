/* Bodies as recorders keep them: not at all, cut, compressed, in base64; and other members of HAR
 * entries. */
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

/* The response of an entry, and the text of captures_hear about it, after the location. */
struct sample {
    const char *response; /* its members; HEADERS and CONTENT help */
    const char *heard;
};

#define TYPE "{\"name\":\"Content-Type\",\"value\":\"a/b\"}"
#define HEADER(name, value) TYPE ",{\"name\":\"" name "\",\"value\":\"" value "\"}"
#define OF_200(headers, content)                                                                   \
    "\"status\":200,\"headers\":[" headers "],\"content\":{" content "}"
#define NO_BODY "200 a/b - (the capture has no body) []"
#define CUT(bytes) "200 a/b - (its body is cut off: " bytes " bytes) "
#define BASE64 "eyJhIjoxfQ==" /* {"a":1} */
#define HIDDEN "200 a/b - (its body is in base64, but the entry has no encoding) [" BASE64 "]"

static const struct sample lost[] = {
    /* A body that was not kept. */
    {OF_200(TYPE, "\"size\":7"), NO_BODY},
    {OF_200(TYPE, "\"size\":7,\"text\":\"\""), NO_BODY},
    {OF_200(TYPE, "\"size\":7.0,\"text\":null"), NO_BODY},
    {OF_200(TYPE, "\"size\":-1"), NO_BODY},
    {OF_200(TYPE, ""), NO_BODY},
    {OF_200(TYPE, "\"size\":0"), NO_BODY},
    {OF_200(HEADER("content-length", "7"), ""), NO_BODY},
    {OF_200(HEADER("Content-Length", "7"), "\"size\":0,\"text\":\"\""), NO_BODY},
    {OF_200(HEADER("Content-Length", "7"), "\"size\":-1,\"text\":\"\""), NO_BODY},
    {OF_200(TYPE, "\"size\":0,\"text\":\"\"") ",\"bodySize\":7", NO_BODY},
    {"\"status\":200,\"headers\":[" TYPE "]", NO_BODY},
    {"\"status\":200,\"headers\":[" TYPE "],\"content\":null", NO_BODY},
    {OF_200(TYPE, "\"size\":7,\"_file\":\"a1.json\""),
     "200 a/b - (the capture has no body: the body is in the file a1.json) []"},
    {OF_200(TYPE, "\"size\":-1,\"_file\":\"a\\u0031.json\",\"text\":\"\"") ",\"bodySize\":3",
     "200 a/b - (the capture has no body: the body is in the file a1.json) []"},
    {OF_200(TYPE, "\"size\":0,\"_file\":\"a1.json\",\"text\":\"\""),
     "200 a/b - (the capture has no body: the body is in the file a1.json) []"},
    {OF_200(HEADER("Content-Length", " 7 "), "\"size\":0,\"text\":\"\""), NO_BODY},
    {OF_200(HEADER("Content-Length", "7, 7"), "\"size\":0,\"text\":\"\""), NO_BODY},
    {OF_200(HEADER("Content-Length", "5,216"), "\"size\":0,\"text\":\"\""), NO_BODY},
    /* Empty. */
    {OF_200(HEADER("Content-Length", " "), "\"size\":0,\"text\":\"\""), "200 a/b - []"},
    {OF_200(HEADER("Content-Length", "00"), "\"size\":0,\"text\":\"\""), "200 a/b - []"},
    {OF_200(HEADER("Content-Length", "0"), "\"_file\":\"a\",\"text\":\"\""), "200 a/b - []"},
    {OF_200(TYPE, "\"size\":0,\"text\":\"\""), "200 a/b - []"},
    {OF_200(TYPE, "\"text\":\"\""), "200 a/b - []"},
    {OF_200(TYPE, "\"text\":\"\"") ",\"bodySize\":-1", "200 a/b - []"},
    {OF_200(HEADER("Content-Length", "0"), ""), "200 a/b - []"},
    {OF_200(HEADER("Content-Length", "0"), "\"size\":0"), "200 a/b - []"},
    /* A body that was cut. */
    {OF_200(TYPE, "\"size\":503,\"text\":\"{}\""), CUT("2 of 503") "[{}]"},
    {OF_200(TYPE, "\"size\":3,\"text\":\"{}\""), CUT("2 of 3") "[{}]"},
    {OF_200(TYPE, "\"size\":3e0,\"text\":\"{}\""), CUT("2 of 3") "[{}]"},
    {OF_200(TYPE, "\"size\":8,\"text\":\"" BASE64 "\",\"encoding\":\"base64\""),
     CUT("7 of 8") "[{\"a\":1}]"},
    /* Base64 as mail has it, with broken lines. */
    {OF_200(TYPE, "\"text\":\"eyJh\\nIjox\\r\\nfQ==\\n\",\"encoding\":\"base64\""),
     "200 a/b - [{\"a\":1}]"},
    {OF_200(TYPE, "\"text\":\"eyJ hI\\u000Ajo\\txfQ= =\",\"encoding\":\"base64\",\"size\":7"),
     "200 a/b - [{\"a\":1}]"},
    {OF_200(TYPE, "\"text\":\"eyJhIjox\\nfQ==\\n\""),
     "200 a/b - (its body is in base64, but the entry has no encoding) [eyJhIjox\\0afQ==\\0a]"},
    /* Several header lines in one value, as browsers write them. */
    {OF_200(HEADER("Content-Type", "a/b\\na/b"), "\"text\":\"{}\""), "200 a/b - [{}]"},
    {OF_200(HEADER("Content-Type", "a/b\\nc/d"), "\"text\":\"{}\""), "200 a/b, c/d - [{}]"},
    {OF_200(HEADER("Content-Type", "a/b\\n"), "\"text\":\"{}\""), "200 a/b - [{}]"},
    {OF_200(HEADER("Content-Type", "a/b") "," HEADER("Content-Encoding", "identity\\nidentity"),
            "\"text\":\"{}\""),
     "200 a/b - [{}]"},
    {OF_200(HEADER("Content-Length", "503"), "\"text\":\"{}\""), CUT("2 of 503") "[{}]"},
    {OF_200(HEADER("Content-Length", "503, 503"), "\"text\":\"{}\""), CUT("2 of 503") "[{}]"},
    {OF_200(HEADER("Content-Length", "503"), "\"size\":2,\"text\":\"{}\""), CUT("2 of 503") "[{}]"},
    {OF_200(HEADER("Content-Length", "3"), "\"size\":503,\"text\":\"{}\""), CUT("2 of 503") "[{}]"},
    /* A whole body. */
    {OF_200(TYPE, "\"size\":2,\"text\":\"{}\",\"encoding\":\"UTF-8\""), "200 a/b - [{}]"},
    {OF_200(TYPE, "\"text\":\"{}\",\"encoding\":\"utf8\""), "200 a/b - [{}]"},
    {OF_200(TYPE, "\"size\":2,\"text\":\"{}\""), "200 a/b - [{}]"},
    {OF_200(TYPE, "\"size\":1,\"text\":\"{}\""), "200 a/b - [{}]"},
    {OF_200(TYPE, "\"size\":-1,\"text\":\"{}\""), "200 a/b - [{}]"},
    {OF_200(TYPE, "\"size\":2.5,\"text\":\"{}\""), "200 a/b - [{}]"},
    {OF_200(TYPE, "\"size\":\"9\",\"text\":\"{}\""), "200 a/b - [{}]"},
    {OF_200(HEADER("Content-Length", "5,216"), "\"text\":\"{}\""), "200 a/b - [{}]"},
    {OF_200(HEADER("Content-Length", ""), "\"text\":\"{}\""), "200 a/b - [{}]"},
    {OF_200(HEADER("Content-Encoding", "gzip") "," HEADER("Content-Length", "22"),
            "\"text\":\"{}\""),
     "200 a/b - [{}]"},
    {OF_200(HEADER("Content-Encoding", "br"), "\"size\":2,\"text\":\"{}\""), "200 a/b - [{}]"},
    /* Bodies that dg-validate recorded. */
    {OF_200(HEADER("Content-Length", "503"), "\"size\":2,\"text\":\"{}\",\"_truncated\":true"),
     "200 a/b - [{}]"},
    {OF_200(HEADER("Content-Length", "503"), "\"size\":0,\"text\":\"\",\"_truncated\":true"),
     "200 a/b - []"},
    {OF_200(HEADER("Content-Encoding", "gzip"), "\"text\":\"{}\",\"_encoded\":true"),
     "200 a/b gzip [{}]"},
    /* Base64 that the entry doesn't call base64. */
    {OF_200(TYPE, "\"text\":\"" BASE64 "\""), HIDDEN},
    {OF_200(TYPE, "\"size\":7,\"text\":\"" BASE64 "\""), HIDDEN},
    {OF_200(TYPE, "\"size\":-1,\"text\":\"" BASE64 "\",\"encoding\":null"), HIDDEN},
    {OF_200(HEADER("Content-Length", "7"), "\"text\":\"" BASE64 "\""), HIDDEN},
    {OF_200(TYPE, "\"size\":12,\"text\":\"" BASE64 "\""), "200 a/b - [" BASE64 "]"},
    {OF_200(TYPE, "\"text\":\"true\""), "200 a/b - [true]"},
    {OF_200(TYPE, "\"text\":\"1234\""), "200 a/b - [1234]"},
    {OF_200(TYPE, "\"text\":\"Busy\""), "200 a/b - [Busy]"},
    /* Responses without content, whatever the recorder found in its cache. */
    {"\"status\":304,\"headers\":[" TYPE "],\"content\":{\"size\":2,\"text\":\"{}\"}",
     "304 a/b - []"},
    {"\"status\":304,\"headers\":[" TYPE "],\"content\":{\"size\":9}", "304 a/b - []"},
    {"\"status\":304,\"content\":{\"size\":9,\"text\":\"{}\"}", "304 - - []"},
    {"\"status\":204,\"headers\":[" HEADER("Content-Length", "9") "]", "204 a/b - []"},
    {"\"status\":204,\"content\":{\"text\":\"x\",\"encoding\":\"\"}", "204 - - []"},
    {"\"status\":101,\"content\":{\"size\":5}", "101 - - []"},
    /* Statuses. */
    {"\"status\":200.0,\"content\":{\"text\":\"{}\"}", "200 - - [{}]"},
    {"\"status\":4.04e2,\"content\":{\"text\":\"{}\"}", "404 - - [{}]"},
    {"\"status\":5030E-1,\"content\":{\"text\":\"{}\"}", "503 - - [{}]"},
    {"\"status\":0.0", "0 - - (the capture has no body) []"},
    {"\"status\":-1.0", "0 - - (the capture has no body) []"},
    {"\"status\":null", "0 - - (the capture has no body) []"},
};

static char *hear(const char *bytes, size_t length, enum input_format format)
{
    captures_write("heard", bytes, length);
    return captures_hear("heard", format, ANY_LENGTH);
}

/* Returns the report about the only entry, from its status on. The caller frees it. */
static char *hear_entry(const char *method, const char *response)
{
    char text[4096];
    char *heard = NULL;
    char *arrow = NULL;
    int length = snprintf(text, sizeof text,
                          "{\"log\":{\"entries\":[{\"request\":{\"method\":\"%s\",\"url\":\"/\"},"
                          "\"response\":{%s}}]}}",
                          method, response);

    assert_in_range(length, 1, sizeof text - 1);
    heard = hear(text, (size_t)length, INPUT_HAR);
    arrow = strstr(heard, "-> ");
    if (arrow != NULL) {
        memmove(heard, arrow + 3, strlen(arrow + 3) + 1);
    }
    return heard;
}

static void expect_entry(const char *method, const char *response, const char *expected)
{
    char *heard = hear_entry(method, response);
    char wanted[1024];

    snprintf(wanted, sizeof wanted, "%s\nend\n", expected);
    if (strcmp(heard, wanted) != 0) {
        print_message("of %s\n", response);
        assert_string_equal(heard, wanted);
    }
    free(heard);
}

static void test_lost(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lost / sizeof *lost; i++) {
        expect_entry("POST", lost[i].response, lost[i].heard);
    }
}

static void test_head(void **state)
{
    (void)state;
    expect_entry("HEAD", OF_200(TYPE, "\"size\":2,\"text\":\"{}\""), "200 a/b - []");
    expect_entry("HEAD", OF_200(HEADER("Content-Length", "503"), "\"size\":503"), "200 a/b - []");
}

static void test_refused_statuses(void **state)
{
    static const char *const statuses[] = {"200.5", "99", "1000", "2e3", "\"200\"", "[]", "1e999"};

    (void)state;
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        char response[64];
        char *heard = NULL;

        snprintf(response, sizeof response, "\"status\":%s", statuses[i]);
        heard = hear_entry("POST", response);
        assert_non_null(strstr(heard, "faulty 1: "));
        assert_non_null(strstr(heard, "expected a status"));
        free(heard);
    }
}

/* Compressed bodies */

static const char document[] = "{\"a\":\"0123456789012345678901234567890123456789\"}";
#define DOCUMENT_LENGTH (sizeof document - 1)

struct compressed {
    unsigned char bytes[512];
    size_t length;
};

/* `bits` as for deflateInit2. */
static struct compressed deflate_as(const void *bytes, size_t length, int bits)
{
    struct compressed out = {.length = 0};
    z_stream stream = {.zalloc = Z_NULL};

    assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_in = (unsigned char *)(uintptr_t)bytes;
    stream.avail_in = (uInt)length;
    stream.next_out = out.bytes;
    stream.avail_out = sizeof out.bytes;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    out.length = stream.total_out;
    deflateEnd(&stream);
    return out;
}

static struct compressed zstd_of(const void *bytes, size_t length)
{
    struct compressed out;

    out.length = ZSTD_compress(out.bytes, sizeof out.bytes, bytes, length, 3);
    assert_false(ZSTD_isError(out.length));
    return out;
}

/* Encodes bytes in base64 (RFC 4648 §4). */
static void encode(char *out, const unsigned char *bytes, size_t length)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned bits = 0;
    unsigned count = 0;

    for (size_t i = 0; i < length; i++) {
        bits = bits << 8 | bytes[i];
        for (count += 8; count >= 6; count -= 6) {
            *out++ = digits[bits >> (count - 6) & 63];
        }
    }
    if (count > 0) {
        *out++ = digits[bits << (6 - count) & 63];
    }
    *out = '\0';
}

static void expect_kept(const struct compressed *body, const char *encoding, const char *size,
                        const char *expected)
{
    char base64[1024];
    char response[2048];

    encode(base64, body->bytes, body->length);
    snprintf(response, sizeof response,
             "\"status\":200,\"headers\":[{\"name\":\"Content-Encoding\",\"value\":\"%s\"}],"
             "\"content\":{%s\"encoding\":\"base64\",\"text\":\"%s\"}",
             encoding, size, base64);
    expect_entry("POST", response, expected);
}

static void test_compressed(void **state)
{
    struct compressed gzip = deflate_as(document, DOCUMENT_LENGTH, 31);
    struct compressed zlib = deflate_as(document, DOCUMENT_LENGTH, 15);
    struct compressed raw = deflate_as(document, DOCUMENT_LENGTH, -15);
    struct compressed zstd = zstd_of(document, DOCUMENT_LENGTH);
    struct compressed twice = zstd_of(gzip.bytes, gzip.length);
    char whole[128];

    (void)state;
    snprintf(whole, sizeof whole, "200 - - [%s]", document);
    expect_kept(&gzip, "gzip", "", whole);
    expect_kept(&gzip, "GZIP", "\"size\":48,", whole);
    expect_kept(&gzip, "x-gzip", "\"size\":-1,", whole);
    expect_kept(&gzip, "identity, gzip", "\"size\":3,", whole);
    expect_kept(&zlib, "deflate", "", whole);
    expect_kept(&raw, "Deflate", "", whole);
    expect_kept(&zstd, "zstd", "", whole);
    expect_kept(&zstd, " zstd ,", "", whole);
    expect_kept(&twice, "gzip, zstd", "", whole);
    expect_kept(&twice, "gzip,\\tidentity,zstd", "", whole);
    expect_kept(&gzip, "br", "", "200 - - (its body has an unsupported compression: br) []");
    expect_kept(&gzip, "br, gzip", "", /* the text that gzip holds isn't br, but that is not seen */
                "200 - - (its body has an unsupported compression: br, gzip) []");
    expect_kept(&gzip, "dcb", "\"size\":48,",
                "200 - - (its body has an unsupported compression: dcb) []");
    expect_kept(&gzip, "zstd", "", "200 - - (its compressed body is damaged: zstd) []");
    expect_kept(&zstd, "gzip", "", "200 - - (its compressed body is damaged: gzip) []");
    expect_kept(&zlib, "gzip", "", "200 - - (its compressed body is damaged: gzip) []");
    snprintf(whole, sizeof whole, "200 - - (its body is cut off: 48 of 99 bytes) [%s]", document);
    expect_kept(&gzip, "gzip", "\"size\":99,", whole);
}

/* Bodies that are shorter than they are compressed. */
static void test_compressed_short(void **state)
{
    struct compressed gzip = deflate_as("{}", 2, 31);
    struct compressed zstd = zstd_of("{}", 2);
    char size[64];
    char base64[128];
    char response[512];
    char *heard = NULL;

    (void)state;
    snprintf(size, sizeof size, "\"size\":%zu,", gzip.length);
    expect_kept(&gzip, "gzip", size, "200 - - [{}]");
    snprintf(size, sizeof size, "\"size\":%zu,", zstd.length);
    expect_kept(&zstd, "zstd", size, "200 - - [{}]");
    encode(base64, gzip.bytes, gzip.length);
    snprintf(response, sizeof response,
             OF_200(HEADER("Content-Encoding", "gzip"), "\"size\":2,\"text\":\"%s\""), base64);
    heard = hear_entry("POST", response);
    assert_non_null(strstr(heard, "(its body is in base64, but the entry has no encoding)"));
    free(heard);
}

/* Writes each byte as the code point with that number, as recorders without base64 do. */
static void write_as_characters(char *out, const struct compressed *body)
{
    for (size_t i = 0; i < body->length; i++) {
        out += snprintf(out, 7, "\\u%04x", body->bytes[i]);
    }
    *out = '\0';
}

static void test_compressed_characters(void **state)
{
    static const char *const encodings[] = {"gzip", "deflate", "zstd"};
    struct compressed bodies[] = {deflate_as(document, DOCUMENT_LENGTH, 31),
                                  deflate_as(document, DOCUMENT_LENGTH, 15),
                                  zstd_of(document, DOCUMENT_LENGTH)};
    char whole[128];

    (void)state;
    snprintf(whole, sizeof whole, "200 - - [%s]", document);
    for (size_t i = 0; i < 3; i++) {
        char text[2048];
        char response[3072];

        write_as_characters(text, &bodies[i]);
        snprintf(response, sizeof response,
                 OF_200("{\"name\":\"Content-Encoding\",\"value\":\"%s\"}", "\"text\":\"%s\""),
                 encodings[i], text);
        expect_entry("POST", response, whole);
    }
}

/* The end of what is said of a capture whose body is cut anywhere. */
static void expect_cuts(struct compressed body, const char *encoding)
{
    size_t whole = body.length;

    for (body.length = 12; body.length < whole; body.length++) {
        char base64[1024];
        char response[2048];
        char *heard = NULL;

        encode(base64, body.bytes, body.length);
        snprintf(response, sizeof response,
                 OF_200("{\"name\":\"Content-Encoding\",\"value\":\"%s\"}",
                        "\"encoding\":\"base64\",\"text\":\"%s\""),
                 encoding, base64);
        heard = hear_entry("POST", response);
        if (strstr(heard, "(its compressed body is cut off: ") == NULL) {
            print_message("%zu of %zu bytes of %s\n", body.length, whole, encoding);
            assert_string_equal(heard, "cut off");
        }
        free(heard);
    }
}

static void test_compressed_cuts(void **state)
{
    (void)state;
    expect_cuts(deflate_as(document, DOCUMENT_LENGTH, 31), "gzip");
    expect_cuts(deflate_as(document, DOCUMENT_LENGTH, 15), "deflate");
    expect_cuts(zstd_of(document, DOCUMENT_LENGTH), "zstd");
}

/* A small compressed body with a large document. */
static void test_growth(void **state)
{
    static const char zeros[400000];
    struct compressed body = {.length = 0};
    char base64[1024];
    char response[2048];
    char *heard = NULL;

    (void)state;
    body = zstd_of(zeros, sizeof zeros);
    encode(base64, body.bytes, body.length);
    snprintf(response, sizeof response,
             "{\"log\":{\"entries\":[{\"request\":{\"method\":\"A\",\"url\":\"/\"},\"response\":{"
             "\"status\":200,\"headers\":[{\"name\":\"Content-Encoding\",\"value\":\"zstd\"}],"
             "\"content\":{\"encoding\":\"base64\",\"text\":\"%s\"}}}]}}",
             base64);
    captures_write("heard", response, strlen(response));
    heard = captures_hear("heard", INPUT_HAR, 399999);
    assert_string_equal(heard, "too long 1:1\nend\n");
    free(heard);
}

/* Compressed bodies in the output of curl -i, with and without chunks. */
static void test_compressed_responses(void **state)
{
    struct compressed body = deflate_as(document, DOCUMENT_LENGTH, 31);
    char text[2048];
    char wanted[256];
    size_t head = 0;
    char *heard = NULL;

    (void)state;
    head = (size_t)snprintf(
        text, sizeof text,
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %zu\r\n\r\n", body.length);
    memcpy(text + head, body.bytes, body.length);
    snprintf(wanted, sizeof wanted, "record 1 1:1 @0 in 5:1 @%zu+0   -> 200 - - [%s]\nend\n", head,
             document);
    heard = hear(text, head + body.length, INPUT_HTTP);
    assert_string_equal(heard, wanted);
    free(heard);
    heard = hear(text, head + body.length - 1, INPUT_HTTP);
    assert_non_null(strstr(heard, "(its body is cut off: "));
    free(heard);
    head = (size_t)snprintf(text, sizeof text,
                            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
                            "Transfer-Encoding: chunked\r\n\r\n%zx\r\n",
                            body.length);
    memcpy(text + head, body.bytes, body.length);
    memcpy(text + head + body.length, "\r\n0\r\n\r\n", 7);
    heard = hear(text, head + body.length + 7, INPUT_HTTP);
    assert_non_null(strstr(heard, document));
    free(heard);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lost),
        cmocka_unit_test(test_head),
        cmocka_unit_test(test_refused_statuses),
        cmocka_unit_test(test_compressed),
        cmocka_unit_test(test_compressed_short),
        cmocka_unit_test(test_compressed_cuts),
        cmocka_unit_test(test_compressed_characters),
        cmocka_unit_test(test_growth),
        cmocka_unit_test(test_compressed_responses),
    };

    return cmocka_run_group_tests(tests, captures_enter_folder, captures_leave_folder);
}
