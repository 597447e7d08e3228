/* Compares the skipper with the reader, and tests positions in wrapped documents. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "common/memory.h"
#include "input/skipper.h"
#include "input/wrapping.h"
#include "runtime/arena.h"
#include "runtime/escape.h"
#include "runtime/reader.h"

struct ear {
    struct dg_report report;
    bool broken; /* the text isn't JSON, or is nested too deep */
    size_t at;
};

static void hear(struct dg_report *report, const struct dg_finding *finding)
{
    struct ear *ear = (struct ear *)report;

    if (finding->code == DG_CODE_JSON_SYNTAX || finding->code == DG_CODE_JSON_DEPTH) {
        ear->broken = true;
        ear->at = finding->offset;
    }
}

/* Whether the reader accepts the text as JSON; if not, *at is the offset of the fault. */
static bool is_json(const char *text, size_t length, size_t *at)
{
    static const struct dg_site site = {.schema = "", .nullable = true};
    struct ear ear = {.report = {.finding = hear, .max_depth = DG_LARGEST_MAX_DEPTH}};
    struct dg_arena arena;
    struct dg_reader reader;
    struct dg_opt_json value;

    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    dg_reader_open(&reader, &site, (struct dg_text){text, length}, &arena, &ear.report);
    dg_read_json(&reader, &value);
    dg_reader_close(&reader);
    dg_arena_free(&arena);
    *at = ear.at;
    return !ear.broken;
}

/* Feeds `step` bytes at a time. */
static bool skips(const char *text, size_t length, size_t step, size_t *stopped)
{
    struct skipper skipper;
    const char *at = text;
    const char *end = text + length;

    skipper_open(&skipper);
    while (at < end) {
        const char *until = (size_t)(end - at) < step ? end : at + step;

        if (skipper_run(&skipper, &at, until) == SKIPPER_FAULT) {
            *stopped = (size_t)(at - text);
            assert_non_null(skipper.expected);
            return false;
        }
    }
    *stopped = length;
    return skipper_may_end(&skipper);
}

static void compare(const char *text, size_t length)
{
    size_t at = 0;
    size_t stopped = 0;
    size_t stopped_slowly = 0;
    bool expected = is_json(text, length, &at);
    bool found = skips(text, length, SIZE_MAX, &stopped);

    /* A number at the end of the text may go on: the skipper doesn't know. */
    if (length > 0 && strchr("0123456789", text[length - 1]) != NULL) {
        return;
    }
    if (found != expected) {
        print_message("[%.*s]\n", (int)length, text);
    }
    assert_int_equal(found, expected);
    assert_int_equal(skips(text, length, 1, &stopped_slowly), expected);
    assert_int_equal(stopped, stopped_slowly);
}

/* Texts of random tokens, which mostly aren't JSON, and JSON with one fault. */
static void test_skips_what_the_reader_reads(void **state)
{
    static const char *const tokens[] = {
        "{",  "}",    "[",  "]",   ",",    ":",       "\"a\"",   "\"\\u00e9\"", "\"\\n\\/\"",
        "1",  "-0",   "0",  "1.5", "2e7",  "3E-07",   "true",    "false",       "null",
        " ",  "\n",   "\t", "\"",  "\\",   "\\u12",   "tru",     "-",           ".",
        "e",  "+",    "01", "1.",  "\x01", "\"\x1f",  "[1]",     "{\"a\":1}",   "[]",
        "{}", "\"\"", "[[", "]]",  "}}",   "{\"b\":", ",\"c\":", "\r",          "/"};
    uint32_t random = 7;

    (void)state;
    for (size_t i = 0; i < 100000; i++) {
        char text[256];
        size_t length = 0;
        size_t count = 1 + i % 9;

        for (size_t j = 0; j < count; j++) {
            const char *token = NULL;

            random = random * 1664525u + 1013904223u;
            token = tokens[(random >> 8) % (sizeof tokens / sizeof *tokens)];
            memcpy(text + length, token, strlen(token));
            length += strlen(token);
        }
        compare(text, length);
    }
}

static void test_skips_every_fault_of_a_document(void **state)
{
    static const char document[] = "{\"a\":[1,-2.5e+3,\"x\\u00e9\\\"\",{\"b\":null,\"c\":{}},[],"
                                   "true],\n \"d\": false , \"e\":[[0.0]]}";
    char text[sizeof document + 1];

    (void)state;
    for (size_t at = 0; at < sizeof document - 1; at++) {
        compare(document, at);
        for (int c = 0; c < 128; c++) {
            memcpy(text, document, sizeof document - 1);
            text[at] = (char)c;
            compare(text, sizeof document - 1);
            memcpy(text, document, at);
            text[at] = (char)c;
            memcpy(text + at + 1, document + at, sizeof document - 1 - at);
            compare(text, sizeof document);
        }
    }
}

static void test_depth(void **state)
{
    char *text = malloc((size_t)2 * SKIPPER_DEEPEST + 2);
    size_t stopped = 0;

    (void)state;
    memset(text, '[', SKIPPER_DEEPEST + 1);
    memset(text + SKIPPER_DEEPEST, ']', SKIPPER_DEEPEST);
    assert_true(skips(text, (size_t)2 * SKIPPER_DEEPEST, SIZE_MAX, &stopped));
    memset(text, '[', SKIPPER_DEEPEST + 1);
    assert_false(skips(text, (size_t)2 * SKIPPER_DEEPEST, SIZE_MAX, &stopped));
    assert_int_equal(stopped, SKIPPER_DEEPEST);
    free(text);
}

