/* Edge cases of parts of dg-validate that can't be tested through its output. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base/display.h"
#include "base/redact.h"
#include "base/trouble.h"
#include "http/response.h"
#include "input/position.h"
#include "judge/target.h"
#include "live/credentials.h"
#include "live/request.h"
#include "runtime/answer.h"

/* 5 > 2 > 4 > 3 > 1 > 0 */
static void test_exit_ranks(void **state)
{
    static const enum exit_status ranked[] = {EXIT_CONFORMS,    EXIT_FINDINGS, EXIT_UNREADABLE,
                                              EXIT_NO_RESPONSE, EXIT_USAGE,    EXIT_FAILED};
    const size_t count = sizeof ranked / sizeof *ranked;

    (void)state;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            assert_int_equal(exit_worse(ranked[i], ranked[j]), ranked[i > j ? i : j]);
        }
    }
}

/* Line and column counted from the beginning, by definition. */
static struct position counted(const char *text, size_t offset)
{
    struct position position = {.offset = offset, .line = 1, .column = 1};

    for (size_t i = 0; i < offset; i++) {
        if (text[i] == '\n') {
            position.line++;
            position.line_start = i + 1;
            position.column = 1;
        } else {
            position.column += ((unsigned char)text[i] & 0xC0) != 0x80;
        }
    }
    return position;
}

/* The result doesn't depend on earlier calls. */
static void test_positions_in_any_order(void **state)
{
    static const char text[] = "{\n  \"a\u00E9\": [\U0001F600, 1],\n\n  \"\u65E5\": {}\r\n}\n";
    const size_t length = sizeof text - 1;
    uint32_t random = 1;
    struct positions positions;

    (void)state;
    position_open(&positions, text, length, 1, 1);
    for (int i = 0; i < 10000; i++) {
        struct position expected;
        struct position found;
        size_t offset = 0;

        random = random * 1664525u + 1013904223u;
        offset = (random >> 8) % (length + 1);
        while (offset < length && ((unsigned char)text[offset] & 0xC0) == 0x80) {
            offset--;
        }
        expected = counted(text, offset);
        found = position_find(&positions, offset);
        assert_int_equal(found.line, expected.line);
        assert_int_equal(found.column, expected.column);
        assert_int_equal(found.line_start, expected.line_start);
    }
}

static void test_positions_count_from_the_line_given(void **state)
{
    struct positions positions;

    (void)state;
    position_open(&positions, "ab", 2, 17, 1);
    assert_int_equal(position_find(&positions, 2).line, 17);
    assert_int_equal(position_find(&positions, 2).column, 3);
    assert_int_equal(position_find(&positions, 0).column, 1);
}

static void expect_glyph(const char *text, const char *shown, unsigned columns)
{
    const char *at = text;
    struct glyph glyph = display_next(&at, text + strlen(text));

    assert_int_equal(glyph.length, strlen(shown));
    assert_memory_equal(glyph.bytes, shown, glyph.length);
    assert_int_equal(glyph.columns, columns);
}

static void test_display(void **state)
{
    (void)state;
    expect_glyph("a", "a", 1);
    expect_glyph("\t", " ", 1);
    expect_glyph("\x1b", "\\x1B", 4);
    expect_glyph("\x7f", "\\x7F", 4);
    expect_glyph("\xff", "\\xFF", 4);
    expect_glyph("\xc3", "\\xC3", 4);
    expect_glyph("\u00E9", "\u00E9", 1);
    expect_glyph("\xc2\x9b", "\\u{009B}", 8);
    expect_glyph("\u202E", "\\u{202E}", 8);
    expect_glyph("\U000E0041", "\\u{E0041}", 9);
    expect_glyph("\u0301", "\u0301", 0);
    expect_glyph("\u65E5", "\u65E5", 2);
    expect_glyph("\U0001F600", "\U0001F600", 2);
}

static void feed(struct response *response, const char *line)
{
    char copy[128];
    size_t length = strlen(line);

    assert_true(length < sizeof copy);
    memcpy(copy, line, length);
    assert_int_equal(response_header(copy, 1, length, response), length);
}

