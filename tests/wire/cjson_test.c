/* A tree of cJSON gets the verdict of its text: for every sample, cJSON_Parse and from_cjson give
 * the findings of decode, at the same pointers. FILE lists the exceptions, for which cJSON refuses
 * or loses something. cjson_test FOLDER FILE; with DG_ACCEPT=1 in the environment, the test writes
 * the list. */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bridges.h"
#include "samples.h"

#define CONTRACT WIRE_CONTRACT

/* The bytes of a sample that is read with each amount of memory. */
#define MOST_TRIED 4096

/* A sink that notes codes and pointers. */
struct notes {
    struct dg_report report;
    FILE *out;
};

static void note(struct dg_report *report, const struct dg_finding *finding)
{
    struct notes *notes = (struct notes *)(void *)report;
    char pointer[4096];

    dg_pointer_write(finding->frame, pointer, sizeof pointer);
    fprintf(notes->out, "%s %s\n", dg_code_name(finding->code), pointer);
}

/* The results of reading one sample directly, and through a tree. */
struct readings {
    char *direct; /* findings */
    char *through;
    bool refused; /* by cJSON */
    bool valid;   /* decode accepts the text */
    bool printed; /* to_cjson prints the value as encode writes it */
};

static const struct dg_schema *schema_of(const struct bridge *bridge)
{
    for (size_t i = 0; i < CONTRACT.schema_count; i++) {
        if (strcmp(CONTRACT.schemas[i]->name, bridge->schema) == 0) {
            return CONTRACT.schemas[i];
        }
    }
    abort();
}

static void *new_value(const struct bridge *bridge)
{
    void *value = calloc(1, schema_of(bridge)->size);

    if (value == NULL) {
        abort();
    }
    return value;
}

static bool prints_the_same(const struct bridge *bridge, const void *value, const char *json,
                            size_t length)
{
    cJSON *tree = bridge->to(value);
    char *printed = tree == NULL ? NULL : cJSON_PrintUnformatted(tree);
    bool same = printed != NULL && strlen(printed) == length && memcmp(printed, json, length) == 0;

    free(printed);
    cJSON_Delete(tree);
    return same;
}

/* Parses the whole text. cJSON checks that nothing follows only if the text ends with a NUL. */
static cJSON *parse(const char *json, size_t length)
{
    char *terminated = calloc(1, length + 1);

    if (terminated == NULL) {
        abort();
    }
    memcpy(terminated, json, length);
    cJSON *tree = cJSON_ParseWithLengthOpts(terminated, length + 1, NULL, true);
    free(terminated);
    return tree;
}

static struct readings read_both(const struct bridge *bridge, const char *json, size_t length)
{
    struct readings out = {0};
    size_t size;
    void *value = new_value(bridge);
    struct dg_arena arena;
    struct notes notes = {.report = {.finding = note}};

    dg_arena_init(&arena, NULL, 0, &samples_heap);
    notes.out = open_memstream(&out.direct, &size);
    bool valid = schema_of(bridge)->decode(value, json, length, &arena, &notes.report);
    fclose(notes.out);
    out.valid = valid;
    out.printed = valid && prints_the_same(bridge, value, json, length);

    cJSON *tree = parse(json, length);
    notes.out = open_memstream(&out.through, &size);
    bridge->from(value, tree, &arena, &notes.report);
    fclose(notes.out);
    out.refused = tree == NULL;
    cJSON_Delete(tree);
    dg_arena_free(&arena);
    free(value);
    return out;
}

/* The number of allocations of cJSON that still succeed. */
static size_t allowed;

static void *allocate_some(size_t size)
{
    if (allowed == 0) {
        return NULL;
    }
    allowed--;
    return malloc(size);
}

/* Each allocation fails in turn, first of cJSON, then of the arena: the result is no tree, or no
 * verdict. */
