/* The head of an HTTP message: lines, folded ones too, names, values and statuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "http/message.h"

static void expect_text(struct dg_text found, const char *expected)
{
    assert_true(dg_text_equal(found, dg_text_of(expected)));
}

static void test_fields_of_folded_lines(void **state)
{
    struct message_fields fields = {
        .lines = dg_text_of("A: 1\r\n two \r\n\tthree\r\nno colon\nB :2\r\n:3\r\nC:\r\n\r\n \r\n")};
    static const char *const expected[][2] = {
        {"A", "1 two three"}, {"no colon", ""}, {"B ", "2"}, {"", "3"}, {"C", ""},
    };
    struct message_field field;

    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_true(message_next_field(&fields, &field));
        expect_text(field.name, expected[i][0]);
        expect_text(field.value, expected[i][1]);
    }
    assert_false(message_next_field(&fields, &field));
    assert_false(message_next_field(&fields, &field));
    buffer_free(&fields.line);
}

static void test_a_fold_without_a_field_is_dropped(void **state)
{
    struct message_fields fields = {.lines = dg_text_of(" of nothing\r\nA: 1")};
    struct message_field field;

    (void)state;
    assert_true(message_next_field(&fields, &field));
    expect_text(field.name, "A");
    expect_text(field.value, "1");
    assert_false(message_next_field(&fields, &field));
    buffer_free(&fields.line);
}

static void test_statuses(void **state)
{
    static const struct {
        const char *line;
        int status;
    } cases[] = {
        {"HTTP/1.1 200 OK\r\n", 200},
        {"HTTP/1.0 404", 404},
        {"HTTP/2 503\r\n", 503},
        {"HTTP/3 100 \r\n", 100},
        {"HTTP/1.2 200 OK", 0},
        {"HTTP/1.1  200", 0},
        {"HTTP/1.1 20", 0},
        {"HTTP/1.1 2000", 0},
        {"HTTP/1.1 099", 0},
        {"HTTP/2.0 200 OK\r\n", 200},
        {"HTTP/3.0 204", 204},
        {"HTTP/2.1 200 OK", 0},
        {"HTTP/4 200 OK", 0},
        {"HTTP/1 200 OK", 0},
        {"http/1.1 200 OK", 0},
        {" HTTP/1.1 200 OK", 0},
        {"", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(message_status(dg_text_of(cases[i].line)), cases[i].status);
    }
}

/* Lines that are fields, and lines that aren't. */
static void test_line_faults(void **state)
{
    static const struct {
        struct dg_text line;
        const char *fault; /* the beginning of the fault; NULL: there is none */
    } cases[] = {
#define LINE(text) {(text), sizeof(text) - 1}
        {LINE("A: b"), NULL},
        {LINE("A:b"), NULL},
        {LINE("A:"), NULL},
        {LINE("A: b: c"), NULL},
        {LINE("A:\tb \t"), NULL},
        {LINE("A: \x01"), NULL},
        {LINE("A-_.!#$%&'*+^`|~9: b"), NULL},
        {LINE("\xE9: b"), NULL},
        {LINE(" continued"), NULL},
        {LINE("\tcontinued: so"), NULL},
        {LINE(" "), NULL},
        {LINE("garbage"), " has no colon"},
        {LINE("garbage line"), " has no colon"},
        {LINE("{\"a\"; 1}"), " has no colon"},
        {LINE(":"), " has no name"},
        {LINE(": b"), " has no name"},
        {LINE(":status: 200"), " has no name"},
        {LINE("A : b"), " has a blank"},
        {LINE("A\t: b"), " has a blank"},
        {LINE("A b: c"), " has a blank"},
        {LINE("HTTP/1.1 200 OK: b"), " has a blank"},
        {LINE("A\x01: b"), " has a control character"},
        {LINE("A\0: b"), " has a control character"},
        {LINE("A\x7F: b"), " has a control character"},
        {LINE("\x1B[2J: b"), " has a control character"},
#undef LINE
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *fault = message_line_fault(cases[i].line);

        if (cases[i].fault == NULL) {
            assert_null(fault);
        } else {
            assert_non_null(fault);
            assert_memory_equal(fault, cases[i].fault, strlen(cases[i].fault));
        }
    }
}

static void test_finding_a_field(void **state)
{
    struct dg_text head = dg_text_of("HTTP/1.1 200 a: b\r\nX: 1\r\n 2\r\nx: 3\r\nY:\r\n\r\n");
    struct buffer value = {.data = NULL};

    (void)state;
    assert_true(message_find(head, "x", &value));
    expect_text(buffer_text(&value), "1 2");
    assert_true(message_find(head, "Y", &value));
    expect_text(buffer_text(&value), "");
    assert_false(message_find(head, "Z", &value));
    assert_false(message_find(dg_text_of(""), "Z", &value));
    buffer_free(&value);
}

static void test_names_and_values(void **state)
{
    struct buffer values = {.data = NULL};

    (void)state;
    assert_true(message_is_named(dg_text_of("content-TYPE"), "Content-Type"));
    assert_false(message_is_named(dg_text_of("Content-Type "), "Content-Type"));
    message_add_value(&values, dg_text_of("a"));
    message_add_value(&values, dg_text_of("a"));
    expect_text(buffer_text(&values), "a");
    message_add_value(&values, dg_text_of("b"));
    expect_text(buffer_text(&values), "a, b");
    buffer_clear(&values);
    message_add_value(&values, dg_text_of("\xE9; \xC3\xA9"));
    message_add_value(&values, dg_text_of("\\xE9; \xC3\xA9"));
    expect_text(buffer_text(&values), "\\xE9; \xC3\xA9");
    buffer_free(&values);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields_of_folded_lines),
        cmocka_unit_test(test_a_fold_without_a_field_is_dropped),
        cmocka_unit_test(test_statuses),
        cmocka_unit_test(test_line_faults),
        cmocka_unit_test(test_finding_a_field),
        cmocka_unit_test(test_names_and_values),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
