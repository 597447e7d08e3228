/* Rules with loops inside of loops: what is small is judged, and what would take forever is
   skipped, which is counted. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"
#include "samples.h"

/* A document of `count` names of `length` bytes, alike but for their end, and of their ages. */
struct document {
    size_t count;
    size_t length;
    uint64_t skipped; /* so many of its rules */
};

static const struct document documents[] = {
    {3, 8, 0},
    {300, 40, 0},
    {20000, 8, 4},    /* many */
    {1500, 40000, 4}, /* long */
};

/* Writes `"aaa00017"`, and returns where it ends. */
static char *write_name(char *at, size_t length, size_t number)
{
    size_t digits = 6;

    *at++ = '"';
    memset(at, 'a', length - digits);
    at += length - digits;
    at += snprintf(at, digits + 1, "%06zu", number);
    *at++ = '"';
    return at;
}

static char *append(char *at, const char *text)
{
    size_t length = strlen(text);

    memcpy(at, text, length);
    return at + length;
}

/* Its JSON; the caller frees. */
static char *write_document(const struct document *document, size_t *length)
{
    char *json = malloc(2 * document->count * (document->length + 8) + 64);
    char *at = json;

    assert(json != NULL);
    at = append(at, "{\"names\":[");
    for (size_t i = 0; i < document->count; i++) {
        at = write_name(at, document->length, i);
        *at++ = ',';
    }
    at[-1] = ']';
    at = append(at, ",\"ages\":{");
    for (size_t i = 0; i < document->count; i++) {
        at = write_name(at, document->length, i);
        at = append(at, ":1,");
    }
    at[-1] = '}';
    *at++ = '}';
    *length = (size_t)(at - json);
    return json;
}

static int check_document(const struct document *document)
{
    struct dg_report report = {.finding = NULL};
    struct dg_arena arena;
    struct turns_turns value;
    size_t length;
    char *json = write_document(document, &length);
    bool good;

    dg_arena_init(&arena, NULL, 0, &samples_heap);
    good = turns_turns_decode(&value, json, length, &arena, &report);
    dg_arena_free(&arena);
    free(json);
    if (good && report.rules_skipped == document->skipped) {
        return 0;
    }
    printf("%zu names of %zu bytes: %s, %llu rules skipped where %llu were expected\n",
           document->count, document->length, good ? "good" : "bad",
           (unsigned long long)report.rules_skipped, (unsigned long long)document->skipped);
    return 1;
}

int main(void)
{
    int wrong = 0;

    for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++) {
        wrong += check_document(&documents[i]);
    }
    return wrong == 0 ? 0 : 1;
}
