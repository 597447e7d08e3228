/* The bridge to cJSON: values that nodes can't hold become raw nodes, and no memory leaks if it
 * runs out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/cjson.h"

static struct dg_json json_of(const char *text)
{
    return (struct dg_json){{text, strlen(text)}};
}

/* A tree prints exactly the text from which it was made. */
static void prints_what_it_was_made_of(void **state)
{
    static const char *const texts[] = {
        "null",
        "[true,false,null,\"\",{},[]]",
        "{\"a\":{\"b\":[{\"c\":1},2]},\"d\":[[3]]}",
        "[9007199254740993,-9007199254740993,9223372036854775807,123456789012345678901234567890]",
        "{\"n\":1e400,\"m\":-1e400}",
        "[0.5,-1.5,4503599627]",
        /* Of these, cJSON itself would print 15 digits and an exponent, or another number. */
        "[1234567890123460,-1234567890123460,1234567890123456,1000000000000000]",
        "[9007199254740991,9007199254740990,-9007199254740991,9007199254740992]",
        "[999999999999999,-999999999999999,100000000000000,2147483647,2147483648,-2147483649]",
        "[0.30000000000000004,0.1,123456.7890123456]",
        "[9223372036854775808,-9223372036854775809,18446744073709551616,1e19]",
        "[2251799813685248.5,9007199254740993.5]",
        "[\"a\\u0000b\",{\"k\":\"\\u0000\"},\"after\"]",
        "[\"\\\\u0000\",\"\\\"\",\"}\",\"[1,\"]",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        cJSON *tree = dg_json_to_cjson(json_of(texts[i]));
        char *printed = cJSON_PrintUnformatted(tree);

        assert_string_equal(printed, texts[i]);
        cJSON_free(printed);
        cJSON_Delete(tree);
    }
}

static void keeps_what_nodes_hold(void **state)
{
    cJSON *tree = dg_json_to_cjson(json_of(" { \"a\" : 1e2 , \"b\" : [ 9007199254740993 ] } "));

    (void)state;
    assert_true(cJSON_IsNumber(cJSON_GetObjectItemCaseSensitive(tree, "a")));
    assert_true(cJSON_GetObjectItemCaseSensitive(tree, "a")->valuedouble == 100.0);
    assert_true(cJSON_IsRaw(cJSON_GetObjectItemCaseSensitive(tree, "b")->child));
    cJSON_Delete(tree);
}

/* Raw nodes have no value: a number becomes a raw node only if necessary. */
static void keeps_numbers_as_numbers(void **state)
{
    static const char *const texts[] = {"0",
                                        "-0",
                                        "1e3",
                                        "10.0e1",
                                        "1.0",
                                        "2147483648",
                                        "999999999999999",
                                        "-999999999999999",
                                        "9999999999999990e-1",
                                        "0.1",
                                        "3.141592653589793",
                                        "2.2250738585072014e-308",
                                        "1e-400",
                                        "123456.7890123456",
                                        "0.1000000000000000055511151231257827"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        cJSON *tree = dg_json_to_cjson(json_of(texts[i]));

        assert_true(cJSON_IsNumber(tree));
        assert_true(tree->valuedouble == dg_number_value(dg_text_of(texts[i])));
        cJSON_Delete(tree);
    }
}

static void has_no_tree_for(void **state)
{
    char deep[2 * CJSON_NESTING_LIMIT + 4];

    (void)state;
    memset(deep, '[', CJSON_NESTING_LIMIT + 1);
    memset(deep + CJSON_NESTING_LIMIT + 1, ']', CJSON_NESTING_LIMIT + 1);
    deep[2 * CJSON_NESTING_LIMIT + 2] = '\0';
    assert_null(dg_json_to_cjson(json_of(deep)));
    assert_null(dg_json_to_cjson(json_of("{\"a\\u0000b\":1}")));
    assert_null(dg_json_to_cjson(json_of("")));
}

/* Trees made by hand */

static void text_of(const cJSON *tree, const char *expected)
{
    char memory[4096];
    struct dg_arena arena;
    struct dg_text text;

    dg_arena_init(&arena, memory, sizeof memory, NULL);
    assert_true(dg_cjson_to_text(tree, &arena, &text));
    assert_int_equal(text.length, strlen(expected));
    assert_memory_equal(text.data, expected, text.length);
}

static void writes_trees(void **state)
{
    cJSON *tree = cJSON_CreateObject();

    (void)state;
    cJSON_AddStringToObject(tree, "s", "a\"\\\n\x01\xC3\xA9");
    cJSON_AddNumberToObject(tree, "n", 0.1);
    cJSON_AddNumberToObject(tree, "i", 9007199254740992.0);
    cJSON_AddBoolToObject(tree, "b", 1);
    cJSON_AddNullToObject(tree, "z");
    cJSON_AddRawToObject(tree, "r", "9007199254740993");
    cJSON_AddArrayToObject(tree, "l");
    text_of(tree, "{\"s\":\"a\\\"\\\\\\n\\u0001\xC3\xA9\",\"n\":0.1,\"i\":9007199254740992,\"b\":"
                  "true,\"z\":null,"
                  "\"r\":9007199254740993,\"l\":[]}");
    cJSON_Delete(tree);
    text_of(NULL, "");
}

/* Memory */

static size_t allowed;

static void *allocate_some(size_t size)
{
    if (allowed == 0) {
        return NULL;
    }
    allowed--;
    return malloc(size);
}

static void fails_without_memory(void **state)
{
    static const char text[] = "{\"a\":[1,\"\\u0000\",9007199254740993],\"b\":\"x\"}";
    cJSON_Hooks hooks = {.malloc_fn = allocate_some, .free_fn = free};
    cJSON *tree = NULL;
    size_t count = 0;

    (void)state;
    cJSON_InitHooks(&hooks);
    for (; tree == NULL && count < 100; count++) {
        allowed = count;
        tree = dg_json_to_cjson(json_of(text));
    }
    assert_int_equal(allowed, 0); /* each attempt failed except the last */
    assert_true(count > 8);
    cJSON_Delete(tree);
    cJSON_InitHooks(NULL);

    char memory[8];
    struct dg_arena arena;
    struct dg_text out;
    dg_arena_init(&arena, memory, sizeof memory, NULL);
    tree = dg_json_to_cjson(json_of(text));
    assert_false(dg_cjson_to_text(tree, &arena, &out));
    assert_true(arena.failed);
    cJSON_Delete(tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prints_what_it_was_made_of),
        cmocka_unit_test(keeps_what_nodes_hold),
        cmocka_unit_test(keeps_numbers_as_numbers),
        cmocka_unit_test(has_no_tree_for),
        cmocka_unit_test(writes_trees),
        cmocka_unit_test(fails_without_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
