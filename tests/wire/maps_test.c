/* Objects whose members have several schemas, as programs build them, also of cJSON trees. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cjson.h"
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

static void expect_text(const struct sink *sink, bool valid, const char *findings)
{
    if (strcmp(sink->text, findings) != 0) {
        fprintf(stderr, "expected '%s', found '%s'\n", findings, sink->text);
        abort();
    }
    assert(valid == (findings[0] == '\0'));
}

static void expect_marks(const struct maps_marks *value, const char *findings)
{
    struct sink sink = {.report = {.finding = sink_finding}};

    expect_text(&sink, maps_marks_validate(value, &sink.report), findings);
}

#define TEXT(literal) ((struct dg_text)DG_TEXT(literal))
#define JSON(literal)                                                                              \
    {                                                                                              \
        .presence = DG_VALUE, .value = {.text = TEXT(literal) }                                    \
    }

static void test_marks(void)
{
    struct maps_marks_matched_entry entries[] = {{TEXT("I_1"), JSON("1")},
                                                 {TEXT("S_x"), JSON("\"abcde\"")}};
    struct maps_marks value = {
        .id = TEXT("i"), .s_1 = TEXT("s"), .matched = {.count = 2, .entries = entries}};
    char text[64];

    expect_marks(&value, "");
    assert(maps_marks_encode(&value, text, sizeof text) > 0);
    assert(strcmp(text, "{\"id\":\"i\",\"S_1\":\"s\",\"I_1\":1,\"S_x\":\"abcde\"}") == 0);
    entries[0].value.value.text = TEXT("-1");
    entries[1].value.value.text = TEXT("\"abcdef\"");
    expect_marks(&value, "patternProperties /I_1;patternProperties /S_x;");
    entries[1] = (struct maps_marks_matched_entry){TEXT("other"), JSON("1")};
    expect_marks(&value, "additionalProperties /other;");
}

static void test_names(void)
{
    struct maps_names_dates_entry entries[] = {
        {TEXT("2024-02-29"), {.value = 1}},
        {TEXT("2023-02-29"), {.value = 2}},
    };
    struct maps_names_dates value = {.count = 1, .entries = entries};
    struct sink sink = {.report = {.finding = sink_finding}};

    expect_text(&sink, maps_names_dates_validate(&value, &sink.report), "");
    value.count = 2;
    expect_text(&sink, maps_names_dates_validate(&value, &sink.report),
                "propertyNames /2023-02-29;");
}

static void test_cjson(void)
{
    static const char json[] = "{\"id\":\"i\",\"S_1\":\"s\",\"I_1\":1,\"S_x\":\"abc\"}";
    cJSON *tree = cJSON_Parse(json);
    struct sink sink = {.report = {.finding = sink_finding}};
    struct maps_marks value;
    char buffer[4096];
    struct dg_arena arena;
    char *printed;
    cJSON *other;

    dg_arena_init(&arena, buffer, sizeof buffer, NULL);
    expect_text(&sink, maps_marks_from_cjson(&value, tree, &arena, &sink.report), "");
    other = maps_marks_to_cjson(&value);
    printed = cJSON_PrintUnformatted(other);
    assert(strcmp(printed, json) == 0);
    cJSON_free(printed);
    cJSON_Delete(other);
    cJSON_ReplaceItemInObjectCaseSensitive(tree, "I_1", cJSON_CreateString("x"));
    expect_text(&sink, maps_marks_from_cjson(&value, tree, &arena, &sink.report),
                "patternProperties /I_1;");
    cJSON_Delete(tree);
}

int main(void)
{
    test_marks();
    test_names();
    test_cjson();
    return 0;
}
