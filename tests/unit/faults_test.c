/* Which properties of an object failed; a rule that fails isn't a fault of a property. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "box.h"
#include "heard.h"

struct judged {
    const char *json; /* \xNN is a byte */
    const char *words;
    const char *faults; /* as box_faults spells them */
};

#define GOOD "\"x\":1,\"must\":1"

static const struct judged documents[] = {
    {"{" GOOD "}", "", ""},
    {"{\"x\":1,\"must\":null}", "", ""},
    /* values of another type */
    {"{\"x\":\"a\",\"must\":1}", "type@5:/x", " x!"},
    {"{\"x\":[\"a\"],\"must\":1}", "type@5:/x", " x!"},
    {"{\"x\":1.5,\"must\":1}", "type@5:/x", " x!"},
    {"{\"x\":null,\"must\":1}", "type@5:/x", " x!"},
    {"{" GOOD ",\"name\":\"ab\",\"inner\":null,\"any\":null}", "", ""},
    {"{" GOOD ",\"name\":true}", "type@23:/name", " name!"},
    {"{" GOOD ",\"inner\":[]}", "type@24:/inner", " inner!"},
    {"{" GOOD ",\"list\":{}}", "type@23:/list", " list!"},
    {"{" GOOD ",\"map\":[]}", "type@22:/map", " map!"},
    {"{\"x\":\"\\xFF\",\"must\":1}", "json.utf8@5:/x", " x!"},
    {"{\"must\":\"a\",\"x\":1}", "type@8:/must", " must!"},
    /* values of the type that break a limit */
    {"{" GOOD ",\"name\":\"abcd\"}", "maxLength@23:/name", " name"},
    {"{" GOOD ",\"name\":\"\\xFF\"}", "json.utf8@23:/name", " name"},
    {"{" GOOD ",\"any\":{\"a\":1,\"a\":2}}", "json.duplicate-key@29:/any/a", " any"},
    /* missing members */
    {"{}", "required@0:!x required@0:!must", " x! must!"},
    {"{\"x\":\"\"}", "type@5:/x required@0:!must", " x! must!"},
    /* duplicate members */
    {"{" GOOD ",\"x\":2}", "json.duplicate-key@16:/x", " x!"},
    {"{\"x\":1,\"x\":2,\"must\":1}", "json.duplicate-key@7:/x", " x!"},
    {"{" GOOD ",\"inner\":{\"x\":1},\"inner\":{\"x\":2},\"name\":\"a\"}",
     "json.duplicate-key@32:/inner", " inner!"},
    /* faults in a contained object */
    {"{" GOOD ",\"inner\":{\"x\":1,\"name\":\"a\"}}", "", ""},
    {"{" GOOD ",\"inner\":{\"x\":\"a\"}}", "type@29:/inner/x", " inner"},
    {"{" GOOD ",\"inner\":{}}", "required@24:/inner!x", " inner"},
    {"{" GOOD ",\"inner\":{\"x\":1,\"x\":1}}", "json.duplicate-key@31:/inner/x", " inner"},
    {"{" GOOD ",\"inner\":{\"x\":1,\"\\xFF\":1}}", "json.utf8@31:/inner", " inner"},
    {"{" GOOD ",\"inner\":{\"x\":1,\"y\":1}}", "~unknown-property@31:/inner/y", ""},
    {"{" GOOD ",\"list\":[{\"x\":1},{\"x\":\"a\"},{\"x\":2}]}", "type@37:/list/1/x", " list"},
    {"{" GOOD ",\"list\":[5]}", "type@24:/list/0", " list"},
    {"{" GOOD ",\"map\":{\"a\":{\"x\":1}}}", "", ""},
    {"{" GOOD ",\"map\":{\"a\":5}}", "type@27:/map/a", " map"},
    {"{" GOOD ",\"map\":{\"a\":{\"x\":1},\"a\":{\"x\":1}}}", "json.duplicate-key@35:/map/a",
     " map"},
    {"{" GOOD ",\"inner\":{\"x\":[]},\"name\":\"b\",\"list\":[]}", "type@29:/inner/x", " inner"},
    /* members that are not properties */
    {"{\"z\":1," GOOD "}", "additionalProperties@1:/z", ""},
    {"{\"x\":1,\"z\":{\"a\":1,\"a\":\"\\xFF\"},\"must\":1}",
     "additionalProperties@7:/z json.duplicate-key@18:/z/a json.utf8@22:/z/a", ""},
    {"{" GOOD ",\"z\":1}", "additionalProperties@16:/z", ""},
    {"{\"\\xFF\":[\"\\xFF\"]," GOOD "}", "json.utf8@1: json.utf8@6:/\\xFF/0", ""},
    {"{\"x\":1,\"\\xFF\":1,\"must\":1}", "json.utf8@7:", ""},
    {"{" GOOD ",\"\\xFF\":1}", "json.utf8@16:", ""},
    {"{\"x\":\"\",\"\\xFF\":1,\"must\":1}", "type@5:/x json.utf8@8:", " x!"},
    {"\\xEF\\xBB\\xBF{" GOOD "}", "json.bom@0:", ""},
    /* rules */
    {"{\"x\":13,\"must\":1}", "rule@5:/x", ""},
    {"{" GOOD ",\"inner\":{\"x\":13}}", "rule@29:/inner/x", ""},
    {"{" GOOD ",\"inner\":{\"x\":13},\"name\":\"abcd\"}", "rule@29:/inner/x maxLength@40:/name",
     " name"},
    {"{" GOOD ",\"list\":[{\"x\":13}]}", "rule@29:/list/0/x", ""},
    {"{" GOOD ",\"map\":{\"a\":{\"x\":13}}}", "rule@32:/map/a/x", ""},
    {"{\"x\":13}", "required@0:!must rule@5:/x", " must!"},
};

