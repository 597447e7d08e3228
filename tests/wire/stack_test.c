/* Decoders need no more stack than decode.h states, and about half of it at least.
   stack_test FILE HEADER: reads the bounds of all root types in HEADER. For limits of nesting from
   a few levels on, decodes documents that nest as deep, and measures the stack. FILE has documents
   for types whose values nest: a line has the schemas, what comes before all values, what begins a
   value around another one, what is in the innermost one and what ends values, between tabs. For
   most types, values that are skipped take most. With DG_MEMORY_SHOW in the environment, prints
   what is needed. */
#define _GNU_SOURCE

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bounds.h"
#include "painted.h"
#include "samples.h"

#define CONTRACT WIRE_CONTRACT
#define LINE_BYTES 4096

/* From this limit on, so many percent of the bound are needed. */
#define DEPTH_JUDGED 64
#define LEAST 50

struct document {
    char *json;
    size_t length;
};

static struct document *documents;
static size_t document_count;

/* Values around each other. */
struct tower {
    const char *begin; /* before the outermost one, not repeated */
    const char *open;
    const char *inner;
    const char *close;
};

/* Adds so many levels of the tower: with its inner value and its end, or without. */
static void document_add(const struct tower *tower, size_t levels, bool whole)
{
    size_t length = strlen(tower->begin) + strlen(tower->inner) +
                    levels * (strlen(tower->open) + strlen(tower->close));
    char *json = malloc(length + 1);
    char *at = json;

    documents = realloc(documents, (document_count + 1) * sizeof *documents);
    assert(documents != NULL && json != NULL);
    at = stpcpy(at, tower->begin);
    for (size_t i = 0; i < levels; i++) {
        at = stpcpy(at, tower->open);
    }
    at = stpcpy(at, whole ? tower->inner : "");
    for (size_t i = 0; i < levels && whole; i++) {
        at = stpcpy(at, tower->close);
    }
    documents[document_count++] = (struct document){json, (size_t)(at - json)};
}

static void documents_free(void)
{
    for (size_t i = 0; i < document_count; i++) {
        free(documents[i].json);
    }
    free(documents);
    documents = NULL;
    document_count = 0;
}

static size_t brackets(const char *text)
{
    size_t count = 0;

    for (; *text != '\0'; text++) {
        count += *text == '[' || *text == '{' ? 1 : 0;
    }
    return count;
}

/* Adds documents of values around each other: a too deep one, and such that nearly reach the limit
 * by themselves, or with one or two trials for each of their levels. Those whose trials are inside
 * trials take all of the budget for further schemas. */
static void add_tower(const struct tower *tower, size_t depth)
{
    size_t outside = brackets(tower->begin) + brackets(tower->inner);
    size_t levels = depth < outside ? 0 : (depth - outside) / brackets(tower->open);

    document_add(tower, depth + 1, false);
    for (size_t share = 1; share <= 3; share++) {
        document_add(tower, levels / share == 0 ? 0 : levels / share - 1, true);
    }
}

static void ignore(struct dg_report *report, const struct dg_finding *finding)
{
    (void)report;
    (void)finding;
}

struct job {
    const struct dg_schema *schema;
    unsigned depth;
};

static void decode_all(void *argument)
{
    const struct job *job = argument;
    void *value = malloc(job->schema->size);

    assert(value != NULL);
    for (size_t i = 0; i < document_count; i++) {
        struct dg_report report = {.finding = ignore, .max_depth = job->depth};
        struct dg_arena arena;

        dg_arena_init(&arena, NULL, 0, &samples_heap);
        if (!job->schema->decode(value, documents[i].json, documents[i].length, &arena, &report)) {
            assert(!arena.failed);
        }
        dg_arena_free(&arena);
    }
    free(value);
}

/* Whether a list of names, with commas between them, has the name. */
static bool has_name(char *list, const char *name)
{
    const char *listed = strsep(&list, ",");

    while (listed != NULL && strcmp(listed, name) != 0) {
        listed = strsep(&list, ",");
    }
    return listed != NULL;
}

/* Adds the documents of the file for the schema. */
static void add_lines(const char *path, const struct dg_schema *schema, size_t depth)
{
    FILE *file = fopen(path, "r");
    char line[LINE_BYTES];

    assert(file != NULL);
    while (fgets(line, sizeof line, file) != NULL) {
        char *rest = line;
        char *names = strsep(&rest, "\t");
        struct tower tower = {.begin = strsep(&rest, "\t")};

        tower.open = strsep(&rest, "\t");
        tower.inner = strsep(&rest, "\t");
        tower.close = strsep(&rest, "\n");

        if (line[0] != '#' && has_name(names, schema->name)) {
            assert(tower.close != NULL);
            add_tower(&tower, depth);
        }
    }
    fclose(file);
}

static bool check(const char *path, const struct dg_schema *schema, struct bound stack,
                  unsigned depth)
{
    struct job job = {schema, depth};
    size_t bound = bound_at(stack, depth);
    size_t used;

    document_add(&(struct tower){"", "{\"\":", "", ""}, depth + 1, false);
    document_add(&(struct tower){"", "[{\"\":", "", ""}, depth + 1, false);
    add_lines(path, schema, depth);
    used = painted_run(decode_all, &job, bound);
    documents_free();
    if (getenv("DG_MEMORY_SHOW") != NULL) {
        printf("%s: %zu of %zu bytes of stack for %u levels, %.0f %%\n", schema->name, used, bound,
               depth, 100.0 * (double)used / (double)bound);
    }
    if (used > bound) {
        printf("FAIL %s: %zu bytes of stack for %u levels, at most %zu were expected\n",
               schema->name, used, depth, bound);
        return false;
    }
    if (painted_counts() && depth >= DEPTH_JUDGED && 100 * used < LEAST * bound) {
        printf("FAIL %s: %zu bytes of stack for %u levels, less than %d %% of %zu\n", schema->name,
               used, depth, LEAST, bound);
        return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    static const unsigned depths[] = {1, 5, 17, 64, DG_DEFAULT_MAX_DEPTH, 2048};
    struct bounds bounds;
    bool good = true;

    assert(argc == 3);
    bounds = bounds_read(&CONTRACT, argv[2]);
    for (size_t i = 0; i < CONTRACT.schema_count; i++) {
        for (size_t j = 0; j < sizeof depths / sizeof *depths; j++) {
            good = check(argv[1], CONTRACT.schemas[i], bounds.stack[i], depths[j]) && good;
        }
    }
    bounds_free(&bounds);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
