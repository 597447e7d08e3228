/* Parts of live commands that can't be tested through the program's output: requests of operations
 * that the contract doesn't have, and waits that are too long for a test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "live/header_options.h"
#include "live/request.h"
#include "live/retry.h"
#include "live/server.h"

/* --- Requests --- */

static const struct dg_parameter parameters[] = {
    {.name = "shelf", .in = DG_IN_PATH, .required = true},
    {.name = "page", .in = DG_IN_QUERY},
    {.name = "sort by", .in = DG_IN_QUERY, .required = true},
    {.name = "Tea-Room", .in = DG_IN_HEADER, .required = true, .environment = "DG_LIVE_TEST_ROOM"},
    {.name = "X-Cups", .in = DG_IN_HEADER},
};
static const struct dg_media json = {.type = "application/json"};
static const struct dg_response responses[] = {{"200", &json, 1}, {"404", &json, 1}};
static const struct dg_operation list = {
    .id = "listShelf",
    .method = "GET",
    .path = "/shelves/{shelf}/tea",
    .parameters = parameters,
    .parameter_count = 5,
    .responses = responses,
    .response_count = 2,
};
static const struct dg_operation with_body = {
    .id = "fill", .method = "POST", .path = "/kettle", .body = true};
static const struct dg_operation needs_key = {
    .id = "open", .method = "GET", .path = "/cellar", .unsent = "API keys"};
static const struct dg_parameter unsent[] = {
    {.name = "crumb", .in = DG_IN_COOKIE, .unsent = "it is a cookie"},
    {.name = "filter", .in = DG_IN_QUERY, .unsent = "its style is 'deepObject'"},
    {.name = "Steeped",
     .in = DG_IN_HEADER,
     .environment = "DG_LIVE_TEST_STEEPED",
     .unsent = "style"},
};
static const struct dg_operation elsewhere = {.id = "taste",
                                              .method = "GET",
                                              .path = "/tea",
                                              .server = "https://leaf.example",
                                              .parameters = unsent,
                                              .parameter_count = 3};
static const struct dg_operation relative = {
    .id = "taste", .method = "GET", .path = "/tea", .server = "/v2"};
static const struct dg_operation variable = {
    .id = "taste", .method = "GET", .path = "/tea", .server = "https://{host}/"};
static const struct dg_contract contract = {.server = "https://tea.example/api/"};

/* Builds the request of `call` with these values of --param and --header. */
static bool build(struct request *request, const struct dg_operation *operation,
                  const char *const *params, const char *const *headers)
{
    const char *given[8];
    const char *lines[8];
    struct options options = {.operation = operation,
                              .word = operation->id,
                              .call = true,
                              .params = {.items = given},
                              .headers = {.items = lines}};

    for (; *params != NULL; params++) {
        given[options.params.count++] = *params;
    }
    for (; *headers != NULL; headers++) {
        lines[options.headers.count++] = *headers;
    }
    return request_build(request, &options, &contract);
}

static const char *const none[] = {NULL};

/* The line of the header with that name; "": the request doesn't have it. */
static const char *header_of(const struct request *request, const char *name)
{
    for (const struct curl_slist *at = request->headers; at != NULL; at = at->next) {
        if (strncmp(at->data, name, strlen(name)) == 0) {
            return at->data;
        }
    }
    return "";
}

static void test_parameters_of_a_call(void **state)
{
    static const char *const params[] = {"sort by=a&b=c d", "shelf=\xc3\xa9/..%", "tea-room=Red",
                                         "page=", NULL};
    struct request request;

    (void)state;
    assert_true(build(&request, &list, params, none));
    assert_string_equal(buffer_string(&request.url),
                        "https://tea.example/api/shelves/%C3%A9%2F..%25/tea"
                        "?page=&sort%20by=a%26b%3Dc%20d");
    assert_string_equal(header_of(&request, "Tea-Room"), "Tea-Room: Red");
    assert_string_equal(header_of(&request, "X-Cups"), "");
    assert_string_equal(header_of(&request, "Accept"), "Accept: application/json");
    assert_string_equal(header_of(&request, "Authorization"), "");
    assert_int_equal(request.path_count, 1);
    assert_string_equal(request.path[0].name, "shelf");
    assert_true(dg_text_equal(request.path[0].value, dg_text_of("\xc3\xa9/..%")));
    request_free(&request);
}

