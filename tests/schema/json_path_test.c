/* JSONPath (RFC 9535): what queries select, in order, and how invalid ones are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/buffer.h"
#include "document.h"
#include "tree/json_path.h"

static const char source[] =
    "list: [3, 5, 1, 2, 4, 6]\n"
    "objects: [{b: j}, {b: k}, {b: {}}, {b: kilo}, {c: 7}]\n"
    "numbers: [1, 1.0, 0x1, 2e0, 1e400, 1e999, .inf, 90071992547409930]\n"
    "values: {text: x, long: xy, none: null, yes: true, no: false, list: [1, [2]], same: [1, "
    "[2]],\n"
    "  more: [1, [2], 3], map: {a: 1, b: [x]}, turned: {b: [x], a: 1}, other: {a: 1, c: [x]},\n"
    "  empty: {}, items: []}\n"
    "\"a'b\": 1\n"
    "\"a\\\"b\": 2\n"
    "\"tab\\t\": 3\n"
    "\"\\u2028\": 4\n"
    "\"\\U0001D11E\": 5\n"
    "\"\\xE9\": 6\n"
    "\"b\\\\/\": 7\n"
    "x-name: 8\n";

/* Each query, and the JSON Pointers of what it selects; or what is wrong with it. */
static const struct {
    const char *query;
    const char *selects;
} rows[] = {
    {"$", "#"},
    {"$.list[0]", "#/list/0"},
    {"$.list[-1]", "#/list/5"},
    {"$.list[-6]", "#/list/0"},
    {"$.list[-7]", ""},
    {"$.list[6]", ""},
    {"$.values[0]", ""},
    {"$.values[0:1]", ""},
    {"$.list.b", ""},
    {"$.values.text.*", ""},
    {"$.list[1:3]", "#/list/1 #/list/2"},
    {"$.list[4:]", "#/list/4 #/list/5"},
    {"$.list[ : 2 ]", "#/list/0 #/list/1"},
    {"$.list[1:5:2]", "#/list/1 #/list/3"},
    {"$.list[5:1:-2]", "#/list/5 #/list/3"},
    {"$.list[::-3]", "#/list/5 #/list/2"},
    {"$.list[-2:]", "#/list/4 #/list/5"},
    {"$.list[:-5]", "#/list/0"},
    {"$.list[1:3:0]", ""},
    {"$.list[-100:100: 5]", "#/list/0 #/list/5"},
    {"$.list[100:-100:-5]", "#/list/5 #/list/0"},
    {"$.list[4:2]", ""},
    {"$.list[::9007199254740991]", "#/list/0"},
    {"$.list[0, 2, 0]", "#/list/0 #/list/2"},
    {"$['x-name','list'][1:2]", "#/list/1"},
    {"$.objects[?@.c].c", "#/objects/4/c"},
    {"$.x-name", "#/x-name"},
    {"$['a\\'b', \"a\\\"b\"]", "#/a'b #/a%22b"},
    {"$[\"a'b\", 'a\"b']", "#/a'b #/a%22b"},
    {"$['tab\\t','b\\\\\\/']", "#/tab%09 #/b%5C~1"},
    {"$['\\u2028','\\uD834\\udd1e','\\u00E9']", "#/%E2%80%A8 #/%F0%9D%84%9E #/%C3%A9"},
    {"$.\xC3\xA9", "#/%C3%A9"},
    {"$..[?@ == 7]", "#/b%5C~1 #/objects/4/c"},
    {"$..b", "#/objects/0/b #/objects/1/b #/objects/2/b #/objects/3/b #/values/map/b "
             "#/values/turned/b"},
    {"$.list[?@ > 3.5]", "#/list/1 #/list/4 #/list/5"},
    {"$.list[?@>=5]", "#/list/1 #/list/5"},
    {"$.list[?@ < 2]", "#/list/2"},
    {"$.list[? 2 >= @ ]", "#/list/2 #/list/3"},
    {"$.list[?@<=2]", "#/list/2 #/list/3"},
    {"$.list[?@ != 3 && !(@ == 5) && (@ < 2 || @ > 5)]", "#/list/2 #/list/5"},
    {"$.list[?@ == $.list[-3]]", "#/list/3"},
    {"$.objects[?@.b == 'k']", "#/objects/1"},
    {"$.objects[?@.b < 'kilo']", "#/objects/0 #/objects/1"},
    {"$.objects[?@.b >= 'kilo']", "#/objects/3"},
    {"$.objects[?@.b > 1]", ""},
    {"$.objects[?@.b <= 1]", ""},
    {"$.objects[?!@.b]", "#/objects/4"},
    {"$.objects[?@.b == @.missing]", "#/objects/4"},
    {"$.objects[?@.b != @.missing]", "#/objects/0 #/objects/1 #/objects/2 #/objects/3"},
    {"$.objects[?@.b < @.missing]", ""},
    {"$.objects[?@.missing <= @.b]", "#/objects/4"},
    {"$.objects[?@.*]", "#/objects/0 #/objects/1 #/objects/2 #/objects/3 #/objects/4"},
    {"$.objects[?@.b.*]", ""},
    {"$.objects[?$.list[?@ > 5]][0]", ""},
    {"$.numbers[?@ == 1]", "#/numbers/0 #/numbers/1 #/numbers/2"},
    {"$.numbers[?@ == -1]", ""},
    {"$.numbers[?@ == 20.0e-1]", "#/numbers/3"},
    {"$.numbers[?@ == 2E+0]", "#/numbers/3"},
    {"$.numbers[?@ > 1e300]", "#/numbers/4 #/numbers/5"},
    {"$.values[?@ == 'x']", "#/values/text"},
    {"$.values[?@ == \"\"]", ""},
    {"$.values[?@ > 'x']", "#/values/long"},
    {"$.values[?@ == null]", "#/values/none"},
    {"$.values[?@ == true]", "#/values/yes"},
    {"$.values[?@ == false]", "#/values/no"},
    {"$.values[?@ < true]", ""},
    {"$.values[?@ <= true]", "#/values/yes"},
    {"$.values[?@ == $.values.list]", "#/values/list #/values/same"},
    {"$.values[?@ == $.values.map]", "#/values/map #/values/turned"},
    {"$.values[?@ == $.values.empty]", "#/values/empty"},
    {"$.values[?@ == $.values.items]", "#/values/items"},
    {"", "a JSONPath begins with $, the document"},
    {"list", "a JSONPath begins with $, the document"},
    {"$ ", "expected '.', '[' or the end of the path"},
    {"$.list ]", "expected '.', '[' or the end of the path"},
    {"$.1", "expected a name or *; other names are written ['name']"},
    {"$.-a", "expected a name or *; other names are written ['name']"},
    {"$..", "expected a name or *; other names are written ['name']"},
    {"$.list[", "expected a name in quotes, *, an index or ?"},
    {"$.list[0", "expected ',' or ']'"},
    {"$.list[0 1]", "expected ',' or ']'"},
    {"$.list[01]", "not an index: no leading zero, no -0, at most 2^53 - 1"},
    {"$.list[-0]", "not an index: no leading zero, no -0, at most 2^53 - 1"},
    {"$.list[9007199254740992]", "not an index: no leading zero, no -0, at most 2^53 - 1"},
    {"$.list[-9007199254740992]", "not an index: no leading zero, no -0, at most 2^53 - 1"},
    {"$.list[99999999999999999999999]", "not an index: no leading zero, no -0, at most 2^53 - 1"},
    {"$.list[-]", "expected a digit"},
    {"$.list[:-]", "expected a digit"},
    {"$.list[::-]", "expected a digit"},
    {"$['a", "the string has no end"},
    {"$['a\\", "unknown escape in a string"},
    {"$['\\x']", "unknown escape in a string"},
    {"$['\\\"']", "unknown escape in a string"},
    {"$['a\tb']", "control character in a string"},
    {"$['\\u12']", "expected four hexadecimal digits of a code point"},
    {"$['\\u12G4']", "expected four hexadecimal digits of a code point"},
    {"$['\\uD834']", "expected four hexadecimal digits of a code point"},
    {"$['\\uD834\\u0041']", "expected four hexadecimal digits of a code point"},
    {"$['\\uD834\\uE000']", "expected four hexadecimal digits of a code point"},
    {"$['\\uD834\\u", "expected four hexadecimal digits of a code point"},
    {"$['\\uDD1E']", "expected four hexadecimal digits of a code point"},
    {"$['\\u", "expected four hexadecimal digits of a code point"},
    {"$[?@ == 01]", "not a number"},
    {"$[?@ == -]", "not a number"},
    {"$[?@ == 1.]", "not a number"},
    {"$[?@ == 1.e5]", "not a number"},
    {"$[?@ == 1e]", "not a number"},
    {"$[?@ == 1-1]", "not a number"},
    {"$[?@ == -.5]", "not a number"},
    {"$[?@ == .5]", "expected @, $, a string, a number, true, false or null"},
    {"$[?@ == nil]", "expected @, $, a string, a number, true, false or null"},
    {"$[?@ == ]", "expected @, $, a string, a number, true, false or null"},
    {"$[?(]", "expected @, $, a string, a number, true, false or null"},
    {"$[?(@.a]", "expected ')'"},
    {"$[?'a']", "a value alone is no condition: compare it"},
    {"$[?true]", "a value alone is no condition: compare it"},
    {"$[?@.* == 1]", "only paths of names and indices can be compared"},
    {"$[?1 == @..a]", "only paths of names and indices can be compared"},
    {"$[?@['a','b'] == 1]", "only paths of names and indices can be compared"},
    {"$[?@[1:2] == 1]", "only paths of names and indices can be compared"},
    {"$[?!@.a == 1]", "a negated comparison needs parentheses"},
    {"$[?count(@.*) > 1]", "the function 'count' is not supported in targets"},
    {"$.a.length()", "the function 'length' is not supported in targets"},
    {"$[?a_function_with_a_name_that_is_long(@)]",
     "the function 'a_function_with_a_name_that_is' is not supported in targets"},
    {"$[?@.a && ]", "expected @, $, a string, a number, true, false or null"},
    {"$[?@.a || @.b", "expected ',' or ']'"},
};