/* The position of each character of the document in the file has the same character. */
static void test_places_in_strings(void **state)
{
    static const char *const pieces[] = {"a",         "plain text of some length ",
                                         "\\\"",      "\\n",
                                         "\\/",       "\\u00e9",
                                         "\u00E9",    "\\ud83d\\ude00",
                                         "\\ud800",   "\xFF",
                                         "\U0001F600"};
    struct buffer wrapped = {.data = NULL};
    struct buffer document = {.data = NULL};
    struct wrapping wrapping = {.line = 1};
    uint32_t random = 3;

    (void)state;
    buffer_add(&wrapped, "{\"text\":\"");
    while (wrapped.length < 20000) {
        random = random * 1664525u + 1013904223u;
        /* Stretches with many escapes, and with none. */
        buffer_add(&wrapped,
                   pieces[wrapped.length / 2000 % 2 == 0 ? (random >> 8) % 11 : (random >> 8) % 2]);
    }
    buffer_add(&wrapped, "\"}");
    wrapping.text = buffer_text(&wrapped);
    wrapping_take_string(&wrapping, (struct dg_text){wrapped.data + 9, wrapped.length - 11},
                         &document);
    for (size_t at = 0; at < document.length;) {
        size_t place = wrapping_find(&wrapping, at);
        struct dg_character character;

        dg_escape_decode(wrapped.data + place, wrapped.data + wrapped.length - 2, &character);
        assert_memory_equal(character.bytes, document.data + at, character.length);
        at += character.length;
    }
    assert_int_equal(wrapping_find(&wrapping, document.length), wrapped.length - 2);
    buffer_free(&wrapped);
    buffer_free(&document);
    buffer_free(&wrapping.marks);
}

static void test_places_in_chunks(void **state)
{
    struct buffer wrapped = {.data = NULL};
    struct buffer document = {.data = NULL};
    struct wrapping wrapping = {.line = 1};
    uint32_t random = 5;
    size_t length = 0;

    (void)state;
    while (wrapped.length < 20000) {
        size_t size = 0;

        random = random * 1664525u + 1013904223u;
        size = wrapped.length / 3000 % 2 == 0 ? 1 + (random >> 8) % 5 : 700;
        buffer_format(&wrapped, "%zX%s\r\n", size, size == 3 ? " ; name=\"value\"" : "");
        for (size_t i = 0; i < size; i++) {
            buffer_format(&wrapped, "%c", (char)('a' + (wrapped.length + i) % 26));
        }
        buffer_add(&wrapped, "\r\n");
    }
    buffer_add(&wrapped, "0\r\nA: b\r\n\r\n");
    wrapping.text = buffer_text(&wrapped);
    assert_int_equal(wrapping_take_chunks(&wrapping, wrapping.text, &document, &length),
                     CHUNKS_WHOLE);
    assert_int_equal(length, wrapped.length);
    for (size_t at = 0; at < document.length; at++) {
        assert_int_equal(wrapped.data[wrapping_find(&wrapping, at)], document.data[at]);
    }
    buffer_free(&wrapped);
    buffer_free(&document);
    buffer_free(&wrapping.marks);
}

/* RFC 4648 §10, with and without padding, with broken lines, and invalid texts. */
static void test_base64(void **state)
{
    static const struct {
        const char *encoded;
        const char *decoded; /* NULL: it is not base64 */
    } cases[] = {{"", ""},
                 {"Zg==", "f"},
                 {"Zm8=", "fo"},
                 {"Zm9v", "foo"},
                 {"Zm9vYg==", "foob"},
                 {"Zm9vYg", "foob"},
                 {"Zm9vYmE", "fooba"},
                 {"+/+\\/", "\xFB\xFF\xBF"},
                 {"Z", NULL},
                 {"Zg=", NULL},
                 {"Zg===", NULL},
                 {"Zm9v=", NULL},
                 {"Zm9v\\n", "foo"},
                 {"Zm\n9 v\\r\\nYg==\\t", "foob"},
                 {" ", ""},
                 {"Zg= \\n=", "f"},
                 {"Zg=\\n", NULL},
                 {"Z\\u000Bg==", NULL},
                 {"Z-_v", NULL},
                 {"=", NULL},
                 {"Zg==Zg==", NULL},
                 {"\\u0000AAA", NULL}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer document = {.data = NULL};
        struct wrapping wrapping = {.text = dg_text_of(cases[i].encoded)};
        bool taken = wrapping_take_base64(&wrapping, wrapping.text, &document);

        assert_int_equal(taken, cases[i].decoded != NULL);
        if (taken) {
            assert_int_equal(document.length, strlen(cases[i].decoded));
            assert_true(dg_text_equal(buffer_text(&document), dg_text_of(cases[i].decoded)));
        }
        buffer_free(&document);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_skips_what_the_reader_reads),
        cmocka_unit_test(test_skips_every_fault_of_a_document),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_places_in_strings),
        cmocka_unit_test(test_places_in_chunks),
        cmocka_unit_test(test_base64),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