static void test_response_headers(void **state)
{
    struct response response = {.max_body = 10};

    (void)state;
    feed(&response, "HTTP/1.1 103 Early Hints\r\n");
    feed(&response, "Content-Type: text/interim\r\n");
    feed(&response, "\r\n");
    assert_false(response_has_header(&response));
    feed(&response, "HTTP/1.1 200 OK\r\n");
    assert_false(response_has_header(&response));
    feed(&response, "content-type:  application/json; charset=utf-8 \r\n");
    feed(&response, "CONTENT-ENCODING: identity\r\n");
    feed(&response, "\r\n");
    feed(&response, "Content-Type: text/trailer\r\n");
    assert_string_equal(response_value(&response.content_type), "application/json; charset=utf-8");
    assert_string_equal(response_value(&response.content_encoding), "identity");
    assert_null(response_value(&response.content_length));
    assert_true(response_has_header(&response));
    response_free(&response);
}

/* The reason why a response with these header lines is refused; "": it isn't refused. */
static const char *fault_of(const char *first, const char *second)
{
    static char text[256];
    const char *const lines[] = {"HTTP/1.1 200 OK\r\n", first, second, "\r\n"};
    struct response response = {.max_body = 10};
    const char *fault = NULL;

    for (size_t i = 0; i < sizeof lines / sizeof *lines && fault == NULL; i++) {
        char copy[128];
        size_t length = strlen(lines[i]);
        size_t taken = 0;

        assert_true(length < sizeof copy);
        memcpy(copy, lines[i], length);
        taken = response_header(copy, 1, length, &response);
        fault = response.fault;
        assert_int_equal(taken, fault == NULL ? length : 0);
    }
    snprintf(text, sizeof text, "%s", fault == NULL ? "" : fault);
    response_free(&response);
    return text;
}

static void test_content_lengths(void **state)
{
    (void)state;
    assert_string_equal(fault_of("Content-Length: 5\r\n", "X: y\r\n"), "");
    assert_string_equal(fault_of("Content-Length: 5\r\n", "Content-Length: 05\r\n"), "");
    assert_string_equal(fault_of("Content-Length: 5, 5\r\n", "content-length: 5\r\n"), "");
    assert_string_equal(fault_of("Content-Length: 5\r\n", "Content-Length: 6\r\n"),
                        "the response has two different Content-Lengths: '5, 6'");
    assert_string_equal(fault_of("Content-Length: 5, 6\r\n", "X: y\r\n"),
                        "the Content-Length '5, 6' is not a number of bytes");
    assert_string_equal(fault_of("Content-Length: 5,216\r\n", "X: y\r\n"),
                        "the Content-Length '5,216' is not a number of bytes");
    assert_string_equal(fault_of("Content-Length: 5, 6\r\n", "Content-Length: 5\r\n"),
                        "the Content-Length '5, 6' is not a number of bytes");
    assert_string_equal(fault_of("Content-Length: 5,\r\n", " 6\r\n"),
                        "the Content-Length '5, 6' is not a number of bytes");
}

static void test_content_lengths_that_are_none(void **state)
{
    static const char *const values[] = {"99999999999999999999999",
                                         "1000000000000000000",
                                         "545abc",
                                         "+545",
                                         "-1",
                                         "0x221",
                                         "5 5",
                                         "5,",
                                         ",5",
                                         ""};

    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char line[64];
        char fault[128];

        snprintf(line, sizeof line, "Content-Length: %s\r\n", values[i]);
        snprintf(fault, sizeof fault, "the Content-Length '%s' is not a number of bytes",
                 values[i]);
        assert_string_equal(fault_of(line, "X: y\r\n"),
                            *values[i] == '\0' ? "the Content-Length is not a number of bytes"
                                               : fault);
    }
    assert_string_equal(fault_of("Content-Length: 999999999999999999\r\n", "X: y\r\n"), "");
}

/* The status that is read from a status line; 0: it is refused. */
static int status_of(const char *line)
{
    struct response response = {.max_body = 10};
    char copy[128];
    size_t length = strlen(line);
    size_t taken = 0;

    assert_true(length < sizeof copy);
    memcpy(copy, line, length);
    taken = response_header(copy, 1, length, &response);
    assert_int_equal(taken, response.status == 0 ? 0 : length);
    assert_true((response.fault == NULL) == (response.status != 0));
    response_free(&response);
    return response.status;
}

