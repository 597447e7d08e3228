/* Values that a program builds at the edges: many keys, deep nesting, buffers of every size. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"
#include "samples.h"

/* A sink that counts, and keeps the last pointer. */
struct counter {
    struct dg_report report;
    size_t found[DG_CODE_COUNT];
    size_t count;
    char pointer[8192];
};

static void count_finding(struct dg_report *report, const struct dg_finding *finding)
{
    struct counter *counter = (struct counter *)(void *)report;

    counter->count++;
    counter->found[finding->code]++;
    dg_pointer_write(finding->frame, counter->pointer, sizeof counter->pointer);
}

/* Keys: maps with many different keys in no order, then with some equal keys. */

#define KEY_BYTES 24

/* A map of free-form JSON; `keys` has room for KEY_BYTES of each. */
static struct wire_anything keyed(size_t count, char *keys)
{
    struct wire_anything value = {.b = {.presence = DG_VALUE}};

    value.b.value.count = count;
    value.b.value.entries = calloc(count + 1, sizeof *value.b.value.entries);
    assert(value.b.value.entries != NULL);
    for (size_t i = 0; i < count; i++) {
        char *key = keys + KEY_BYTES * i;
        snprintf(key, KEY_BYTES, "k%zu",
                 (i * 7919) % count); /* a prime, so that every number occurs */
        value.b.value.entries[i].key = dg_text_of(key);
        value.b.value.entries[i].value.presence = DG_NULL;
    }
    return value;
}

static size_t duplicates_in(const struct wire_anything *value, struct counter *counter)
{
    *counter = (struct counter){.report = {.finding = count_finding}};
    bool good = wire_anything_validate(value, &counter->report);
    assert(good == (counter->count == 0));
    assert(counter->found[DG_CODE_JSON_DUPLICATE_KEY] == counter->count);
    return counter->count;
}

static void finds_keys_that_come_twice(void)
{
    static const size_t counts[] = {0, 1, 2, 3, 16, 17, 511, 512, 513, 1024, 1025, 5000};

    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        size_t count = counts[i];
        char *keys = malloc(KEY_BYTES * count + 1);
        struct wire_anything value = keyed(count, keys);
        struct wire_anything_b_entry *entries = value.b.value.entries;
        static struct counter counter;
        char pointer[32];

        assert(duplicates_in(&value, &counter) == 0);
        for (size_t k = 0; k + 1 < count; k += count / 5 + 1) {
            struct dg_text key = entries[count - 1 - k / 2].key;
            if (count - 1 - k / 2 == k) {
                continue;
            }
            entries[count - 1 - k / 2].key = entries[k].key;
            snprintf(pointer, sizeof pointer, "/b/%s", keys + KEY_BYTES * k);
            assert(duplicates_in(&value, &counter) == 1);
            assert(strcmp(counter.pointer, pointer) == 0);
            entries[count - 1 - k / 2].key = key;
        }
        for (size_t k = 1; k < count; k++) {
            entries[k].key = entries[0].key;
        }
        assert(duplicates_in(&value, &counter) == (count == 0 ? 0 : count - 1));
        free(entries);
        free(keys);
    }
}

/* Depth: the decoder and the validator stop at the same level. */

static void compare_depth(const struct wire_keywords *value, unsigned max_depth, bool expected)
{
    static char text[65536];
    static struct counter built;
    static struct counter read;
    struct wire_keywords out;
    struct dg_arena arena;
    size_t length = wire_keywords_encode(value, text, sizeof text);

    assert(length > 0 && length < sizeof text);
    built = (struct counter){.report = {.finding = count_finding, .max_depth = max_depth}};
    read = built;
    dg_arena_init(&arena, NULL, 0, &samples_heap);
    assert(wire_keywords_validate(value, &built.report) == expected);
    assert(wire_keywords_decode(&out, text, length, &arena, &read.report) == expected);
    assert(built.count == read.count && built.count == (expected ? 0 : 1));
    assert(built.found[DG_CODE_JSON_DEPTH] == built.count);
    assert(strcmp(built.pointer, read.pointer) == 0);
    dg_arena_free(&arena);
}