static void notes_which_properties_failed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++) {
        const struct judged *judged = &documents[i];
        char bytes[256];
        char faults[128];
        struct heard heard;
        struct box box;
        bool good;

        heard_init(&heard);
        good = heard_decode(box_decode, &box,
                            (struct dg_text){bytes, heard_bytes(judged->json, bytes)}, &heard);
        box_faults(&box, faults);
        if (strcmp(heard.words, judged->words) != 0 || strcmp(faults, judged->faults) != 0) {
            print_error("%s\n", judged->json);
        }
        assert_string_equal(heard.words, judged->words);
        assert_string_equal(faults, judged->faults);
        assert_int_equal(good, heard.errors == 0);
        assert_true(box.closed);
    }
}

/* If the text isn't JSON or isn't an object, rules judge nothing. */
static void has_nothing_to_judge(void **state)
{
    static const char *const texts[] = {"",
                                        "[]",
                                        "null",
                                        "{\"x\":1,\"must\":1",
                                        "{\"x\":13,\"must\":1",
                                        "{",
                                        "5",
                                        "{\"inner\":{\"x\":13"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct heard heard;
        struct box box;

        heard_init(&heard);
        assert_false(heard_decode(box_decode, &box, dg_text_of(texts[i]), &heard));
        assert_false(box.closed);
        assert_null(strstr(heard.words, "rule"));
    }
}

static void keeps_items_that_break_a_rule(void **state)
{
    struct heard heard;
    struct box box;

    (void)state;
    heard_init(&heard);
    assert_false(heard_decode(box_decode, &box,
                              dg_text_of("{" GOOD ",\"list\":[{\"x\":13},{\"x\":\"\"},{\"x\":2}]}"),
                              &heard));
    assert_string_equal(heard.words, "rule@29:/list/0/x type@38:/list/1/x");
    assert_int_equal(box.list.count, 2);
    assert_int_equal(heard.report.rules_skipped, 1);
    assert_int_equal(heard.report.rules_not_applicable, 0);
}

/* Decodes a map with two names, and checks the number of findings. */
static void expect_names(const char *one, const char *other, unsigned findings)
{
    char json[128];
    struct heard heard;
    struct box box;

    snprintf(json, sizeof json, "{" GOOD ",\"map\":{\"%s\":{\"x\":1},\"%s\":{\"x\":1}}}", one,
             other);
    heard_init(&heard);
    heard_decode(box_decode, &box, dg_text_of(json), &heard);
    assert_int_equal(heard.count, findings);
    assert_true(findings == 0 || strstr(heard.words, "json.duplicate-key") != NULL);
}

/* Names are compared by seven bytes at a time: a character that isn't ASCII, or that is escaped,
   at each place. */
