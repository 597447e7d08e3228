/* YAML as the compiler reads it: scalars, locations, limits; and, given the folder of a conformance
 * suite, each of its files. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cjson/cJSON.h>
#include <cmocka.h>

#include "common/buffer.h"
#include "common/file.h"
#include "document.h"

/* The tree as JSON */

static void json_add_text(struct buffer *out, struct dg_text text)
{
    buffer_add(out, "\"");
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];

        if (byte == '"' || byte == '\\' || byte < 0x20) {
            buffer_format(out, "\\u%04x", byte);
        } else {
            buffer_add_text(out, (struct dg_text){text.data + i, 1});
        }
    }
    buffer_add(out, "\"");
}

static void json_add(struct buffer *out, const struct tree *node, struct dg_arena *arena)
{
    switch (node->kind) {
    case TREE_NULL:
        buffer_add(out, "null");
        break;
    case TREE_BOOLEAN:
        buffer_add(out, node->boolean ? "true" : "false");
        break;
    case TREE_INTEGER:
    case TREE_FLOAT:
        buffer_add_text(out, tree_number(node, arena));
        break;
    case TREE_STRING:
        json_add_text(out, node->text);
        break;
    case TREE_LIST:
    case TREE_MAP:
        buffer_add(out, node->kind == TREE_MAP ? "{" : "[");
        for (size_t i = 0; i < node->count; i++) {
            buffer_add(out, i > 0 ? "," : "");
            if (node->kind == TREE_MAP) {
                json_add_text(out, node->members[i].key);
                buffer_add(out, ":");
            }
            json_add(out, node->members[i].value, arena);
        }
        buffer_add(out, node->kind == TREE_MAP ? "}" : "]");
        break;
    }
}

static bool json_equal(struct document *document, const char *expected)
{
    struct buffer text = {0};
    cJSON *left;
    cJSON *right = cJSON_Parse(expected);
    bool equal;

    json_add(&text, document->root, &document->arena);
    left = cJSON_Parse(text.data);
    equal = left != NULL && right != NULL && cJSON_Compare(left, right, true);
    cJSON_Delete(left);
    cJSON_Delete(right);
    buffer_free(&text);
    return equal;
}

/* Our own cases */

static void assert_resolves(const char *scalar, enum tree_kind kind, const char *number)
{
    struct document document;
    struct buffer text = {0};
    const struct tree *value;

    buffer_format(&text, "k: %s\n", scalar);
    document_open(&document, (struct dg_text){text.data, text.length});
    assert_non_null(document.root);
    value = tree_get(document.root, "k");
    assert_int_equal(value->kind, kind);
    if (number != NULL) {
        assert_string_equal(tree_number(value, &document.arena).data, number);
    }
    document_close(&document);
    buffer_free(&text);
}

static void test_scalars(void **state)
{
    (void)state;
    assert_resolves("", TREE_NULL, NULL);
    assert_resolves("~", TREE_NULL, NULL);
    assert_resolves("Null", TREE_NULL, NULL);
    assert_resolves("nUll", TREE_STRING, NULL);
    assert_resolves("TRUE", TREE_BOOLEAN, NULL);
    assert_resolves("no", TREE_STRING, NULL);
    assert_resolves("on", TREE_STRING, NULL);
    assert_resolves("'true'", TREE_STRING, NULL);
    assert_resolves("\"12\"", TREE_STRING, NULL);
    assert_resolves("|-\n 12", TREE_STRING, NULL);
    assert_resolves("12", TREE_INTEGER, "12");
    assert_resolves("-0", TREE_INTEGER, "-0");
    assert_resolves("+0012", TREE_INTEGER, "12");
    assert_resolves("0o17", TREE_INTEGER, "15");
    assert_resolves("0xfF", TREE_INTEGER, "255");
    assert_resolves("0xFFFFFFFFFFFFFFFF", TREE_INTEGER, "18446744073709551615");
    assert_resolves("0b1", TREE_STRING, NULL);
    assert_resolves("1_000", TREE_STRING, NULL);
    assert_resolves("1:30", TREE_STRING, NULL);
    assert_resolves("2026-05-06", TREE_STRING, NULL);
    assert_resolves("-.5e-3", TREE_FLOAT, "-0.5e-3");
    assert_resolves("1.", TREE_FLOAT, "1");
    assert_resolves("1.e3", TREE_FLOAT, "1e3");
    assert_resolves("1e", TREE_STRING, NULL);
    assert_resolves(".", TREE_STRING, NULL);
    assert_resolves("-.inf", TREE_FLOAT, NULL);
    assert_resolves("-.nan", TREE_STRING, NULL);
}

