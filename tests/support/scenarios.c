/* The table of ids that the test server knows, with the bodies of its answers. */
#include "scenarios.h"

#include <stdio.h>
#include <string.h>

#include "batch.h"

#define JSON "application/json"
#define PROBLEM "application/problem+json"

#define CANCELLING BATCH("cancelling", "\"2026-04-10T12:02:00.000Z\"", "null", "3", "0")
#define CANCELLED                                                                                  \
    BATCH("cancelled", "\"2026-04-10T12:02:00.000Z\"", "\"2026-04-10T12:02:30.000Z\"", "0", "3")

/* A shelf of the contract in tests/output/second/. */
#define SHELF "[{\"name\":\"blue\",\"level\":50,\"lit\":true,\"lit_at\":null,\"teas\":[\"green\"]}]"

#define PROBLEM_BODY(type, title, detail)                                                          \
    "{\"type\":\"https://api.datagrid.com/errors/" type "\",\"title\":\"" title "\","              \
    "\"status\":$status$,\"detail\":\"" detail "\"}"
#define CONFLICT PROBLEM_BODY("conflict", "Conflict", "The batch prediction has already ended.")

/* A reply: its status, media type and body; further members replace a part of the body. */
#define SAY(code, type, text) .status = (code), .media = (type), .body = (text)
#define READ(code, type, text) SAY(code, type, text), .reads = true /* to GET and HEAD */
#define BUT(part, other) .replace = (part), .with = (other)

/* A problem that is sent past libmicrohttpd, and its head with one more header. */
#define RAW_PROBLEM "{\"type\":\"about:blank\",\"title\":\"Conflict\",\"status\":409}"
#define RAW_HEAD(header) "HTTP/1.1 409 Conflict\r\nContent-Type: " PROBLEM "\r\n" header "\r\n"

/* A token with characters that JSON, JSON Pointers and URLs escape, and its escaped spellings. */
#define TOKEN "test-token/~SECRET=="
#define TOKEN_IN_JSON "\\u0074est\\u002Dtoken\\/~SECRET\\u003d="
#define TOKEN_IN_URL "test-token%2F%7eSECRET%3d%3D"
#define X50 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"

#define WINDOW                                                                                     \
    "\"24h\",\"created_at\":\"2026-04-10T12:00:00.000Z\","                                         \
    "\"expires_at\":\"2026-04-11T12:00:00.000Z\","
#define STATUS_WORD "\"cancelling\""
#define ID_MEMBER "\"id\":\"$id$\","

const struct scenario_reply scenario_unauthorized = {
    .status = 401,
    .media = PROBLEM,
    .body = PROBLEM_BODY("no_authentication", "Unauthorized", "The bearer token is not accepted."),
    .header = "WWW-Authenticate",
    .value = "Bearer",
};

const struct scenario_reply scenario_not_found = {
    .status = 404,
    .media = PROBLEM,
    .body = PROBLEM_BODY("resource_not_found", "Not Found", "There is nothing here."),
};

const struct scenario_reply scenario_not_allowed = {
    .status = 405,
    .media = PROBLEM,
    .body = PROBLEM_BODY("method_not_allowed", "Method Not Allowed", "Only POST is possible."),
    .header = "Allow",
    .value = "POST",
};

