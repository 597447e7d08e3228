/* The parts of dg-validate whose edges the program's own output does not reach. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "display.h"
#include "judge.h"
#include "place.h"
#include "response.h"
#include "suggest.h"
#include "trouble.h"

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

/* Line and column counted from the beginning, as the definition says. */
static struct place counted(const char *text, size_t offset)
{
    struct place place = {.offset = offset, .line = 1, .column = 1};

    for (size_t i = 0; i < offset; i++) {
        if (text[i] == '\n') {
            place.line++;
            place.line_start = i + 1;
            place.column = 1;
        } else {
            place.column += ((unsigned char)text[i] & 0xC0) != 0x80;
        }
    }
    return place;
}

/* Whatever was asked before, the answer is the same. */
static void test_places_in_any_order(void **state)
{
    static const char text[] = "{\n  \"a\u00E9\": [\U0001F600, 1],\n\n  \"\u65E5\": {}\r\n}\n";
    const size_t length = sizeof text - 1;
    uint32_t random = 1;
    struct places places;

    (void)state;
    places_open(&places, text, length, 1);
    for (int i = 0; i < 10000; i++) {
        struct place expected;
        struct place found;
        size_t offset = 0;

        random = random * 1664525u + 1013904223u;
        offset = (random >> 8) % (length + 1);
        while (offset < length && ((unsigned char)text[offset] & 0xC0) == 0x80) {
            offset--;
        }
        expected = counted(text, offset);
        found = places_find(&places, offset);
        assert_int_equal(found.line, expected.line);
        assert_int_equal(found.column, expected.column);
        assert_int_equal(found.line_start, expected.line_start);
    }
}

static void test_places_count_from_the_line_given(void **state)
{
    struct places places;

    (void)state;
    places_open(&places, "ab", 2, 17);
    assert_int_equal(places_find(&places, 2).line, 17);
    assert_int_equal(places_find(&places, 2).column, 3);
    assert_int_equal(places_find(&places, 0).column, 1);
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

static void test_suggestions(void **state)
{
    static const char *const words[] = {"format", "output", "fail-on", "fail-on-skip"};
    static const struct {
        const char *wanted;
        const char *best;
    } cases[] = {{"formt", "format"},
                 {"otuput", "output"},
                 {"fail-on-skp", "fail-on-skip"},
                 {"x", NULL},
                 {"something", NULL}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct suggestion suggestion;

        suggest_begin(&suggestion, cases[i].wanted);
        for (size_t j = 0; j < sizeof words / sizeof *words; j++) {
            suggest_word(&suggestion, words[j]);
        }
        if (cases[i].best == NULL) {
            assert_null(suggestion.best);
        } else {
            assert_string_equal(suggestion.best, cases[i].best);
        }
    }
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
    assert_true(response.headers_ended);
    feed(&response, "HTTP/1.1 200 OK\r\n");
    assert_false(response.headers_ended);
    feed(&response, "content-type:  application/json; charset=utf-8 \r\n");
    feed(&response, "CONTENT-ENCODING: identity\r\n");
    feed(&response, "\r\n");
    feed(&response, "Content-Type: text/trailer\r\n");
    assert_string_equal(response_value(&response.content_type), "application/json; charset=utf-8");
    assert_string_equal(response_value(&response.content_encoding), "identity");
    assert_null(response_value(&response.content_length));
    assert_true(response.headers_ended);
    response_free(&response);
}

static bool conflict_of(const char *first, const char *second)
{
    struct response response = {.max_body = 10};
    bool conflicting = false;

    feed(&response, "HTTP/1.1 200 OK\r\n");
    feed(&response, first);
    feed(&response, second);
    feed(&response, "\r\n");
    conflicting = response.conflicting_lengths;
    response_free(&response);
    return conflicting;
}

static void test_content_lengths(void **state)
{
    (void)state;
    assert_false(conflict_of("Content-Length: 5\r\n", "X: y\r\n"));
    assert_false(conflict_of("Content-Length: 5\r\n", "Content-Length: 05\r\n"));
    assert_false(conflict_of("Content-Length: 5, 5\r\n", "content-length: 5\r\n"));
    assert_true(conflict_of("Content-Length: 5\r\n", "Content-Length: 6\r\n"));
    assert_true(conflict_of("Content-Length: 5, 6\r\n", "X: y\r\n"));
    assert_true(conflict_of("Content-Length: 5, 6\r\n", "Content-Length: 5\r\n"));
}

static void test_media_types_that_differ_are_joined(void **state)
{
    struct response response = {.max_body = 10};

    (void)state;
    feed(&response, "HTTP/1.1 200 OK\r\n");
    feed(&response, "Content-Type: a/b\r\n");
    feed(&response, "Content-Type: a/b\r\n");
    feed(&response, "Content-Type: c/d\r\n");
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

/* Listed exactly, else by range, else by default, in whatever order the contract lists them. */
static void test_documented_statuses(void **state)
{
    static const struct dg_response responses[] = {
        {.status = "default"}, {.status = "4XX"}, {.status = "404"}, {.status = "200"}};
    const struct dg_operation operation = {.responses = responses, .response_count = 4};
    const struct dg_operation without = {.responses = responses + 1, .response_count = 3};

    (void)state;
    assert_string_equal(judge_response(&operation, 404)->status, "404");
    assert_string_equal(judge_response(&operation, 410)->status, "4XX");
    assert_string_equal(judge_response(&operation, 200)->status, "200");
    assert_string_equal(judge_response(&operation, 500)->status, "default");
    assert_null(judge_response(&without, 500));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exit_ranks),
        cmocka_unit_test(test_places_in_any_order),
        cmocka_unit_test(test_places_count_from_the_line_given),
        cmocka_unit_test(test_display),
        cmocka_unit_test(test_suggestions),
        cmocka_unit_test(test_response_headers),
        cmocka_unit_test(test_content_lengths),
        cmocka_unit_test(test_media_types_that_differ_are_joined),
        cmocka_unit_test(test_body_bound),
        cmocka_unit_test(test_documented_statuses),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
