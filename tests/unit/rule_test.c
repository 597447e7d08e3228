/* Rules: what is told of them and where, what is known of an exchange, and states compared. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "heard.h"
#include "runtime/contract.h"

/* Where findings are */

struct placed {
    const char *json;
    const char *pointer;
    struct dg_text steps[4];
    size_t step_count;
    const char *words;
    const char *actual;
};

static const struct placed places[] = {
    {"{\"a\":1}", "", {{0}}, 0, "rule@0:", ""},
    {"{\"a\":1}", "/a", {DG_TEXT("a")}, 1, "rule@5:/a", "1"},
    {" \n{\"a\":1}", "/a", {DG_TEXT("a")}, 1, "rule@7:/a", "1"},
    {" \n{\"a\":1}", "/b", {DG_TEXT("b")}, 1, "rule@2:", ""},
    {"{}", "/b", {DG_TEXT("b")}, 1, "rule@0:", ""},
    {"{ }", "/b", {DG_TEXT("b")}, 1, "rule@0:", ""},
    {"{\"b\":-1.5e+3,\"a\":null}", "/b", {DG_TEXT("b")}, 1, "rule@5:/b", "-1.5e+3"},
    {"{ \"b\" : [ 1 , { \"a\" : \"}]\\\"\" } ] ,\t\"a\" : true }",
     "/a",
     {DG_TEXT("a")},
     1,
     "rule@41:/a",
     "true"},
    /* the first of that name */
    {"{\"a\":1,\"a\":2}", "/a", {DG_TEXT("a")}, 1, "rule@5:/a", "1"},
    {"{\"ab\":0,\"\":\"x\",\"a\":[2]}", "/a", {DG_TEXT("a")}, 1, "rule@19:/a", "["},
    {"{\"ab\":0,\"\":\"x\",\"a\":2}", "/", {{NULL, 0}}, 1, "rule@11:/", "\"x\""},
    /* names as they are meant */
    {"{\"st\\u0061tus\":\"x\\\"y\"}",
     "/status",
     {DG_TEXT("status")},
     1,
     "rule@15:/status",
     "\"x\\\"y\""},
    {"{\"\\u00e9\\uD83D\\uDE00\":{}}",
     "/\xC3\xA9\xF0\x9F\x98\x80",
     {DG_TEXT("\xC3\xA9\xF0\x9F\x98\x80")},
     1,
     "rule@22:/\xC3\xA9\xF0\x9F\x98\x80",
     "{"},
    {"{\"a/b\":{\"~\\\\n\":1}}",
     "/a~1b/~0\\n",
     {DG_TEXT("a/b"), DG_TEXT("~\\n")},
     2,
     "rule@15:/a~1b/~0\\n",
     "1"},
    {"{\"a\":{\"b\":1},\"b\":2}", "/b", {DG_TEXT("b")}, 1, "rule@17:/b", "2"},
    {"{\"a\":{\"c\":1},\"b\":2}", "/a/b", {DG_TEXT("a"), DG_TEXT("b")}, 2, "rule@0:", ""},
    {"{\"a\":5,\"b\":2}", "/a/b", {DG_TEXT("a"), DG_TEXT("b")}, 2, "rule@0:", ""},
    /* arrays */
    {"{\"a\":[1, [2,3] ,{\"b\":4}]}",
     "/a/2/b",
     {DG_TEXT("a"), DG_TEXT("2"), DG_TEXT("b")},
     3,
     "rule@21:/a/2/b",
     "4"},
    {"{\"a\":[ 1]}", "/a/0", {DG_TEXT("a"), DG_TEXT("0")}, 2, "rule@7:/a/0", "1"},
    {"{\"a\":[]}", "/a/0", {DG_TEXT("a"), DG_TEXT("0")}, 2, "rule@0:", ""},
    {"{\"a\":[1]}", "/a/1", {DG_TEXT("a"), DG_TEXT("1")}, 2, "rule@0:", ""},
    {"{\"a\":[1,2]}", "/a/01", {DG_TEXT("a"), DG_TEXT("01")}, 2, "rule@0:", ""},
    {"{\"a\":[1,2]}", "/a/-", {DG_TEXT("a"), DG_TEXT("-")}, 2, "rule@0:", ""},
    {"{\"a\":[1,2]}", "/a/", {DG_TEXT("a"), DG_TEXT("")}, 2, "rule@0:", ""},
    {"{\"a\":[1]}",
     "/a/99999999999999999999",
     {DG_TEXT("a"), DG_TEXT("99999999999999999999")},
     2,
     "rule@0:",
     ""},
    {"{\"a\":{\"0\":1}}", "/a/0", {DG_TEXT("a"), DG_TEXT("0")}, 2, "rule@10:/a/0", "1"},
};