/* The first line of the diagnostics, without its location. */
static void print_fault(const struct document *document, char *text, size_t size)
{
    char all[1000];
    const char *begin;

    document_print(document, all, sizeof all);
    begin = strstr(all, "error: ");
    assert_non_null(begin);
    begin += strlen("error: ");
    snprintf(text, size, "%.*s", (int)(strstr(begin, " [overlay-target]") - begin), begin);
}

static void print_selected(const struct json_path_nodes *nodes, struct document *document,
                           char *text, size_t size)
{
    size_t length = 0;

    text[0] = '\0';
    for (size_t i = 0; i < nodes->count; i++) {
        length += (size_t)snprintf(text + length, size - length, "%s%s", i > 0 ? " " : "",
                                   tree_pointer(nodes->list[i], &document->arena));
        assert_true(length < size);
        assert_false(nodes->list[i]->selected);
    }
}

static void test_rows(void **state)
{
    struct document document;
    int failures = 0;

    (void)state;
    document_open(&document, dg_text_of(source));
    assert_non_null(document.root);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct document query;
        struct buffer text = {0};
        const struct json_path *path;
        char actual[1000];

        /* A block scalar has the text of the query as it is. */
        buffer_format(&text, rows[i].query[0] == '\0' ? "query: ''\n" : "query: |-\n  %s\n",
                      rows[i].query);
        document_open(&query, buffer_text(&text));
        assert_non_null(query.root);
        path = json_path_parse(tree_get(query.root, "query"), &query.arena, &query.diag);
        if (path == NULL) {
            print_fault(&query, actual, sizeof actual);
        } else {
            struct json_path_nodes nodes =
                json_path_select(path, (struct tree *)(uintptr_t)document.root);

            assert_int_equal(query.diag.count, 0);
            print_selected(&nodes, &document, actual, sizeof actual);
            free(nodes.list);
        }
        if (strcmp(actual, rows[i].selects) != 0) {
            print_error("%s\n  expected: %s\n  actual:   %s\n", rows[i].query, rows[i].selects,
                        actual);
            failures++;
        }
        document_close(&query);
        buffer_free(&text);
    }
    document_close(&document);
    assert_int_equal(failures, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
