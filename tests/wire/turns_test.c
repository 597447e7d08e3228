/* Rules with loops inside loops: in small documents the rules are judged; in documents that would
 * take too long, rules are skipped and counted. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"
#include "samples.h"

/* A document: `count` names of `length` bytes, which differ only at the end, and their ages; a time
 * with many digits; groups of 400 numbers. */
struct document {
    size_t count;
    size_t length;
    size_t digits;
    size_t groups;
    uint64_t skipped; /* rules: those of the document that loop, and one of each group */
};

static const struct document documents[] = {
    {3, 8, 1, 3, 0},          {300, 40, 100, 300, 0}, {20000, 8, 1, 0, 6}, /* many */
    {1500, 40000, 1, 0, 6},                                                /* long */
    {1000, 8, 4000000, 0, 2},                                              /* a long time */
    {3, 8, 1, 1000, 381}, /* little by little: 1e8 / (400 * 400) groups are judged */
};

#define NUMBERS 400

/* Writes `"aaa00017"`, and returns its end. */
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

/* Writes the document as JSON; the caller frees the text. */
static char *write_document(const struct document *document, size_t *length)
{
    char *json = malloc(2 * document->count * (document->length + 8) + document->digits +
                        document->groups * (2 * NUMBERS + 16) + 128);
    char *at = json;

    assert(json != NULL);
    at = append(at, "{\"at\":\"2026-05-06T09:00:00.");
    memset(at, '1', document->digits);
    at = append(at + document->digits, "Z\",\"groups\":[");
    for (size_t i = 0; i < document->groups; i++) {
        at = append(at, i > 0 ? ",{\"numbers\":[" : "{\"numbers\":[");
        for (size_t j = 0; j < NUMBERS; j++) {
            at = append(at, j > 0 ? ",7" : "7");
        }
        at = append(at, "]}");
    }
    at = append(at, "],\"names\":[");
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
