/* Recordings of unusual exchanges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cjson/cJSON.h>

#include "live/recording.h"

#define FILE_NAME "recording-test.har"

static const struct dg_operation operation = {.id = "a", .method = "GET", .path = "/a"};

static void add_text(struct buffer *out, const char *text, size_t length)
{
    buffer_add_bytes(out, text, length);
}

#define ADD(out, text) add_text((out), (text), sizeof(text) - 1)

/* Fills an exchange in which every member is set. */
static void fill(struct request *request, struct attempt *attempt)
{
    *request = (struct request){.operation = &operation};
    *attempt = (struct attempt){.started = 1775822400123, .took = 7};
    ADD(&request->url, "https://a.example/b?c=d&e&f=t%6Fken=g");
    ADD(&request->token, "token");
    ADD(&attempt->sent,
        "GET /b HTTP/1.1\r\nAuthorization: Bearer token\r\nX-A: \xff token\r\n\r\n");
    attempt->response.status = 200;
    ADD(&attempt->response.head, "HTTP/1.1 200 All token right\r\n"
                                 "X-Folded: a\r\n \t b \r\n"
                                 "set-cookie : c=1;\r\n secret\r\n"
                                 "Location: /token\r\n"
                                 "nothing\r\n"
                                 "X-Nul: a\0b\r\n"
                                 "X-Latin: caf\xe9\r\n"
                                 "\r\n");
    ADD(&attempt->response.content_type, "text/token");
    ADD(&attempt->response.body, "\0\xfftoken");
}

static void empty(struct request *request, struct attempt *attempt)
{
    buffer_free(&request->url);
    buffer_free(&request->token);
    buffer_free(&attempt->sent);
    response_free(&attempt->response);
}

static char *read_file(void)
{
    static char text[16384];
    FILE *file = fopen(FILE_NAME, "r");
    size_t length = 0;

    assert_non_null(file);
    length = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[length] = '\0';
    return text;
}

static void record(const struct request *request, const struct attempt *attempt, int times)
{
    static struct recording recording;

    unlink(FILE_NAME);
    assert_true(recording_open(&recording, FILE_NAME));
    for (int i = 0; i < times; i++) {
        recording_add(&recording, request, attempt);
    }
    assert_int_equal(access(FILE_NAME, F_OK), -1); /* the file doesn't exist before it is whole */
    assert_true(recording_close(&recording));
}

static void test_an_exchange(void **state)
{
    static const char expected[] =
        "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"dg-validate\",\"version\":"
        "\"" PROGRAM_VERSION "\"},\"entries\":[\n"
        "{\"startedDateTime\":\"2026-04-10T12:00:00.123Z\",\"time\":7,\"timings\":{\"send\":0,"
        "\"wait\":7,\"receive\":0},\"request\":{\"method\":\"GET\",\"url\":"
        "\"https://a.example/b?c=d&e&f=*******=g\",\"httpVersion\":\"HTTP/1.1\",\"cookies\":[],"
        "\"headers\":[{\"name\":\"Authorization\",\"value\":\"[redacted]\"},"
        "{\"name\":\"X-A\",\"value\":\"\\\\xFF *****\"}],"
        "\"queryString\":[{\"name\":\"c\",\"value\":\"d\"},{\"name\":\"e\",\"value\":\"\"},"
        "{\"name\":\"f\",\"value\":\"*******=g\"}],\"headersSize\":62,\"bodySize\":0},"
        "\"response\":{\"status\":200,\"statusText\":\"All ***** right\",\"httpVersion\":"
        "\"HTTP/1.1\",\"cookies\":[],\"headers\":[{\"name\":\"X-Folded\",\"value\":\"a b\"},"
        "{\"name\":\"set-cookie\",\"value\":\"[redacted]\"},"
        "{\"name\":\"Location\",\"value\":\"/*****\"},{\"name\":\"nothing\",\"value\":\"\"},"
        "{\"name\":\"X-Nul\",\"value\":\"a\\\\x00b\"},"
        "{\"name\":\"X-Latin\",\"value\":\"caf\\\\xE9\"}],"
        "\"content\":{\"size\":7,\"mimeType\":\"text/*****\",\"text\":\"AP8qKioqKg==\","
        "\"encoding\":\"base64\"},\"redirectURL\":\"/*****\",\"headersSize\":134,\"bodySize\":7},"
        "\"cache\":{}}\n]}}\n";
    struct request request;
    struct attempt attempt;

    (void)state;
    fill(&request, &attempt);
    record(&request, &attempt, 1);
    assert_string_equal(read_file(), expected);
    attempt.retried = true;
    record(&request, &attempt, 1);
    assert_non_null(strstr(read_file(), "\"cache\":{},\"_retried\":true}\n"));
    empty(&request, &attempt);
}

