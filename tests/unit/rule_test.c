/* Rules: findings and their locations, the known parts of an exchange, comparison of states. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "heard.h"
#include "runtime/contract.h"

/* The locations of findings */

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
    /* the first member of that name */
    {"{\"a\":1,\"a\":2}", "/a", {DG_TEXT("a")}, 1, "rule@5:/a", "1"},
    {"{\"ab\":0,\"\":\"x\",\"a\":[2]}", "/a", {DG_TEXT("a")}, 1, "rule@19:/a", "[2]"},
    {"{\"ab\":0,\"\":\"x\",\"a\":2}", "/", {{NULL, 0}}, 1, "rule@11:/", "\"x\""},
    /* unescaped names */
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
     "{}"},
    /* names with escapes that begin like the wanted one, or go on */
    {"{\"\\u0061b\":1}", "/a", {DG_TEXT("a")}, 1, "rule@0:", ""},
    {"{\"\\u0061\":1}", "/ab", {DG_TEXT("ab")}, 1, "rule@0:", ""},
    {"{\"\\u0061c\":1,\"ab\":2}", "/ab", {DG_TEXT("ab")}, 1, "rule@18:/ab", "2"},
    {"{\"b\":1E9,\"a\":-1.5E+7}", "/a", {DG_TEXT("a")}, 1, "rule@13:/a", "-1.5E+7"},
    {"{\"a/b\":{\"~\\\\n\":1}}",
     "/a~1b/~0\\n",
     {DG_TEXT("a/b"), DG_TEXT("~\\n")},
     2,
     "rule@15:/a~1b/~0\\n",
     "1"},
    {"{\"a\":{\"k\":\"v\"},\"b\":2}", "/b", {DG_TEXT("b")}, 1, "rule@19:/b", "2"},
    {"{\"a\":[[\"v\"],\"w\"],\"b\":[\"x\"]}", "/b", {DG_TEXT("b")}, 1, "rule@21:/b", "[\"x\"]"},
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
    {"{\"a\":[1,2]}", "/a/x", {DG_TEXT("a"), DG_TEXT("x")}, 2, "rule@0:", ""},
    {"{\"a\":[1,2]}", "/a/1/0", {DG_TEXT("a"), DG_TEXT("1"), DG_TEXT("0")}, 3, "rule@0:", ""},
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
        .list = "#/x-dg-rules",
        .index = 7,
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
        dg_rule_report(&(struct dg_subject){.judge = &judge, .json = dg_text_of(brace)}, &rule,
                       DG_FALSE);
        if (strcmp(heard.words, placed->words) != 0) {
            print_error("%s\n", placed->json);
        }
        assert_string_equal(heard.words, placed->words);
        assert_string_equal(heard.actual, placed->actual);
        assert_string_equal(heard.schema, "#/x-dg-rules");
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
    dg_rule_report(&(struct dg_subject){.judge = &judge, .json = {json + 9, 7}}, &rule, DG_FALSE);
    frame.index = 0;
    dg_rule_report(&(struct dg_subject){.judge = &judge, .json = {json + 1, 7}}, &rule, DG_FALSE);
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
        dg_rule_report(&(struct dg_subject){.judge = &judge}, &rule, DG_FALSE);
        strncat(words, places[i].pointer, 40);
        assert_string_equal(heard.words, words);
        assert_string_equal(heard.actual, "");
    }
}

/* The text is cut anywhere: nothing after the end is read. */
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
            dg_rule_report(&(struct dg_subject){.judge = &judge, .json = {begin, length}}, &rule,
                           DG_FALSE);
            assert_int_equal(heard.count, 1);
        }
    }
}

static void goes_as_deep_as_a_pointer_may(void **state)
{
    struct dg_text steps[DG_RULE_MAX_STEPS + 1];
    char json[6 * DG_RULE_MAX_STEPS + 16] = "";
    struct dg_rule rule = {.severity = DG_SEVERITY_WARNING, .steps = steps};
    struct heard heard;
    struct dg_judge judge = {.report = &heard.report, .begin = json};

    (void)state;
    for (size_t i = 0; i <= DG_RULE_MAX_STEPS; i++) {
        steps[i] = (struct dg_text)DG_TEXT("a");
        strncat(json, "{\"a\":", 6);
    }
    strncat(json, "1", 2);
    heard_init(&heard);
    rule.step_count = DG_RULE_MAX_STEPS;
    dg_rule_report(&(struct dg_subject){.judge = &judge, .json = dg_text_of(json)}, &rule,
                   DG_FALSE);
    rule.step_count = DG_RULE_MAX_STEPS + 1; /* no contract has such a rule */
    dg_rule_report(&(struct dg_subject){.judge = &judge, .json = dg_text_of(json)}, &rule,
                   DG_FALSE);
    assert_string_equal(heard.words, "~rule@80:/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a ~rule@0:");
    assert_false(judge.broken);
}

