/* A recording gets the same verdict offline as its response did live, for any bytes that a server
 * sends: headers and bodies are random combinations of valid and faulty parts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/wanted.h"
#include "cli/command_line.h"
#include "contract.h"
#include "judge/exchange.h"
#include "judge/inputs.h"
#include "judge/session.h"
#include "live/recording.h"

#define HAR "recording-random-test.har"
#define LIVE "recording-random-test.live"
#define REPLAYED "recording-random-test.replayed"
#define TOKEN "test-token"
#define MAX_BODY 600

static uint32_t seed;

static uint32_t below(uint32_t count)
{
    seed = seed * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)count * seed >> 32);
}

struct part {
    const char *bytes;
    size_t length;
};

#define PART(text)                                                                                 \
    {                                                                                              \
        (text), sizeof(text) - 1                                                                   \
    }
#define ADD_ONE_OF(out, parts) add_one_of((out), (parts), sizeof(parts) / sizeof *(parts))

static void add_one_of(struct buffer *out, const struct part *parts, size_t count)
{
    const struct part *part = &parts[below((uint32_t)count)];

    buffer_add_bytes(out, part->bytes, part->length);
}

static const struct part statuses[] = {
    PART("HTTP/1.1 200 OK"),     PART("HTTP/1.1 409 Conflict"),
    PART("HTTP/2 404 "),         PART("HTTP/1.0 401 x\xFF"),
    PART("HTTP/1.1 503 " TOKEN), PART("HTTP/1.1 204 No Content"),
    PART("HTTP/2 304"),          PART("HTTP/1.1 302 Found"),
    PART("HTTP/1.1 299 \x01"),   PART("HTTP/1.1 600 x"),
    PART("HTTP/3 407 x"),        PART("HTTP/1.1  200 OK"),
    PART("HTTP/1.1 2000"),       PART("HTTP/1.1 103 Early Hints"),
    PART("HTTP/1.1 101 x"),
};
static const struct part names[] = {
    PART("Content-Type"),
    PART("content-TYPE"),
    PART("Content-Encoding"),
    PART("Content-Length"),
    PART("Location"),
    PART("Set-Cookie"),
    PART("WWW-Authenticate"),
    PART("Retry-After"),
    PART("X-A"),
    PART("X\xE9"),
    PART("Content-Type"),
    PART("Content-Type"),
    PART(TOKEN),
    PART(""),
    PART("A\x02"),
    PART("Content-Type "),
};
static const struct part colons[] = {
    PART(": "), PART(":"),  PART(":\t"), PART(":  "), PART(": \r\n "), PART(": "),
    PART(": "), PART(": "), PART(" :"),  PART(""),    PART(":\r"),     PART(": ,"),
};
static const struct part values[] = {
    PART("application/json"),
    PART("application/problem+json"),
    PART("Application/Problem+JSON ; charset=\"utf-8\""),
    PART("application/json\r\n ; a=b"),
    PART("application/json, application/json"),
    PART("application/json;\xFF"),
    PART("application/json\x01"),
    PART("application/js\xE2\x82\xACn"),
    PART("x-unknown"),
    PART("gzip"),
    PART("identity"),
    PART("br, gzip"),
    PART(""),
    PART("a\rb"),
    PART("a\0b"),
    PART("\\x41\\u0041\"\\"),
    PART("text/" TOKEN),
    PART("\x7F"),
    PART("5,216"),
    PART("7 "),
};
static const struct part ends[] = {
    PART("\r\n"), PART("\r\n"),   PART("\r\n"),      PART("\r\n"),
    PART("\n"),   PART("\r\r\n"), PART("\r\n \r\n"),
};
static const struct part bodies[] = {
    PART(""),
    PART("{"),
    PART("{}"),
    PART("\xFF\xFE{\0}\0"),
    PART("\xEF\xBB\xBF{}"),
    PART("\x1F\x8B\x08\0\0\0\0\0\0\x03\xAB\xAE\x05\0\x43\xBF\xA6\xA3\x02\0\0\0"),
    PART("\x28\xB5\x2F\xFD\x04\x58\x11\0\0{}\xE4\xF4\x7A\x2C"),
    PART("eyJhIjoxfQ=="),
    PART("eyJ0eXBlIjoiYWJvdXQ6YmxhbmsiLCJ0aXRsZSI6IngiLCJzdGF0dXMiOjQwOX0="),
    PART("{\"type\":\"about:blank\",\"title\":\"x\",\"status\":409}"),
    PART("{\"type\":\"about:blank\",\"title\":\"\\ud800\",\"status\":404}\r\n"),
    PART("{\"type\":\"about:blank\",\"title\":\"" TOKEN "\",\"status\":503,\"detail\":1}"),
    PART("{\"type\":\"\xE9\",\"title\":\"\0\",\"status\":401}"),
    PART("\n\n "
         "{\"object\":\"batch_prediction\",\"id\":\"bpred_1\",\"status\":\"cancelling\",\"model\":"
         "\"gemini-2.5-flash\",\"completion_window\":\"24h\",\"created_at\":"
         "\"2026-04-10T12:00:00.000Z\",\"expires_at\":\"2026-04-11T12:00:00.000Z\","
         "\"in_progress_at\":null,\"finalizing_at\":null,\"completed_at\":null,\"failed_at\":null,"
         "\"cancelling_at\":\"2026-04-10T12:02:00.000Z\",\"cancelled_at\":null,\"expired_at\":null,"
         "\"request_counts\":{\"total\":0,\"processing\":0,\"succeeded\":0,\"errored\":0,"
         "\"canceled\":0,\"expired\":0},\"metadata\":null,\"error\":null,\"results_url\":null}"),
};

/* A response as a server may send it. */
static void make_head(struct buffer *head, size_t body_length)
{
    ADD_ONE_OF(head, statuses);
    ADD_ONE_OF(head, ends);
    for (uint32_t i = below(5); i > 0; i--) {
        ADD_ONE_OF(head, names);
        ADD_ONE_OF(head, colons);
        ADD_ONE_OF(head, values);
        ADD_ONE_OF(head, ends);
    }
    if (below(3) == 0) {
        buffer_format(head, "Content-Length: %zu\r\n", body_length);
    }
    if (below(2) == 0) { /* replaces a byte by any other */
        head->data[below((uint32_t)head->length)] = (char)below(256);
    }
    buffer_add(head, "\r\n");
}