static void stops_where_it_is_too_deep(void)
{
    static struct wire_keywords chain[300];

    for (size_t length = 250; length < 260; length++) {
        memset(chain, 0, sizeof chain);
        for (size_t i = 0; i + 1 < length; i++) {
            chain[i].children.presence = DG_VALUE;
            chain[i].children.value = (struct wire_keywords_children){1, &chain[i + 1]};
        }
        chain[length - 1].yes.presence = DG_VALUE;
        /* Each value except the last is an object and an array. */
        compare_depth(chain, 0, 2 * length - 1 <= DG_DEFAULT_MAX_DEPTH);
        compare_depth(chain, (unsigned)(2 * length - 1), true);
        compare_depth(chain, (unsigned)(2 * length - 2), false);
    }
}

/* A value that contains itself twice. */
static void stops_in_a_circle(void)
{
    static struct wire_keywords items[2];
    static struct counter counter;

    for (size_t i = 0; i < 2; i++) {
        items[i].children.presence = DG_VALUE;
        items[i].children.value = (struct wire_keywords_children){2, items};
    }
    counter = (struct counter){.report = {.finding = count_finding}};
    assert(!wire_keywords_validate(items, &counter.report));
    assert(counter.count == 1 && counter.found[DG_CODE_JSON_DEPTH] == 1);
    assert(!wire_keywords_validate(items, NULL));
}

/* Free-form JSON. */

static struct wire_anything free_form(struct dg_text text)
{
    return (struct wire_anything){.a = {DG_VALUE, {text}, 0}};
}

static void nests_free_form(void)
{
    static char text[2048];

    for (size_t depth = DG_DEFAULT_MAX_DEPTH - 2; depth <= DG_DEFAULT_MAX_DEPTH + 2; depth++) {
        struct wire_anything value = free_form((struct dg_text){text, 2 * depth});
        static struct counter counter;

        memset(text, '[', depth);
        memset(text + depth, ']', depth);
        counter = (struct counter){.report = {.finding = count_finding}};
        /* The object around the value is a level, too. */
        assert(wire_anything_validate(&value, &counter.report) == (depth < DG_DEFAULT_MAX_DEPTH));
        assert(counter.found[DG_CODE_JSON_DEPTH] == counter.count);
        assert((wire_anything_encode(&value, NULL, 0) > 0) == (depth <= DG_DEFAULT_MAX_DEPTH));
    }
}

/* Writes an object of `count` names into `text`; the last name equals the one of index `twin`. */
static struct dg_text named(char *text, size_t size, size_t count, size_t twin)
{
    size_t length = 0;

    for (size_t i = 0; i < count; i++) {
        length += (size_t)snprintf(text + length, size - length, "%c\"%zu\":0", i == 0 ? '{' : ',',
                                   i + 1 == count ? twin : i);
    }
    length += (size_t)snprintf(text + length, size - length, "}");
    assert(length < size);
    return (struct dg_text){text, length};
}

static void compares_names_in_free_form(void)
{
    static char text[65536];
    static struct counter counter;

    for (size_t count = 2; count <= 256; count++) {
        struct wire_anything good = free_form(named(text, sizeof text, count, count - 1));
        assert(duplicates_in(&good, &counter) == 0);
        struct wire_anything bad = free_form(named(text, sizeof text, count, count / 2 - 1));
        assert(duplicates_in(&bad, &counter) == 1);
        snprintf(text, 64, "/a/%zu", count / 2 - 1);
        assert(strcmp(counter.pointer, text) == 0);
    }
    /* If there is too little room for all names, the compared ones are compared correctly. */
    struct wire_anything large = free_form(named(text, sizeof text, 5000, 4999));
    assert(duplicates_in(&large, &counter) == 0);
    assert(wire_anything_encode(&large, NULL, 0) > 0);
}

/* Buffers. */