static void test_status_lines(void **state)
{
    static const char *const refused[] = {
        "HTTP/xyz 500 Internal Server Error\r\n",
        "http/1.1 500 Internal Server Error\r\n",
        "HTTP/1.2 200 OK\r\n",
        "HTTP/1.1  200 OK\r\n",
        "HTTP/1.1\t200 OK\r\n",
        "HTTP/1.1 20 OK\r\n",
        "HTTP/1.1 2000 OK\r\n",
        "HTTP/1.1 +20 OK\r\n",
        "HTTP/1.1 099 OK\r\n",
        "HTTP/1.1 200-OK\r\n",
        "HTTP/1.1 200\tOK\r\n",
        "HTTP/1.1 20",
        "HTTP/1.1\r\n",
        " HTTP/1.1 200 OK\r\n",
        "Content-Type: a/b\r\n",
        "\r\n",
    };

    (void)state;
    assert_int_equal(status_of("HTTP/1.0 200 OK\r\n"), 200);
    assert_int_equal(status_of("HTTP/1.1 404 Not Found\r\n"), 404);
    assert_int_equal(status_of("HTTP/2 599 \r\n"), 599);
    assert_int_equal(status_of("HTTP/3 200\r\n"), 200);
    assert_int_equal(status_of("HTTP/1.1 200\n"), 200);
    assert_int_equal(status_of("HTTP/1.1 200"), 200);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        assert_int_equal(status_of(refused[i]), 0);
    }
}

static void test_trailers_begin_no_response(void **state)
{
    struct response response = {.max_body = 10};

    (void)state;
    feed(&response, "HTTP/1.1 200 OK\r\n");
    feed(&response, "Content-Type: a/b\r\n");
    feed(&response, "\r\n");
    feed(&response, "HTTP/1.1: 500\r\n");
    feed(&response, "HTTP/1.1 500 Internal Server Error\r\n");
    assert_int_equal(response.status, 200);
    assert_true(response_has_header(&response));
    assert_string_equal(response_value(&response.content_type), "a/b");
    response_free(&response);
}

static void test_folded_headers(void **state)
{
    struct response response = {.max_body = 10};

    (void)state;
    feed(&response, "HTTP/1.1 200 OK\r\n");
    feed(&response, "Content-Type:\r\n");
    feed(&response, " \t a/b;\r\n");
    feed(&response, "\tContent-Encoding: c \r\n");
    feed(&response, "X: y\r\n");
    feed(&response, " \r\n");
    assert_false(response.headers_ended);
    feed(&response, "\r\n");
    assert_true(response_has_header(&response));
    assert_string_equal(response_value(&response.content_type), "a/b; Content-Encoding: c");
    assert_null(response_value(&response.content_encoding));
    response_free(&response);
}

static void test_media_types_that_differ_are_joined(void **state)
{
    struct response response = {.max_body = 10};

    (void)state;
    feed(&response, "HTTP/1.1 200 OK\r\n");
    feed(&response, "Content-Type: a/b\r\n");
    feed(&response, "Content-Type: a/b\r\n");
    feed(&response, "Content-Type: c/d\r\n");
    feed(&response, "\r\n");
    assert_string_equal(response_value(&response.content_type), "a/b, c/d");
    response_free(&response);
}

static void test_body_bound(void **state)
{
    struct response response = {.max_body = 5};
    char bytes[] = "abcdef";

    (void)state;
    assert_int_equal(response_body(bytes, 1, 3, &response), 3);
    assert_int_equal(response_body(bytes, 1, 2, &response), 2);
    assert_false(response.too_large);
    assert_int_equal(response_body(bytes, 1, 1, &response), 0);
    assert_true(response.too_large);
    assert_int_equal(response.body.length, 5);
    response_free(&response);
}

/* Statuses are found exactly, else by range, else by default, in any order of the contract. */
static void test_documented_statuses(void **state)
{
    static const struct dg_response responses[] = {
        {.status = "default"}, {.status = "4XX"}, {.status = "404"}, {.status = "200"}};
    const struct dg_operation operation = {.responses = responses, .response_count = 4};
    const struct dg_operation without = {.responses = responses + 1, .response_count = 3};

    (void)state;
    assert_string_equal(dg_operation_response(&operation, 404)->status, "404");
    assert_string_equal(dg_operation_response(&operation, 410)->status, "4XX");
    assert_string_equal(dg_operation_response(&operation, 200)->status, "200");
    assert_string_equal(dg_operation_response(&operation, 500)->status, "default");
    assert_null(dg_operation_response(&without, 500));
}

