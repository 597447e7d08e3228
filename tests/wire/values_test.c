/* A value that was read from a sample can be written, copied and judged again.
   values_test FOLDER FILE SCHEMA...: FILE lists valid samples that aren't written byte for byte,
   since they have another form than servers write, and invalid samples whose values are valid, with
   the reason. With DG_ACCEPT=1 in the environment, the test writes the list. */
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"
#include "samples.h"

#define CONTRACT WIRE_CONTRACT

/* A value, its memory, and the findings of its decoding. */
struct reading {
    struct dg_report report;
    const struct dg_schema *schema;
    void *value;
    struct dg_arena arena;
    bool good;
    bool met[DG_CODE_COUNT]; /* errors */
};

static void note_code(struct dg_report *report, const struct dg_finding *finding)
{
    struct reading *reading = (struct reading *)(void *)report;

    if (finding->severity == DG_SEVERITY_ERROR) {
        reading->met[finding->code] = true;
    }
}

static struct reading read_value(const struct dg_schema *schema, const char *json, size_t length)
{
    struct reading reading = {
        .report = {.finding = note_code}, .schema = schema, .value = calloc(1, schema->size)};

    assert(reading.value != NULL);
    dg_arena_init(&reading.arena, NULL, 0, &samples_heap);
    reading.good = schema->decode(reading.value, json, length, &reading.arena, &reading.report);
    return reading;
}

static void reading_free(struct reading *reading)
{
    dg_arena_free(&reading->arena);
    free(reading->value);
}

/* Returns the text that `encode` writes, in a block of its size and a NUL; NULL: no JSON form. The
 * caller frees. */
static char *encoded(const struct dg_schema *schema, const void *value, size_t *length)
{
    *length = schema->encode(value, NULL, 0);
    char *json = *length == 0 ? NULL : malloc(*length + 1);

    if (json != NULL) {
        assert(schema->encode(value, json, *length + 1) == *length);
        assert(json[*length] == '\0');
        char cut[8];
        assert(schema->encode(value, cut, sizeof cut) == *length);
        size_t kept = *length < sizeof cut - 1 ? *length : sizeof cut - 1;
        assert(memcmp(cut, json, kept) == 0 && cut[kept] == '\0');
    }
    return json;
}

/* decode(encode(v)) encodes to the same text as v. */
static void check_again(const struct dg_schema *schema, const char *json, size_t length)
{
    struct reading again = read_value(schema, json, length);
    size_t same_length;
    char *same = encoded(schema, again.value, &same_length);

    assert(again.good);
    assert(same_length == length && memcmp(same, json, length) == 0);
    free(same);
    reading_free(&again);
}

/* A copy outlives its original, and fails cleanly at each allocation in turn. */
static void check_copy(struct reading *reading, char *source, size_t source_length,
                       const char *json, size_t length)
{
    const struct dg_schema *schema = reading->schema;
    void *copy = calloc(1, schema->size);
    void *zero = calloc(1, schema->size);
    size_t room = 0;
    char *memory = NULL;
    struct dg_arena arena;

    assert(copy != NULL && zero != NULL);
    for (bool done = false; !done; room += 64) {
        free(memory);
        memory = malloc(room + 1);
        dg_arena_init(&arena, memory, room, NULL);
        done = schema->copy(copy, reading->value, &arena);
        assert(done != arena.failed && room < 1000000);
        assert(done || memcmp(copy, zero, schema->size) == 0);
    }
    memset(source, '#', source_length);
    dg_arena_free(&reading->arena);
    size_t copy_length;
    char *same = encoded(schema, copy, &copy_length);
    assert(copy_length == length && memcmp(same, json, length) == 0);
    assert(schema->validate(copy, NULL));
    free(same);
    free(memory);
    free(zero);
    free(copy);
}

/* If memory runs out while reading, there is no verdict and no crash; with enough of it, the
 * verdict is the same as ever. */