static void finds_duplicates_whatever_their_spelling(void **state)
{
    static const char *const characters[][2] = {{"a", "\\u0061"},
                                                {"\xC3\xA9", "\\u00e9"},
                                                {"\xE2\x82\xAC", "\\u20AC"},
                                                {"\xF0\x9F\x98\x80", "\\uD83D\\uDE00"}};
    static const char *const ends[] = {"", "z", "zzzzzzzzz"};

    (void)state;
    for (int before = 0; before < 10; before++) {
        for (size_t i = 0; i < 4 * sizeof ends / sizeof *ends; i++) {
            const char *end = ends[i / 4];
            char names[3][64];

            snprintf(names[0], sizeof *names, "%.*s%s%s", before, "bbbbbbbbb", characters[i % 4][0],
                     end);
            snprintf(names[1], sizeof *names, "%.*s%s%s", before, "bbbbbbbbb", characters[i % 4][1],
                     end);
            snprintf(names[2], sizeof *names, "%.*s%s%s", before, "bbbbbbbbb",
                     characters[(i + 1) % 4][0], end);
            expect_names(names[0], names[0], 1);
            expect_names(names[0], names[1], 1);
            expect_names(names[1], names[0], 1);
            expect_names(names[1], names[1], 1);
            expect_names(names[0], names[2], 0);
            expect_names(names[1], names[2], 0);
        }
    }
}

static void has_the_text_of_the_object(void **state)
{
    struct heard heard;
    struct box box;

    (void)state;
    heard_init(&heard);
    assert_true(heard_decode(box_decode, &box, dg_text_of(" {" GOOD " } \n"), &heard));
    assert_string_equal(box.subject, "{" GOOD " }");
    assert_int_equal(box.subject_size, strlen("{" GOOD " }"));
}

/* 70 integers: the bits are in two words. */
#define MANY 70

static struct dg_property many_properties[MANY];
static char many_names[MANY][4];

static size_t many_lookup(const char *name, size_t length)
{
    size_t i = 0;

    while (i < MANY && !dg_text_equal(many_properties[i].name, (struct dg_text){name, length})) {
        i++;
    }
    return i;
}

static bool many_decode(void *out, const char *json, size_t length, struct dg_arena *arena,
                        struct dg_report *report)
{
    static const struct dg_site site = {.schema = "#", .nullable = false};
    const struct dg_shape shape = {.schema = "#",
                                   .properties = many_properties,
                                   .count = MANY,
                                   .lookup = many_lookup,
                                   .members = {0, SIZE_MAX},
                                   .size = 1};
    struct dg_reader in;
    struct dg_object at;
    char nothing[1];
    int64_t value;

    dg_reader_open(&in, &site, (struct dg_text){json, length}, arena, report);
    dg_object_open(&at, &in, &shape, nothing);
    at.faults = out;
    while (dg_object_next(&at)) {
        dg_read_integer(&in, &value, DG_MAXIMUM(5));
    }
    dg_object_close(&at);
    return dg_reader_close(&in);
}

static void notes_more_properties_than_a_word_has_bits(void **state)
{
    uint64_t faults[DG_FAULT_WORDS(MANY)] = {0};
    struct heard heard;

    (void)state;
    assert_int_equal(DG_FAULT_WORDS(MANY), 4);
    assert_int_equal(DG_FAULT_WORDS(64), 2);
    assert_int_equal(DG_FAULT_WORDS(65), 4);
    for (size_t i = 0; i < MANY; i++) {
        many_properties[i].name.data = many_names[i];
        many_properties[i].name.length =
            (size_t)snprintf(many_names[i], sizeof many_names[i], "p%zu", i);
        many_properties[i].site.schema = "#/p";
        many_properties[i].required = i == 69;
    }
    heard_init(&heard);
    assert_false(heard_decode(
        many_decode, faults, dg_text_of("{\"p0\":9,\"p63\":\"\",\"p64\":9,\"p65\":\"\"}"), &heard));
    assert_string_equal(heard.words,
                        "maximum@6:/p0 type@14:/p63 maximum@23:/p64 type@31:/p65 required@0:!p69");
    assert_true(faults[0] == (UINT64_C(1) | UINT64_C(1) << 63));
    assert_true(faults[1] == (1 | 2 | 32));
    assert_true(faults[2] == UINT64_C(1) << 63);
    assert_true(faults[3] == (2 | 32));
}