/* Results of rules */

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

static bool evaluate(size_t *count, bool value)
{
    *count += 1;
    return value;
}

static void tells_what_came_of_a_rule(void **state)
{
    struct dg_rule rule = {.id = "r", .severity = DG_SEVERITY_INFO, .list = "#/r"};
    const struct dg_rule further = {.rule = &rule};
    struct last last = {.report = {.finding = last_finding}};
    struct dg_judge judge = {.report = &last.report};
    struct dg_subject subject = {.judge = &judge};

    (void)state;
    DG_RULE_JUDGE(subject, &rule, true);
    DG_RULE_JUDGE(subject, &rule, DG_EXHAUSTED);
    dg_rule_report(&subject, &rule, DG_TRUE);
    dg_rule_report(&subject, &rule, DG_EXHAUSTED);
    assert_int_equal(last.count, 0);
    assert_int_equal(last.report.rules_skipped, 2);
    assert_int_equal(last.report.rules_not_applicable, 0);
    DG_RULE_JUDGE(subject, &rule, false);
    assert_int_equal(last.count, 1);
    assert_int_equal(last.finding.code, DG_CODE_RULE);
    assert_int_equal(last.finding.severity, DG_SEVERITY_INFO);
    assert_ptr_equal(last.finding.rule, &rule);
    assert_false(last.finding.overflow);
    assert_false(judge.broken);
    rule.severity = DG_SEVERITY_ERROR;
    DG_RULE_JUDGE(subject, &further, DG_OVERFLOW);
    assert_int_equal(last.count, 2);
    assert_int_equal(last.finding.severity, DG_SEVERITY_ERROR);
    assert_ptr_equal(last.finding.rule, &rule);
    assert_true(last.finding.overflow);
    assert_true(judge.broken);
    /* without a report */
    for (int truth = DG_FALSE; truth <= DG_EXHAUSTED; truth++) {
        struct dg_judge alone = {0};

        dg_rule_report(&(struct dg_subject){.judge = &alone}, &rule, (enum dg_truth)truth);
        assert_int_equal(alone.broken, truth == DG_FALSE || truth == DG_OVERFLOW);
    }
}

/* Faults of an object with 70 properties, and of an object inside. */
struct nested_faults {
    uint64_t bits[DG_FAULT_WORDS(70)];
    struct {
        struct {
            uint64_t bits[DG_FAULT_WORDS(1)];
        } part;
    } of;
};

static const struct dg_rule reads_faults = {
    .id = "r",
    .severity = DG_SEVERITY_ERROR,
    DG_RULE_READS(DG_RULE_VALUE(nested_faults, bits, 1), DG_RULE_PLACE(nested_faults, bits, 65),
                  DG_RULE_VALUE(nested_faults, of.part.bits, 0)),
};

