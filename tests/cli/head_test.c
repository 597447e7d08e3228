/* Answers to HEAD, however they come. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/command_line.h"
#include "judge/exchange.h"
#include "judge/inputs.h"
#include "judge/session.h"
#include "rules_contract.h"

#define REPORT "head-test.out"

/* The operation of the contract of cups, with the method HEAD. */
static struct dg_operation head;
static struct dg_contract heads;

static int change_method(void **state)
{
    (void)state;
    head = cups.operations[0];
    head.method = "HEAD";
    heads = cups;
    heads.operations = &head;
    return 0;
}

static void open_session(struct session *session, struct options *options, const char *path)
{
    static char *words[] = {"dg-validate", "-o", REPORT, NULL};

    words[3] = (char *)path;
    assert_true(command_line_parse(options, 4, words, &heads));
    assert_true(session_open(session, options, &heads));
}

static void expect_report(const char *expected)
{
    char text[4096];
    FILE *file = fopen(REPORT, "r");
    size_t length = 0;

    assert_non_null(file);
    length = fread(text, 1, sizeof text - 1, file);
    text[length] = '\0';
    assert_int_equal(fclose(file), 0);
    unlink(REPORT);
    assert_string_equal(text, expected);
}

/* Judges the response to HEAD as a live command does. */
static void expect_judged(const char *type, const char *body, const char *expected)
{
    const struct exchange exchange = {
        .operation = &head, .wanted = "any", .status = 200, .content_type = type};
    const struct record record = {
        .input = "HEAD", .bytes = body, .shown = body, .length = strlen(body), .line = 1};
    struct options options;
    struct session session;

    open_session(&session, &options, "unused");
    findings_begin(&session.findings, &record);
    assert_int_equal(exchange_judge(&exchange, dg_text_of(body), &session.judge, &session.findings),
                     EXCHANGE_JUDGED);
    findings_end(&session.findings, true);
    assert_int_not_equal(session_close(&session, EXIT_CONFORMS), EXIT_FAILED);
    command_line_free(&options);
    expect_report(expected);
}

/* Answers to HEAD have the header of the response to GET (RFC 9110 §9.3.2), which is documented. */
static void test_answers(void **state)
{
    (void)state;
    expect_judged("application/json", "", "1 document conforms\n");
    expect_judged(NULL, "", "1 document conforms\n");
    expect_judged("text/html", "",
                  "HEAD: error: expected the media type application/json or application/mug, "
                  "found text/html [http.media-type]\n"
                  "1 document: 1 violates the contract, 1 error\n");
    expect_judged(
        "application/json", "{}",
        "HEAD: error: expected no body, as in every response to HEAD, found one [http.body]\n"
        "1 document: 1 violates the contract, 1 error\n");
}

static void expect_checked(const char *path, const char *text, const char *expected)
{
    FILE *file = fopen(path, "w");
    struct options options;
    struct session session;
    struct target target;

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    open_session(&session, &options, path);
    assert_true(target_select(&target, &heads, &options));
    assert_int_equal(session_close(&session, inputs_judge(&session, &target)), EXIT_CONFORMS);
    command_line_free(&options);
    unlink(path);
    expect_report(expected);
}

static void test_captures(void **state)
{
    (void)state;
    expect_checked("head-test.http",
                   "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                   "Content-Length: 10\r\n\r\n"
                   "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                   "2 documents conform\n");
    expect_checked("head-test.har",
                   "{\"log\":{\"entries\":[{\"request\":{\"method\":\"HEAD\",\"url\":\"/cups/a\"},"
                   "\"response\":{\"status\":200,\"content\":{\"size\":10,"
                   "\"mimeType\":\"application/json\"}}}]}}",
                   "1 document conforms\n");
}

static void test_answers_of_proxies(void **state)
{
    static const char text[] = "HTTP/1.1 204 No Content\r\n\r\n"
                               "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n";
    const struct dg_response documented[] = {head.responses[0], {.status = "204"}};
    const struct dg_operation operation = head;

    (void)state;
    expect_checked("proxy-test.http", text, "1 document conforms\n");
    head.responses = documented;
    expect_checked("proxy-test.http", text, "2 documents conform\n");
    head = operation;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_captures),
        cmocka_unit_test(test_answers_of_proxies),
    };

    return cmocka_run_group_tests(tests, change_method, NULL);
}