static struct dg_rule rule_of(const struct placed *placed)
{
    return (struct dg_rule){
        .id = "a-rule",
        .severity = DG_SEVERITY_ERROR,
        .contract = "#/x-dg-rules/7",
        .pointer = placed->pointer,
        .steps = placed->steps,
        .step_count = placed->step_count,
    };
}

static void finds_the_place_that_a_rule_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        const struct placed *placed = &places[i];
        struct dg_rule rule = rule_of(placed);
        struct heard heard;
        struct dg_judge judge = {.report = &heard.report, .begin = placed->json};
        const char *brace = strchr(placed->json, '{');

        heard_init(&heard);
        dg_rule_tell((struct dg_subject){&judge, dg_text_of(brace)}, &rule, DG_RULE_FAILS);
        if (strcmp(heard.words, placed->words) != 0) {
            print_error("%s\n", placed->json);
        }
        assert_string_equal(heard.words, placed->words);
        assert_string_equal(heard.actual, placed->actual);
        assert_string_equal(heard.schema, "#/x-dg-rules/7");
        assert_string_equal(heard.expected, "");
        assert_true(judge.broken);
        assert_false(judge.failed);
    }
}

static void stays_in_the_object(void **state)
{
    static const char json[] = "[{\"a\":1},{\"b\":2}]";
    static const struct placed b = {json, "/b", {DG_TEXT("b")}, 1, NULL, NULL};
    struct dg_rule rule = rule_of(&b);
    struct dg_frame frame = {.index = 1};
    struct heard heard;
    struct dg_judge judge = {.report = &heard.report, .begin = json, .frame = &frame};

    (void)state;
    heard_init(&heard);
    dg_rule_tell((struct dg_subject){&judge, {json + 9, 7}}, &rule, DG_RULE_FAILS);
    frame.index = 0;
    dg_rule_tell((struct dg_subject){&judge, {json + 1, 7}}, &rule, DG_RULE_FAILS);
    assert_string_equal(heard.words, "rule@14:/1/b rule@1:/0");
}

static void names_the_place_in_a_value_that_was_not_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        struct dg_rule rule = rule_of(&places[i]);
        char words[64] = "rule@0:/p";
        struct dg_frame frame = {.name = DG_TEXT("p")};
        struct heard heard;
        struct dg_judge judge = {.report = &heard.report, .frame = &frame};

        heard_init(&heard);
        dg_rule_tell((struct dg_subject){.judge = &judge}, &rule, DG_RULE_FAILS);
        strncat(words, places[i].pointer, 40);
        assert_string_equal(heard.words, words);
        assert_string_equal(heard.actual, "");
    }
}

/* Whatever is cut off, nothing behind the end is looked at. */
static void reads_no_further_than_the_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        const struct placed *placed = &places[i];
        struct dg_rule rule = rule_of(placed);
        const char *brace = strchr(placed->json, '{');

        for (size_t length = 1; length <= strlen(brace); length++) {
            struct heard heard;
            struct dg_judge judge = {.report = &heard.report, .begin = brace};
            char copy[64];
            char *begin = copy + sizeof copy - length;

            memcpy(begin, brace, length);
            judge.begin = begin;
            heard_init(&heard);
            dg_rule_tell((struct dg_subject){&judge, {begin, length}}, &rule, DG_RULE_FAILS);
            assert_int_equal(heard.count, 1);
        }
    }
}

static void goes_as_deep_as_a_pointer_may(void **state)
{
    struct dg_text steps[DG_RULE_STEPS + 1];
    char json[6 * DG_RULE_STEPS + 16] = "";
    struct dg_rule rule = {.severity = DG_SEVERITY_WARNING, .steps = steps};
    struct heard heard;
    struct dg_judge judge = {.report = &heard.report, .begin = json};

    (void)state;
    for (size_t i = 0; i <= DG_RULE_STEPS; i++) {
        steps[i] = (struct dg_text)DG_TEXT("a");
        strncat(json, "{\"a\":", 6);
    }
    strncat(json, "1", 2);
    heard_init(&heard);
    rule.step_count = DG_RULE_STEPS;
    dg_rule_tell((struct dg_subject){&judge, dg_text_of(json)}, &rule, DG_RULE_FAILS);
    rule.step_count = DG_RULE_STEPS + 1; /* no contract has such a rule */
    dg_rule_tell((struct dg_subject){&judge, dg_text_of(json)}, &rule, DG_RULE_FAILS);
    assert_string_equal(heard.words, "~rule@80:/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a ~rule@0:");
    assert_false(judge.broken);
}

