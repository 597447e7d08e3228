/* Responses before the answer of the operation, as curl prints them: responses of proxies,
 * responses to requests that were sent again, and interim responses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "captures.h"

#define ANSWER "HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nContent-Length: 2\r\n\r\n{}"

/* Responses that come before the answer. */
static const char *const before[] = {
    /* Proxies. */
    "HTTP/1.1 200 Connection established\r\n\r\n",
    "HTTP/1.0 200 Connection Established\r\nProxy-agent: x\r\n\r\n",
    "HTTP/1.1 200 OK\r\nProxy-Agent: x/1.0\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 connection established\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 Tunnel connection established\nVia: 1.1 x\n\n",
    "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n"
    "Content-Length: 5\r\n\r\nHTTP/1.1 200 Connection established\r\n\r\n",
    "HTTP/1.1 407 Give a password\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 407 x\r\nContent-Type: text/html\r\n\r\n<p>\r\n\r\n",
    "HTTP/1.1 407 x\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\n<p>",
    "HTTP/2 407 \r\ncontent-length: 100\r\n\r\n",
    /* Challenges. */
    "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"x\"\r\n"
    "Content-Length: 381\r\n\r\n",
    "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 401 x\r\nWWW-Authenticate: Negotiate\r\n\r\n",
    "HTTP/1.1 401 x\r\nContent-Length: 17\r\n\r\n",
    "HTTP/1.1 401 x\r\nwww-authenticate: NTLM\r\nContent-Length: 3\r\n\r\n<p>",
    /* Redirects. */
    "HTTP/1.1 301 Moved\r\nLocation: /x\r\nContent-Length: 162\r\n\r\n",
    "HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\n",
    "HTTP/1.1 303 See Other\r\nLocation: /x\r\nContent-Length: 3\r\n\r\n<p>",
    "HTTP/2 307 \r\nlocation: /x\r\ncontent-length: 0\r\n\r\nHTTP/2 308 \r\nlocation: /y\r\n\r\n",
    /* Interim. */
    "HTTP/1.1 100 Continue\r\n\r\n",
    "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n",
};

/* Responses that may be of a proxy, which depends on the operation's documented responses. */
static const char *const perhaps[] = {
    "HTTP/1.1 200 OK\r\n\r\n",
    "HTTP/1.0 200 OK\r\n\r\n",
    "HTTP/1.1 200 \r\n\r\n",
    "HTTP/1.1 200\r\n\r\n",
    "HTTP/2 200 \r\n\r\n",
    "HTTP/1.1 201 Tunnel\r\nDate: Mon, 01 Jan 2024 00:00:00 GMT\r\n\r\n",
    "HTTP/1.1 204 No Content\r\n\r\n",
    "HTTP/2 204 \r\nserver: x\r\nvia: 1.1 x\r\n\r\n",
};

/* Responses that are answers themselves. */
static const char *const answers[] = {
    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Type: a/b\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\n\r\n[]\r\n",
    "HTTP/1.1 401 x\r\nContent-Type: a/b\r\nContent-Length: 2\r\n\r\n[]",
    "HTTP/1.1 401 x\r\nWWW-Authenticate: Bearer\r\nContent-Length: 2\r\n\r\n[]",
    "HTTP/1.1 401 x\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 404 x\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 304 x\r\nLocation: /x\r\n\r\n",
    "HTTP/1.1 300 x\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 302 x\r\n\r\n",
    "HTTP/1.1 503 x\r\nContent-Length: 2\r\n\r\n[]",
};

static char *hear(const char *text)
{
    captures_write("heard", text, strlen(text));
    return captures_hear("heard", INPUT_HTTP, 1 << 20);
}

static size_t count(const char *text, const char *part)
{
    size_t found = 0;

    for (text = strstr(text, part); text != NULL; text = strstr(text + 1, part)) {
        found++;
    }
    return found;
}

/* Expects the records of a response before the answer, and of the same response twice. */
static void expect_followed(const char *first, size_t records, size_t perhaps_count)
{
    for (size_t times = 1; times < 3; times++) {
        char text[2048];
        char *heard = NULL;

        snprintf(text, sizeof text, "%s%s" ANSWER, first, times == 2 ? first : "");
        heard = hear(text);
        if (count(heard, "record ") != times * records + 1 ||
            count(heard, "of a proxy?") != times * perhaps_count ||
            strstr(heard, "200 a/b - [{}]\nend\n") == NULL) {
            print_message("%s\n", text);
            assert_string_equal(heard, "another number of records");
        }
        free(heard);
    }
}

static void test_before(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        expect_followed(before[i], 0, 0);
    }
}

static void test_perhaps(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof perhaps / sizeof *perhaps; i++) {
        expect_followed(perhaps[i], 1, 1);
    }
}

static void test_answers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        expect_followed(answers[i], 1, 0);
    }
}

/* The last response is the answer, whatever it is; an interim one can't be. */
static void test_last(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        char *heard = hear(before[i]);
        bool interim = strncmp(before[i], "HTTP/1.1 10", 11) == 0;

        assert_int_equal(count(heard, "record "), interim ? 0 : 1);
        assert_int_equal(count(heard, "an interim response without a final one"), interim ? 1 : 0);
        free(heard);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_before),
        cmocka_unit_test(test_perhaps),
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_last),
    };

    return cmocka_run_group_tests(tests, captures_enter_folder, captures_leave_folder);
}
