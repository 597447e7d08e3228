/* Judges every DIR/<schema>/<case>.json and compares the findings exactly with <case>.findings.
 * With DG_ACCEPT=1 in the environment, the test rewrites the expectations instead. */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"
#include "samples.h"

/* -DWIRE_CONTRACT: the contract under test. */
#define CONTRACT WIRE_CONTRACT

/* A sink that writes one line for each finding. */
struct listing {
    struct dg_report report;
    const char *json;
    FILE *out;
};

static void place_of(const char *json, size_t offset, size_t *line, size_t *column)
{
    const char *start = json;

    *line = 1;
    for (const char *at = json; at < json + offset; at++) {
        if (*at == '\n') {
            *line += 1;
            start = at + 1;
        }
    }
    *column = 1 + dg_text_code_points((struct dg_text){start, (size_t)(json + offset - start)});
}

static void list_finding(struct dg_report *report, const struct dg_finding *finding)
{
    static const char *const severities[] = {"off", "info", "warning", "error"};
    struct listing *listing = (struct listing *)(void *)report;
    size_t length = dg_pointer_write(finding->frame, NULL, 0);
    char *pointer = malloc(length + 1);
    size_t line;
    size_t column;

    if (pointer == NULL) {
        abort();
    }
    dg_pointer_write(finding->frame, pointer, length + 1);
    place_of(listing->json, finding->offset, &line, &column);
    fprintf(listing->out, "%zu:%zu @%zu \"%s\" %s %s", line, column, finding->offset,
            length > 200 ? "…" : pointer, severities[finding->severity],
            dg_code_name(finding->code));
    if (finding->code == DG_CODE_RULE) {
        fprintf(listing->out, ".%s%s", finding->rule->id, finding->overflow ? " overflow" : "");
    }
    if (finding->property.length > 0) {
        fprintf(listing->out, " %.*s", (int)finding->property.length, finding->property.data);
    }
    fprintf(listing->out, "\n");
    free(pointer);
}

/* The findings of one document as text; the caller frees it. */
static char *judge(const struct dg_schema *schema, const char *json, size_t length, size_t *listed)
{
    struct dg_arena arena;
    void *value = calloc(1, schema->size);
    char *text = NULL;
    struct listing listing = {.report = {.finding = list_finding}, .json = json};

    listing.out = open_memstream(&text, listed);
    if (value == NULL || listing.out == NULL) {
        abort();
    }
    dg_arena_init(&arena, NULL, 0, &samples_heap);
    bool told = schema->decode(value, json, length, &arena, &listing.report);
    bool silent = schema->decode(value, json, length, &arena, NULL);
    fclose(listing.out);
    if (told != silent || told != (strstr(text, " error ") == NULL)) {
        fprintf(stderr, "the verdict and the findings disagree\n");
        abort();
    }
    dg_arena_free(&arena);
    free(value);
    return text;
}

/* Cases whose findings are printed, at most. */
#define MOST_PRINTED 10

/* Adds to *wrong if the findings of `path` are not those expected. */
static void check_case(const struct dg_schema *schema, const char *path, int *wrong)
{
    char expected_path[8192 + 16];
    size_t length;
    size_t expected_length;
    size_t listed;
    char *json = samples_read(path, &length);
    char *text = judge(schema, json, length, &listed);

    snprintf(expected_path, sizeof expected_path, "%.*s.findings",
             (int)(strlen(path) - strlen(".json")), path);
    if (getenv("DG_ACCEPT") != NULL) {
        samples_write(expected_path, text, listed);
    }
    char *expected = samples_read(expected_path, &expected_length);
    bool right =
        expected != NULL && expected_length == listed && memcmp(expected, text, listed) == 0;
    bool printed = !right && *wrong < MOST_PRINTED;
    if (printed && expected == NULL) {
        printf("%s is missing; DG_ACCEPT=1 writes it:\n%s", expected_path, text);
    } else if (printed) {
        printf("%s: findings differ\n--- expected\n%.*s--- found\n%s", path, (int)expected_length,
               expected, text);
    }
    *wrong += right ? 0 : 1;
    free(expected);
    free(text);
    free(json);
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

static int is_case(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);

    return length > 5 && strcmp(entry->d_name + length - 5, ".json") == 0;
}

/* Checks the cases of one schema; adds to *cases and *wrong. */
static void check_schema(const char *folder, const struct dg_schema *schema, int *cases, int *wrong)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, is_case, alphasort);

    for (int i = 0; i < count; i++) {
        char path[8192];
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        check_case(schema, path, wrong);
        *cases += 1;
        free(entries[i]);
    }
    if (count >= 0) {
        free(entries);
    }
}

int main(int argc, char **argv)
{
    int cases = 0;
    int wrong = 0;

    for (int i = 2; i < argc; i++) {
        char folder[4096];
        const struct dg_schema *schema = schema_named(argv[i]);
        if (schema == NULL) {
            fprintf(stderr, "the contract has no schema %s\n", argv[i]);
            return 1;
        }
        snprintf(folder, sizeof folder, "%s/%s", argv[1], argv[i]);
        check_schema(folder, schema, &cases, &wrong);
    }
    printf("%d cases, %d wrong%s\n", cases, wrong,
           wrong > MOST_PRINTED ? "; the first are printed" : "");
    return cases > 0 && wrong == 0 ? 0 : 1;
}
