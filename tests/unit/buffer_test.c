/* Growing texts: contents, the NUL after them, and the end of the program where memory runs out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/buffer.h"
#include "exhausted.h"

static void test_text(void **state)
{
    struct buffer buffer = {0};

    (void)state;
    assert_null(buffer.data);
    buffer_add(&buffer, "one");
    buffer_add_text(&buffer, (struct dg_text){NULL, 0});
    buffer_add_bytes(&buffer, ", two and", 5);
    buffer_format(&buffer, ", %d", 3);
    assert_string_equal(buffer.data, "one, two, 3");
    assert_int_equal(buffer.length, strlen("one, two, 3"));
    assert_ptr_equal(buffer_string(&buffer), buffer.data);
    assert_true(dg_text_equal(buffer_text(&buffer), dg_text_of("one, two, 3")));
    buffer_clear(&buffer);
    assert_string_equal(buffer_string(&buffer), "");
    buffer_free(&buffer);
    assert_null(buffer.data);
}

static void test_empty_is_a_string(void **state)
{
    struct buffer buffer = {0};

    (void)state;
    assert_string_equal(buffer_string(&buffer), "");
    buffer_free(&buffer);
    buffer_add(&buffer, "");
    assert_string_equal(buffer.data, "");
    buffer_free(&buffer);
}

/* Growing keeps the text, and the byte after it is always NUL. */
static void test_growth(void **state)
{
    struct buffer buffer = {0};

    (void)state;
    for (size_t i = 0; i < 10000; i++) {
        char byte = (char)('a' + i % 26);

        buffer_add_bytes(&buffer, &byte, 1);
        assert_int_equal(buffer.data[i + 1], '\0');
    }
    for (size_t i = 0; i < 10000; i++) {
        assert_int_equal(buffer.data[i], 'a' + i % 26);
    }
    buffer_free(&buffer);
}

/* After room was made, neither filling it nor requesting the string moves the text: a secret leaves
   no copy in freed memory. */
static void test_reserved_room_stays(void **state)
{
    (void)state;
    for (size_t length = 0; length < 2000; length += 37) {
        struct buffer buffer = {0};
        const char *data = NULL;

        if (length % 2 == 0) {
            buffer_reserve(&buffer, length);
        } else {
            buffer_reserve_exactly(&buffer, length);
        }
        data = buffer.data;
        for (size_t i = 0; i < length; i++) {
            buffer_add(&buffer, "x");
        }
        assert_ptr_equal(buffer_string(&buffer), data);
        assert_true(length % 2 == 0 || buffer.capacity == length + 1);
        buffer_free(&buffer);
    }
}

/* No allocator has SIZE_MAX / 4 bytes, and nothing has more. */
static void test_memory_runs_out(void **state)
{
    static const size_t lengths[] = {SIZE_MAX / 4, SIZE_MAX / 2, SIZE_MAX};

    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        struct buffer buffer = {0};

        buffer_add(&buffer, "kept");
        if (EXHAUSTS) {
            buffer_reserve_exactly(&buffer, lengths[i]);
            fail();
        }
        if (EXHAUSTS) {
            buffer_reserve(&buffer, lengths[i] / 2 + 1);
            fail();
        }
        assert_string_equal(buffer_string(&buffer), "kept");
        buffer_free(&buffer);
    }
}

static void test_json(void **state)
{
    struct buffer buffer = {0};

    (void)state;
    buffer_add(&buffer, "x");
    buffer_add_json(&buffer, (struct dg_text)DG_TEXT("a\"\0"));
    buffer_add_json(&buffer, (struct dg_text){NULL, 0});
    assert_string_equal(buffer_string(&buffer), "x\"a\\\"\\u0000\"\"\"");
    buffer_free(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_empty_is_a_string),
        cmocka_unit_test(test_growth),
        cmocka_unit_test(test_reserved_room_stays),
        cmocka_unit_test(test_memory_runs_out),
        cmocka_unit_test(test_json),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
