/* Items that must differ, where no sample can be: in values that a program built, and in documents
 * that would take too long, which are counted as skipped. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"
#include "samples.h"

#define MANY 300

struct result {
    struct dg_report report;
    size_t findings;
    bool unique; /* the last finding is uniqueItems */
};

static void note(struct dg_report *report, const struct dg_finding *finding)
{
    struct result *result = (struct result *)(void *)report;

    result->findings++;
    result->unique = finding->code == DG_CODE_UNIQUE_ITEMS;
}

static struct result validate(const struct lists_unique *value)
{
    struct result result = {.report.finding = note};
    bool good = lists_unique_validate(value, &result.report);

    assert(good == (result.findings == 0));
    assert(good == lists_unique_validate(value, NULL));
    return result;
}

static void validates_built_values(void)
{
    struct dg_text texts[MANY];
    struct lists_unique value = {.texts = {DG_VALUE, {.items = texts, .count = 2}}};
    struct result result;

    for (size_t i = 0; i < MANY; i++) {
        texts[i] = (struct dg_text)DG_TEXT("a");
    }
    result = validate(&value);
    assert(result.findings == 1 && result.unique);
    texts[1] = (struct dg_text)DG_TEXT("b");
    assert(validate(&value).findings == 0);
    texts[1] = (struct dg_text)DG_TEXT("\xFF"); /* no JSON form */
    result = validate(&value);
    assert(result.findings == 1 && !result.unique);
    texts[1] = (struct dg_text)DG_TEXT("a");
    value.texts.value.count = MANY; /* too many to compare without memory */
    result = validate(&value);
    assert(result.findings == 0 && result.report.rules_skipped == 1);
    assert(lists_unique_validate(&value, NULL));
}

/* Writes a large object, whose members are in their order or in the other one. */
static char *add_object(char *at, size_t members, bool backwards)
{
    for (size_t i = 0; i < members; i++) {
        at += sprintf(at, "%c\"k%zu\":1", i == 0 ? '{' : ',', backwards ? members - 1 - i : i);
    }
    *at++ = '}';
    return at;
}

/* Decodes a document, whose end `at` is, and frees it. */
static struct result decode_text(char *json, const char *at)
{
    struct result result = {.report.finding = note};
    struct lists_unique value;
    struct dg_arena arena;

    dg_arena_init(&arena, NULL, 0, &samples_heap);
    assert(lists_unique_decode(&value, json, (size_t)(at - json), &arena, &result.report) ==
           (result.findings == 0));
    dg_arena_free(&arena);
    free(json);
    return result;
}

static struct result decode(size_t members)
{
    char *json = malloc(members * 32 + 64);
    char *at = json + sprintf(json, "{\"any\":[");

    assert(json != NULL);
    at = add_object(at, members, false);
    *at++ = ',';
    at = add_object(at, members, true);
    at += sprintf(at, "]}");
    return decode_text(json, at);
}

/* Decodes items of the form, which differ in a number, perhaps with the first one once more. */
static struct result decode_items(const char *form, bool again)
{
    const int count = 20000;
    char *json = malloc((size_t)count * 64);
    char *at = json + sprintf(json, "{\"any\":[");

    assert(json != NULL);
    for (int i = 0; i < count; i++) {
        at += sprintf(at, form, i > 0 ? "," : "", 100000 + i);
    }
    if (again) {
        at += sprintf(at, form, ",", 100000);
    }
    at += sprintf(at, "]}");
    return decode_text(json, at);
}

/* Items that differ in any part have different hashes: otherwise so many would exceed the budget.
 */
static void tells_many_items_apart(void)
{
    static const char *const forms[] = {
        "%s\"%d\"",
        "%s\"%d is longer than a word\"",
        "%s\"longer than a word: %d\"",
        "%s\"\\u0041\\u00e9%d\"",
        "%s%d",
        "%s-%d",
        "%s0.%d",
        "%s%d0000000000000000001",
        "%s1000000000000000000%d",
        "%s1e%d",
        "%s[%d]",
        "%s[true,[\"%d\"],null]",
        "%s{\"%d\":null}",
        "%s{\"a\":1,\"b\":%d}",
        "%s{\"a\":{\"b\":[\"%d\"]}}",
    };

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct result result = decode_items(forms[i], false);

        if (result.findings != 0 || result.report.rules_skipped != 0) {
            fprintf(stderr, "%s: %zu findings, %d skipped\n", forms[i], result.findings,
                    (int)result.report.rules_skipped);
            abort();
        }
        result = decode_items(forms[i], true);
        assert(result.findings == 1 && result.unique && result.report.rules_skipped == 0);
    }
}

static void decodes_within_budget(void)
{
    struct result result = decode(1000);

    assert(result.findings == 1 && result.unique && result.report.rules_skipped == 0);
    result = decode(40000);
    assert(result.findings == 0 && result.report.rules_skipped == 1);
}

int main(void)
{
    validates_built_values();
    decodes_within_budget();
    tells_many_items_apart();
    return 0;
}
