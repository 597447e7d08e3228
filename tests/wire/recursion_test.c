/* Values of types that contain themselves, as programs build them: cycles, pointers to nothing, and
 * depth. And documents: deep ones, and ones for which memory runs out. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cjson.h"
#include "contract.h"

/* A sink that counts findings of one code. */
struct sink {
    struct dg_report report;
    enum dg_code code;
    size_t found;
    size_t others;
};

static void sink_finding(struct dg_report *report, const struct dg_finding *finding)
{
    struct sink *sink = (struct sink *)report;

    sink->found += finding->code == sink->code;
    sink->others += finding->code != sink->code;
}

static void *test_allocate(void *context, size_t size)
{
    (void)context;
    return malloc(size);
}

static void test_release(void *context, void *block)
{
    (void)context;
    free(block);
}

static const struct dg_allocator allocator = {test_allocate, test_release, NULL};

static size_t encode(const void *value, char *buffer, size_t capacity)
{
    return recursion_branch_encode(value, buffer, capacity);
}

/* The value contains itself in two places, so that there are 2^n ways of length n through it. */
static void check_cycle(const struct recursion_branch *value)
{
    struct sink sink = {.report = {.finding = sink_finding}, .code = DG_CODE_JSON_DEPTH};
    struct recursion_branch copy;
    struct dg_arena arena;

    assert(recursion_branch_encode(value, NULL, 0) == 0);
    assert(dg_cjson_of_value(encode, value) == NULL);
    dg_arena_init(&arena, NULL, 0, &allocator);
    assert(!recursion_branch_copy(&copy, value, &arena));
    assert(arena.failed && copy.next.value == NULL && arena.depth == 0);
    dg_arena_free(&arena);
    assert(!recursion_branch_validate(value, &sink.report));
    assert(sink.found == 1 && sink.others == 0);
    assert(!recursion_branch_validate(value, NULL));
}

static void test_cycles(void)
{
    struct recursion_branch value = {.value = 1};
    struct recursion_untold untold = {.self = {DG_VALUE, &untold}};

    value.next = (struct recursion_opt_branch){DG_VALUE, &value};
    value.maybe = (struct recursion_opt_branch){DG_VALUE, &value};
    check_cycle(&value);
    value = (struct recursion_branch){.value = 1};
    value.list.presence = DG_VALUE;
    value.list.value = (struct recursion_branch_list){1, &value};
    value.other = (struct recursion_opt_untold){DG_VALUE, &untold};
    check_cycle(&value);
}

/* A value without a pointer is absent, whatever its presence. */
static void test_nothing(void)
{
    struct recursion_branch value = {.value = 1, .next = {DG_VALUE, NULL}};
    struct recursion_endless endless = {.more = {DG_VALUE, NULL}};
    struct sink sink = {.report = {.finding = sink_finding}, .code = DG_CODE_REQUIRED};
    struct recursion_branch copy;
    struct dg_arena arena;
    char text[32];

    assert(recursion_branch_validate(&value, NULL));
    assert(recursion_branch_encode(&value, text, sizeof text) == strlen("{\"value\":1}"));
    assert(strcmp(text, "{\"value\":1}") == 0);
    dg_arena_init(&arena, NULL, 0, &allocator);
    assert(recursion_branch_copy(&copy, &value, &arena) && copy.next.value == NULL);
    dg_arena_free(&arena);
    assert(!recursion_endless_validate(&endless, &sink.report));
    assert(sink.found == 1 && sink.others == 0);
}

/* Writes `depth` objects around a value. The caller frees the text. */
static char *write_deep(const char *open, size_t depth, const char *inside)
{
    size_t length = strlen(open);
    char *text = malloc(depth * (length + 1) + strlen(inside) + 1);
    char *at = text;

    assert(text != NULL);
    for (size_t i = 0; i < depth; i++) {
        memcpy(at, open, length);
        at += length;
    }
    memcpy(at, inside, strlen(inside));
    at += strlen(inside);
    for (size_t i = 0; i < depth; i++) {
        *at++ = '}';
    }
    *at = '\0';
    return text;
}

/* As deep as is allowed, the value goes every way; one deeper, or a million deeper, it doesn't. */
static void check_depth(const char *open, unsigned limit)
{
    struct sink sink = {.report = {.finding = sink_finding, .max_depth = limit},
                        .code = DG_CODE_JSON_DEPTH};
    struct recursion_branch value;
    struct recursion_branch copy;
    struct dg_arena arena;
    char *text = write_deep(open, limit - 1, "{\"value\":1}");
    size_t length = strlen(text);
    char *again = malloc(length + 1);

    assert(again != NULL);
    dg_arena_init(&arena, NULL, 0, &allocator);
    assert(recursion_branch_decode(&value, text, length, &arena, &sink.report));
    assert(recursion_branch_validate(&value, &sink.report));
    assert(recursion_branch_copy(&copy, &value, &arena));
    assert(recursion_branch_encode(&copy, again, length + 1) == length);
    assert(strcmp(text, again) == 0 && sink.found == 0 && sink.others == 0);
    free(text);
    free(again);
    for (size_t depth = limit + 1; depth < 2000000; depth += 999999) {
        text = write_deep(open, depth - 1, "{\"value\":1}");
        sink.found = 0;
        assert(!recursion_branch_decode(&value, text, strlen(text), &arena, &sink.report));
        assert(sink.found == 1 && sink.others == 0);
        free(text);
    }
    dg_arena_free(&arena);
}