static void skips_what_reads_something_that_failed(void **state)
{
    static const struct {
        size_t word;
        uint64_t bits;
        bool skipped;
    } cases[] = {
        {0, 0, false},     {0, 1 | 4, false}, {0, 2, true}, {1, 2, false}, {2, 2, false},
        {3, 1 | 4, false}, {3, 2, true},      {4, 1, true}, {4, 2, false}, {5, 1, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct last last = {.report = {.finding = last_finding}};
        struct dg_judge judge = {.report = &last.report};
        struct nested_faults faults = {.bits = {0}};
        struct dg_subject subject = {.judge = &judge, .doubtful = true, .faults = &faults};
        uint64_t *words = (uint64_t *)&faults;
        size_t evaluated = 0;

        words[cases[i].word] = cases[i].bits;
        DG_RULE_JUDGE(subject, &reads_faults, evaluate(&evaluated, false));
        assert_int_equal(evaluated, !cases[i].skipped);
        assert_int_equal(last.count, !cases[i].skipped);
        assert_int_equal(last.report.rules_skipped, cases[i].skipped);
        subject.faults = NULL; /* nothing failed */
        DG_RULE_JUDGE(subject, &reads_faults, evaluate(&evaluated, true));
        assert_int_equal(evaluated, !cases[i].skipped + 1);
        subject.faults = &faults;
        subject.doubtful = false; /* the reads aren't checked */
        DG_RULE_JUDGE(subject, &reads_faults, evaluate(&evaluated, true));
        assert_int_equal(evaluated, !cases[i].skipped + 2);
        judge.report = NULL;
        subject.doubtful = true;
        assert_int_equal(dg_rule_applies(&subject, &reads_faults), !cases[i].skipped);
    }
}

/* What the first words of bits say of most rules, whether or not nothing else is asked of them. */
static void skips_by_the_first_words(void **state)
{
    static const struct {
        uint64_t values;
        uint64_t places;
        uint64_t faults[2];
        bool skipped;
    } cases[] = {
        {0, 0, {0, 0}, false}, {0, 0, {7, 7}, false}, {1, 0, {6, 7}, false}, {1, 0, {3, 0}, true},
        {0, 1, {7, 6}, false}, {0, 1, {0, 3}, true},  {1, 2, {2, 1}, false}, {1, 2, {2, 2}, true},
        {1, 2, {1, 1}, true},  {5, 6, {2, 1}, false}, {5, 6, {4, 0}, true},  {5, 6, {0, 4}, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (int plain = 0; plain <= 1; plain++) {
            const struct dg_rule rule = {.id = "r",
                                         .plain = plain == 1,
                                         .values = cases[i].values,
                                         .places = cases[i].places};
            struct dg_report report = {.finding = NULL};
            struct dg_judge judge = {.report = &report};
            struct dg_subject subject = {
                .judge = &judge, .doubtful = true, .faults = cases[i].faults};

            assert_int_equal(dg_rule_applies(&subject, &rule), !cases[i].skipped);
            assert_int_equal(report.rules_skipped, cases[i].skipped);
            subject.faults = NULL;
            assert_true(dg_rule_applies(&subject, &rule));
        }
    }
}

struct two_states {
    struct dg_kept_integer a;
    struct dg_kept_enum b;
};

static const struct dg_rule reads_states = {
    .id = "r", DG_RULE_READS(DG_RULE_NOW(two_states, a), DG_RULE_BEFORE(two_states, b))};

static void skips_what_reads_something_unknown(void **state)
{
    struct two_states now = {.a = {.known = true}};
    struct two_states old = {.b = {.known = true}};
    struct dg_report report = {.finding = NULL};
    struct dg_judge judge = {.report = &report};
    struct dg_subject subject = {.judge = &judge, .doubtful = true, .self = &now, .old = &old};

    (void)state;
    assert_true(dg_rule_applies(&subject, &reads_states));
    now.a.known = false;
    now.b.known = true;
    assert_false(dg_rule_applies(&subject, &reads_states));
    now.a.known = true;
    old.b.known = false;
    old.a.known = true;
    assert_false(dg_rule_applies(&subject, &reads_states));
    assert_int_equal(report.rules_skipped, 2);
}

static const struct dg_rule speaks_of_http = {
    .id = "r", .http = true, DG_RULE_READS(DG_RULE_VALUE(nested_faults, bits, 0))};

static const struct dg_rule speaks_of_path = {.id = "r", DG_RULE_PARAMETERS("id", "of")};

static void does_not_apply_without_what_it_speaks_of(void **state)
{
    static const struct dg_path_value values[] = {{"of", DG_TEXT("y")}, {"id", DG_TEXT("")}};
    struct nested_faults faults = {.bits = {1}};
    struct dg_exchange exchange = {.path = values, .path_count = 2};
    struct dg_report report = {.finding = NULL};
    struct dg_judge judge = {.report = &report};
    struct dg_subject subject = {.judge = &judge, .doubtful = true, .exchange = &exchange};

    (void)state;
    assert_true(dg_rule_applies(&subject, &speaks_of_path));
    assert_false(dg_rule_applies(&subject, &speaks_of_http));
    exchange.status = 200;
    assert_true(dg_rule_applies(&subject, &speaks_of_http));
    exchange.path_count = 1;
    assert_false(dg_rule_applies(&subject, &speaks_of_path));
    assert_int_equal(report.rules_not_applicable, 2);
    /* that counts first */
    subject.faults = &faults;
    exchange.status = 0;
    assert_false(dg_rule_applies(&subject, &speaks_of_http));
    assert_int_equal(report.rules_not_applicable, 3);
    assert_int_equal(report.rules_skipped, 0);
    exchange.status = 200;
    assert_false(dg_rule_applies(&subject, &speaks_of_http));
    assert_int_equal(report.rules_skipped, 1);
}

static void knows_the_path_of_the_request(void **state)
{
    static const struct dg_path_value path[] = {{"id", DG_TEXT("x")}, {"of", DG_TEXT("y")}};
    struct dg_exchange exchange = {.path = path, .path_count = 2};

    (void)state;
    assert_true(dg_text_equal(dg_exchange_path(&exchange, "of"), path[1].value));
    assert_int_equal(dg_exchange_path(&exchange, "o").length, 0);
    exchange.path = NULL;
    assert_int_equal(dg_exchange_path(&exchange, "of").length, 0);
    assert_int_equal(dg_exchange_path(NULL, "of").length, 0);
}

/* Documents: {"x":…}, whose state is the number */

struct x_faults {
    uint64_t bits[DG_FAULT_WORDS(1)];
};
struct x_state {
    struct dg_kept_integer x;
};

static const struct dg_rule about_x = {
    .id = "x",
    .severity = DG_SEVERITY_ERROR,
    .list = "#/x",
    DG_RULE_STEPS(DG_TEXT("x")),
    DG_RULE_READS(DG_RULE_VALUE(x_faults, bits, 0)),
};
static const struct dg_rule x_grows = {
    .id = "x",
    .severity = DG_SEVERITY_ERROR,
    .list = "#/x",
    DG_RULE_STEPS(DG_TEXT("x")),
    DG_RULE_READS(DG_RULE_NOW(x_state, x), DG_RULE_BEFORE(x_state, x)),
};

static void compare_x(struct dg_subject in)
{
    const struct x_state *self = in.self;
    const struct x_state *old = in.old;

    DG_RULE_JUDGE(in, &x_grows, self->x.value >= old->x.value);
}

static const struct dg_kept_member x_members[] = {{
    .kept = DG_KEPT_INTEGER,
    .state = offsetof(struct x_state, x),
    .presence = DG_KEPT_ALWAYS,
    DG_RULE_READS(DG_RULE_VALUE(x_faults, bits, 0)),
}};
static const struct dg_states x_states = {
    .size = sizeof(struct x_state),
    .members = x_members,
    .member_count = 1,
    .compare = compare_x,
    .compare_count = 2,
};
static const struct dg_schema x_schema = {.name = "X", .states = &x_states};

static void judge_exchange(struct dg_subject in)
{
    DG_RULE_JUDGE(in, &about_x, *(const int64_t *)in.self != in.exchange->status);
}

static const struct dg_response_rules x_response = {judge_exchange, compare_x, 3};

static size_t x_lookup(const char *name, size_t length)
{
    return length == 1 && name[0] == 'x' ? 0 : 1;
}

static bool decode_x(void *out, const char *json, size_t length, struct dg_arena *arena,
                     struct dg_report *report, const struct dg_states *states)
{
    static const struct dg_site site = {.schema = "#", .nullable = true};
    static const struct dg_property property = {
        DG_TEXT("x"), {.schema = "#/x", .nullable = false}, false, false, false};
    static const struct dg_shape shape = {.schema = "#",
                                          .properties = &property,
                                          .count = 1,
                                          .lookup = x_lookup,
                                          .unknown = DG_UNKNOWN_ALLOWED,
                                          .members = {0, SIZE_MAX},
                                          .size = 8};
    struct x_faults faults = {.bits = {0}};
    struct dg_reader in;
    struct dg_object at;

    *(int64_t *)out = 0;
    dg_reader_open(&in, &site, (struct dg_text){json, length}, arena, report);
    dg_object_open(&at, &in, &shape, out);
    at.faults = faults.bits;
    while (dg_object_next(&at)) {
        dg_read_integer(&in, out, DG_ANY_INTEGER);
    }
    dg_object_close(&at);
    dg_reader_judge_root(&in, states, out, &faults);
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
    heard.report.history = &history; /* without memory for a state */
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
    unsigned char packed[64];
    struct dg_history history = {.packed = packed};
    struct dg_kept_integer kept;
    struct heard heard;
    int64_t x;

    (void)state;
    heard_init(&heard);
    heard.report.history = &history;
    assert_true(dg_states_packed_size(&x_states) <= sizeof packed);
    assert_true(heard_decode(decode_with, &x, dg_text_of("{\"x\":5}"), &heard));
    assert_int_equal(dg_states_unpack(&x_states, packed, &kept), history.length);
    assert_true(kept.known);
    assert_int_equal(kept.value, 5);
    assert_false(heard_decode(decode_with, &x, dg_text_of("{\"x\":[]}"), &heard));
    assert_int_equal(dg_states_unpack(&x_states, packed, &kept), history.length);
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
    /* an unknown member keeps its previous value */
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
        cmocka_unit_test(skips_what_reads_something_that_failed),
        cmocka_unit_test(skips_by_the_first_words),
        cmocka_unit_test(skips_what_reads_something_unknown),
        cmocka_unit_test(does_not_apply_without_what_it_speaks_of),
        cmocka_unit_test(knows_the_path_of_the_request),
        cmocka_unit_test(judges_the_document_by_the_response),
        cmocka_unit_test(counts_what_compares_with_nothing),
        cmocka_unit_test(keeps_the_state_that_is_wanted),
        cmocka_unit_test(compares_states),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