static void test_places(void **state)
{
    static const char text[] = "a: 1\r\n\"é\": [x,\n  {b: ü, c: 2}]\n";
    struct document document;
    const struct tree *list;
    const struct tree *map;

    (void)state;
    document_open(&document, (struct dg_text){text, sizeof text - 1});
    list = tree_get(document.root, "é");
    map = list->members[1].value;
    assert_int_equal(document.root->members[1].at.line, 2);
    assert_int_equal(document.root->members[1].at.column, 1);
    assert_int_equal(list->at.column, 6);
    assert_int_equal(list->members[0].at.column, 7);
    assert_int_equal(map->at.line, 3);
    assert_int_equal(map->at.column, 3);
    assert_int_equal(map->members[1].at.column, 10);
    assert_string_equal(tree_pointer(tree_get(map, "c"), &document.arena), "#/%C3%A9/1/c");
    document_close(&document);
}

#define NEL "\xC2\x85"
#define LS "\xE2\x80\xA8"
#define PS "\xE2\x80\xA9"

/* Breaks of YAML 1.1 are characters of YAML 1.2, in every style and place. */
static void test_breaks_of_yaml_1_1(void **state)
{
    static const struct {
        const char *text;
        const char *value; /* of the member a, or of its first item */
    } cases[] = {
        {"a: x" NEL "y", "x" NEL "y"},
        {"a: x" LS "y", "x" LS "y"},
        {"a: x" PS "y", "x" PS "y"},
        {"a: 'x" NEL "y'", "x" NEL "y"},
        {"a: 'x" LS " y'", "x" LS " y"},
        {"a: \"x" NEL "y\"", "x" NEL "y"},
        {"a: \"x" PS PS "y\"", "x" PS PS "y"},
        {"a: [x" NEL "y, b]", "x" NEL "y"},
        {"a: [\"" NEL "\", b]", NEL},
        {"a: |\n  x" NEL "y\n", "x" NEL "y\n"},
        {"a: |\n  x" LS "y\n", "x" LS "y\n"},
        {"a: >-\n  x" NEL "y\n  z\n", "x" NEL "y z"},
        {"a: >-\n  x" PS "y\n  z\n", "x" PS "y z"},
        {"a: x" NEL "\n  y", "x" NEL " y"},
        {"# c" NEL "a: 1\na: x", "x"},
        {"a: \"x\\Ny\\Lz\\P\"", "x" NEL "y" LS "z" PS},
        {"a: \"x\\u0085y\"", "x" NEL "y"},
        {"a: \"" NEL "\\u0100\xC4\x81" LS "\\ue000\\U0000E001\"",
         NEL "\xC4\x80\xC4\x81" LS "\xEE\x80\x80\xEE\x80\x81"},
        {"b" NEL ": c\na: x", "x"},
        {"{\"a\": \"x" NEL "y\"}", "x" NEL "y"},
        {"a: x\r\nb: " NEL, "x"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct document document;
        const struct tree *node;

        document_open(&document, dg_text_of(cases[i].text));
        assert_non_null(document.root);
        node = tree_get(document.root, "a");
        node = node->kind == TREE_LIST ? node->members[0].value : node;
        assert_int_equal(node->text.length, strlen(cases[i].value));
        assert_memory_equal(node->text.data, cases[i].value, node->text.length);
        document_close(&document);
    }
}

/* Line breaks of YAML 1.1 don't count as lines. */
static void test_places_after_breaks_of_yaml_1_1(void **state)
{
    struct document document;
    const struct tree *node;

    (void)state;
    document_open(&document,
                  dg_text_of("a: x" NEL "y" LS "z\nb" PS ": 'x" NEL "y' # " NEL "\nc: d"));
    assert_int_equal(tree_get(document.root, "b" PS)->at.line, 2);
    assert_int_equal(tree_get(document.root, "b" PS)->at.column, 5);
    node = tree_get(document.root, "b" PS);
    assert_int_equal(tree_text_location(node, &document.diag, 3).column, 8);
    assert_int_equal(tree_get(document.root, "c")->at.line, 3);
    document_close(&document);
}

/* Tabs and long keys are refused with a message that names them. */
static void test_tabs_and_long_keys(void **state)
{
#define K16 "kkkkkkkkkkkkkkkk"
#define K256 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16 K16
#define K1024 K256 K256 K256 K256
#define TAB "1: error: YAML doesn't allow tabs in indentation"
#define KEY ": error: a key must not be longer than 1024 characters [yaml]"
    static const struct {
        const char *text;
        const char *message; /* NULL: accepted */
    } cases[] = {
        {"\ta: 1", TAB},
        {"a:\n\tb: 1", TAB},
        {"a:\n  b: 1\n\tc: 2", TAB},
        {"a:\n  - b\n\t- c", TAB},
        {"a: |\n\tb", "indentation of the block, as in '|2' [yaml]"},
        {"a: |\n  \tb\n", "indentation of the block, as in '|2' [yaml]"},
        {"a: >\n  \tb\n", "indentation of the block, as in '|2' [yaml]"},
        {"a: |2\n  \tb\n", NULL},
        {"a: |\n  b\tc\n  \td\n", NULL},
        {"a:\tb", NULL},
        {"a: b\t# c", NULL},
        {"{\t\"a\":\t1\t}", NULL},
        {K1024 ": 1", NULL},
        {K1024 "k: 1", KEY},
        {"'" K1024 "k': 1", KEY},
        {"\"" K1024 "k\": 1", KEY},
        {"a: 1\n" K1024 "k: 1", KEY},
        {"a:\n  " K1024 "k: 1", KEY},
        {"a: {" K1024 "k: 1}", KEY},
        {"a: {b: 1, \"" K1024 "k\": 1}", KEY},
        {"? " K1024 "k\n: 1", NULL},
        {"a: " K1024 K1024, NULL},
        {"a: b: c", "error: mapping values are not allowed in this context [yaml]"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct document document;
        char printed[8192];

        document_open(&document, dg_text_of(cases[i].text));
        document_print(&document, printed, sizeof printed);
        if (cases[i].message == NULL) {
            assert_string_equal(printed, "");
        } else if (strstr(printed, cases[i].message) == NULL) {
            fail_msg("%.60s: %s", cases[i].text, printed);
        }
        document_close(&document);
    }
}

static void test_depth(void **state)
{
    char text[2 * (TREE_MAX_YAML_DEPTH + 1)];
    struct document document;

    (void)state;
    for (size_t depth = TREE_MAX_YAML_DEPTH; depth <= TREE_MAX_YAML_DEPTH + 1; depth++) {
        memset(text, '[', depth);
        memset(text + depth, ']', depth);
        document_open(&document, (struct dg_text){text, 2 * depth});
        assert_int_equal(document.root != NULL, depth == TREE_MAX_YAML_DEPTH);
        document_close(&document);
    }
}

static void test_many_members(void **state)
{
    struct buffer text = {0};
    struct document document;
    char message[4096];

    (void)state;
    for (int i = 0; i < 20000; i++) {
        buffer_format(&text, "key%d: %d\n", (i * 7919) % 20000, i);
    }
    document_open(&document, (struct dg_text){text.data, text.length});
    assert_non_null(tree_get(document.root, "key0"));
    assert_non_null(tree_get(document.root, "key19999"));
    assert_null(tree_get(document.root, "key20000"));
    document_close(&document);
    buffer_add(&text, "key0: 1\n");
    document_open(&document, (struct dg_text){text.data, text.length});
    document_print(&document, message, sizeof message);
    assert_non_null(strstr(message, "test.yaml:20001:1: error: key 'key0' occurs twice"));
    assert_non_null(strstr(message, "test.yaml:1:1: note:"));
    document_close(&document);
    buffer_free(&text);
}

/* The suite */

static const char *suite; /* set once, before any test runs */

/* Calls `check` with the path of each file in a folder of the suite whose name has that end. */
static size_t suite_each(const char *folder, const char *end,
                         bool (*check)(const char *path, struct dg_text text))
{
    struct buffer path = {0};
    struct dirent **entries;
    size_t count = 0;
    int found;

    buffer_format(&path, "%s/%s", suite, folder);
    found = scandir(path.data, &entries, NULL, alphasort);
    assert_true(found > 0);
    for (int i = 0; i < found; i++) {
        size_t length = strlen(entries[i]->d_name);
        struct buffer text = {0};

        path.length = 0;
        buffer_format(&path, "%s/%s/%s", suite, folder, entries[i]->d_name);
        if (length > strlen(end) && strcmp(entries[i]->d_name + length - strlen(end), end) == 0) {
            assert_true(file_read(path.data, SIZE_MAX, &text));
            if (!check(path.data, (struct dg_text){text.data, text.length})) {
                fail_msg("%s", path.data);
            }
            count++;
        }
        buffer_free(&text);
        free(entries[i]);
    }
    free(entries);
    buffer_free(&path);
    return count;
}

static bool check_value(const char *path, struct dg_text text)
{
    struct buffer json_path = {0};
    struct buffer json = {0};
    struct document document;
    bool good;

    buffer_format(&json_path, "%.*sjson", (int)strlen(path) - 4, path);
    document_open(&document, text);
    good = document.root != NULL && file_read(json_path.data, SIZE_MAX, &json) &&
           json_equal(&document, json.data);
    document_close(&document);
    buffer_free(&json_path);
    buffer_free(&json);
    return good;
}

static bool check_reject(const char *path, struct dg_text text)
{
    struct document document;
    char message[4096];
    unsigned line;
    unsigned column;
    bool good;

    (void)path;
    document_open(&document, text);
    document_print(&document, message, sizeof message);
    good = document.root == NULL && sscanf(message, "test.yaml:%u:%u: ", &line, &column) == 2;
    document_close(&document);
    return good;
}

/* YAML features that contracts may not use are refused by name; a file without a document has no
   location. Anchors and aliases are read. */
static bool check_policy(const char *path, struct dg_text text)
{
    struct document document;
    char message[4096];
    bool good;

    document_open(&document, text);
    document_print(&document, message, sizeof message);
    good = strstr(message, "[yaml-feature]") != NULL || strstr(message, "[empty]") != NULL;
    document_close(&document);
    /* Where libyaml differs from the standard, either result is accepted. Keys that are null have
       no JSON; ours are empty texts. */
    return good || strstr(path, "PW8X") != NULL || strstr(path, "libyaml-differs") != NULL ||
           check_value(path, text);
}

static bool check_hostile(const char *path, struct dg_text text)
{
    struct document document;

    (void)path;
    document_open(&document, text);
    document_close(&document);
    return true;
}

static void test_suite_values(void **state)
{
    (void)state;
    assert_true(suite_each("value", ".yaml", check_value) >= 172);
}

static void test_suite_reject(void **state)
{
    (void)state;
    assert_true(suite_each("reject", ".yaml", check_reject) >= 78);
}

static void test_suite_policy(void **state)
{
    (void)state;
    assert_true(suite_each("policy", ".yaml", check_policy) > 0);
}

static void test_suite_hostile(void **state)
{
    (void)state;
    assert_true(suite_each("hostile", ".yaml", check_hostile) > 0);
}

/* The table of scalars: plain scalar, its kind, its kind in YAML 1.1 */

static enum tree_kind core_kind(const char *word)
{
    if (strncmp(word, "null", 4) == 0) {
        return TREE_NULL;
    }
    if (strncmp(word, "bool", 4) == 0) {
        return TREE_BOOLEAN;
    }
    if (strncmp(word, "int", 3) == 0) {
        return TREE_INTEGER;
    }
    if (strncmp(word, "float", 5) == 0) {
        return TREE_FLOAT;
    }
    return TREE_STRING;
}

static void core_check_number(struct document *document, const struct tree *node,
                              const char *expected)
{
    struct dg_text number = tree_number(node, &document->arena);
    const char *value = strchr(expected, ' ');

    if (value == NULL || value[1] == '(') {
        return;
    }
    value++;
    if (strstr(value, "inf") != NULL || strstr(value, "nan") != NULL) {
        assert_int_equal(number.length, 0);
    } else {
        assert_int_equal(dg_number_compare(number, dg_text_of(value)), 0);
    }
}

static void core_check_value(const char *scalar, const char *expected)
{
    struct document document;
    struct buffer text = {0};
    const struct tree *value;

    buffer_format(&text, "k: %s\n", scalar);
    document_open(&document, (struct dg_text){text.data, text.length});
    if (strncmp(expected, "(tag)", 5) == 0) {
        assert_null(document.root);
    } else {
        assert_non_null(document.root);
        value = tree_get(document.root, "k");
        if (value->kind != core_kind(expected)) {
            fail_msg("'%s' should be %s", scalar, expected);
        }
        if (value->kind == TREE_BOOLEAN) {
            assert_int_equal(value->boolean, strcmp(expected, "bool true") == 0);
        }
        if (value->kind == TREE_INTEGER || value->kind == TREE_FLOAT) {
            core_check_number(&document, value, expected);
        }
    }
    document_close(&document);
    buffer_free(&text);
}

/* A key is its text, even if a value with that text would not be a string. libyaml takes no empty
 * key here. */
static void core_check_key(const char *scalar, const char *expected)
{
    struct document document;
    struct buffer text = {0};

    buffer_format(&text, "%s: v\n", scalar);
    document_open(&document, (struct dg_text){text.data, text.length});
    if (strncmp(expected, "(tag)", 5) == 0 || strcmp(scalar, "<<") == 0) {
        assert_null(document.root);
    } else {
        assert_string_equal(document.root->members[0].key.data, scalar);
    }
    document_close(&document);
    buffer_free(&text);
}

static void test_suite_scalars(void **state)
{
    struct buffer path = {0};
    struct buffer table = {0};
    char *line;
    size_t count = 0;

    (void)state;
    buffer_format(&path, "%s/core-schema.tsv", suite);
    assert_true(file_read(path.data, SIZE_MAX, &table));
    for (line = table.data; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        char *tab = memchr(line, '\t', length);

        if (line[0] != '#' && tab != NULL) {
            char *end = tab + 1 + strcspn(tab + 1, "\t\n");
            char after = *end;

            *tab = '\0';
            *end = '\0';
            core_check_value(line, tab + 1);
            if (line[0] != '\0') {
                core_check_key(line, tab + 1);
            }
            *end = after;
            count++;
        }
        line += length + (line[length] == '\n');
    }
    assert_true(count > 50);
    buffer_free(&table);
    buffer_free(&path);
}

static int run_suite(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_suite_values),  cmocka_unit_test(test_suite_reject),
        cmocka_unit_test(test_suite_policy),  cmocka_unit_test(test_suite_hostile),
        cmocka_unit_test(test_suite_scalars),
    };
    struct stat status;

    if (stat(suite, &status) != 0) {
        fprintf(stderr, "skipped: there is no %s\n", suite);
        return getenv("DG_REQUIRE_SHARED") != NULL ? 1 : 77;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scalars),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_breaks_of_yaml_1_1),
        cmocka_unit_test(test_places_after_breaks_of_yaml_1_1),
        cmocka_unit_test(test_tabs_and_long_keys),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_many_members),
    };

    if (argc > 1) {
        suite = argv[1];
        return run_suite();
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