static void check_memory(const struct bridge *bridge, const char *json, size_t length)
{
    cJSON_Hooks hooks = {.malloc_fn = allocate_some, .free_fn = free};
    void *value = new_value(bridge);
    void *back = new_value(bridge);
    struct dg_arena arena;
    cJSON *tree = NULL;
    size_t count = 0;
    bool good = false;

    dg_arena_init(&arena, NULL, 0, &samples_heap);
    if (!schema_of(bridge)->decode(value, json, length, &arena, NULL)) {
        abort();
    }
    tree = bridge->to(value);
    if (tree == NULL) { /* it has a text that cJSON can't hold */
        good = true;
    }
    cJSON_Delete(tree);
    tree = NULL;
    cJSON_InitHooks(&hooks);
    for (; tree == NULL && !good && count < 10000; count++) {
        allowed = count;
        tree = bridge->to(value);
    }
    cJSON_InitHooks(NULL);
    dg_arena_free(&arena);
    if (!good && (tree == NULL || allowed != 0 || count < 2)) {
        abort();
    }
    for (size_t room = 0; !good; room += 16) {
        char *memory = malloc(room + 1);

        if (memory == NULL || room > 1000000) {
            abort();
        }
        dg_arena_init(&arena, memory, room, NULL);
        good = bridge->from(back, tree, &arena, NULL);
        if (good == arena.failed) {
            abort();
        }
        free(memory);
    }
    cJSON_Delete(tree);
    free(back);
    free(value);
}

/* Writes a line if the two results differ. */
static void compare(FILE *out, const struct bridge *bridge, const char *name, const char *json,
                    size_t length)
{
    struct readings readings = read_both(bridge, json, length);
    bool json_fault = strstr(readings.direct, "json.") != NULL;

    if (readings.refused && !json_fault) {
        fprintf(out, "%s/%s: cJSON refuses it\n", bridge->schema, name);
    } else if (!readings.refused && strcmp(readings.direct, readings.through) != 0) {
        fprintf(out, "%s/%s: decode finds\n%s  through cJSON\n%s", bridge->schema, name,
                readings.direct, readings.through);
    }
    if (strcmp(name, "valid-cancelling.json") == 0 || strcmp(name, "valid.json") == 0 ||
        strcmp(name, "integer-beyond-double.json") == 0) {
        fprintf(out, "%s/%s: %s\n", bridge->schema, name,
                readings.printed ? "comes back byte for byte" : "comes back changed");
        if (!readings.valid) {
            printf("%s/%s must conform, but has findings:\n%s", bridge->schema, name,
                   readings.direct);
            exit(1);
        }
    }
    if (readings.valid && length < MOST_TRIED && strcmp(readings.direct, readings.through) == 0) {
        check_memory(bridge, json, length);
    }
    free(readings.direct);
    free(readings.through);
}

static int is_sample(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);

    return length > 5 && strcmp(entry->d_name + length - 5, ".json") == 0;
}

static void compare_all(FILE *out, const char *folder, const struct bridge *bridge)
{
    char path[8192];
    struct dirent **entries;

    snprintf(path, sizeof path, "%s/%s", folder, bridge->schema);
    int count = scandir(path, &entries, is_sample, alphasort);
    for (int i = 0; i < count; i++) {
        size_t length;
        snprintf(path, sizeof path, "%s/%s/%s", folder, bridge->schema, entries[i]->d_name);
        char *json = samples_read(path, &length);
        compare(out, bridge, entries[i]->d_name, json, length);
        free(json);
        free(entries[i]);
    }
    free(entries);
}

int main(int argc, char **argv)
{
    char *found;
    size_t length;
    FILE *out = open_memstream(&found, &length);

    if (argc != 3 || out == NULL) {
        return 2;
    }
    for (const struct bridge *bridge = bridges; bridge->schema != NULL; bridge++) {
        compare_all(out, argv[1], bridge);
    }
    fclose(out);
    bool right = samples_expect(argv[2], found, length);
    free(found);
    return right ? 0 : 1;
}
