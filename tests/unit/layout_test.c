/* Lines of generated C are broken as the formatter breaks them: a file of lines, and the same lines
 * after layout, which the formatter check of all C files covers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "emit/layout.h"
#include "lines.h"

static const char *folder;

static struct dg_text load(const char *name)
{
    char path[4096];
    struct dg_text text;
    char *data;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    data = lines_load(path, &text.length);
    assert_non_null(data);
    text.data = data;
    return text;
}

static void accept(const struct buffer *text)
{
    char path[4096];
    FILE *file;

    snprintf(path, sizeof path, "%s/lines.c", folder);
    file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text->data, 1, text->length, file), text->length);
    assert_int_equal(fclose(file), 0);
}

static void test_lines(void **state)
{
    struct dg_text text = load("lines.txt");
    struct dg_text expected;
    struct buffer out = {0};

    (void)state;
    layout_text(&out, text);
    if (getenv("DG_ACCEPT") != NULL) {
        accept(&out);
    }
    expected = load("lines.c");
    assert_string_equal(out.data, expected.data);
    buffer_free(&out);
    free((void *)text.data);
    free((void *)expected.data);
}

/* Lines that are laid out stay as they are. */
static void test_again(void **state)
{
    struct dg_text text = load("lines.c");
    struct buffer out = {0};

    (void)state;
    layout_text(&out, text);
    assert_string_equal(out.data, text.data);
    buffer_free(&out);
    free((void *)text.data);
}

/* A line without a whole statement, or with brackets that don't match, is left unchanged. */
static void test_parts(void **state)
{
    static const char text[] =
        "    dg_call(a_line_that_ends_inside_of_its_parentheses, and_that_is, "
        "longer_than_a_line_may_be_anywhere,\n"
        "    out) | a_line_that_ends_parentheses_that_it_has_not_opened | "
        "and_that_is_longer_than_a_line_may_be;\n";
    struct buffer out = {0};

    (void)state;
    layout_text(&out, dg_text_of(text));
    assert_string_equal(out.data, text);
    buffer_free(&out);
}

/* A comment after such a line moves to the line above; the spaces before it go. */
static void test_part_with_comment(void **state)
{
    static const char code[] =
        "    dg_call(a_line_that_ends_inside_of_its_parentheses, and_that_is, "
        "longer_than_a_line_may_be_anywhere,";
    struct buffer text = {0};
    struct buffer expected = {0};
    struct buffer out = {0};

    (void)state;
    buffer_format(&text, "%s  /* why */\n", code);
    buffer_format(&expected, "    /* why */\n%s\n", code);
    layout_text(&out, (struct dg_text){text.data, text.length});
    assert_string_equal(out.data, expected.data);
    buffer_free(&text);
    buffer_free(&expected);
    buffer_free(&out);
}

static size_t longest_line(const char *text)
{
    size_t longest = 0;

    while (*text != '\0') {
        size_t length = strcspn(text, "\n");

        longest = length > longest ? length : longest;
        text += length + (text[length] == '\n');
    }
    return longest;
}

/* If a line has too many possible breaks to try all, no line is too long. */
static void test_many_ways(void **state)
{
    struct buffer text = {0};
    struct buffer out = {0};

    (void)state;
    buffer_add(&text, "    return ");
    for (int i = 0; i < 2000; i++) {
        buffer_format(&text, "%sdg_call(%d, self->member_%d, !self->m && a + b)",
                      i == 0       ? ""
                      : i % 7 == 0 ? " || "
                                   : " && ",
                      i, i);
    }
    buffer_add(&text, ";\n");
    layout_text(&out, (struct dg_text){text.data, text.length});
    assert_true(longest_line(out.data) <= LAYOUT_WIDTH);
    buffer_free(&text);
    buffer_free(&out);
}

int main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),     cmocka_unit_test(test_again),
        cmocka_unit_test(test_parts),     cmocka_unit_test(test_part_with_comment),
        cmocka_unit_test(test_many_ways),
    };

    folder = count == 2 ? arguments[1] : ".";
    return cmocka_run_group_tests(tests, NULL, NULL);
}
