/* dg-validate with a contract that has rules: findings of single documents and of successive
 * states. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/command_line.h"
#include "describe/describe.h"
#include "describe/explain.h"
#include "judge/exchange.h"
#include "judge/inputs.h"
#include "judge/session.h"
#include "judge/track.h"
#include "live/request.h"
#include "rules_contract.h"

#define ARGUMENTS 12

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_int_equal(fputs(text, file) < 0, 0);
    assert_int_equal(fclose(file), 0);
}

/* Returns the text of a file; valid until the next call. */
static const char *read_file(const char *path)
{
    static char text[65536];
    FILE *file = fopen(path, "r");
    size_t length = 0;

    assert_non_null(file);
    length = fread(text, 1, sizeof text - 1, file);
    text[length] = '\0';
    assert_int_equal(fclose(file), 0);
    return text;
}

static enum exit_status run_options(const struct options *options)
{
    struct target target;
    struct session session;

    switch (options->command) {
    case COMMAND_CHECK:
        if (!target_select(&target, &cups, options) ||
            (options->track && !track_possible(target.schema, options))) {
            return EXIT_USAGE;
        }
        if (!session_open(&session, options, &cups)) {
            return EXIT_FAILED;
        }
        return session_close(&session, inputs_judge(&session, &target));
    case COMMAND_CONTRACT:
        return describe_contract(options, &cups);
    case COMMAND_EXPLAIN:
        return explain_code(options, &cups);
    case COMMAND_LIVE:
    case COMMAND_MERGE:
        break;
    }
    return EXIT_USAGE;
}

/* Runs a command line of words and spaces, with "-o out". What goes to stderr goes to "err". */
static enum exit_status run(const char *command)
{
    char line[256];
    char *words[ARGUMENTS + 1] = {"dg-validate", "-o", "out"};
    int count = 3;
    struct options options;
    enum exit_status status = EXIT_USAGE;
    int before = dup(STDERR_FILENO);
    int trouble_file = open("err", O_WRONLY | O_CREAT | O_TRUNC, 0600);

    snprintf(line, sizeof line, "%s", command);
    for (char *at = line, *end = at + strlen(at); at < end; at += strlen(at) + 1) {
        at[strcspn(at, " ")] = '\0';
        assert_true(count < ARGUMENTS);
        words[count++] = at;
    }
    dup2(trouble_file, STDERR_FILENO);
    if (command_line_parse(&options, count, words, &cups)) {
        status = run_options(&options);
    }
    command_line_free(&options);
    dup2(before, STDERR_FILENO);
    close(before);
    close(trouble_file);
    return status;
}

/* The last line of the latest report. */
static const char *last_line(void)
{
    char *text = (char *)read_file("out");
    size_t length = strlen(text);
    char *feed = NULL;

    assert_true(length > 0);
    text[length - 1] = '\0';
    feed = strrchr(text, '\n');
    return feed == NULL ? text : feed + 1;
}

/* The latest report of the format ndjson, without its first line, which names program and contract.
 */
static const char *report_lines(void)
{
    const char *text = read_file("out");
    const char *feed = strchr(text, '\n');

    assert_non_null(feed);
    assert_memory_equal(text, "{\"schema\":\"dg-report/1\",",
                        strlen("{\"schema\":\"dg-report/1\","));
    return feed + 1;
}

static void expect_end(const char *text, const char *end)
{
    size_t length = strlen(text);

    assert_true(length >= strlen(end));
    assert_string_equal(text + length - strlen(end), end);
}

