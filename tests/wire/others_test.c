/* Objects with members that the contract doesn't list, as programs build them. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"

/* A sink that keeps the codes and pointers of findings. */
struct sink {
    struct dg_report report;
    char text[256];
};

static void sink_finding(struct dg_report *report, const struct dg_finding *finding)
{
    struct sink *sink = (struct sink *)report;
    char pointer[64];
    size_t used = strlen(sink->text);

    dg_pointer_write(finding->frame, pointer, sizeof pointer);
    snprintf(sink->text + used, sizeof sink->text - used, "%s %s;", dg_code_name(finding->code),
             pointer);
}

static void expect_findings(const struct others_extra *value, const char *findings)
{
    struct sink sink = {.report = {.finding = sink_finding}};
    bool valid = others_extra_validate(value, &sink.report);

    if (strcmp(sink.text, findings) != 0) {
        fprintf(stderr, "expected '%s', found '%s'\n", findings, sink.text);
        abort();
    }
    assert(valid == (findings[0] == '\0'));
}

#define TEXT(literal) ((struct dg_text)DG_TEXT(literal))

static void test_extra(void)
{
    struct others_extra_others_entry entries[] = {{TEXT("a"), 1}, {TEXT("b"), 2}, {TEXT("a"), 3}};
    struct others_extra value = {
        .id = TEXT("i"), .total = 1, .others = {.count = 2, .entries = entries}};
    char text[64];

    expect_findings(&value, "");
    assert(others_extra_encode(&value, text, sizeof text) > 0);
    assert(strcmp(text, "{\"id\":\"i\",\"total\":1,\"a\":1,\"b\":2}") == 0);
    value.others.count = 3;
    expect_findings(&value, "json.duplicate-key /a;");
    value.others.count = 0;
    expect_findings(&value, "minProperties ;");
    value.others.count = 2;
    entries[1].value = -1;
    expect_findings(&value, "minimum /b;");
    entries[1] = (struct others_extra_others_entry){TEXT("\xFF"), 1};
    expect_findings(&value, "json.utf8 /\\xFF;");
    assert(others_extra_encode(&value, NULL, 0) == 0);
    entries[1] = (struct others_extra_others_entry){TEXT("note"), 1};
    expect_findings(&value, "json.duplicate-key /note;");
    entries[1] = (struct others_extra_others_entry){TEXT("id"), 1};
    expect_findings(&value, "json.duplicate-key /id;");
}

static void test_small(void)
{
    struct others_extra_small value = {.others_2e60b4 = {.count = 4}};
    struct sink sink = {.report = {.finding = sink_finding}};

    assert(!others_extra_small_validate(&value, &sink.report));
    assert(others_extra_small_encode(&value, NULL, 0) == 0);
    value.others_2e60b4.count = 3;
    for (size_t i = 0; i < 3; i++) {
        value.others_2e60b4.entries[i].key = (struct dg_text){&"abc"[i], 1};
        value.others_2e60b4.entries[i].value.presence = DG_VALUE;
        value.others_2e60b4.entries[i].value.value = OTHERS_EXTRA_SMALL_VALUE_X;
    }
    assert(others_extra_small_validate(&value, NULL));
    assert(others_extra_small_encode(&value, NULL, 0) == strlen("{'a':'x','b':'x','c':'x'}"));
}

/* Entries belong to the map that the pattern of their names says. */
static void test_matched(void)
{
    struct others_extra_closed_matched_entry entry = {.key = TEXT("\xC3\xA9"
                                                                  "7")};
    struct others_extra_closed value = {.matched = {.count = 1, .entries = &entry}};
    struct others_extra_both both = {.id = TEXT("i"), .total = TEXT("t")};
    struct sink sink = {.report = {.finding = sink_finding}};

    assert(others_extra_closed_validate(&value, NULL));
    entry.key = TEXT("e7");
    assert(!others_extra_closed_validate(&value, &sink.report));
    assert(strcmp(sink.text, "additionalProperties /e7;") == 0);
    both.x_total.presence = DG_NULL;
    both.others.count = 1;
    both.others.entries[0] = (struct others_extra_both_others_entry){TEXT("y"), TEXT("")};
    both.matched.count = 1;
    both.matched.entries[0].key = TEXT("x-");
    both.matched.entries[0].value.presence = DG_NULL;
    assert(others_extra_both_validate(&both, NULL));
    assert(others_extra_both_encode(&both, NULL, 0) > 0);
    both.others.entries[0].key = TEXT("x-y");
    assert(!others_extra_both_validate(&both, NULL));
}

/* The limits of names are judged in both maps. */
static void test_named(void)
{
    struct others_extra_named_others_entry other = {.key = TEXT("long")};
    struct others_extra_named_matched_entry entry = {.key = TEXT("xlong")};
    struct others_extra_named value = {.others = {1, &other}, .matched = {1, &entry}};
    struct sink sink = {.report = {.finding = sink_finding}};

    assert(!others_extra_named_validate(&value, &sink.report));
    assert(strcmp(sink.text, "propertyNames /long;propertyNames /xlong;") == 0);
    other.key = TEXT("lon");
    entry.key = TEXT("x");
    assert(others_extra_named_validate(&value, NULL));
}

int main(void)
{
    test_extra();
    test_named();
    test_matched();
    test_small();
    return EXIT_SUCCESS;
}
