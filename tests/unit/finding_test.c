/* Findings as text, and in a list: messages, lines, long pointers, and memory that runs out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "heard.h"
#include "runtime/finding_text.h"
#include "runtime/rule.h"

static const struct dg_frame metadata = {.name = DG_TEXT("metadata")};

struct line_case {
    struct dg_finding finding;
    const char *line;
};

static const struct dg_rule rule = {
    .id = "sum", .message = "must be\nthe sum", .list = "#/x-dg-rules"};
static const struct dg_text colors[] = {DG_TEXT("red"), DG_TEXT("gr\"n")};
static const struct dg_words words = {.words = colors, .count = 2};

static const struct line_case cases[] = {
    {{.code = DG_CODE_MAX_PROPERTIES,
      .severity = DG_SEVERITY_ERROR,
      .frame = &metadata,
      .expected = DG_TEXT("at most 16 members"),
      .actual = DG_TEXT("17 members")},
     "error: /metadata: expected at most 16 members, found 17 members [maxProperties]"},
    {{.code = DG_CODE_REQUIRED,
      .severity = DG_SEVERITY_WARNING,
      .actual = DG_TEXT("{"),
      .property = DG_TEXT("id\x1b[1m")},
     "warning: the member 'id\\x1B[1m' is missing [required]"},
    {{.code = DG_CODE_TYPE,
      .severity = DG_SEVERITY_INFO,
      .expected = DG_TEXT("string"),
      .actual = DG_TEXT("{")},
     "info: expected string, found an object [type]"},
    {{.code = DG_CODE_UNKNOWN_PROPERTY,
      .severity = DG_SEVERITY_WARNING,
      .actual = DG_TEXT("\"a\xff\u202e\"")},
     "warning: the contract doesn't list the member: \"a\\xFF\\u{202E}\" [unknown-property]"},
    {{.code = DG_CODE_JSON_SYNTAX, .severity = DG_SEVERITY_ERROR},
     "error: the text is empty [json.syntax]"},
    {{.code = DG_CODE_JSON_SYNTAX,
      .severity = DG_SEVERITY_ERROR,
      .offset = 3,
      .expected = DG_TEXT("a comma"),
      .actual = DG_TEXT("\n")},
     "error: the text is not JSON (RFC 8259): expected a comma, found \\x0A [json.syntax]"},
    {{.code = DG_CODE_PATTERN,
      .severity = DG_SEVERITY_ERROR,
      .expected = DG_TEXT("^a"),
      .actual = DG_TEXT("\"b\"")},
     "error: expected a match of ^a, found \"b\" [pattern]"},
    {{.code = DG_CODE_ENUM,
      .severity = DG_SEVERITY_ERROR,
      .expected = DG_TEXT("not this"),
      .actual = DG_TEXT("\"x\""),
      .words = &words},
     "error: expected one of \"red\", \"gr\\\"n\", found \"x\" [enum]"},
    {{.code = DG_CODE_RULE,
      .severity = DG_SEVERITY_ERROR,
      .rule = &rule,
      .overflow = true,
      .actual = DG_TEXT("{\n}")},
     "error: must be\\x0Athe sum (a result is beyond the range of its type), found {\\x0A} "
     "[rule.sum]"},
};

static void writes_lines(void **state)
{
    char line[512];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t length = dg_finding_print(line, sizeof line, &cases[i].finding);

        assert_string_equal(line, cases[i].line);
        assert_int_equal(length, strlen(line));
        assert_int_equal(dg_finding_print(NULL, 0, &cases[i].finding), length);
    }
}

/* A line that doesn't fit is cut between characters, and nothing is written behind the buffer. */
static void cuts_lines(void **state)
{
    const struct dg_finding finding = {.code = DG_CODE_CONST,
                                       .severity = DG_SEVERITY_ERROR,
                                       .actual = DG_TEXT("\u00e9\u20ac\U0001F600\xff")};
    char whole[256];
    size_t length = dg_finding_print(whole, sizeof whole, &finding);

    (void)state;
    for (size_t capacity = 1; capacity <= length + 1; capacity++) {
        char line[256];
        size_t written;

        memset(line, '#', sizeof line);
        assert_int_equal(dg_finding_print(line, capacity, &finding), length);
        written = strlen(line);
        assert_true(written < capacity && written + 4 >= capacity);
        assert_memory_equal(line, whole, written);
        assert_true(dg_text_is_utf8((struct dg_text){line, written}));
        assert_int_equal(line[capacity], '#');
    }
}

/* The nearest values come first in a list that is cut. */
static void lists_the_nearest_values(void **state)
{
    static struct dg_text many[300];
    static char bytes[300][16];
    const struct dg_words list = {.words = many, .count = 300};
    const struct dg_finding finding = {.code = DG_CODE_ENUM,
                                       .severity = DG_SEVERITY_ERROR,
                                       .actual = DG_TEXT("\"value-217\""),
                                       .words = &list};
    static const char begin[] = "expected one of \"value-217x\", ";
    char message[512];

    (void)state;
    for (size_t i = 0; i < 300; i++) {
        snprintf(bytes[i], sizeof bytes[i], "value-%zu%s", i, i == 217 ? "x" : "");
        many[i] = dg_text_of(bytes[i]);
    }
    dg_finding_message(message, sizeof message, &finding);
    assert_memory_equal(message, begin, sizeof begin - 1);
    assert_non_null(strstr(message, " more, found \"value-217\""));
}