static void test_parameters_from_the_environment(void **state)
{
    static const char *const params[] = {"sort by=a", "shelf=b", NULL};
    static const char *const both[] = {"sort by=a", "shelf=b", "Tea-Room=Red", "X-Cups=", NULL};
    static const char *const lines[] = {"tea-room: Green", NULL};
    struct request request;

    (void)state;
    setenv("DG_LIVE_TEST_ROOM", "Blue", 1);
    assert_true(build(&request, &list, params, none));
    assert_string_equal(header_of(&request, "Tea-Room"), "Tea-Room: Blue");
    request_free(&request);
    assert_true(build(&request, &list, both, none));
    assert_string_equal(header_of(&request, "Tea-Room"), "Tea-Room: Red");
    assert_string_equal(header_of(&request, "X-Cups"), "X-Cups;"); /* how libcurl sends nothing */
    request_free(&request);
    assert_true(build(&request, &list, params, lines));
    assert_string_equal(header_of(&request, "Tea-Room"), "");
    assert_string_equal(header_of(&request, "tea-room"), "tea-room: Green");
    request_free(&request);
    setenv("DG_LIVE_TEST_ROOM", "", 1);
    assert_false(build(&request, &list, params, none));
    request_free(&request);
}

static void test_parameters_that_are_refused(void **state)
{
    static const char *const cases[][5] = {
        {"sort by=a", "Tea-Room=b", NULL},                       /* no shelf */
        {"shelf=a", "Tea-Room=b", NULL},                         /* no sort by */
        {"shelf=a", "sort by=a", NULL},                          /* no Tea-Room */
        {"shelf=a", "sort by=a", "Tea-Room=b", "pages=1", NULL}, /* unknown */
        {"shelf=a", "sort by=a", "Tea-Room=b", "PAGE=1", NULL}, /* case matters except in headers */
        {"shelf=a", "sort by=a", "Tea-Room=b", "tea-room=b", NULL}, /* twice */
        {"shelf=a", "shelf=a", "sort by=a", "Tea-Room=b", NULL},    /* twice */
        {"shelf=a", "sort by=a", "Tea-Room=b", "page", NULL},       /* no value */
        {"shelf=a", "sort by=a", "Tea-Room=b", "=page", NULL},      /* no name */
        {"shelf=", "sort by=a", "Tea-Room=b", NULL},
        {"shelf=.", "sort by=a", "Tea-Room=b", NULL},
        {"shelf=..", "sort by=a", "Tea-Room=b", NULL},
        {"shelf=a", "sort by=a", "Tea-Room=b\r\nHost: c", NULL},
        {"shelf=a", "sort by=a", "Tea-Room= b", NULL},
    };
    struct request request;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(build(&request, &list, cases[i], none));
        request_free(&request);
    }
    assert_false(build(&request, &with_body, none, none));
    request_free(&request);
}

static void test_what_is_not_sent(void **state)
{
    static const struct dg_operation *const refused[] = {&needs_key, &relative, &variable};
    static const char *const given[][2] = {
        {"crumb=a", NULL}, {"filter=a", NULL}, {"Steeped=a", NULL}};
    struct request request;

    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        assert_false(build(&request, refused[i], none, none));
        request_free(&request);
    }
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        assert_false(build(&request, &elsewhere, given[i], none));
        request_free(&request);
    }
    setenv("DG_LIVE_TEST_STEEPED", "5", 1);
    assert_true(build(&request, &elsewhere, none, none));
    assert_string_equal(buffer_string(&request.url), "https://leaf.example/tea");
    assert_string_equal(header_of(&request, "Steeped"), "");
    request_free(&request);
}

