/* Unions of the types of one schema, through trees of cJSON and as programs build them.
 * types_test FOLDER: its folders have samples. */
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cjson.h"
#include "contract.h"
#include "samples.h"

/* Trees */

union value {
    struct types_types types;
    struct types_nest_document nest;
    struct types_mixed mixed;
    struct types_maybe_list_document list;
};

#define BRIDGE(name, member)                                                                       \
    static bool decode_##member(union value *out, const char *json, size_t length,                 \
                                struct dg_arena *arena)                                            \
    {                                                                                              \
        return types_##name##_decode(&out->member, json, length, arena, NULL);                     \
    }                                                                                              \
    static bool from_##member(union value *out, const cJSON *tree, struct dg_arena *arena)         \
    {                                                                                              \
        return types_##name##_from_cjson(&out->member, tree, arena, NULL);                         \
    }                                                                                              \
    static cJSON *to_##member(const union value *value)                                            \
    {                                                                                              \
        return types_##name##_to_cjson(&value->member);                                            \
    }                                                                                              \
    static size_t encode_##member(const union value *value, char *buffer, size_t capacity)         \
    {                                                                                              \
        return types_##name##_encode(&value->member, buffer, capacity);                            \
    }

BRIDGE(types, types)
BRIDGE(nest_document, nest)
BRIDGE(mixed, mixed)
BRIDGE(maybe_list_document, list)

static const struct bridge {
    const char *schema;
    bool (*decode)(union value *, const char *, size_t, struct dg_arena *);
    bool (*from)(union value *, const cJSON *, struct dg_arena *);
    cJSON *(*to)(const union value *);
    size_t (*encode)(const union value *, char *, size_t);
} bridges[] = {
    {"Types", decode_types, from_types, to_types, encode_types},
    {"Nest", decode_nest, from_nest, to_nest, encode_nest},
    {"Mixed", decode_mixed, from_mixed, to_mixed, encode_mixed},
    {"MaybeList", decode_list, from_list, to_list, encode_list},
};

/* A valid value is the same after a way through a tree. */
static void check_tree(const struct bridge *bridge, const union value *value)
{
    char before[4096];
    char after[4096];
    union value back;
    struct dg_arena arena;
    cJSON *tree = bridge->to(value);
    char *printed = tree == NULL ? NULL : cJSON_PrintUnformatted(tree);
    bool good;

    dg_arena_init(&arena, NULL, 0, &samples_heap);
    assert(bridge->encode(value, before, sizeof before) < sizeof before);
    assert(printed != NULL && strcmp(printed, before) == 0);
    good = bridge->from(&back, tree, &arena);
    assert(good && bridge->encode(&back, after, sizeof after) < sizeof after);
    assert(strcmp(before, after) == 0);
    dg_arena_free(&arena);
    cJSON_Delete(tree);
    free(printed);
}

/* Returns whether the document conforms. */
static bool check_sample(const struct bridge *bridge, const char *path)
{
    size_t length;
    char *json = samples_read(path, &length);
    union value value;
    struct dg_arena arena;
    bool good;

    dg_arena_init(&arena, NULL, 0, &samples_heap);
    good = bridge->decode(&value, json, length, &arena);
    if (good) {
        check_tree(bridge, &value);
    }
    dg_arena_free(&arena);
    free(json);
    return good;
}

static size_t check_samples(const struct bridge *bridge, const char *folder)
{
    char path[4096];
    size_t conforming = 0;
    struct dirent **entries;
    int count;

    snprintf(path, sizeof path, "%s/%s", folder, bridge->schema);
    count = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        if (strstr(entries[i]->d_name, ".json") != NULL) {
            snprintf(path, sizeof path, "%s/%s/%s", folder, bridge->schema, entries[i]->d_name);
            conforming += check_sample(bridge, path);
        }
        free(entries[i]);
    }
    free(entries);
    return conforming;
}

/* Values that a program builds */

struct sink {
    struct dg_report report;
    size_t count;
    enum dg_code code;
};

static void sink_finding(struct dg_report *report, const struct dg_finding *finding)
{
    struct sink *sink = (struct sink *)report;

    sink->count++;
    sink->code = finding->code;
}

/* The value has one finding of the code. */
static void expect(const struct types_types *value, enum dg_code code)
{
    struct sink sink = {.report = {.finding = sink_finding}};

    assert(!types_types_validate(value, &sink.report));
    assert(sink.count == 1 && sink.code == code);
}

static void check_built(void)
{
    struct types_types value = {.text = {.presence = DG_VALUE}};
    struct types_types_text *text = &value.text.value;

    expect(&value, DG_CODE_TYPE); /* no kind */
    text->kind = TYPES_TYPES_TEXT_KIND_OBJECT;
    assert(types_types_validate(&value, NULL));
    text->kind = TYPES_TYPES_TEXT_KIND_STRING;
    text->value.string = dg_text_of("ab");
    assert(types_types_validate(&value, NULL));
    text->value.string = dg_text_of("a");
    expect(&value, DG_CODE_MIN_LENGTH);
    value.text.presence = DG_NULL;
    expect(&value, DG_CODE_TYPE);
}

/* Null is the value of an alternative, not of the union, if further schemas judge it. */
static void check_null(void)
{
    static const char null[] = "{\"null\":null,\"both\":null}";
    char buffer[64];
    struct types_mixed value;
    struct dg_arena arena;
    bool good;

    dg_arena_init(&arena, NULL, 0, &samples_heap);
    good = types_mixed_decode(&value, null, sizeof null - 1, &arena, NULL);
    assert(good);
    assert(value.null.presence == DG_VALUE);
    assert(value.null.value.kind == TYPES_MIXED_NULL_KIND_OTHER);
    assert(value.null.value.value.other.presence == DG_NULL);
    assert(value.both.value.kind == TYPES_MIXED_BOTH_KIND_OTHER);
    assert(types_mixed_validate(&value, NULL));
    assert(types_mixed_encode(&value, buffer, sizeof buffer) == sizeof null - 1);
    dg_arena_free(&arena);
}

int main(int argc, char **argv)
{
    assert(argc == 2);
    for (size_t i = 0; i < sizeof bridges / sizeof bridges[0]; i++) {
        size_t conforming = check_samples(&bridges[i], argv[1]);

        printf("%s: %zu conforming samples\n", bridges[i].schema, conforming);
        assert(conforming > 0);
    }
    check_built();
    check_null();
    return 0;
}