/* What came of a rule */

struct last {
    struct dg_report report;
    struct dg_finding finding;
    size_t count;
};

static void last_finding(struct dg_report *report, const struct dg_finding *finding)
{
    struct last *last = (struct last *)report;

    last->finding = *finding;
    last->count++;
}

static void tells_what_came_of_a_rule(void **state)
{
    struct dg_rule rule = {.id = "r", .severity = DG_SEVERITY_INFO, .contract = "#/r"};
    struct last last = {.report = {.finding = last_finding}};
    struct dg_judge judge = {.report = &last.report};
    struct dg_subject subject = {.judge = &judge};

    (void)state;
    dg_rule_judge(subject, &rule, DG_RULE_HOLDS);
    dg_rule_tell(subject, &rule, DG_RULE_HOLDS);
    dg_rule_judge(subject, &rule, DG_RULE_SKIPPED);
    dg_rule_judge(subject, &rule, DG_RULE_SKIPPED);
    dg_rule_judge(subject, &rule, DG_RULE_NOT_APPLICABLE);
    assert_int_equal(last.count, 0);
    assert_int_equal(last.report.rules_skipped, 2);
    assert_int_equal(last.report.rules_not_applicable, 1);
    dg_rule_judge(subject, &rule, DG_RULE_FAILS);
    assert_int_equal(last.count, 1);
    assert_int_equal(last.finding.code, DG_CODE_RULE);
    assert_int_equal(last.finding.severity, DG_SEVERITY_INFO);
    assert_ptr_equal(last.finding.rule, &rule);
    assert_false(last.finding.overflow);
    assert_false(judge.broken);
    rule.severity = DG_SEVERITY_ERROR;
    dg_rule_judge(subject, &rule, DG_RULE_OVERFLOWS);
    assert_int_equal(last.count, 2);
    assert_int_equal(last.finding.severity, DG_SEVERITY_ERROR);
    assert_true(last.finding.overflow);
    assert_true(judge.broken);
    /* with nobody to hear it */
    for (int result = DG_RULE_HOLDS; result <= DG_RULE_NOT_APPLICABLE; result++) {
        struct dg_judge alone = {0};

        dg_rule_tell((struct dg_subject){.judge = &alone}, &rule, (enum dg_rule_result)result);
        assert_int_equal(alone.broken, result == DG_RULE_FAILS || result == DG_RULE_OVERFLOWS);
    }
}

static void knows_the_path_of_the_request(void **state)
{
    static const struct dg_path_value path[] = {{"id", DG_TEXT("x")}, {"of", DG_TEXT("y")}};
    struct dg_exchange exchange = {.path = path, .path_count = 2};
    struct dg_text value;

    (void)state;
    assert_true(dg_exchange_path(&exchange, "of", &value));
    assert_true(dg_text_equal(value, path[1].value));
    assert_false(dg_exchange_path(&exchange, "o", &value));
    assert_int_equal(value.length, 0);
    exchange.path = NULL;
    assert_false(dg_exchange_path(&exchange, "of", &value));
    assert_false(dg_exchange_path(NULL, "of", &value));
}

/* Documents: {"x":…}, its state the number itself */

static struct dg_rule about_x = {.id = "x", .severity = DG_SEVERITY_ERROR, .contract = "#/x"};
static const struct dg_text x_steps[] = {DG_TEXT("x")};

static void keep_x(void *state, const struct dg_digest_key *key, const void *self,
                   const void *faults)
{
    dg_keep_integer(state, dg_has_failed(faults, 0), DG_VALUE,
                    *(const int64_t *)self + (int64_t)key->words[0]);
}

static enum dg_rule_result x_grows(const void *self, const void *old)
{
    const struct dg_kept_integer *now = self;
    const struct dg_kept_integer *before = old;

    return now->known && before->known ? dg_rule_result(now->value >= before->value)
                                       : DG_RULE_SKIPPED;
}

