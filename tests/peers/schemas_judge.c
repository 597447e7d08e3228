/* Judges documents by the schemas of a contract, for comparison with another judge. A line of
   standard input is a schema's name, a tab, and a document. The result is one line: a part for each
   finding of severity error, code and pointer with a space between them, with tabs between parts. A
   document without errors must have a value that can be written, copied and validated: otherwise
   the part `value` says so. */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"

extern const struct dg_contract dg_contract;

static void *heap_allocate(void *context, size_t size)
{
    (void)context;
    return malloc(size);
}

static void heap_release(void *context, void *memory)
{
    (void)context;
    free(memory);
}

static const struct dg_allocator heap = {.allocate = heap_allocate, .release = heap_release};

/* Writes control characters as '?': lines and tabs separate parts. */
static void make_printable(char *text)
{
    for (; *text != '\0'; text++) {
        if (*text > '\0' && *text < ' ') {
            *text = '?';
        }
    }
}

static void print_finding(struct dg_report *report, const struct dg_finding *finding)
{
    char pointer[4096];

    (void)report;
    if (finding->severity == DG_SEVERITY_ERROR) {
        dg_pointer_write(finding->frame, pointer, sizeof pointer);
        make_printable(pointer);
        printf("%s %s\t", dg_code_name(finding->code), pointer);
    }
}

static const struct dg_schema *schema_named(const char *name)
{
    for (size_t i = 0; i < dg_contract.schema_count; i++) {
        if (strcmp(dg_contract.schemas[i]->name, name) == 0) {
            return dg_contract.schemas[i];
        }
    }
    fprintf(stderr, "no schema %s\n", name);
    exit(1);
}

/* Whether the value can be validated, and its copy is written in the same way as the value. */
static bool is_usable(const struct dg_schema *schema, const void *value, struct dg_arena *arena)
{
    size_t length = schema->encode(value, NULL, 0);
    char *texts[2] = {malloc(length + 1), malloc(length + 1)};
    void *copy = calloc(1, schema->size);
    bool good = length > 0 && schema->encode(value, texts[0], length + 1) == length &&
                schema->validate(value, NULL) && schema->copy(copy, value, arena) &&
                schema->encode(copy, texts[1], length + 1) == length &&
                memcmp(texts[0], texts[1], length) == 0 &&
                schema->decode(copy, texts[0], length, arena, NULL);

    free(texts[0]);
    free(texts[1]);
    free(copy);
    return good;
}

static void judge(const char *name, const char *json, size_t length)
{
    const struct dg_schema *schema = schema_named(name);
    struct dg_report report = {.finding = print_finding};
    struct dg_arena arena;
    void *value = calloc(1, schema->size);

    dg_arena_init(&arena, NULL, 0, &heap);
    if (schema->decode(value, json, length, &arena, &report) && !is_usable(schema, value, &arena)) {
        printf("value \t");
    }
    putchar('\n');
    dg_arena_free(&arena);
    free(value);
}

int main(void)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t length;

    while ((length = getline(&line, &room, stdin)) > 0) {
        char *tab = strchr(line, '\t');

        if (tab == NULL || line[length - 1] != '\n') {
            fprintf(stderr, "a line has no tab\n");
            return 1;
        }
        *tab = '\0';
        judge(line, tab + 1, (size_t)(line + length - 1 - (tab + 1)));
    }
    free(line);
    return 0;
}