static void expect_redacted(const char *secret, const char *text, const char *shown)
{
    char copy[256];
    size_t length = strlen(text);

    assert_true(length < sizeof copy);
    memcpy(copy, text, length + 1);
    assert_int_equal(redact_needed((struct dg_text){text, length}, dg_text_of(secret)),
                     strcmp(text, shown) != 0);
    redact(copy, length, dg_text_of(secret));
    assert_string_equal(copy, shown);
}

static void test_redact(void **state)
{
    char asterisks[] = "a***";

    (void)state;
    redact(asterisks, 4, dg_text_of("*"));
    assert_string_equal(asterisks, "a***");
    expect_redacted("a/~0", "", "");
    expect_redacted("", "a", "a");
    expect_redacted("a/~0", "xa/~0x", "x****x");
    expect_redacted("a/~0", "a/~", "a/~");
    expect_redacted("a/~0", "a\\/~0 a\\u002F\\u007e0 \\u0061/~0", "***** ************** *********");
    expect_redacted("a/~0", "a%2f%7E0 %61%2F~%30", "******** **********");
    expect_redacted("a/~0", "a~1~00 a~1~0 A/~0", "****** a~1~0 A/~0");
    expect_redacted("a/~0", "a\\", "a\\");
    expect_redacted("a/~0", "a%2", "a%2");
    expect_redacted("a/~0", "a\\u002", "a\\u002");
    expect_redacted("u0061", "\\u0061 u0061 \\u00750061", "****** ***** **********");
    expect_redacted("aba", "xababax abab", "x*****x ***b");
    expect_redacted("~", "~0 ~", "*0 *");
    expect_redacted("a/~0", "a~ a~2~00 a~1~", "a~ a~2~00 a~1~");
    expect_redacted("==", "= == ===", "= ** ***"); /* nothing but padding */

    /* Hexadecimal digits, in either case. */
    expect_redacted("sk-live-1", "736b2d6c6976652d31 736B2D6C6976652D31",
                    "****************** ******************");
    expect_redacted("sk-live-1", "736b2d6c6976652d", "736b2d6c6976652d");
    expect_redacted("a", "61", "61"); /* can be chance */

    /* Base64: alone, after other text by its place in a group of three, with text after it. */
    expect_redacted("sk-live-1", "c2stbGl2ZS0x c2stbGl2ZS0", "************ c2stbGl2ZS0");
    expect_redacted("sk-live-1", "QmVhcmVyIHNrLWxpdmUtMQ==", "QmVhcmVyIH***********Q==");
    expect_redacted("sk-live-1", "dTpzay1saXZlLTE= dTpzay1saXZlLTE",
                    "dTp***********E= dTp***********E");
    expect_redacted("sk~?>?~", "c2t+Pz4/fg== c2t-Pz4_fg c2t+Pz4\\/fg c2t%2bPz4%2Ffg",
                    "*********g== *********g **********g *************g");

    /* The secret's own padding may be missing. */
    expect_redacted("c2stbGl2==", "c2stbGl2 c2stbGl2= c2stbGl2== c2stbGl",
                    "******** ********= ********** c2stbGl");
    expect_redacted("c2stbGl2=", "633273746247 6332737462476C32", "633273746247 ****************");
    expect_redacted("c2s=", "c2s c2s=", "c2s ****");
}