static void test_findings_of_rules(void **state)
{
    (void)state;
    write_file("one.json", "{\"id\":\"a\",\"level\":12}");
    assert_int_equal(run("--schema Cup one.json"), EXIT_FINDINGS);
    assert_string_equal(
        read_file("out"),
        "one.json:1:19: error: /level: A cup is never full, found 12 [rule.level-low]\n"
        "     1 | {\"id\":\"a\",\"level\":12}\n"
        "       |                   ^\n"
        "one.json:1:1: warning: What is left of a cup is known [rule.level-sum]\n"
        "     1 | {\"id\":\"a\",\"level\":12}\n"
        "       | ^\n"
        "1 document: 1 violates the contract, 1 error, 1 warning\n");
    assert_int_equal(run("-f ndjson --schema Cup one.json"), EXIT_FINDINGS);
    assert_string_equal(
        report_lines(),
        "{\"input\":\"one.json\",\"line\":1,\"column\":19,\"offset\":18,\"pointer\":\"/level\","
        "\"code\":\"rule.level-low\",\"severity\":\"error\",\"message\":\"A cup is never full, "
        "found 12\",\"expected\":\"self.level < 10\",\"actual\":\"12\","
        "\"contract\":\"#/components/schemas/Cup/x-dg-rules/0\",\"pointer_pattern\":\"/*\"}\n"
        "{\"input\":\"one.json\",\"line\":1,\"column\":1,\"offset\":0,\"pointer\":\"\","
        "\"code\":\"rule.level-sum\",\"severity\":\"warning\","
        "\"message\":\"What is left of a cup is known\","
        "\"expected\":\"// twice\\nself.level + self.level < 20\\n\","
        "\"contract\":\"#/components/schemas/Cup/x-dg-rules/1\"}\n"
        "{\"input\":\"one.json\",\"documents\":1,\"conforming\":0,\"violating\":1,\"unwanted\":0,"
        "\"skipped\":0,\"unreadable\":0,\"unmatched\":0,\"notes\":[]}\n"
        "{\"summary\":{\"documents\":1,\"conforming\":0,\"violating\":1,\"unwanted\":0,"
        "\"skipped\":0,\"unreadable\":0,\"unmatched\":0,\"suppressed\":0,\"errors\":1,\"warnings\":"
        "1,\"rules_skipped\":0,\"rules_not_applicable\":1,"
        "\"codes\":{\"rule.level-low\":1,\"rule.level-sum\":1}}}\n");
}

static void test_overflow_is_reported(void **state)
{
    (void)state;
    write_file("one.json", "{\"id\":\"a\",\"level\":9223372036854775807}");
    assert_int_equal(run("-f json --schema Cup one.json"), EXIT_FINDINGS);
    assert_non_null(strstr(read_file("out"),
                           "\"What is left of a cup is known (a result is beyond the range of its "
                           "type)\""));
    assert_null(strstr(read_file("out"), "full (a result"));
}

static void test_severities_of_rules(void **state)
{
    (void)state;
    write_file("one.json", "{\"id\":\"a\",\"level\":12}");
    assert_int_equal(run("--severity rule.level-low=warning --schema Cup one.json"), EXIT_CONFORMS);
    assert_string_equal(last_line(), "1 document conforms, 2 warnings");
    assert_int_equal(run("--severity rule.level-low@/level=off --schema Cup one.json"),
                     EXIT_CONFORMS);
    assert_string_equal(last_line(), "1 document conforms, 1 warning, 1 finding suppressed");
    assert_int_equal(run("--severity rule.level-low@/other=off --schema Cup one.json"), EXIT_USAGE);
}

