/* JSON as the compiler reads it: characters, limits, locations, and what is left to YAML. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "document.h"

#define K16 "kkkkkkkkkkkkkkkk"
#define K256 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16
#define K1024 K256 K256 K256 K256

/* JSON has no limits of YAML: of keys, of characters, and of escapes. */
static void test_json(void **state)
{
    static const struct {
        const char *text;
        const char *value; /* of the member a */
    } cases[] = {
        {"{\"a\": \"x\\ud83d\\ude00y\"}", "x\xF0\x9F\x98\x80y"},
        {"{\"a\": \"\\u00e9\\u20AC\\u0041\"}", "\xC3\xA9\xE2\x82\xAC"
                                               "A"},
        {"{\"a\": \"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}", "\"\\/\b\f\n\r\t"},
        {"{\"a\": \"\xC2\x9B\x7F\xEF\xBF\xBF\"}", "\xC2\x9B\x7F\xEF\xBF\xBF"},
        {"{\"\\u0061\":\t\"b\"}", "b"},
        {"{\"a\": \"" K1024 K1024 "\"}", K1024 K1024},
        {"{\"" K1024 "k\": 1, \"a\": \"b\"}", "b"},
        {"\xEF\xBB\xBF{\"a\": \"\\ud83d\\ude00\"}", "\xF0\x9F\x98\x80"},
        {"{\"a\": -1.50e+3 ,\"b\":{},\"c\":[ ] }", "-1.50e+3"},
        {"{a: \"b\"}", "b"}, /* YAML */
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct document document;
        const struct tree *node;

        document_open(&document, dg_text_of(cases[i].text));
        assert_non_null(document.root);
        node = tree_get(document.root, "a");
        assert_string_equal(node->text.data, cases[i].value);
        assert_int_equal(node->text.length, strlen(cases[i].value));
        document_close(&document);
    }
}

/* What isn't JSON is read as YAML, which reports the fault. */
static void test_json_that_is_refused(void **state)
{
    static const struct {
        const char *text;
        const char *message;
    } cases[] = {
        {"{\"a\": 1, \"b\": 2,\n \"a\": 3}", "test.yaml:2:2: error: key 'a' occurs twice"},
        {"{\"a\": \"\\ud83d\"}", "test.yaml:1:10: error: found invalid Unicode"},
        {"{\"a\": 1", "[yaml]"},
        {"{\"a\": \"\x01\"}", "test.yaml:1:8: error: character"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct document document;
        char printed[1024];

        document_open(&document, dg_text_of(cases[i].text));
        document_print(&document, printed, sizeof printed);
        if (strstr(printed, cases[i].message) == NULL) {
            fail_msg("%s: %s", cases[i].text, printed);
        }
        document_close(&document);
    }
}

static void test_places_in_json(void **state)
{
    struct document document;
    const struct tree *list;
    const struct tree *text;

    (void)state;
    document_open(&document,
                  dg_text_of("{\"a\": 1,\r\n\"é\": [\"x\",\r  {\"b\": \"ü\", \"c\":2}],\n"
                             "  \"d\": \"\\ud83d\\ude00\\u0020b c\"}"));
    list = tree_get(document.root, "é");
    text = tree_get(document.root, "d");
    assert_int_equal(document.root->members[1].at.line, 2);
    assert_int_equal(document.root->members[1].at.column, 1);
    assert_int_equal(list->at.column, 6);
    assert_int_equal(list->members[0].at.column, 7);
    assert_int_equal(list->members[1].value->at.line, 3);
    assert_int_equal(list->members[1].value->members[1].at.column, 14);
    assert_int_equal(text->at.line, 4);
    assert_int_equal(text->at.column, 8);
    assert_int_equal(tree_text_location(text, &document.diag, 5).column, 27);
    assert_int_equal(tree_text_location(text, &document.diag, 7).column, 29);
    document_close(&document);
}

/* JSON nests deeper than YAML may. */
static void test_depth(void **state)
{
    static char text[6 * (TREE_MAX_DEPTH + 1) + 2];
    struct document document;

    (void)state;
    for (size_t depth = TREE_MAX_DEPTH; depth <= TREE_MAX_DEPTH + 1; depth++) {
        char *to = text;

        for (size_t i = 0; i < depth; i++) {
            to = stpcpy(to, "{\"a\":");
        }
        *to++ = '1';
        memset(to, '}', depth);
        document_open(&document, (struct dg_text){text, 6 * depth + 1});
        assert_int_equal(document.root != NULL, depth == TREE_MAX_DEPTH);
        document_close(&document);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_json_that_is_refused),
        cmocka_unit_test(test_places_in_json),
        cmocka_unit_test(test_depth),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