static void test_no_response(void **state)
{
    struct request request;
    struct attempt attempt;
    cJSON *tree = NULL;
    const cJSON *entries = NULL;
    const cJSON *response = NULL;

    (void)state;
    fill(&request, &attempt);
    attempt.why = "reset by \"token\"";
    record(&request, &attempt, 2);
    tree = cJSON_Parse(read_file());
    entries =
        cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(tree, "log"), "entries");
    assert_int_equal(cJSON_GetArraySize(entries), 2);
    response = cJSON_GetObjectItemCaseSensitive(cJSON_GetArrayItem(entries, 1), "response");
    assert_int_equal(cJSON_GetObjectItemCaseSensitive(response, "status")->valueint, 0);
    assert_string_equal(cJSON_GetObjectItemCaseSensitive(response, "_error")->valuestring,
                        "reset by \"*****\"");
    assert_null(cJSON_GetObjectItemCaseSensitive(
        cJSON_GetObjectItemCaseSensitive(response, "content"), "text"));
    cJSON_Delete(tree);
    empty(&request, &attempt);
}

/* Each length of the last group of base64, and each byte. */
static void test_base64(void **state)
{
    static const char *const expected[] = {"", "AA==", "AAE=", "AAEC", "AAECAw==", "AAECAwQ="};
    struct request request;
    struct attempt attempt;
    char bytes[256];

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (char)i;
    }
    fill(&request, &attempt);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        char wanted[64];

        buffer_clear(&attempt.response.body);
        buffer_add_bytes(&attempt.response.body, bytes, i);
        record(&request, &attempt, 1);
        snprintf(wanted, sizeof wanted, "\"text\":\"%s\",\"encoding\"", expected[i]);
        assert_non_null(strstr(read_file(), wanted));
    }
    buffer_add_bytes(&attempt.response.body, bytes + 5, sizeof bytes - 5);
    record(&request, &attempt, 1);
    assert_non_null(strstr(
        read_file(), "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4"
                     "OTo7PD0+P0BBQkNERUZHSElKS0xNTk9QUVJTVFVWV1hZWltcXV5fYGFiY2RlZmdoaWprbG1ub3Bx"
                     "cnN0dXZ3eHl6e3x9fn+AgYKDhIWGh4iJiouMjY6PkJGSk5SVlpeYmZqbnJ2en6ChoqOkpaanqKmq"
                     "q6ytrq+wsbKztLW2t7i5uru8vb6/wMHCw8TFxsfIycrLzM3Oz9DR0tPU1dbX2Nna29zd3t/g4eLj"
                     "5OXm5+jp6uvs7e7v8PHy8/T19vf4+fr7/P3+/w=="));
    empty(&request, &attempt);
}

static int remove_file(void **state)
{
    (void)state;
    unlink(FILE_NAME);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_exchange),
        cmocka_unit_test(test_no_response),
        cmocka_unit_test(test_base64),
    };

    return cmocka_run_group_tests(tests, NULL, remove_file);
}