/* Hands the response to the callbacks in pieces, as libcurl does. */
static void receive(struct response *response, struct dg_text head, struct dg_text body)
{
    while (head.length > 0 && response->fault == NULL) {
        const char *feed = memchr(head.data, '\n', head.length);
        size_t length = feed == NULL ? head.length : (size_t)(feed - head.data) + 1;

        response_header((char *)(uintptr_t)head.data, 1, length, response);
        head.data += length;
        head.length -= length;
    }
    if (response->status != 204 && response->status != 304) {
        response_body((char *)(uintptr_t)body.data, 1, body.length, response);
    }
}

static void open_session(struct session *session, struct options *options, const char *report)
{
    char *words[] = {"dg-validate", "-f", "ndjson", "-o", NULL, HAR, NULL};

    words[4] = (char *)(uintptr_t)report;
    assert_true(command_line_parse(options, 6, words, &dg_contract));
    assert_true(session_open(session, options, &dg_contract));
}

static enum exit_status judge_live(struct request *request, struct response *response)
{
    const struct exchange exchange = {
        .operation = request->operation,
        .wanted = WANTED_ANY,
        .status = response->status,
        .content_type = response_value(&response->content_type),
        .content_encoding = response_value(&response->content_encoding),
        .path = request->path,
        .path_count = request->path_count,
        .max_body = MAX_BODY,
        .too_large = response->too_large,
    };
    const struct record record = {.input = HAR,
                                  .bytes = response->body.data,
                                  .shown = response->body.data,
                                  .length = response->body.length,
                                  .line = 1};
    struct options options;
    struct session session;
    enum exchange_result result = EXCHANGE_FAILED;
    enum exit_status status = EXIT_FAILED;