const struct scenario scenarios[] = {
    /* The lifecycle as documented. */
    {"bpred_running",
     "cancelling, then cancelled, then unchanged",
     {{SAY(200, JSON, CANCELLING)}, {SAY(200, JSON, CANCELLED)}},
     2},
    {"bpred_cancelled", "cancelled before: unchanged", {{SAY(200, JSON, CANCELLED)}}, 1},
    {"shelf_good", "to GET and HEAD: a shelf of one kettle", {{READ(200, JSON, SHELF)}}, 1},
    {"shelf_bad",
     "to GET and HEAD: a kettle whose level is not documented",
     {{READ(200, JSON, SHELF), BUT("50", "51")}},
     1},
    {"shelf_plain", "to GET and HEAD: not JSON", {{READ(200, "text/plain", "A shelf.")}}, 1},
    {"shelf_gone", "to GET and HEAD: 404", {{READ(404, PROBLEM, CONFLICT)}}, 1},
    {"bpred_charset",
     "conforming, the media type with a parameter and in mixed case",
     {{SAY(200, "Application/JSON; charset=utf-8", CANCELLING)}},
     1},
    {"bpred_done", "409, as a batch that has ended", {{SAY(409, PROBLEM, CONFLICT)}}, 1},
    {"bpred_limited",
     "429 with Retry-After, documented as 4XX",
     {{SAY(429, PROBLEM, PROBLEM_BODY("rate_limited", "Too Many Requests", "Later, please.")),
       .header = "Retry-After", .value = "1"}},
     1},
    {"bpred_flaky",
     "503, documented as 5XX; then cancelled",
     {{SAY(503, PROBLEM, PROBLEM_BODY("unavailable", "Service Unavailable", "Back in a moment."))},
      {SAY(200, JSON, CANCELLED)}},
     2},

    /* Valid batches that aren't the answer to the request. */
    {"bpred_of_another",
     "cancelling, but another batch",
     {{SAY(200, JSON, CANCELLING), BUT(ID_MEMBER, "\"id\":\"bpred_another\",")}},
     1},
    {"bpred_goes_on",
     "in progress, as if nobody had asked",
     {{SAY(200, JSON, BATCH("in_progress", "null", "null", "3", "0"))}},
     1},
    {"bpred_spaced",
     "cancelling, whatever follows of the id: bpred_spaced a/b",
     {{SAY(200, JSON, CANCELLING), BUT(ID_MEMBER, "\"id\":\"bpred_spaced a/b\",")}},
     1},

    /* Cancelled again and again. */
    {"bpred_again_kept",
     "cancelling twice, then cancelled, then unchanged",
     {{SAY(200, JSON, CANCELLING)}, {SAY(200, JSON, CANCELLING)}, {SAY(200, JSON, CANCELLED)}},
     3},
    {"bpred_again_changed",
     "cancelling, then with other metadata",
     {{SAY(200, JSON, CANCELLING)}, {SAY(200, JSON, CANCELLING), BUT("alpha", "beta")}},
     2},
    {"bpred_again_back",
     "cancelled, then cancelling",
     {{SAY(200, JSON, CANCELLED)}, {SAY(200, JSON, CANCELLING)}},
     2},
    {"bpred_again_between",
     "cancelled, then a document that isn't complete, then cancelling",
     {{SAY(200, JSON, CANCELLED)},
      {SAY(200, JSON, CANCELLED), .tail = ""},
      {SAY(200, JSON, CANCELLING)}},
     3},
    {"bpred_again_cut",
     "cancelled, once closed without a byte, then cancelled",
     {{SAY(200, JSON, CANCELLED)}, {.body = NULL}, {SAY(200, JSON, CANCELLED)}},
     3},

    /* Bodies that violate the contract. */
    {"bpred_bad_json", "a comma too many", {{SAY(200, JSON, CANCELLING), .tail = ",}"}}, 1},
    {"bpred_truncated_json",
     "a complete response whose document is not",
     {{SAY(200, JSON, CANCELLING), .tail = ""}},
     1},
    {"bpred_wrong_enum",
     "a status that is not one",
     {{SAY(200, JSON, CANCELLING), BUT(STATUS_WORD, "\"canceled\"")}},
     1},
    {"bpred_missing_member",
     "no model",
     {{SAY(200, JSON, CANCELLING), BUT("\"model\":\"gemini-2.5-flash\",", "")}},
     1},
    {"bpred_wrong_type",
     "the id is a number",
     {{SAY(200, JSON, CANCELLING), BUT(ID_MEMBER, "\"id\":7,")}},
     1},
    {"bpred_bad_time",
     "a day that there is not",
     {{SAY(200, JSON, CANCELLING), BUT("2026-04-11T", "2026-02-30T")}},
     1},
    {"bpred_duplicate_key",
     "the id twice",
     {{SAY(200, JSON, CANCELLING), BUT(ID_MEMBER, ID_MEMBER ID_MEMBER)}},
     1},
    {"bpred_unknown_member",
     "a member that the contract does not list: a warning",
     {{SAY(200, JSON, CANCELLING), BUT(ID_MEMBER, ID_MEMBER "\"surprise\":true,")}},
     1},
    {"bpred_bad_utf8",
     "a byte that is not UTF-8",
     {{SAY(200, JSON, CANCELLING), BUT("alpha", "alph\xff")}},
     1},
    {"bpred_three_faults",
     "two wrong values and a missing member",
     {{SAY(200, JSON, CANCELLING), BUT(WINDOW, "\"48h\",\"created_at\":\"yesterday\",")}},
     1},
    {"bpred_empty", "200 without a body", {{SAY(200, JSON, NULL)}}, 1},

    /* Responses that violate the contract outside the body. */
    {"bpred_text", "200 as text/plain", {{SAY(200, "text/plain", CANCELLING)}}, 1},
    {"bpred_untyped", "200 without a Content-Type", {{SAY(200, NULL, CANCELLING)}}, 1},
    {"bpred_json_problem", "409 as application/json", {{SAY(409, JSON, CONFLICT)}}, 1},
    {"bpred_problem_status",
     "409 whose problem says 400",
     {{SAY(409, PROBLEM, CONFLICT), BUT("$status$", "400")}},
     1},
    {"bpred_problem_incomplete",
     "409 whose problem has no title",
     {{SAY(409, PROBLEM, CONFLICT), BUT("\"title\":\"Conflict\",", "")}},
     1},
    {"bpred_accepted", "202, not documented", {{SAY(202, JSON, CANCELLING)}}, 1},
    {"bpred_no_content", "204, not documented", {{SAY(204, NULL, NULL)}}, 1},
    {"bpred_redirect",
     "302 to another id, not documented",
     {{SAY(302, NULL, NULL), .header = "Location",
       .value = "/v1/batch-predictions/bpred_running/cancel"}},
     1},
    {"bpred_html",
     "500 as text/html",
     {{SAY(500, "text/html", "<!doctype html><title>500</title><p>Out of order.</p>\n")}},
     1},
    {"bpred_gzip",
     "a body that claims to be encoded",
     {{SAY(200, JSON, CANCELLING), .header = "Content-Encoding", .value = "gzip"}},
     1},
    {"bpred_huge",
     "17 MiB of conforming JSON",
     {{SAY(200, JSON, CANCELLING), .padding = (size_t)17 << 20}},
     1},

    /* What was asked, in the member `status`. */
    {"bpred_echo",
     "status: the path of the request as received",
     {{SAY(200, JSON, CANCELLING), BUT(STATUS_WORD, "\"$path$\"")}},
     1},
    {"bpred_header_",
     "status: the request header that the id ends with",
     {{SAY(200, JSON, CANCELLING), BUT(STATUS_WORD, "\"$header$\"")}},
     1},

    /* The token TOKEN, sent back in places and spellings that reports quote. */
    {"bpred_leak_type", "in the media type", {{SAY(200, "text/" TOKEN, CANCELLING)}}, 1},
    {"bpred_leak_cropped",
     "in the media type, where reports crop it",
     {{SAY(200, "text/" X50 TOKEN, CANCELLING)}},
     1},
    {"bpred_leak_encoding",
     "in the Content-Encoding",
     {{SAY(200, JSON, CANCELLING), .header = "Content-Encoding", .value = TOKEN}},
     1},
    {"bpred_leak_name",
     "as the name of a member",
     {{SAY(200, JSON, CANCELLING), BUT(ID_MEMBER, ID_MEMBER "\"" TOKEN "\":true,")}},
     1},
    {"bpred_leak_escaped",
     "in the status, with escapes of JSON",
     {{SAY(200, JSON, CANCELLING), BUT(STATUS_WORD, "\"" TOKEN_IN_JSON "\"")}},
     1},
    {"bpred_leak_header",
     "in a header, percent-encoded",
     {{SAY(200, JSON, CANCELLING), .header = "X-Echo", .value = TOKEN_IN_URL}},
     1},

    /* HTTP as only some clients read it. */
    {"bpred_trailer",
     "409 with a trailer that looks like a status line",
     {{.body = RAW_HEAD("Transfer-Encoding: chunked\r\n") "36\r\n" RAW_PROBLEM
                                                          "\r\n0\r\nHTTP/1.1: 500\r\n\r\n"}},
     1},
    {"bpred_folded",
     "409 with a header that goes on in a second line",
     {{.body =
           "HTTP/1.1 409 Conflict\r\nContent-Type:\r\n " PROBLEM ";\r\n\ta=b\r\n\r\n" RAW_PROBLEM}},
     1},
    {"bpred_status_line",
     "a status line of no version of HTTP",
     {{.body = "HTTP/xyz 500 Internal Server Error\r\nContent-Type: " JSON "\r\n\r\n" CANCELLING}},
     1},
    {"bpred_status_case",
     "a status line in lower case",
     {{.body = "http/1.1 500 Internal Server Error\r\nContent-Type: " JSON "\r\n\r\n" CANCELLING}},
     1},
    {"bpred_length_words",
     "a Content-Length with letters in it",
     {{.body = RAW_HEAD("Content-Length: 54abc\r\n") RAW_PROBLEM}},
     1},
    {"bpred_length_huge",
     "a Content-Length beyond any",
     {{.body = RAW_HEAD("Content-Length: 99999999999999999999999\r\n") RAW_PROBLEM}},
     1},

    /* No complete response. */
    {"bpred_cut_body",
     "fewer bytes than Content-Length says",
     {{.body =
           "HTTP/1.1 200 OK\r\nContent-Type: " JSON "\r\nContent-Length: 800\r\n\r\n{\"object\""}},
     1},
    {"bpred_cut_chunk",
     "a chunked body without its end",
     {{.body = "HTTP/1.1 200 OK\r\nContent-Type: " JSON
               "\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"object\"\r\n"}},
     1},
    {"bpred_cut_head", "half a header", {{.body = "HTTP/1.1 200 OK\r\nContent-Ty"}}, 1},
    {"bpred_interim",
     "an interim response alone",
     {{.body = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"}},
     1},
    {"bpred_long_header",
     "a header line of 200 kB",
     {{.body = "HTTP/1.1 200 OK\r\nX: x", .padding = 200000}},
     1},
    {"bpred_long_status",
     "a status line of 200 kB",
     {{.body = "HTTP/1.1 200 ", .padding = 200000}},
     1},
    {"bpred_silent", "closed without a byte", {{.body = NULL}}, 1},
    {"bpred_reset", "the connection is reset", {{.end = SCENARIO_RESET}}, 1},
    {"bpred_not_http", "another protocol", {{.body = "SSH-2.0-Other_1.0\r\n"}}, 1},
    {"bpred_hang", "never answers", {{.end = SCENARIO_HANG}}, 1},
    {"bpred_hang_body",
     "never ends its body",
     {{.body =
           "HTTP/1.1 200 OK\r\nContent-Type: " JSON "\r\nContent-Length: 800\r\n\r\n{\"object\"",
       .end = SCENARIO_HANG}},
     1},
};

const size_t scenario_count = sizeof scenarios / sizeof *scenarios;

bool scenarios_are_sound(void)
{
    bool sound = true;

    for (size_t i = 0; i < scenario_count; i++) {
        for (size_t j = 0; j < scenarios[i].count; j++) {
            const struct scenario_reply *reply = &scenarios[i].replies[j];
            if (reply->replace != NULL && strstr(reply->body, reply->replace) == NULL) {
                fprintf(stderr, "%s: not in the body: %s\n", scenarios[i].id, reply->replace);
                sound = false;
            }
        }
    }
    return sound;
}

const struct scenario *scenario_find(const char *id)
{
    const struct scenario *found = NULL;
    size_t longest = 0;

    for (size_t i = 0; i < scenario_count; i++) {
        size_t length = strlen(scenarios[i].id);
        if (length > longest && strncmp(id, scenarios[i].id, length) == 0) {
            found = &scenarios[i];
            longest = length;
        }
    }
    return found;
}