static void writes_what_fits(void)
{
    char text[256];
    char buffer[257];
    struct wire_keywords value = {
        .text = {DG_VALUE, DG_TEXT("\xC3\xA9\"")},
        .integer = {DG_VALUE, INT64_C(-3)},
        .when = {DG_VALUE, {.seconds = 1}},
    };
    size_t length = wire_keywords_encode(&value, NULL, 0);

    assert(length > 0 && length < sizeof text);
    assert(wire_keywords_encode(&value, text, sizeof text) == length);
    assert(strcmp(text, "{\"text\":\"\xC3\xA9\\\"\",\"integer\":-3,\"when\":"
                        "\"1970-01-01T00:00:01Z\"}") == 0);
    for (size_t capacity = 0; capacity <= length + 1; capacity++) {
        memset(buffer, '#', sizeof buffer);
        assert(wire_keywords_encode(&value, buffer, capacity) == length);
        assert(buffer[capacity] == '#');
        if (capacity > 0) {
            assert(buffer[capacity - 1] == '\0');
            assert(memcmp(buffer, text, capacity - 1) == 0);
        }
    }
    value.text.value = (struct dg_text)DG_TEXT("\xFF");
    assert(wire_keywords_encode(&value, NULL, 0) == 0);
    memset(buffer, '#', sizeof buffer);
    assert(wire_keywords_encode(&value, buffer, 1) == 0 && buffer[0] == '\0' && buffer[1] == '#');
}

/* Copies. */

static void copies_in_place_and_what_there_is(void)
{
    char text[] = "k";
    struct wire_kinds value = {.text = {text, 1}, .color_text = {text, 0}};
    char memory[256];
    struct dg_arena arena;

    value.notes.count = SIZE_MAX; /* more than the capacity */
    for (size_t i = 0; i < 3; i++) {
        value.notes.entries[i].key = (struct dg_text){text, 1};
    }
    dg_arena_init(&arena, memory, sizeof memory, NULL);
    assert(wire_kinds_copy(&value, &value, &arena));
    text[0] = '#';
    assert(value.text.length == 1 && value.text.data[0] == 'k');
    assert(value.notes.entries[2].key.data[0] == 'k');
    /* An empty received text differs from no text. */
    assert(value.color_text.data != NULL && value.color_text.length == 0);
    assert(value.level_text.data == NULL);

    value.tags = (struct wire_kinds_tags){SIZE_MAX, &value.text};
    assert(!wire_kinds_copy(&value, &value, &arena) && arena.failed);
    assert(value.text.data == NULL && value.notes.count == 0);
}

/* The stack, in bytes, of a level of objects and arrays that are opened by `text`. */

struct depth_sink {
    struct dg_report report;
    uintptr_t at; /* the stack at the first level that is too deep */
};

static void note_stack(struct dg_report *report, const struct dg_finding *finding)
{
    if (finding->code == DG_CODE_JSON_DEPTH) {
        ((struct depth_sink *)(void *)report)->at = (uintptr_t)__builtin_frame_address(0);
    }
}

static uintptr_t stack_after(const char *text, unsigned depth)
{
    static char json[4096];
    struct depth_sink sink = {.report = {.finding = note_stack, .max_depth = depth}};
    struct wire_keywords out;
    struct dg_arena arena;
    size_t length = strlen(text);

    for (size_t i = 0; i < 200; i++) {
        memcpy(json + i * length, text, length);
    }
    dg_arena_init(&arena, NULL, 0, &samples_heap);
    assert(!wire_keywords_decode(&out, json, 200 * length, &arena, &sink.report));
    dg_arena_free(&arena);
    return sink.at;
}

static uintptr_t level_bytes(const char *text)
{
    return (stack_after(text, 8) - stack_after(text, 72)) / 64;
}

/* dg-validate measures the former, and takes the latter for at most twice as much. */
static void takes_little_stack_for_what_contains_itself(void)
{
    uintptr_t unlisted = level_bytes("{\"\":");

    assert(unlisted > 0 && level_bytes("[") <= unlisted);
    assert(level_bytes("{\"children\":[") <= 2 * unlisted);
}

int main(void)
{
    finds_keys_that_come_twice();
    stops_where_it_is_too_deep();
    stops_in_a_circle();
    nests_free_form();
    compares_names_in_free_form();
    takes_little_stack_for_what_contains_itself();
    writes_what_fits();
    copies_in_place_and_what_there_is();
    printf("as expected\n");
    return 0;
}