static void test_headers(void **state)
{
    static const char *const params[] = {"shelf=a", "sort by=a", "Tea-Room=b", NULL};
    static const char *const good[] = {"Accept: text/tea", "user-agent:me", "X-A:  b c", NULL};
    static const char *const refused[] = {
        "Authorization: Bearer a",
        "authorization:a",
        "Proxy-Authorization: a",
        "COOKIE: a=b",
        "Host: example.org",
        "Content-Length: 5",
        "Transfer-Encoding: chunked",
        "Connection: close",
        "TE: trailers",
        "Upgrade: h2c",
        "Expect: 100-continue",
        "Accept-Encoding: gzip",
        "Trailer: a",
        "Keep-Alive: 1",
        "Proxy-Connection: a",
        "Content-Encoding: gzip",
        "X-A: b\r\nHost: c",
        "X-A: b\nHost: c",
        "X-A: \x7f",
        "X-A: b ",
        "X-A:",
        "X-A:   ",
        "X-A;",
        "X-A",
        "",
        ": a",
        "X A: b",
        "X-A : b",
        "@file",
        " X-A: b",
        "X\xc3\xa4: b",
        "Tea-Room: b",
    };
    struct request request;

    (void)state;
    assert_true(build(&request, &list, params, good));
    assert_string_equal(header_of(&request, "Accept"), "Accept: text/tea");
    assert_string_equal(header_of(&request, "User-Agent"), "");
    assert_string_equal(header_of(&request, "user-agent"), "user-agent: me");
    assert_string_equal(header_of(&request, "X-A"), "X-A: b c");
    request_free(&request);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const char *const lines[] = {refused[i], NULL};

        assert_false(build(&request, &list, params, lines));
        request_free(&request);
    }
}

/* --- Proxies --- */

static void test_proxies(void **state)
{
    static const char *const good[] = {"http://proxy.example:3128",
                                       "https://proxy.example/",
                                       "socks4://a:1",
                                       "socks4a://a:1",
                                       "SOCKS5://a:1",
                                       "socks5h://[::1]:1"};
    static const char *const refused[] = {"http://user@a:1",
                                          "http://user:password@a:1",
                                          "http://:@a:1",
                                          "ftp://a:1",
                                          "file:///a",
                                          "a:1",
                                          "",
                                          "http://a:1/b",
                                          "http://a:1?b",
                                          "http://a:1#b",
                                          "http://a b:1",
                                          "socks6://a:1",
                                          "http://"};
    static const struct server secure = {.secure = true};
    static const struct server plain = {.secure = false};
    struct options options = {.proxy = NULL};

    (void)state;
    assert_true(server_proxy_possible(&secure, &options));
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        options.proxy = good[i];
        assert_true(server_proxy_possible(&secure, &options));
        /* Without TLS, the token would leave this machine unencrypted. */
        assert_int_equal(server_proxy_possible(&plain, &options), strstr(good[i], "[::1]") != NULL);
    }
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        options.proxy = refused[i];
        assert_false(server_proxy_possible(&secure, &options));
    }
}

/* --- Retries --- */

/* 2026-04-10T12:00:00Z */
#define NOW 1775822400

static const struct options patient = {.retry = 100, .retry_max_time = (int64_t)1 << 50};

static int64_t wait_for_header(const char *retry_after)
{
    const struct retry_attempt attempt = {
        .number = 1, .status = 503, .retry_after = retry_after, .now = NOW, .random = 0};

    return retry_wait(&patient, &attempt);
}

static void test_statuses_that_pass(void **state)
{
    (void)state;
    for (int status = 100; status < 1000; status++) {
        const struct retry_attempt attempt = {.number = 1, .status = status, .retry_after = "0"};
        bool passes = status == 429 || status == 502 || status == 503 || status == 504;

        assert_int_equal(retry_wait(&patient, &attempt), passes ? 0 : RETRY_NEVER);
    }
    const struct retry_attempt failed = {.number = 1, .status = 0};
    struct options wanted = patient;

    assert_int_equal(retry_wait(&patient, &failed), 500);
    wanted.expect = "200,5XX";
    const struct retry_attempt asked_for = {.number = 1, .status = 503};
    assert_int_equal(retry_wait(&wanted, &asked_for), RETRY_NEVER);
    wanted.expect = "any";
    assert_int_equal(retry_wait(&wanted, &asked_for), RETRY_NEVER);
    assert_int_equal(retry_wait(&wanted, &failed), 500);
}

static void test_as_many_attempts_as_asked_for(void **state)
{
    struct options options = patient;
    struct retry_attempt attempt = {.number = 1, .status = 503, .retry_after = "0"};

    (void)state;
    options.retry = 0;
    assert_int_equal(retry_wait(&options, &attempt), RETRY_NEVER);
    options.retry = 2;
    attempt.number = 2;
    assert_int_equal(retry_wait(&options, &attempt), 0);
    attempt.number = 3;
    assert_int_equal(retry_wait(&options, &attempt), RETRY_NEVER);
}