/* Each amount of memory: either the whole value, or a failure. */
static void test_memory(void)
{
    const char json[] = "{\"value\":1,\"next\":{\"value\":2,\"maybe\":{\"value\":3},\"pairs\":"
                        "{\"a\":{\"value\":4}}},\"other\":{\"self\":{\"self\":5}}}";
    _Alignas(max_align_t) char memory[8192];
    bool enough = false;

    for (size_t size = 0; size < sizeof memory && !enough; size += 16) {
        struct recursion_branch value;
        struct recursion_branch copy;
        struct dg_arena arena;

        dg_arena_init(&arena, memory, size, NULL);
        enough = recursion_branch_decode(&value, json, sizeof json - 1, &arena, NULL);
        assert(enough == !arena.failed);
        dg_arena_init(&arena, memory + size, sizeof memory - size, NULL);
        if (enough) {
            assert(recursion_branch_copy(&copy, &value, &arena) && copy.next.value->value == 2);
            assert(copy.other.value->self.value->self.value->other.text.data[0] == '5');
        }
    }
    assert(enough);
}

static void test_copy_memory(void)
{
    const char json[] = "{\"value\":1,\"next\":{\"value\":2,\"maybe\":{\"value\":3}}}";
    _Alignas(max_align_t) char memory[8192];
    struct recursion_branch value;
    struct recursion_branch copy;
    struct dg_arena whole;
    struct dg_arena arena;
    bool enough = false;

    dg_arena_init(&whole, NULL, 0, &allocator);
    assert(recursion_branch_decode(&value, json, sizeof json - 1, &whole, NULL));
    for (size_t size = 0; !enough; size += 16) {
        dg_arena_init(&arena, memory, size, NULL);
        enough = recursion_branch_copy(&copy, &value, &arena);
        assert(enough == !arena.failed && (copy.next.value != NULL) == enough);
    }
    dg_arena_free(&whole);
}

/* The state of a document. The caller frees the result. */
static void *read_tracked(const struct dg_schema *schema, const char *json)
{
    struct dg_history history = {.key = {{1, 2}}};
    struct dg_report report = {.history = &history};
    struct recursion_tracked value;
    struct dg_arena arena;
    void *state = calloc(1, schema->states->size);

    history.packed = calloc(1, dg_states_packed_size(schema->states));
    assert(state != NULL && history.packed != NULL);
    dg_arena_init(&arena, NULL, 0, &allocator);
    assert(recursion_tracked_decode(&value, json, strlen(json), &arena, &report));
    assert(dg_states_unpack(schema->states, history.packed, state) > 0);
    dg_arena_free(&arena);
    free(history.packed);
    return state;
}

/* Whether the rule holds for successive states. */
static bool are_same(const char *before, const char *after)
{
    const struct dg_schema *const *schemas = recursion_contract.schemas;
    struct sink sink = {.report = {.finding = sink_finding}, .code = DG_CODE_RULE};
    void *old;
    void *now;

    while ((*schemas)->states == NULL) {
        schemas++;
    }
    old = read_tracked(*schemas, before);
    now = read_tracked(*schemas, after);
    dg_compare_states(*schemas, now, old, dg_text_of(after), &sink.report);
    free(old);
    free(now);
    assert(sink.others == 0);
    return sink.found == 0;
}

static void test_states(void)
{
    const char *const parts =
        "{\"id\":\"a\",\"parts\":[{\"name\":\"x\",\"inner\":{\"name\":\"y\"}}]}";

    assert(are_same(parts, parts));
    assert(are_same(
        parts, "{\"id\":\"a\",\"parts\":[{\"inner\":{\"name\":\"\\u0079\"},\"name\":\"x\"}]}"));
    assert(
        !are_same(parts, "{\"id\":\"a\",\"parts\":[{\"name\":\"x\",\"inner\":{\"name\":\"z\"}}]}"));
    assert(!are_same(parts, "{\"id\":\"a\",\"parts\":[{\"name\":\"x\",\"inner\":{}}]}"));
    assert(!are_same(parts, "{\"id\":\"a\",\"parts\":[{\"name\":\"x\"}]}"));
}

static void test_cjson(void)
{
    char *text = write_deep("{\"value\":0,\"next\":", 4, "{\"value\":1}");
    struct recursion_branch value;
    struct dg_arena arena;
    cJSON *tree = cJSON_Parse(text);

    dg_arena_init(&arena, NULL, 0, &allocator);
    assert(recursion_branch_from_cjson(&value, tree, &arena, NULL));
    assert(value.next.value->next.value->next.value->next.value->value == 1);
    cJSON_Delete(tree);
    tree = recursion_branch_to_cjson(&value);
    assert(tree != NULL);
    cJSON_Delete(tree);
    dg_arena_free(&arena);
    free(text);
}

int main(void)
{
    test_cycles();
    test_nothing();
    test_memory();
    test_copy_memory();
    test_cjson();
    test_states();
    check_depth("{\"value\":0,\"next\":", DG_DEFAULT_MAX_DEPTH);
    check_depth("{\"value\":0,\"maybe\":", DG_LARGEST_MAX_DEPTH);
    return EXIT_SUCCESS;
}
