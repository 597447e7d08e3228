/* Lists of expected values: whole if they fit, otherwise the nearest values and a number. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/choices.h"
#include "report/expectation.h"
#include "runtime/listing.h"
#include "runtime/reader.h"

struct list_case {
    const char *values; /* separated by spaces */
    size_t repeated;    /* so many more values, far from everything */
    const char *found;
    const char *expected;
};

static void write_case(const struct list_case *list, struct buffer *out)
{
    struct choices choices = {.count = 0};
    char value[64];

    for (const char *at = list->values; *at != '\0';) {
        size_t length = strcspn(at, " ");

        snprintf(value, sizeof value, "%.*s", (int)length, at);
        choices_add(&choices, value);
        at += length + (at[length] == ' ');
    }
    for (size_t i = 0; i < list->repeated; i++) {
        snprintf(value, sizeof value, "zzzzzzzzzzzzzzzzzzzz%zu", 100 + i);
        choices_add(&choices, value);
    }
    choices_write(&choices, " or ", dg_text_of(list->found), out);
    choices_free(&choices);
}

static void test_lists(void **state)
{
    static const struct list_case cases[] = {
        {"200", 0, "418", "200"},
        {"401 200 409", 0, "200", "401 or 200 or 409"},
        {"done failed cancelling cancelled", 20, "canceled",
         "cancelled, cancelling, failed, done, zzzzzzzzzzzzzzzzzzzz100, zzzzzzzzzzzzzzzzzzzz101, "
         "zzzzzzzzzzzzzzzzzzzz102, zzzzzzzzzzzzzzzzzzzz103, zzzzzzzzzzzzzzzzzzzz104, "
         "zzzzzzzzzzzzzzzzzzzz105, and 14 more"},
        /* Equally near values keep their order. */
        {"b a", 20, "c",
         "b, a, zzzzzzzzzzzzzzzzzzzz100, zzzzzzzzzzzzzzzzzzzz101, zzzzzzzzzzzzzzzzzzzz102, "
         "zzzzzzzzzzzzzzzzzzzz103, zzzzzzzzzzzzzzzzzzzz104, zzzzzzzzzzzzzzzzzzzz105, "
         "zzzzzzzzzzzzzzzzzzzz106, and 13 more"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer out = {.data = NULL};

        write_case(&cases[i], &out);
        assert_string_equal(buffer_string(&out), cases[i].expected);
        assert_true(dg_text_code_points(buffer_text(&out)) <= DG_LISTING_LONGEST);
        buffer_free(&out);
    }
}

/* Lists of 1 to 40 values of every length: none is cut inside a value, and none is left out where
   all fit. */
static void test_bounds(void **state)
{
    (void)state;
    for (size_t length = 1; length < 60; length++) {
        for (size_t count = 1; count < 40; count++) {
            struct choices choices = {.count = 0};
            struct buffer out = {.data = NULL};
            char value[64];
            size_t width = count * length + (count - 1) * 2;
            size_t listed = 0;

            memset(value, 'v', length);
            value[length] = '\0';
            for (size_t i = 0; i < count; i++) {
                choices_add(&choices, value);
            }
            choices_write(&choices, ", ", dg_text_of("v"), &out);
            for (const char *at = buffer_string(&out); (at = strstr(at, value)) != NULL;) {
                at += length;
                assert_true(*at == ',' || *at == '\0');
                listed++;
            }
            assert_true(out.length <= DG_LISTING_LONGEST);
            assert_int_equal(strstr(out.data, " more") == NULL, width <= DG_LISTING_LONGEST);
            if (width > DG_LISTING_LONGEST) {
                snprintf(value, sizeof value, ", and %zu more", count - listed);
                assert_string_equal(out.data + out.length - strlen(value), value);
                assert_true(out.length + length + 2 > DG_LISTING_LONGEST - 1);
            } else {
                assert_int_equal(listed, count);
            }
            choices_free(&choices);
            buffer_free(&out);
        }
    }
}

/* A value that is longer than a list may be is cut, and so are its bytes between characters. */
static void test_long_value(void **state)
{
    struct choices choices = {.count = 0};
    struct buffer out = {.data = NULL};
    char value[601];

    (void)state;
    for (size_t i = 0; i < 600; i += 2) {
        memcpy(value + i, "\xC3\xA4", 3);
    }
    choices_add(&choices, value);
    choices_add(&choices, value);
    choices_write(&choices, ", ", dg_text_of("v"), &out);
    assert_int_equal(dg_text_code_points(buffer_text(&out)), DG_LISTING_LONGEST);
    assert_string_equal(out.data + out.length - strlen("\xE2\x80\xA6, and 1 more"),
                        "\xE2\x80\xA6, and 1 more");
    choices_free(&choices);
    buffer_free(&out);
}

static void test_enum(void **state)
{
    static const struct dg_text texts[] = {
        DG_TEXT("a value that nothing resembles, as it is a sentence"),
        DG_TEXT("another value that is about as long as the one above"),
        DG_TEXT("a third value of such a length that the list is too long"),
        DG_TEXT("a fourth value, after which the list can't be printed"),
        DG_TEXT("say \"a\""),
    };
    static const int64_t numbers[] = {100000, 200000, 300000, -7, INT64_MIN};
    const struct dg_words words = {.words = texts, .count = 5};
    const struct dg_words integers = {.words = texts, .numbers = numbers, .count = 5};
    struct expectation expectation = {.words = NULL};
    struct dg_finding finding = {.words = &words, .actual = DG_TEXT("\"say \\\"b\\\"\"")};
    struct dg_text text = expectation_of(&expectation, &finding);

    (void)state;
    assert_memory_equal(text.data, "one of \"say \\\"a\\\"\", \"", 21);
    finding.words = &integers;
    finding.actual = (struct dg_text)DG_TEXT("8");
    text = expectation_of(&expectation, &finding);
    assert_string_equal(text.data, "one of 100000, 200000, 300000, -7, -9223372036854775808");
    finding.words = NULL;
    finding.expected = (struct dg_text)DG_TEXT("string");
    text = expectation_of(&expectation, &finding);
    assert_string_equal(text.data, "string");
    expectation_free(&expectation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_long_value),
        cmocka_unit_test(test_enum),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