static void compare_x(struct dg_subject subject, const void *self, const void *old)
{
    dg_rule_judge(subject, &about_x, x_grows(self, old));
}

static void merge_x(void *state, const void *old)
{
    struct dg_kept_integer *now = state;

    if (!now->known) {
        *now = *(const struct dg_kept_integer *)old;
    }
}

static const struct dg_states x_states = {
    .size = sizeof(struct dg_kept_integer),
    .keep = keep_x,
    .compare = compare_x,
    .compare_count = 2,
    .merge = merge_x,
};
static const struct dg_schema x_schema = {.name = "X", .states = &x_states};

static void judge_exchange(struct dg_subject subject, const void *self, const void *faults,
                           const struct dg_exchange *exchange)
{
    dg_rule_judge(subject, &about_x,
                  dg_has_failed(faults, 0)
                      ? DG_RULE_SKIPPED
                      : dg_rule_result(*(const int64_t *)self != exchange->status));
}

static void compare_exchange(struct dg_subject subject, const void *self, const void *old,
                             const struct dg_exchange *exchange)
{
    dg_rule_judge(subject, &about_x,
                  exchange->status == 0 ? DG_RULE_NOT_APPLICABLE : x_grows(self, old));
}

static const struct dg_response_rules x_response = {judge_exchange, compare_exchange, 3};

static size_t x_lookup(const char *name, size_t length)
{
    return length == 1 && name[0] == 'x' ? 0 : 1;
}

static bool decode_x(void *out, const char *json, size_t length, struct dg_arena *arena,
                     struct dg_report *report, const struct dg_states *states)
{
    static const struct dg_site site = {"#", true};
    static const struct dg_property property = {DG_TEXT("x"), {"#/x", false}, false};
    static const struct dg_shape shape = {"#",           &property, 1, x_lookup, DG_UNKNOWN_ALLOWED,
                                          {0, SIZE_MAX}, 8};
    uint64_t faults[DG_FAULT_WORDS(1)] = {0};
    struct dg_reader in;
    struct dg_object at;

    about_x.steps = x_steps;
    about_x.step_count = 1;
    *(int64_t *)out = 0;
    dg_reader_open(&in, &site, (struct dg_text){json, length}, arena, report);
    at = dg_object_open(&in, &shape, out, faults);
    while (dg_object_next(&at)) {
        dg_read_integer(&in, out, DG_ANY_INTEGER);
    }
    dg_object_close(&at);
    dg_reader_judge_root(&in, states, out, faults);
    return dg_reader_close(&in);
}

static bool decode_with(void *out, const char *json, size_t length, struct dg_arena *arena,
                        struct dg_report *report)
{
    return decode_x(out, json, length, arena, report, &x_states);
}

static bool decode_without(void *out, const char *json, size_t length, struct dg_arena *arena,
                           struct dg_report *report)
{
    return decode_x(out, json, length, arena, report, NULL);
}

static void assert_counts(const struct heard *heard, uint64_t skipped, uint64_t not_applicable)
{
    assert_true(heard->report.rules_skipped == skipped);
    assert_true(heard->report.rules_not_applicable == not_applicable);
}

static void judges_the_document_by_the_response(void **state)
{
    static const struct {
        const char *json;
        const char *words;
        uint64_t skipped;
        bool judged;
    } cases[] = {
        {"{\"x\":5}", "", 0, true},
        {" {\"x\":200}", "rule@6:/x", 0, true},
        {"\xEF\xBB\xBF {\"x\":200}", "json.bom@0: rule@9:/x", 0, true},
        {"{\"x\":\"\"}", "type@5:/x", 1, true},
        {"{\"x\":200", "json.syntax@8:", 0, false},
        {"[]", "type@0:", 0, false},
        {"null", "", 0, false},
        {"", "json.syntax@0:", 0, false},
        {"{\"x\":200} 1", "json.syntax@10:", 0, false},
    };
    struct dg_exchange exchange = {.rules = &x_response, .status = 200};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct heard heard;
        int64_t x;

        heard_init(&heard);
        heard.report.exchange = &exchange;
        heard_decode(decode_with, &x, dg_text_of(cases[i].json), &heard);
        assert_string_equal(heard.words, cases[i].words);
        assert_counts(&heard, cases[i].skipped, cases[i].judged ? 5 : 0);
        heard_decode(decode_with, &x, dg_text_of(cases[i].json), NULL);
    }
}