static void test_retry_after(void **state)
{
    (void)state;
    assert_int_equal(wait_for_header("0"), 0);
    assert_int_equal(wait_for_header("7"), 7000);
    assert_int_equal(wait_for_header("0007"), 7000);
    /* The three forms of RFC 9110 §5.6.7. */
    assert_int_equal(wait_for_header("Fri, 10 Apr 2026 12:00:05 GMT"), 5000);
    assert_int_equal(wait_for_header("Friday, 10-Apr-26 12:00:05 GMT"), 5000);
    assert_int_equal(wait_for_header("Fri Apr 10 12:00:05 2026"), 5000);
    assert_int_equal(wait_for_header("Fri, 10 Apr 2026 11:59:59 GMT"), 0);
    assert_int_equal(wait_for_header("Fri, 10 Apr 2026 12:00:00 GMT"), 0);
    /* Long delays don't overflow. */
    assert_true(wait_for_header("99999999999999999999999999") > INT64_C(1000000000000));
    assert_true(wait_for_header("Fri, 31 Dec 9999 23:59:59 GMT") > INT64_C(1000000000000));
    /* A value that can't be read has no effect. */
    static const char *const unreadable[] = {
        "",          "-1", "+1", "1.5", "1 s", "soon", "1, 2", "Fri, 99 Apr 2026 12:00:05 GMT",
        "2026-04-10"};
    for (size_t i = 0; i < sizeof unreadable / sizeof *unreadable; i++) {
        assert_int_equal(wait_for_header(unreadable[i]), 500);
    }
    assert_int_equal(wait_for_header(NULL), 500);
}

/* The delay is one second, two, four, … up to 64; the wait is between the half and the whole. */
static void test_waits_double(void **state)
{
    (void)state;
    for (int64_t number = 1; number <= 100; number++) {
        int64_t whole = number < 7 ? (int64_t)1000 << (number - 1) : 64000;
        struct retry_attempt attempt = {.number = number, .status = 502};

        for (uint32_t random = 0; random < 200000; random += 997) {
            int64_t wait = 0;

            attempt.random = random;
            wait = retry_wait(&patient, &attempt);
            assert_in_range(wait, whole / 2, whole);
            assert_int_equal(wait, whole / 2 + random % (whole / 2 + 1));
        }
    }
}

static void test_delay_of_the_command_line(void **state)
{
    struct options options = patient;
    struct retry_attempt attempt = {.number = 5, .status = 504, .random = 99};

    (void)state;
    options.retry_delay = 20;
    assert_int_equal(retry_wait(&options, &attempt), 20);
    attempt.retry_after = "3"; /* the server knows better */
    assert_int_equal(retry_wait(&options, &attempt), 3000);
}

static void test_no_attempt_after_the_time(void **state)
{
    struct options options = patient;
    struct retry_attempt attempt = {.number = 1, .status = 429, .retry_after = "10"};

    (void)state;
    options.retry_max_time = 15000;
    attempt.elapsed = 5000;
    assert_int_equal(retry_wait(&options, &attempt), 10000);
    attempt.elapsed = 5001;
    assert_int_equal(retry_wait(&options, &attempt), RETRY_NEVER);
    attempt.retry_after = "99999999999999999999999999";
    attempt.elapsed = 0;
    assert_int_equal(retry_wait(&options, &attempt), RETRY_NEVER);
    attempt.retry_after = "0";
    attempt.elapsed = 15000;
    assert_int_equal(retry_wait(&options, &attempt), 0);
    attempt.elapsed = 15001;
    assert_int_equal(retry_wait(&options, &attempt), RETRY_NEVER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parameters_of_a_call),
        cmocka_unit_test(test_parameters_from_the_environment),
        cmocka_unit_test(test_parameters_that_are_refused),
        cmocka_unit_test(test_what_is_not_sent),
        cmocka_unit_test(test_headers),
        cmocka_unit_test(test_proxies),
        cmocka_unit_test(test_statuses_that_pass),
        cmocka_unit_test(test_as_many_attempts_as_asked_for),
        cmocka_unit_test(test_retry_after),
        cmocka_unit_test(test_waits_double),
        cmocka_unit_test(test_delay_of_the_command_line),
        cmocka_unit_test(test_no_attempt_after_the_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
