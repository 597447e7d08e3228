/* Functions of generated code that spare its users code: enumerators of texts, JSON in an arena,
 * and the contract's name at compile time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "contract.h"
#include "heard.h"

static struct dg_text text(const char *string)
{
    return dg_text_of(string);
}

static void finds_strings(void **state)
{
    enum wire_keywords_color color = WIRE_KEYWORDS_COLOR_RED;

    (void)state;
    assert_true(wire_keywords_color_from_text(&color, text("green")));
    assert_int_equal(color, WIRE_KEYWORDS_COLOR_GREEN);
    assert_false(wire_keywords_color_from_text(&color, text("Green")));
    assert_int_equal(color, WIRE_UNRECOGNIZED_KEYWORDS_COLOR);
    assert_true(wire_keywords_color_from_text(&color, (struct dg_text){NULL, 0}));
    assert_string_equal(wire_keywords_color_text(color), "");
    assert_false(wire_keywords_color_from_text(&color, (struct dg_text)DG_TEXT("red\0")));
}

static void finds_integers(void **state)
{
    static const char *const wrong[] = {"3", "", "two", "2 ", "+2", "1e400", "9223372036854775808"};
    enum wire_keywords_level level;

    (void)state;
    assert_true(wire_keywords_level_from_text(&level, text("2")));
    assert_int_equal(level, 2);
    assert_true(wire_keywords_level_from_text(&level, text("-3.0")));
    assert_string_equal(wire_keywords_level_text(level), "-3");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(wire_keywords_level_from_text(&level, text(wrong[i])));
        assert_int_equal(level, WIRE_UNRECOGNIZED_KEYWORDS_LEVEL);
    }
}

/* A decode that fails keeps the text of a value that isn't listed. */
static void keeps_unlisted_texts(void **state)
{
    static const char json[] = "{\"levels\":[\"low\",\"top\"],\"level\":9}";
    char memory[256];
    struct dg_arena arena;
    struct wire_keywords value;

    (void)state;
    dg_arena_init(&arena, memory, sizeof memory, NULL);
    assert_false(wire_keywords_decode(&value, json, sizeof json - 1, &arena, NULL));
    assert_int_equal(value.level.presence, DG_VALUE);
    assert_int_equal(value.level.value, WIRE_UNRECOGNIZED_KEYWORDS_LEVEL);
    assert_true(dg_text_equal(value.level.text, text("9")));
    assert_int_equal(value.levels.value.count, 1); /* an item that failed isn't kept */
}

static const char sample[] =
    "{\"level\":2,\"color\":\"mauve\",\"list\":[\"a\",null,\"b\"],\"levels\":[\"low\"]}";

static void read_sample(struct wire_keywords *value, struct dg_arena *arena)
{
    assert_true(wire_keywords_decode(value, sample, sizeof sample - 1, arena, NULL));
}

/* Encodes the sample into a buffer of each size, and with each allocation failing. */
static void encodes_into_arenas(void **state)
{
    static char memory[4096];
    char buffer[sizeof sample + 64];
    struct dg_arena values;
    struct wire_keywords value;

    (void)state;
    dg_arena_init(&values, memory, sizeof memory, NULL);
    read_sample(&value, &values);
    for (size_t size = 0; size <= sizeof buffer; size++) {
        for (size_t fail_at = 0; fail_at <= 1; fail_at++) {
            struct memory heap;
            struct dg_arena arena;
            struct dg_text json;

            memory_init(&heap, fail_at);
            dg_arena_init(&arena, buffer, size, &heap.allocator);
            json = wire_keywords_encode_arena(&value, &arena);
            assert_true(arena.failed ? fail_at == 1 && json.data == NULL && json.length == 0
                                     : dg_text_equal(json, text(sample)));
            assert_true(arena.failed || json.data[json.length] == '\0');
            assert_int_equal(arena.failed, fail_at == 1 && heap.calls > 0);
            assert_true(size < sizeof sample + 32 || heap.calls == 0);
            /* What comes next doesn't overwrite it. */
            if (!arena.failed && dg_arena_alloc(&arena, 16) != NULL) {
                assert_true(dg_text_equal(json, text(sample)));
            }
            dg_arena_free(&arena);
            assert_int_equal(heap.blocks, 0);
        }
    }
}

static void encodes_into_the_arena_of_the_value(void **state)
{
    struct memory heap;
    struct dg_arena arena;
    struct wire_keywords value;
    struct dg_text first;

    (void)state;
    memory_init(&heap, 0);
    dg_arena_init(&arena, NULL, 0, &heap.allocator);
    read_sample(&value, &arena);
    first = wire_keywords_encode_arena(&value, &arena);
    for (int i = 0; i < 100; i++) {
        assert_true(dg_text_equal(wire_keywords_encode_arena(&value, &arena), text(sample)));
    }
    assert_true(dg_text_equal(first, text(sample)));
    dg_arena_free(&arena);
}

static void encodes_nothing_without_a_form(void **state)
{
    char buffer[256];
    struct dg_arena arena;
    struct wire_keywords value = {.color = {.presence = DG_VALUE}}; /* no enumerator, no text */
    struct dg_text json;

    (void)state;
    dg_arena_init(&arena, buffer, sizeof buffer, NULL);
    json = wire_keywords_encode_arena(&value, &arena);
    assert_null(json.data);
    assert_int_equal(json.length, 0);
    assert_false(arena.failed);
}

static void names_the_contract(void **state)
{
    (void)state;
    assert_string_equal(WIRE_CONTRACT_TITLE, wire_contract.title);
    assert_string_equal(WIRE_CONTRACT_VERSION, wire_contract.version);
    assert_string_equal(WIRE_CONTRACT_DIGEST, wire_contract.digest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_strings),
        cmocka_unit_test(finds_integers),
        cmocka_unit_test(keeps_unlisted_texts),
        cmocka_unit_test(encodes_into_arenas),
        cmocka_unit_test(encodes_into_the_arena_of_the_value),
        cmocka_unit_test(encodes_nothing_without_a_form),
        cmocka_unit_test(names_the_contract),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