static void test_codes_that_are_none(void **state)
{
    static const struct {
        const char *command;
        const char *trouble;
    } cases[] = {
        {"--severity rule.level-lows=off x",
         "dg-validate: --severity: unknown finding code 'rule.level-lows'; did you mean "
         "'rule.level-low'?\n"},
        {"--severity level-sum=off x",
         "dg-validate: --severity: unknown finding code 'level-sum'; did you mean "
         "'rule.level-sum'?\n"},
        {"--severity rule=off x", "dg-validate: --severity: unknown finding code 'rule'; "
                                  "'dg-validate explain --help' lists the codes\n"},
        {"explain rule.levl-grows",
         "dg-validate: explain: unknown finding code 'rule.levl-grows'; did you mean "
         "'rule.level-grows'?\n"},
        {"explain rule.", "dg-validate: explain: unknown finding code 'rule.'; 'dg-validate "
                          "explain --help' lists the codes\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(run(cases[i].command), EXIT_USAGE);
        assert_string_equal(read_file("err"), cases[i].trouble);
    }
}

static void test_skipped_rules_are_stated(void **state)
{
    (void)state;
    write_file("one.ndjson", "{\"id\":\"a\"}\n{\"id\":\"b\",\"level\":1}\n");
    assert_int_equal(run("--schema Cup one.ndjson"), EXIT_CONFORMS);
    assert_string_equal(last_line(),
                        "2 documents: 1 conforms, 1 skipped, 2 rules could not be judged");
    assert_int_equal(run("--schema Cup --fail-on-skip one.ndjson"), EXIT_FINDINGS);
    assert_int_equal(run("-v --schema Cup one.ndjson"), EXIT_CONFORMS);
    assert_string_equal(last_line(), "2 documents: 1 conforms, 1 skipped, 2 rules could not be "
                                     "judged, 2 rules not applicable");
    assert_int_equal(run("-f ndjson --schema Cup one.ndjson"), EXIT_CONFORMS);
    assert_string_equal(
        last_line(),
        "{\"summary\":{\"documents\":2,\"conforming\":1,\"violating\":0,\"unwanted\":0,"
        "\"skipped\":1,\"unreadable\":0,\"unmatched\":0,\"suppressed\":0,\"errors\":0,"
        "\"warnings\":0,\"rules_skipped\":2,\"rules_not_applicable\":2,\"codes\":{}}}");
    write_file("one.ndjson", "{\"id\":\"b\",\"level\":1}\n");
    assert_int_equal(run("--schema Cup --fail-on-skip one.ndjson"), EXIT_CONFORMS);
    assert_string_equal(last_line(), "1 document conforms");
}

/* Bare documents are judged against a response, but have neither a status nor a request. */
static void test_rules_of_responses(void **state)
{
    struct seen_exchange *seen = cups_seen();

    (void)state;
    write_file("one.json", "{\"id\":\"a\",\"level\":1}");
    *seen = (struct seen_exchange){.status = -1};
    assert_int_equal(run("-v one.json"), EXIT_CONFORMS);
    assert_string_equal(last_line(), "1 document conforms, 2 rules not applicable");
    assert_int_equal(seen->calls, 1);
    assert_int_equal(seen->status, 0);
    assert_string_equal(seen->media_type, "");
    assert_string_equal(seen->cup, "");
    assert_int_equal(run("--status 404 one.json"), EXIT_CONFORMS);
    assert_int_equal(seen->calls, 2);
    assert_int_equal(run("--schema Cup one.json"), EXIT_CONFORMS);
    assert_int_equal(run("--track one.json"), EXIT_CONFORMS);
    assert_int_equal(run("--track --operation getCup one.json"), EXIT_CONFORMS);
    assert_int_equal(seen->calls, 2);
}

/* Each document is compared with the previous one of the same id, also if there are other documents
 * in between. */
static void test_states_across_inputs(void **state)
{
    (void)state;
    write_file("1.ndjson", "{\"id\":\"a\",\"level\":5}\n{\"id\":\"b\",\"level\":7}\n"
                           "{\"id\":\"a\",\"level\":5}\n{\"id\":\"b\",\"level\":6}\n");
    write_file("2.json", "{\"level\":4,\"id\":\"a\"}");
    write_file("3.json", "{\"id\":\"a\",\"level\":6}");
    assert_int_equal(run("-f ndjson --track --schema Cup 1.ndjson 2.json 3.json"), EXIT_FINDINGS);
    assert_string_equal(
        report_lines(),
        "{\"input\":\"1.ndjson\",\"record\":4,\"line\":4,\"column\":19,\"offset\":81,"
        "\"pointer\":\"/level\",\"code\":\"rule.level-grows\",\"severity\":\"error\","
        "\"message\":\"A cup is never emptied, found 6\",\"expected\":\"self.level >= "
        "oldSelf.level\",\"actual\":\"6\",\"contract\":\"#/components/schemas/Cup/x-dg-rules/"
        "2\",\"pointer_pattern\":\"/*\"}\n"
        "{\"input\":\"2.json\",\"line\":1,\"column\":10,\"offset\":9,"
        "\"pointer\":\"/level\",\"code\":\"rule.level-grows\",\"severity\":\"error\","
        "\"message\":\"A cup is never emptied, found 4\",\"expected\":\"self.level >= "
        "oldSelf.level\",\"actual\":\"4\",\"contract\":\"#/components/schemas/Cup/x-dg-rules/"
        "2\",\"pointer_pattern\":\"/*\"}\n"
        "{\"input\":\"1.ndjson\",\"documents\":4,\"conforming\":3,\"violating\":1,\"unwanted\":0,"
        "\"skipped\":0,\"unreadable\":0,\"unmatched\":0,\"notes\":[]}\n"
        "{\"input\":\"2.json\",\"documents\":1,\"conforming\":0,\"violating\":1,\"unwanted\":0,"
        "\"skipped\":0,\"unreadable\":0,\"unmatched\":0,\"notes\":[]}\n"
        "{\"input\":\"3.json\",\"documents\":1,\"conforming\":1,\"violating\":0,\"unwanted\":0,"
        "\"skipped\":0,\"unreadable\":0,\"unmatched\":0,\"notes\":[]}\n"
        "{\"summary\":{\"documents\":6,\"conforming\":4,\"violating\":2,\"unwanted\":0,"
        "\"skipped\":0,\"unreadable\":0,\"unmatched\":0,\"suppressed\":0,\"errors\":2,\"warnings\":"
        "0,\"rules_skipped\":0,\"rules_not_applicable\":2,\"codes\":{\"rule.level-grows\":2}}}\n");
    assert_int_equal(run("--schema Cup 1.ndjson 2.json 3.json"), EXIT_CONFORMS);
}

/* A document that isn't JSON to its end changes nothing; a missing member keeps its previous
   value. */
static void test_states_that_are_not_known(void **state)
{
    (void)state;
    write_file("1.ndjson", "{\"id\":\"a\",\"level\":5}\n{\"id\":\"a\",\"level\":3\n"
                           "{\"id\":\"a\"}\n{\"level\":2}\n{\"id\":\"a\",\"level\":4}\n");
    assert_int_equal(run("--track --schema Cup 1.ndjson"), EXIT_FINDINGS);
    assert_non_null(strstr(read_file("out"), "1.ndjson:2:20: error: the text is not JSON"));
    assert_non_null(strstr(read_file("out"), "1.ndjson:5:19: error: /level: A cup is never "
                                             "emptied, found 4 [rule.level-grows]"));
    /* Rules that compare: those of the second document and of the fourth, whose ids aren't known,
       and that of the third, along with the two that read its level. */
    assert_string_equal(last_line(), "5 documents: 1 conforms, 2 violate the contract, 2 skipped, "
                                     "5 rules could not be judged, 2 errors");
}

static void test_schemas_without_states(void **state)
{
    (void)state;
    write_file("one.json", "{\"id\":\"a\",\"level\":5}");
    assert_int_equal(run("--track --schema Saucer one.json"), EXIT_USAGE);
    assert_string_equal(read_file("err"), "dg-validate: --track: the contract has no rules that "
                                          "compare states of Saucer\n");
    assert_int_equal(run("--track --schema Spoon one.json"), EXIT_USAGE);
    assert_string_equal(read_file("err"), "dg-validate: --track: Spoon has no property 'id' that "
                                          "identifies objects\n");
}

/* Enough ids to make the table grow repeatedly; then each id once more, with a lower level. */
static void test_many_ids(void **state)
{
    enum {
        COUNT = 20000
    };
    FILE *file = fopen("many.ndjson", "w");
    (void)state;
    assert_non_null(file);
    for (int i = 0; i < 2 * COUNT; i++) {
        fprintf(file, "{\"id\":\"cup-%d\",\"level\":%d}\n", i % COUNT, i < COUNT ? 5 : i % 2 + 4);
    }
    assert_int_equal(fclose(file), 0);
    assert_int_equal(run("--track --max-findings 1 -f ndjson --schema Cup many.ndjson"),
                     EXIT_FINDINGS);
    assert_string_equal(
        last_line(),
        "{\"summary\":{\"documents\":40000,\"conforming\":30000,"
        "\"violating\":10000,\"unwanted\":0,\"skipped\":0,\"unreadable\":0,\"unmatched\":0,"
        "\"suppressed\":0,\"errors\":10000,\"warnings\":0,\"rules_skipped\":0,"
        "\"rules_not_applicable\":20000,\"not_printed\":9999,\"codes\":{\"rule.level-grows\":10000}"
        "}}");
}

/* Answers to one request, as a live command would get them. */
struct answer {
    int status;
    const char *type;
    const char *body;
};

static enum exchange_result judge_answers(struct session *session, const struct answer *answers,
                                          size_t count)
{
    const struct dg_path_value path = {"cup", DG_TEXT("blue cup")};
    enum exchange_result result = EXCHANGE_JUDGED;
    struct track_set tracks = {.first = NULL};

    for (size_t i = 0; i < count && result == EXCHANGE_JUDGED; i++) {
        const struct exchange exchange = {
            .operation = cups.operations,
            .wanted = "any",
            .status = answers[i].status,
            .content_type = answers[i].type,
            .path = &path,
            .path_count = 1,
            .tracks = count > 1 ? &tracks : NULL,
        };
        const struct record record = {
            .input = "GET",
            .bytes = answers[i].body,
            .shown = answers[i].body,
            .length = strlen(answers[i].body),
            .line = 1,
            .number = i + 1,
            .part = "response",
            .apart = true,
        };

        findings_begin(&session->findings, &record);
        result = exchange_judge(&exchange, dg_text_of(answers[i].body), &session->judge,
                                &session->findings);
        findings_end(&session->findings, result == EXCHANGE_JUDGED);
    }
    track_set_close(&tracks);
    return result;
}

static enum exchange_result judge_all(const struct answer *answers, size_t count)
{
    enum exchange_result result = EXCHANGE_JUDGED;
    char *words[] = {"dg-validate", "-o", "out", "-v", "get", "blue cup"};
    struct options options;
    struct session session;

    assert_true(command_line_parse(&options, 6, words, &cups));
    assert_true(session_open(&session, &options, &cups));
    result = judge_answers(&session, answers, count);
    assert_int_not_equal(session_close(&session, EXIT_CONFORMS), EXIT_FAILED);
    command_line_free(&options);
    return result;
}

static const char *report_of(const struct answer *answers, size_t count)
{
    assert_int_equal(judge_all(answers, count), EXCHANGE_JUDGED);
    return read_file("out");
}

static void test_exchanges_are_told_to_rules(void **state)
{
    static const struct answer answer = {404, "Application/JSON ; charset=utf-8",
                                         "{\"id\":\"a\",\"level\":1}"};
    struct seen_exchange *seen = cups_seen();

    (void)state;
    *seen = (struct seen_exchange){.calls = 0};
    expect_end(report_of(&answer, 1), "\n1 document conforms, 2 rules not applicable\n");
    assert_int_equal(seen->calls, 1);
    assert_int_equal(seen->status, 404);
    assert_string_equal(seen->media_type, "application/json");
    assert_string_equal(seen->cup, "blue cup");
}

#define ALONE "the previous state is not known (oldSelf): "
/* Compared is with the last answer of the same schema that has a state. */
static void test_answers_are_compared(void **state)
{
    static const struct answer answers[] = {
        {200, "application/json", "{\"id\":\"a\",\"level\":5}"},
        {404, "application/json", "{\"id\":\"b\",\"level\":6}"},
        {200, "application/mug", "{\"id\":\"a\",\"level\":1}"},
        {200, "application/json", "{\"id\":\"a\",\"level\":1"},
        {200, "application/json", "{\"id\":\"a\",\"level\":2}"},
    };

    (void)state;
    expect_end(
        report_of(answers, 2),
        "GET (response 2):1:1: error: Only full cups stay as they are [rule.same-status]\n"
        "     1 | {\"id\":\"b\",\"level\":6}\n"
        "       | ^\n"
        "not applicable to 1 document, " ALONE "rule.level-grows, rule.same-status\n"
        "2 documents: 1 conforms, 1 violates the contract, 2 rules not applicable, 1 error\n");
    expect_end(
        report_of(answers, 5),
        "GET (response 5):1:19: error: /level: A cup is never emptied, found 2 [rule.level-grows]\n"
        "     1 | {\"id\":\"a\",\"level\":2}\n"
        "       |                   ^\n"
        "not applicable to 2 documents, " ALONE "rule.level-grows\n"
        "not applicable to 1 document, " ALONE "rule.same-status\n"
        "5 documents: 2 conform, 3 violate the contract, 2 rules could not be judged, "
        "3 rules not applicable, 3 errors\n");
}

static void test_path_values_of_requests(void **state)
{
    const char *arguments[] = {"blue cup/%41"};
    struct options options = {
        .operation = cups.operations, .arguments = arguments, .argument_count = 1};
    struct request request;

    (void)state;
    assert_true(request_build(&request, &options, &cups));
    assert_string_equal(buffer_string(&request.url),
                        "https://cups.example/cups/blue%20cup%2F%2541");
    assert_int_equal(request.path_count, 1);
    assert_string_equal(request.path[0].name, "cup");
    assert_true(dg_text_equal(request.path[0].value, dg_text_of("blue cup/%41")));
    request_free(&request);
}

static void test_rules_are_described(void **state)
{
    static const char text[] = "  level-grows  error: A cup is never emptied\n"
                               "    rule     self.level >= oldSelf.level\n"
                               "    pointer  /level\n"
                               "    source   https://cups.example/\n"
                               "    contract #/components/schemas/Cup/x-dg-rules/2\n"
                               "    pass     fills.ndjson\n"
                               "    pass     stays.ndjson\n"
                               "    fail     leaks.ndjson\n";
    static const char lines[] = "  level-sum  warning: What is left of a cup is known\n"
                                "    rule     // twice\n"
                                "             self.level + self.level < 20\n"
                                "    contract #/components/schemas/Cup/x-dg-rules/1\n";
    static const char json[] = "{\n"
                               "\t\t\t\"id\":\t\"level-sum\",\n"
                               "\t\t\t\"severity\":\t\"warning\",\n"
                               "\t\t\t\"message\":\t\"What is left of a cup is known\",\n"
                               "\t\t\t\"rule\":\t\"// twice\\nself.level + self.level < 20\\n\",\n"
                               "\t\t\t\"pointer\":\tnull,\n"
                               "\t\t\t\"source\":\tnull,\n"
                               "\t\t\t\"contract\":\t\"#/components/schemas/Cup/x-dg-rules/1\",\n"
                               "\t\t\t\"examples\":\t{\n"
                               "\t\t\t\t\"pass\":\t[],\n"
                               "\t\t\t\t\"fail\":\t[]\n"
                               "\t\t\t}\n"
                               "\t\t}, {";

    (void)state;
    assert_int_equal(run("contract"), EXIT_CONFORMS);
    assert_non_null(strstr(read_file("out"), text));
    assert_non_null(strstr(read_file("out"), lines));
    assert_int_equal(run("contract --json"), EXIT_CONFORMS);
    assert_non_null(strstr(read_file("out"), json));
    assert_non_null(strstr(read_file("out"), "\"pass\":\t[\"fills.ndjson\", \"stays.ndjson\"]"));
}

static void test_rules_are_explained(void **state)
{
    (void)state;
    remove("full.json");
    assert_int_equal(run("explain rule.level-low"), EXIT_CONFORMS);
    assert_non_null(strstr(read_file("out"), "\nbroken by full.json\n"
                                             "          an example of the contract; this folder "
                                             "doesn't have the file\n"
                                             "severity  error\n"));
    assert_int_equal(mkdir("tests", 0700), 0);
    assert_int_equal(mkdir("tests/wire", 0700), 0);
    write_file("tests/wire/full.json", "{}");
    assert_int_equal(run("explain rule.level-low"), EXIT_CONFORMS);
    assert_non_null(strstr(read_file("out"), "\nbroken by tests/wire/full.json\n          {}\n"));
    write_file("full.json", "{\n  \"level\": 10,\x1b \"id\": \"\xff\"\n}\n");
    assert_int_equal(run("explain rule.level-low"), EXIT_CONFORMS);
    assert_string_equal(
        read_file("out"),
        "code      rule.level-low\n"
        "meaning   A cup is never full\n"
        "rule      self.level < 10\n"
        "          #/components/schemas/Cup/x-dg-rules/0\n"
        "source    #/components/schemas/Cup/description\n"
        "          Cups are filled by and by. They hold ten units, of which the last one is left "
        "out, lest\n"
        "          anybody spill what is in it.\n"
        "          So much for cups.\n"
        "position  the value at this pointer, or the brace of the object if there is no value:\n"
        "          /level\n"
        "broken by full.json\n"
        "          {\n"
        "            \"level\": 10,\\x1B \"id\": \"\\xFF\"\n"
        "          }\n"
        "severity  error\n"
        "\n"
        "To change the severity to error, warning, info or off, everywhere or for one value:\n"
        "  --severity rule.level-low=warning\n"
        "  --severity rule.level-low@/JSON/POINTER=off\n");
    assert_int_equal(run("explain rule.level-sum"), EXIT_CONFORMS);
    assert_non_null(strstr(read_file("out"), "\nposition  the brace of the object\n"
                                             "severity  warning\n"));
    assert_non_null(strstr(read_file("out"), "  --severity rule.level-sum=error\n"));
}

/* Long examples are cropped. */
static void test_long_examples_are_cropped(void **state)
{
    FILE *file = fopen("leaks.ndjson", "w");

    (void)state;
    assert_non_null(file);
    fprintf(file, "%03000d\n", 1);
    for (int i = 0; i < 5000; i++) {
        fputs("{}\n", file);
    }
    assert_int_equal(fclose(file), 0);
    assert_int_equal(run("explain rule.level-grows"), EXIT_CONFORMS);
    assert_non_null(strstr(read_file("out"), "00\u2026\n          {}\n"));
    assert_non_null(strstr(read_file("out"), "{}\n          \u2026\nseverity"));
    assert_true(strlen(read_file("out")) < 4000);
}

/* Makes a folder for the files of the tests the current directory. */
static int enter_folder(void **state)
{
    static char folder[] = "rules-test-XXXXXX";

    *state = folder;
    return mkdtemp(folder) == NULL || chdir(folder) != 0;
}

static int leave_folder(void **state)
{
    static const char *const files[] = {"tests/wire/full.json",
                                        "tests/wire",
                                        "tests",
                                        "1.har",
                                        "1.ndjson",
                                        "2.json",
                                        "3.json",
                                        "err",
                                        "full.json",
                                        "leaks.ndjson",
                                        "many.ndjson",
                                        "one.ndjson",
                                        "one.json",
                                        "out"};

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        remove(files[i]);
    }
    return chdir("..") != 0 || rmdir(*state) != 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_findings_of_rules),
        cmocka_unit_test(test_overflow_is_reported),
        cmocka_unit_test(test_severities_of_rules),
        cmocka_unit_test(test_codes_that_are_none),
        cmocka_unit_test(test_skipped_rules_are_stated),
        cmocka_unit_test(test_rules_of_responses),
        cmocka_unit_test(test_states_across_inputs),
        cmocka_unit_test(test_states_that_are_not_known),
        cmocka_unit_test(test_schemas_without_states),
        cmocka_unit_test(test_many_ids),
        cmocka_unit_test(test_exchanges_are_told_to_rules),
        cmocka_unit_test(test_answers_are_compared),
        cmocka_unit_test(test_path_values_of_requests),
        cmocka_unit_test(test_rules_are_described),
        cmocka_unit_test(test_rules_are_explained),
        cmocka_unit_test(test_long_examples_are_cropped),
    };

    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