static void check_memory(const struct dg_schema *schema, const char *json, size_t length,
                         bool wanted)
{
    void *value = calloc(1, schema->size);
    bool failed = true;

    for (size_t room = 0; failed; room += 32) {
        char *memory = malloc(room + 1);
        struct dg_arena arena;
        dg_arena_init(&arena, memory, room, NULL);
        bool good = schema->decode(value, json, length, &arena, NULL);
        failed = arena.failed;
        assert(failed ? !good && room < 1000000 : good == wanted);
        free(memory);
    }
    free(value);
}

/* The reason why a value is valid although its text isn't. */
static const char *what_got_lost(const struct reading *reading)
{
    for (int code = 0; code < DG_CODE_COUNT; code++) {
        if (reading->met[code] && strncmp(dg_code_name((enum dg_code)code), "json.", 5) != 0 &&
            code != DG_CODE_ADDITIONAL_PROPERTIES && code != DG_CODE_MAX_PROPERTIES &&
            code != DG_CODE_MAX_ITEMS) {
            return "what failed is zero or not kept";
        }
    }
    if (reading->met[DG_CODE_MAX_PROPERTIES] || reading->met[DG_CODE_MAX_ITEMS]) {
        return "what is too much is not kept";
    }
    return reading->met[DG_CODE_ADDITIONAL_PROPERTIES] ? "unknown members are not kept"
                                                       : "the fault is in the text";
}

/* A value that failed to decode: it can be validated, written and copied without a crash. */
static void check_failed(const struct reading *reading, const char *name, FILE *list)
{
    const struct dg_schema *schema = reading->schema;
    void *copy = calloc(1, schema->size);
    size_t length;
    struct dg_arena arena;

    assert(copy != NULL);
    dg_arena_init(&arena, NULL, 0, &samples_heap);
    free(encoded(schema, reading->value, &length));
    if (schema->validate(reading->value, NULL)) {
        assert(length > 0);
        fprintf(list, "%s/%s: %s\n", schema->name, name, what_got_lost(reading));
    }
    assert(schema->copy(copy, reading->value, &arena));
    dg_arena_free(&arena);
    free(copy);
}

static void check_sample(const struct dg_schema *schema, const char *name, char *json,
                         size_t length, FILE *list)
{
    struct reading reading = read_value(schema, json, length);

    check_memory(schema, json, length, reading.good);
    if (reading.good) {
        size_t written_length;
        char *written = encoded(schema, reading.value, &written_length);
        assert(written != NULL && schema->validate(reading.value, NULL));
        check_again(schema, written, written_length);
        if (written_length != length || memcmp(written, json, length) != 0) {
            fprintf(list, "%s/%s: comes back in another form\n", schema->name, name);
        }
        check_copy(&reading, json, length, written, written_length);
        free(written);
    } else {
        check_failed(&reading, name, list);
    }
    reading_free(&reading);
}

static int is_sample(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);

    return length > 5 && strcmp(entry->d_name + length - 5, ".json") == 0;
}

static void check_schema(const char *folder, const struct dg_schema *schema, FILE *list)
{
    char path[8192];
    struct dirent **entries;

    snprintf(path, sizeof path, "%s/%s", folder, schema->name);
    int count = scandir(path, &entries, is_sample, alphasort);
    assert(count > 0);
    for (int i = 0; i < count; i++) {
        size_t length;
        snprintf(path, sizeof path, "%s/%s/%s", folder, schema->name, entries[i]->d_name);
        char *json = samples_read(path, &length);
        check_sample(schema, entries[i]->d_name, json, length, list);
        free(json);
        free(entries[i]);
    }
    free(entries);
}

static const struct dg_schema *schema_named(const char *name)
{
    for (size_t i = 0; i < CONTRACT.schema_count; i++) {
        if (strcmp(CONTRACT.schemas[i]->name, name) == 0) {
            return CONTRACT.schemas[i];
        }
    }
    return NULL;
}

int main(int argc, char **argv)
{
    char *found;
    size_t length;
    FILE *list = open_memstream(&found, &length);

    assert(argc > 3 && list != NULL);
    for (int i = 3; i < argc; i++) {
        const struct dg_schema *schema = schema_named(argv[i]);
        assert(schema != NULL);
        check_schema(argv[1], schema, list);
    }
    fclose(list);
    bool right = samples_expect(argv[2], found, length);
    free(found);
    return right ? 0 : 1;
}