    open_session(&session, &options, LIVE);
    session.findings.secret = buffer_text(&request->token);
    findings_begin(&session.findings, &record);
    result =
        exchange_judge(&exchange, buffer_text(&response->body), &session.judge, &session.findings);
    findings_end(&session.findings, result == EXCHANGE_JUDGED);
    reports_input(&session.reports, HAR, &session.findings.totals);
    status = session_close(&session, EXIT_CONFORMS);
    command_line_free(&options);
    return status;
}

static enum exit_status judge_recorded(void)
{
    struct options options;
    struct session session;
    struct target target;
    enum exit_status status = EXIT_FAILED;

    open_session(&session, &options, REPLAYED);
    assert_true(target_select(&target, &dg_contract, &options));
    status = session_close(&session, inputs_judge(&session, &target));
    command_line_free(&options);
    return status;
}

/* The report without locations, which differ in a recording. An escaped token has more asterisks
 * than a recorded one. */
static char *read_report(const char *path)
{
    static char text[65536];
    FILE *file = fopen(path, "r");
    size_t length = 0;
    char line[16384];

    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL) {
        const char *from = strstr(line, "\"pointer\":");

        from = from == NULL ? line : from;
        for (; *from != '\0'; from++) {
            if (*from != '*' || length == 0 || text[length - 1] != '*') {
                text[length++] = *from;
            }
            assert_true(length < sizeof text - 1);
        }
    }
    text[length] = '\0';
    fclose(file);
    return text;
}

static void record(const struct request *request, const struct attempt *attempt)
{
    static struct recording recording;

    assert_true(recording_open(&recording, HAR));
    recording_add(&recording, request, attempt);
    assert_true(recording_close(&recording));
}

static void expect_same(enum exit_status live, enum exit_status replayed, struct dg_text head)
{
    char *first = strdup(read_report(LIVE));
    const char *second = read_report(REPLAYED);

    if (live != replayed || strcmp(first, second) != 0) {
        print_message("%.*s\n", (int)head.length, head.data);
        assert_string_equal(second, first);
        assert_int_equal(replayed, live);
    }
    free(first);
}

/* Returns whether there was a response. */
static bool try(struct request *request)
{
    struct attempt attempt = {.response = {.max_body = MAX_BODY}, .started = 1};
    const struct part *body = &bodies[below(sizeof bodies / sizeof *bodies)];
    struct buffer head = {.data = NULL};
    bool answered = false;

    make_head(&head, body->length);
    receive(&attempt.response, buffer_text(&head), (struct dg_text){body->bytes, body->length});
    answered = attempt.response.fault == NULL && response_has_header(&attempt.response);
    if (answered) {
        record(request, &attempt);
        expect_same(judge_live(request, &attempt.response), judge_recorded(), buffer_text(&head));
    }
    response_free(&attempt.response);
    buffer_free(&head);
    return answered;
}

static void test_replay(void **state)
{
    static const struct dg_path_value path = {"batch_prediction_id", {"bpred_1", 7}};
    const char *count = getenv("DG_RANDOM_COUNT");
    long wanted = count == NULL ? 1500 : strtol(count, NULL, 10);
    struct request request = {.operation = &dg_contract.operations[0], .path_count = 1};
    long answered = 0;

    (void)state;
    request.path = (struct dg_path_value *)(uintptr_t)&path;
    buffer_add(&request.url, "https://a.example/v1/batch-predictions/bpred_1/cancel");
    buffer_add(&request.token, TOKEN);
    for (long i = 0; i < wanted; i++) {
        seed = (uint32_t)i * 2654435761u + 1;
        answered += try(&request);
    }
    assert_in_range(answered, wanted / 8, wanted);
    buffer_free(&request.url);
    buffer_free(&request.token);
}

static int remove_files(void **state)
{
    (void)state;
    unlink(HAR);
    unlink(LIVE);
    unlink(REPLAYED);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_replay)};

    return cmocka_run_group_tests(tests, NULL, remove_files);
}
