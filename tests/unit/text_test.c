/* Helpers for text: positions, strings for C, printf, and times that a program sets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "heard.h"
#include "runtime/text.h"

static void expect_position(struct dg_text text, size_t offset, size_t line, size_t column)
{
    struct dg_position position = dg_text_position(text, offset);

    assert_int_equal(position.offset, offset < text.length ? offset : text.length);
    assert_int_equal(position.line, line);
    assert_int_equal(position.column, column);
}

static void counts_lines_and_columns(void **state)
{
    struct dg_text text = DG_TEXT("{\n  \"\u00e9\U0001F600\": 1,\n\n}");

    (void)state;
    expect_position(text, 0, 1, 1);
    expect_position(text, 1, 1, 2); /* the line feed belongs to its line */
    expect_position(text, 2, 2, 1);
    expect_position(text, 5, 2, 4);
    expect_position(text, 7, 2, 5);
    expect_position(text, 11, 2, 6);
    expect_position(text, 17, 3, 1);
    expect_position(text, 18, 4, 1);
    expect_position(text, 19, 4, 2);
    expect_position(text, 1000, 4, 2);
    expect_position((struct dg_text){NULL, 0}, 0, 1, 1);
    expect_position((struct dg_text){NULL, 0}, 7, 1, 1);
}

static void counts_invalid_bytes_as_one(void **state)
{
    struct dg_text text = DG_TEXT("\xff\xe2\x82x\xc3\xa9y");

    (void)state;
    expect_position(text, 1, 1, 2);
    expect_position(text, 3, 1, 4);
    expect_position(text, 4, 1, 5);
    expect_position(text, 6, 1, 6);
}

/* Whatever is known, the result is the same. */
static void counts_from_any_position(void **state)
{
    struct dg_text text = DG_TEXT("ab\ncd\n\nefg\nh");

    (void)state;
    for (size_t known = 0; known <= text.length; known++) {
        for (size_t offset = 0; offset <= text.length; offset++) {
            struct dg_position direct = dg_text_position(text, offset);
            struct dg_position from =
                dg_text_position_from(text, dg_text_position(text, known), offset);

            assert_int_equal(from.offset, direct.offset);
            assert_int_equal(from.line_start, direct.line_start);
            assert_int_equal(from.line, direct.line);
            assert_int_equal(from.column, direct.column);
        }
    }
}

static void prints_with_printf(void **state)
{
    struct dg_text text = {"Kettle and more", 6};
    struct dg_text nothing = {NULL, 0};
    char line[64];

    (void)state;
    snprintf(line, sizeof line, "<" DG_TEXT_FORMAT "> <" DG_TEXT_FORMAT ">",
             DG_TEXT_ARGUMENTS(text), DG_TEXT_ARGUMENTS(nothing));
    assert_string_equal(line, "<Kettle> <>");
}

static void copies_to_strings(void **state)
{
    char buffer[64];
    struct dg_arena arena;
    const char *string;

    (void)state;
    dg_arena_init(&arena, buffer, sizeof buffer, NULL);
    string = dg_text_to_c((struct dg_text){"Kettle and more", 6}, &arena);
    assert_string_equal(string, "Kettle");
    assert_string_equal(dg_text_to_c((struct dg_text){NULL, 0}, &arena), "");

    /* A NUL would cut the string. */
    assert_null(dg_text_to_c((struct dg_text)DG_TEXT("a\0b"), &arena));
    assert_false(arena.failed);

    dg_arena_reset(&arena);
    while (string != NULL) {
        string = dg_text_to_c((struct dg_text)DG_TEXT("four"), &arena);
    }
    assert_true(arena.failed);
}

static void expect_time(int64_t seconds, uint32_t nanos, const char *expected)
{
    char buffer[64];
    struct dg_arena arena;
    struct dg_time before = {.seconds = 1, .nanos = 2, .text = DG_TEXT("as it was")};
    struct dg_time time = before;
    struct dg_time read;
    bool set;

    dg_arena_init(&arena, buffer, sizeof buffer, NULL);
    set = dg_time_set(&time, seconds, nanos, &arena);
    assert_int_equal(set, expected != NULL);
    assert_false(arena.failed);
    if (expected == NULL) {
        assert_memory_equal(&time, &before, sizeof time);
        return;
    }
    assert_true(dg_text_equal(time.text, dg_text_of(expected)));
    assert_true(dg_time_parse(&read, time.text));
    assert_true(read.seconds == seconds && time.seconds == seconds);
    assert_true(read.nanos == nanos && time.nanos == nanos);
}

static void sets_times(void **state)
{
    (void)state;
    expect_time(0, 0, "1970-01-01T00:00:00Z");
    expect_time(1778058000, 120000000, "2026-05-06T09:00:00.120Z");
    expect_time(-1, 999999999, "1969-12-31T23:59:59.999999999Z");
    expect_time(INT64_C(-62167219200), 0, "0000-01-01T00:00:00Z");
    expect_time(INT64_C(-62167219201), 999999999, NULL);
    expect_time(INT64_C(253402300799), 999999999, "9999-12-31T23:59:59.999999999Z");
    expect_time(INT64_C(253402300800), 0, NULL);
    expect_time(INT64_MIN, 0, NULL);
    expect_time(INT64_MAX, 0, NULL);
    expect_time(0, 1000000000, NULL);
}

static void sets_no_time_without_memory(void **state)
{
    struct dg_arena arena = {0};
    struct dg_time time = {.seconds = 1};

    (void)state;
    assert_false(dg_time_set(&time, 5, 0, &arena));
    assert_true(arena.failed);
    assert_int_equal(time.seconds, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_lines_and_columns),
        cmocka_unit_test(counts_invalid_bytes_as_one),
        cmocka_unit_test(counts_from_any_position),
        cmocka_unit_test(prints_with_printf),
        cmocka_unit_test(copies_to_strings),
        cmocka_unit_test(sets_times),
        cmocka_unit_test(sets_no_time_without_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