static void counts_what_compares_with_nothing(void **state)
{
    static const struct dg_response_rules nothing = {0};
    struct dg_exchange exchange = {0};
    struct dg_history history = {0};
    struct heard heard;
    int64_t x;

    (void)state;
    heard_init(&heard);
    assert_true(heard_decode(decode_with, &x, dg_text_of("{}"), &heard));
    assert_counts(&heard, 0, 2);
    assert_true(heard_decode(decode_without, &x, dg_text_of("{}"), &heard));
    assert_counts(&heard, 0, 2);
    heard.report.exchange = &exchange;
    heard.report.history = &history; /* whose state nobody wants */
    assert_true(heard_decode(decode_with, &x, dg_text_of("{}"), &heard));
    assert_counts(&heard, 0, 4);
    exchange.rules = &nothing;
    assert_true(heard_decode(decode_without, &x, dg_text_of("{}"), &heard));
    assert_counts(&heard, 0, 4);
    exchange.rules = &x_response;
    assert_true(heard_decode(decode_without, &x, dg_text_of("{\"x\":1}"), &heard));
    assert_counts(&heard, 0, 7);
}

static void keeps_the_state_that_is_wanted(void **state)
{
    struct dg_kept_integer kept = {0};
    struct dg_history history = {.key = {{1000, 0}}, .state = &kept};
    struct heard heard;
    int64_t x;

    (void)state;
    heard_init(&heard);
    heard.report.history = &history;
    assert_true(heard_decode(decode_with, &x, dg_text_of("{\"x\":5}"), &heard));
    assert_true(kept.known);
    assert_int_equal(kept.value, 1005);
    assert_false(heard_decode(decode_with, &x, dg_text_of("{\"x\":[]}"), &heard));
    assert_false(kept.known);
    assert_counts(&heard, 0, 0);
}

static void compares_states(void **state)
{
    static const char json[] = " {\"x\":5}";
    struct dg_kept_integer now = {.value = 5, .presence = DG_VALUE, .known = true};
    struct dg_kept_integer old = {.value = 6, .presence = DG_VALUE, .known = true};
    struct dg_exchange exchange = {.rules = &x_response, .status = 200};
    struct heard heard;

    (void)state;
    heard_init(&heard);
    assert_true(dg_compare_states(&x_schema, &now, NULL, dg_text_of(json), &heard.report));
    assert_counts(&heard, 0, 2);
    assert_false(dg_compare_states(&x_schema, &now, &old, dg_text_of(json), &heard.report));
    assert_string_equal(heard.words, "rule@6:/x");
    assert_int_equal(now.value, 5);
    heard_init(&heard);
    heard.report.exchange = &exchange;
    assert_true(dg_compare_states(&x_schema, &now, NULL, dg_text_of(json), &heard.report));
    assert_counts(&heard, 0, 5);
    assert_false(dg_compare_states(&x_schema, &now, &old, dg_text_of(json), &heard.report));
    assert_string_equal(heard.words, "rule@6:/x rule@6:/x");
    assert_true(dg_compare_states(&x_schema, &old, &now, dg_text_of(json), &heard.report));
    assert_int_equal(heard.count, 2);
    /* what isn't known stays as it was */
    now.known = false;
    assert_true(dg_compare_states(&x_schema, &now, &old, dg_text_of(json), &heard.report));
    assert_counts(&heard, 2, 5);
    assert_true(now.known);
    assert_int_equal(now.value, 6);
    /* a value that wasn't read */
    now.value = 5;
    heard_init(&heard);
    assert_false(dg_compare_states(&x_schema, &now, &old, (struct dg_text){0}, &heard.report));
    assert_string_equal(heard.words, "rule@0:/x");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_place_that_a_rule_names),
        cmocka_unit_test(stays_in_the_object),
        cmocka_unit_test(names_the_place_in_a_value_that_was_not_read),
        cmocka_unit_test(reads_no_further_than_the_text),
        cmocka_unit_test(goes_as_deep_as_a_pointer_may),
        cmocka_unit_test(tells_what_came_of_a_rule),
        cmocka_unit_test(knows_the_path_of_the_request),
        cmocka_unit_test(judges_the_document_by_the_response),
        cmocka_unit_test(counts_what_compares_with_nothing),
        cmocka_unit_test(keeps_the_state_that_is_wanted),
        cmocka_unit_test(compares_states),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