/* Values that were built */

static struct box built_box(void)
{
    return (struct box){.x = 1, .must = {DG_VALUE, 1}};
}

static void assert_built(struct box *box, const char *words, const char *expected)
{
    char faults[128];
    struct heard heard;
    bool good;

    heard_init(&heard);
    good = box_validate(box, &heard.report);
    box_faults(box, faults);
    assert_string_equal(heard.words, words);
    assert_string_equal(faults, expected);
    assert_int_equal(good, heard.errors == 0);
    assert_int_equal(box_validate(box, NULL), good);
}

static void notes_which_members_of_a_built_value_failed(void **state)
{
    struct inner good_inner = {.x = 1};
    struct inner bad_inner = {.x = 1, .name = {DG_NULL, {NULL, 0}}};
    struct inner_entry entry = {.key = DG_TEXT("a"), .value = bad_inner};
    struct box box = built_box();

    (void)state;
    assert_built(&box, "", "");
    assert_true(box.closed);
    assert_int_equal(box.subject_size, 0);
    box.must.presence = DG_ABSENT;
    assert_built(&box, "required@0:!must", " must!");
    box = built_box();
    box.name = (struct dg_opt_text){DG_VALUE, DG_TEXT("abcd")};
    assert_built(&box, "maxLength@0:/name", " name");
    box.name.presence = DG_NULL;
    assert_built(&box, "type@0:/name", " name!");
    box = built_box();
    box.inner_presence = DG_VALUE;
    box.inner = good_inner;
    assert_built(&box, "", "");
    box.inner = bad_inner;
    assert_built(&box, "type@0:/inner/name", " inner");
    box.inner_presence = DG_NULL;
    box.list.presence = DG_VALUE;
    box.list.items = &bad_inner;
    box.list.count = 1;
    assert_built(&box, "type@0:/list/0/name", " list");
    box.list.items = &good_inner;
    box.map.presence = DG_VALUE;
    box.map.entries = &entry;
    box.map.count = 1;
    assert_built(&box, "type@0:/map/a/name", " map");
    box = built_box();
    box.any = (struct dg_opt_json){DG_VALUE, {DG_TEXT("{\"a\":1,\"a\":1}")}, 0};
    assert_built(&box, "json.duplicate-key@0:/any/a", " any");
    box.name.presence = DG_NULL;
    assert_built(&box, "type@0:/name json.duplicate-key@0:/any/a", " name! any");
}

static void rules_of_built_values_are_no_faults(void **state)
{
    struct inner broken = {.x = 13};
    struct box box = built_box();

    (void)state;
    box.x = 13;
    assert_built(&box, "rule@0:/x", "");
    box = built_box();
    box.inner_presence = DG_VALUE;
    box.inner = broken;
    assert_built(&box, "rule@0:/inner/x", "");
    box.any = (struct dg_opt_json){DG_VALUE, {DG_TEXT("1")}, 0};
    box.list.presence = DG_VALUE;
    box.list.items = &broken;
    box.list.count = 1;
    assert_built(&box, "rule@0:/list/0/x rule@0:/inner/x", "");
}

static void does_not_judge_what_is_too_deep(void **state)
{
    struct box box = built_box();
    struct heard heard;

    (void)state;
    box.x = 13;
    box.inner_presence = DG_VALUE;
    heard_init(&heard);
    heard.report.max_depth = 1;
    assert_false(box_validate(&box, &heard.report));
    assert_string_equal(heard.words, "json.depth@0:/inner");
    assert_false(box.closed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notes_which_properties_failed),
        cmocka_unit_test(has_nothing_to_judge),
        cmocka_unit_test(keeps_items_that_break_a_rule),
        cmocka_unit_test(finds_duplicates_whatever_their_spelling),
        cmocka_unit_test(has_the_text_of_the_object),
        cmocka_unit_test(notes_more_properties_than_a_word_has_bits),
        cmocka_unit_test(notes_which_members_of_a_built_value_failed),
        cmocka_unit_test(rules_of_built_values_are_no_faults),
        cmocka_unit_test(does_not_judge_what_is_too_deep),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
