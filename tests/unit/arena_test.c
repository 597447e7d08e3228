/* The arena: alignment, growth, reset, and sticky failure. */
#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "heard.h"
#include "runtime/arena.h"
#include "runtime/arena_internal.h"

static bool is_zero(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] != 0) {
            return false;
        }
    }
    return true;
}

static void gives_aligned_zeroed_memory(void **state)
{
    struct memory memory;
    struct dg_arena arena;
    char *last = NULL;

    (void)state;
    memory_init(&memory, 0);
    dg_arena_init(&arena, NULL, 0, &memory.allocator);
    assert_int_equal(memory.calls, 0);
    for (size_t size = 0; size < 3000; size += 7) {
        char *bytes = dg_arena_alloc(&arena, size);

        assert_non_null(bytes);
        assert_int_equal((uintptr_t)bytes % alignof(max_align_t), 0);
        assert_true(is_zero(bytes, size));
        assert_ptr_not_equal(bytes, last);
        memset(bytes, 0xFF, size);
        last = bytes;
    }
    assert_true(memory.calls < 12); /* blocks double */
    dg_arena_free(&arena);
    assert_int_equal(memory.blocks, 0);
}

static void uses_the_buffer_first(void **state)
{
    char buffer[256 + 1];
    struct memory memory;
    struct dg_arena arena;
    size_t count = 0;

    (void)state;
    memory_init(&memory, 0);
    dg_arena_init(&arena, buffer + 1, 256, &memory.allocator);
    while (memory.calls == 0) {
        char *bytes = dg_arena_alloc(&arena, 16);

        assert_non_null(bytes);
        assert_int_equal((uintptr_t)bytes % alignof(max_align_t), 0);
        count++;
        assert_true(memory.calls > 0 || (bytes >= buffer && bytes + 16 <= buffer + sizeof buffer));
    }
    assert_true(count >= 15);
    dg_arena_reset(&arena);
    dg_arena_free(&arena);
    assert_int_equal(memory.blocks, 0);
}

/* Buffers of any length and place, of which all may be before the first aligned byte. */
static void stays_in_small_buffers(void **state)
{
    alignas(max_align_t) char buffer[64];

    (void)state;
    for (size_t begin = 0; begin < 32; begin++) {
        for (size_t size = 0; size <= 32; size++) {
            struct dg_arena arena;
            size_t room = 1;
            char *bytes;

            dg_arena_init(&arena, buffer + begin, size, NULL);
            bytes = dg_arena_room(&arena, &room);
            assert_int_equal(bytes == NULL, room == 0);
            assert_true(bytes == NULL ||
                        (bytes >= buffer + begin && bytes + room <= buffer + begin + size));
            assert_int_equal((uintptr_t)bytes % alignof(max_align_t), 0);
            assert_true(room + 2 * alignof(max_align_t) > size);
            assert_ptr_equal(room > 0 ? dg_arena_alloc(&arena, room) : NULL, bytes);
            assert_null(dg_arena_alloc(&arena, alignof(max_align_t)));
            assert_null(dg_arena_room(&arena, &room));
            assert_int_equal(room, 0);
        }
    }
}

static void fails_once_and_for_all(void **state)
{
    char buffer[64];
    struct dg_arena none = {0};
    struct dg_arena arena;

    (void)state;
    assert_null(dg_arena_alloc(&none, 1));
    assert_true(none.failed);
    dg_arena_init(&arena, buffer, sizeof buffer, NULL);
    assert_null(dg_arena_alloc(&arena, 65));
    assert_null(dg_arena_alloc(&arena, 1));
    assert_true(arena.failed);
    dg_arena_reset(&arena);
    assert_false(arena.failed);
    assert_non_null(dg_arena_alloc(&arena, 1));
    assert_null(dg_arena_alloc(&arena, SIZE_MAX));
    dg_arena_reset(&arena);
    assert_null(dg_arena_alloc(&arena, SIZE_MAX - 20));
    dg_arena_free(&arena);
}

static void keeps_the_largest_block(void **state)
{
    struct memory memory;
    struct dg_arena arena;

    (void)state;
    memory_init(&memory, 0);
    dg_arena_init(&arena, NULL, 0, &memory.allocator);
    for (int i = 0; i < 100; i++) {
        assert_non_null(dg_arena_alloc(&arena, 1000));
    }
    assert_non_null(dg_arena_alloc(&arena, 500000));
    assert_non_null(dg_arena_alloc(&arena, 2000000));
    for (int turn = 0; turn < 3; turn++) {
        size_t calls;

        dg_arena_reset(&arena);
        assert_int_equal(memory.blocks, 1);
        calls = memory.calls;
        assert_non_null(dg_arena_alloc(&arena, 1500000));
        assert_non_null(dg_arena_alloc(&arena, 400000));
        assert_int_equal(memory.calls, calls);
    }
    dg_arena_free(&arena);
    assert_int_equal(memory.blocks, 0);
}

static void survives_each_failing_block(void **state)
{
    (void)state;
    for (size_t fail_at = 1; fail_at < 8; fail_at++) {
        struct memory memory;
        struct dg_arena arena;
        size_t given = 0;

        memory_init(&memory, fail_at);
        dg_arena_init(&arena, NULL, 0, &memory.allocator);
        while (dg_arena_alloc(&arena, 1000) != NULL) {
            given++;
        }
        assert_true(arena.failed);
        assert_true(given >= (fail_at - 1) * 4);
        assert_int_equal(memory.calls, fail_at);
        dg_arena_reset(&arena);
        assert_int_equal(dg_arena_alloc(&arena, 1000) != NULL, fail_at > 1);
        dg_arena_free(&arena);
        assert_int_equal(memory.blocks, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_aligned_zeroed_memory), cmocka_unit_test(uses_the_buffer_first),
        cmocka_unit_test(fails_once_and_for_all),      cmocka_unit_test(keeps_the_largest_block),
        cmocka_unit_test(survives_each_failing_block), cmocka_unit_test(stays_in_small_buffers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