/* The pointer of a member whose name is `name`, `depth` times. */
static const struct dg_frame *nest(struct dg_frame *frames, size_t depth, const char *name)
{
    for (size_t i = 0; i < depth; i++) {
        frames[i] = (struct dg_frame){
            .parent = i == 0 ? NULL : &frames[i - 1], .name = dg_text_of(name), .plain = true};
    }
    return &frames[depth - 1];
}

/* Of a pointer of more than 1,000 code points, the first 500 and the last 499 are written. */
static void shortens_pointers(void **state)
{
    static const char *const names[] = {"a", "\u00e9\u20ac", "\U0001F600", "a/b",
                                        "abcdefg\U0001F600"};
    static struct dg_frame frames[4096];
    static char whole[65536];
    static char line[65536];

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        for (size_t depth = 80; depth < 4096; depth += depth < 1100 ? 1 : 97) {
            struct dg_finding finding = {.code = DG_CODE_CONST, .severity = DG_SEVERITY_INFO};
            struct dg_text text;
            size_t points;
            char *after;

            finding.frame = nest(frames, depth, names[i]);
            text = (struct dg_text){whole, dg_pointer_write(finding.frame, whole, sizeof whole)};
            points = dg_text_code_points(text);
            dg_finding_print(line, sizeof line, &finding);
            after = strstr(line, ": the value differs");
            assert_non_null(after);
            text = (struct dg_text){line + 6, (size_t)(after - line - 6)};
            assert_int_equal(dg_text_code_points(text), points <= 1000 ? points : 1000);
            if (points <= 1000) {
                assert_memory_equal(text.data, whole, text.length);
                continue;
            }
            after = strstr(text.data, "\u2026");
            assert_int_equal(
                dg_text_code_points((struct dg_text){text.data, (size_t)(after - text.data)}), 500);
            assert_memory_equal(text.data, whole, (size_t)(after - text.data));
            after += 3;
            text.length = (size_t)(text.data + text.length - after);
            assert_memory_equal(after, whole + strlen(whole) - text.length, text.length);
        }
    }
}

static void report_all(struct dg_findings *findings)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        findings->report.finding(&findings->report, &cases[i].finding);
    }
}

static size_t count_found(const struct dg_findings *findings)
{
    size_t count = 0;

    for (const struct dg_found *found = findings->first; found != NULL; found = found->next) {
        assert_string_equal(found->line, cases[count].line);
        assert_string_equal(found->pointer, count == 0 ? "/metadata" : "");
        assert_int_equal(found->code, cases[count].finding.code);
        assert_int_equal(found->severity, cases[count].finding.severity);
        assert_int_equal(found->offset, cases[count].finding.offset);
        assert_ptr_equal(found->rule, cases[count].finding.rule);
        assert_true(dg_text_equal(found->property, cases[count].finding.property));
        count++;
    }
    return count;
}

static void keeps_findings(void **state)
{
    const size_t all = sizeof cases / sizeof *cases;
    struct memory heap;
    struct dg_arena arena;
    struct dg_findings findings;

    (void)state;
    memory_init(&heap, 0);
    dg_arena_init(&arena, NULL, 0, &heap.allocator);
    dg_findings_init(&findings, &arena);
    assert_null(findings.first);
    report_all(&findings);
    assert_int_equal(count_found(&findings), all);
    assert_int_equal(findings.kept, all);
    assert_int_equal(findings.count, all);
    assert_int_equal(findings.errors, all - 3);

    findings.limit = all + 2; /* of which two are left */
    report_all(&findings);
    assert_int_equal(findings.kept, all + 2);
    assert_int_equal(findings.count, 2 * all);
    dg_arena_free(&arena);
    assert_int_equal(heap.blocks, 0);
}

/* Whatever memory there is, the list has whole findings, and all are counted. */
static void keeps_what_fits(void **state)
{
    char buffer[4096];

    (void)state;
    for (size_t size = 0; size <= sizeof buffer; size += 16) {
        struct dg_arena arena;
        struct dg_findings findings;

        dg_arena_init(&arena, buffer, size, NULL);
        dg_findings_init(&findings, &arena);
        report_all(&findings);
        assert_int_equal(count_found(&findings), findings.kept);
        assert_int_equal(findings.count, sizeof cases / sizeof *cases);
        assert_int_equal(arena.failed, findings.kept < findings.count);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_lines),      cmocka_unit_test(cuts_lines),
        cmocka_unit_test(shortens_pointers), cmocka_unit_test(lists_the_nearest_values),
        cmocka_unit_test(keeps_findings),    cmocka_unit_test(keeps_what_fits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