/* Copies by other encoders than ours: Python's base64 and html, xxd, hexdump. */
static void test_redact_encoded_again(void **state)
{
    (void)state;
    /* Base64 of Base64; of "Bearer ..."; by the alphabet for URLs; with escapes. */
    expect_redacted("sk-live-1", "YzJzdGJHbDJaUzB4 x", "**************** x");
    expect_redacted("sk-live-1", "UW1WaGNtVnlJSE5yTFd4cGRtVXRNUT09",
                    "UW1WaGNtVnlJSE**************UT09");
    expect_redacted("sk~?>?~", "YzJ0K1B6NC9mZz09 YzJ0LVB6NF9mZz09",
                    "************Zz09 ************Zz09");
    /* Base64 of digits, digits of Base64 and of digits. */
    expect_redacted("sk-live-1", "NzM2YjJkNmM2OTc2NjUyZDMx NzM2QjJENkM2OTc2NjUyRDMx",
                    "************************ ************************");
    expect_redacted("sk-live-1", "6332737462476c325a", "6332737462476c325a");
    expect_redacted("sk-live-1", "6332737462476c325a533078", "************************");
    expect_redacted("sk-live-1", "373336623264366336393736363532643331",
                    "************************************");

    /* Digits with something between them. */
    expect_redacted("sk-live", "73 6b 2d 6c 69 76 65", "********************");
    expect_redacted("sk-live", "73:6B:2D:6C:69:76:65", "********************");
    expect_redacted("sk-live", "736b 2d6c 6976 65", "*****************");
    expect_redacted("sk-live", "{0x73, 0x6b, 0x2d, 0x6c, 0x69, 0x76, 0x65}",
                    "{0x**************************************}");
    expect_redacted("sk-live", "\\\\x73\\\\x6b\\\\x2d\\\\x6c\\\\x69\\\\x76\\\\x65",
                    "\\\\x********************************");
    expect_redacted("sk-live", "73 6b 2d 6c 69\\n76 65", "*********************");
    expect_redacted("sk-live", "73 6b 2d 6c 69 76", "73 6b 2d 6c 69 76");
    expect_redacted("sk-live", "\\x73\\x6B\\X2d\\x6c\\x69\\x76\\x65",
                    "\\x**************************");
    expect_redacted("sk-live", "73 6b\\ 736b2d\\\\", "73 6b\\ 736b2d\\\\");
    expect_redacted("sk-live", "73 6b 0 736b0x 736b\\", "73 6b 0 736b0x 736b\\");
    expect_redacted("sk-live", "73\\q6b2d6c697665", "73\\q6b2d6c697665");
    expect_redacted("sk-live", "73    6b 2d 6c 69 76 65", "73    6b 2d 6c 69 76 65");

    /* HTML. */
    expect_redacted("a+/=", "a&#43;&#47;&#61; a&#x2B;&#X02f;&#61 a&plus;&sol;&equals;",
                    "**************** ****************** ********************");
    expect_redacted("a&b<", "a&amp;b&lt; a&b< a&ampb<", "*********** **** a&ampb<");
    expect_redacted("a+/=", "a&#43;&#48;= a&#43", "a&#43;&#48;= a&#43");
    expect_redacted("a+", "a&#00000043; a&#000000043;", "************ a&#000000043;");
    expect_redacted("a+", "a&# a&#; a&#x a&#x; a&#g a&", "a&# a&#; a&#x a&#x; a&#g a&");
    expect_redacted("a+", "a&plus a&plus, a&plus; a&#X2B", "a&plus a&plus, ******* ******");
    expect_redacted("sk-live-1", "c2st&#98;Gl2ZS0x", "****************");
}

static void test_no_cores(void **state)
{
    struct rlimit limit = {1, 1};

    (void)state;
    credentials_forbid_cores();
    assert_int_equal(getrlimit(RLIMIT_CORE, &limit), 0);
    assert_int_equal(limit.rlim_cur, 0);
    assert_int_equal(limit.rlim_max, 0);
#ifdef __linux__
    assert_int_equal(prctl(PR_GET_DUMPABLE), 0);
#endif
}

/* Only the environment may be silent about the server. */
static void test_server_of_the_contract(void **state)
{
    static const struct dg_operation operation = {.method = "GET", .path = "/a"};
    static const struct dg_contract contract = {.server = "https://contract.example",
                                                .server_environment = "DG_CORE_TEST_SERVER"};
    struct options options = {.operation = &operation};
    struct request request;

    (void)state;
    setenv("DG_CORE_TEST_SERVER", "", 1);
    assert_true(request_build(&request, &options, &contract));
    assert_string_equal(buffer_string(&request.url), "https://contract.example/a");
    request_free(&request);
    options.base_url = "";
    assert_false(request_build(&request, &options, &contract));
    request_free(&request);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exit_ranks),
        cmocka_unit_test(test_positions_in_any_order),
        cmocka_unit_test(test_positions_count_from_the_line_given),
        cmocka_unit_test(test_display),
        cmocka_unit_test(test_response_headers),
        cmocka_unit_test(test_content_lengths),
        cmocka_unit_test(test_content_lengths_that_are_none),
        cmocka_unit_test(test_status_lines),
        cmocka_unit_test(test_trailers_begin_no_response),
        cmocka_unit_test(test_folded_headers),
        cmocka_unit_test(test_media_types_that_differ_are_joined),
        cmocka_unit_test(test_body_bound),
        cmocka_unit_test(test_documented_statuses),
        cmocka_unit_test(test_redact),
        cmocka_unit_test(test_redact_encoded_again),
        cmocka_unit_test(test_no_cores),
        cmocka_unit_test(test_server_of_the_contract),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
