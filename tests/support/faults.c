/* The table of faults. */
#include "faults.h"

#include <string.h>

#include "batch.h"

#define JSON "application/json"
#define PROBLEM "application/problem+json"

#define BYTES(text)                                                                                \
    {                                                                                              \
        (text), sizeof(text) - 1                                                                   \
    }

#define LINE(status) "HTTP/1.1 " status "\r\n"
#define TYPE(type) "Content-Type: " type "\r\n"
#define LENGTH "Content-Length: $length$\r\n"
#define CHUNKED "Transfer-Encoding: chunked\r\n"
#define END "\r\n"

#define OK_HEAD LINE("200 OK") TYPE(JSON) LENGTH END
#define NUMBER_LINE LINE("$number$ Of The Id")

#define BODY BATCH("cancelling", "\"2026-04-10T12:02:00.000Z\"", "null", "3", "0")

/* 54 bytes: 36 in hexadecimal, as in the line before a chunk. */
#define CONFLICT "{\"type\":\"about:blank\",\"title\":\"Conflict\",\"status\":409}"
#define CONFLICT_LINE LINE("409 Conflict")
#define PROBLEM_OF(status) "{\"type\":\"about:blank\",\"title\":\"Problem\",\"status\":" status "}"
#define LIMITED(header) LINE("429 Too Many Requests") TYPE(PROBLEM) header LENGTH END
#define UNAVAILABLE(header) LINE("503 Service Unavailable") TYPE(PROBLEM) header LENGTH END

/* A member of gzip that continues with zeros: 13 bytes for 2064 (RFC 1951 §3.2.6). */
#define GZIP_BEGIN "\x1f\x8b\x08\0\0\0\0\0\0\xff\x62"
#define GZIP_ZEROS "\x18\x05\xa3\x60\x14\x8c\x82\x51\x30\x0a\x46\xc1\x28"
#define GZIP_HEAD LINE("200 OK") TYPE(JSON) "Content-Encoding: gzip\r\n"

#define REDIRECT(status, to) LINE(status) "Location: " to "\r\n" LENGTH END

const struct fault faults[] = {
    {.id = "ok", .about = "nothing wrong", .head = BYTES(OK_HEAD), .body = BYTES(BODY)},

    /* Slow responses. */
    {.id = "bytewise",
     .about = "good, in pieces of a byte",
     .head = BYTES(OK_HEAD),
     .body = BYTES(BODY),
     .bytewise = true},
    {.id = "slow",
     .about = "a byte every 20 ms",
     .head = BYTES(OK_HEAD),
     .body = BYTES(BODY),
     .bytewise = true,
     .pace = 20},
    {.id = "hang", .about = "never answers", .end = FAULT_HANG},
    {.id = "hang_head",
     .about = "never ends its header",
     .head = BYTES(LINE("200 OK") "Content"),
     .end = FAULT_HANG},
    {.id = "hang_body",
     .about = "never ends its body",
     .head = BYTES(OK_HEAD),
     .body = BYTES("{"),
     .lie = 100,
     .end = FAULT_HANG},

    /* Connections that end early. */
    {.id = "close", .about = "closed without a byte"},
    {.id = "close_head",
     .about = "closed in the header",
     .head = BYTES(LINE("200 OK") "Content-T")},
    {.id = "reset", .about = "reset without a byte", .end = FAULT_RESET},
    {.id = "reset_head",
     .about = "reset in the header",
     .head = BYTES(LINE("200 OK") "Content-T"),
     .end = FAULT_RESET},
    {.id = "reset_body",
     .about = "reset in the body",
     .head = BYTES(OK_HEAD),
     .body = BYTES("{"),
     .lie = 100,
     .end = FAULT_RESET},
    {.id = "cut_length_",
     .about = "409 with a length, cut after N bytes of the body",
     .head = BYTES(CONFLICT_LINE TYPE(PROBLEM) LENGTH END),
     .body = BYTES(CONFLICT),
     .cut = true},
    {.id = "cut_chunked_",
     .about = "409 in chunks, cut after N bytes of them",
     .head = BYTES(CONFLICT_LINE TYPE(PROBLEM) CHUNKED END),
     .body =
         BYTES("10\r\n{\"type\":\"about:b\r\n26\r\nlank\",\"title\":\"Conflict\",\"status\":409}"
               "\r\n0\r\n\r\n"),
     .cut = true},
    {.id = "cut_close_",
     .about = "409 that ends with the connection, cut after N bytes of the body",
     .head = BYTES(CONFLICT_LINE TYPE(PROBLEM) END),
     .body = BYTES(CONFLICT),
     .cut = true},

    /* Lengths and chunks. */
    {.id = "length_more",
     .about = "says five bytes more than it has",
     .head = BYTES(OK_HEAD),
     .body = BYTES(BODY),
     .lie = 5},
    {.id = "length_less",
     .about = "says five bytes less than it has",
     .head = BYTES(OK_HEAD),
     .body = BYTES(BODY),
     .lie = -5},
    {.id = "length_twice",
     .about = "the same length twice",
     .head = BYTES(LINE("200 OK") TYPE(JSON) LENGTH LENGTH END),
     .body = BYTES(BODY)},
    {.id = "length_two",
     .about = "two lengths",
     .head = BYTES(LINE("200 OK") TYPE(JSON) LENGTH "Content-Length: 5\r\n" END),
     .body = BYTES(BODY)},
    {.id = "length_list",
     .about = "two lengths in a list",
     .head = BYTES(LINE("200 OK") TYPE(JSON) "Content-Length: $length$, 5\r\n" END),
     .body = BYTES(BODY)},
    {.id = "length_negative",
     .about = "a negative length",
     .head = BYTES(LINE("200 OK") TYPE(JSON) "Content-Length: -1\r\n" END),
     .body = BYTES(BODY)},
    {.id = "length_chunked",
     .about = "a length and chunks",
     .head = BYTES(CONFLICT_LINE TYPE(PROBLEM) "Content-Length: 5\r\n" CHUNKED END),
     .body = BYTES("36\r\n" CONFLICT "\r\n0\r\n\r\n")},
    {.id = "chunk_letters",
     .about = "a chunk whose size is no number",
     .head = BYTES(LINE("200 OK") TYPE(JSON) CHUNKED END),
     .body = BYTES("xyz\r\n{}\r\n0\r\n\r\n")},
    {.id = "chunk_negative",
     .about = "a chunk whose size is negative",
     .head = BYTES(LINE("200 OK") TYPE(JSON) CHUNKED END),
     .body = BYTES("-2\r\n{}\r\n0\r\n\r\n")},
    {.id = "chunk_huge",
     .about = "a chunk whose size is beyond any",
     .head = BYTES(LINE("200 OK") TYPE(JSON) CHUNKED END),
     .body = BYTES("ffffffffffffffffff\r\n{}\r\n0\r\n\r\n")},
    {.id = "chunk_overrun",
     .about = "a chunk longer than its size",
     .head = BYTES(LINE("200 OK") TYPE(JSON) CHUNKED END),
     .body = BYTES("1\r\n{}\r\n0\r\n\r\n")},
    {.id = "coding_gzip",
     .about = "a Transfer-Encoding that nobody asked for",
     .head = BYTES(LINE("200 OK") TYPE(JSON) "Transfer-Encoding: gzip, chunked\r\n" END),
     .body = BYTES("b\r\n" GZIP_BEGIN "\r\n0\r\n\r\n")},

    /* Responses that aren't HTTP, or are faulty HTTP. */
    {.id = "garbage",
     .about = "bytes of no protocol",
     .head = BYTES("\x16\x03\x01\0\xff\xfe\0\0garbage\n\n\0\0")},
    {.id = "garbage_after",
     .about = "good, then bytes of no protocol",
     .head = BYTES(OK_HEAD),
     .body = BYTES(BODY),
     .lie = 0,
     .again = BYTES("\0\xff garbage"),
     .again_count = 1},
    {.id = "http09", .about = "a body alone", .head = BYTES("{}")},
    {.id = "interim_once",
     .about = "100 Continue, then good",
     .head = BYTES(LINE("100 Continue") END OK_HEAD),
     .body = BYTES(BODY)},
    {.id = "interim_flood",
     .about = "interim responses without end",
     .again = BYTES(LINE("103 Early Hints") "Link: </a>\r\n" END)},
    {.id = "interim_alone",
     .about = "100 Continue, then nothing",
     .head = BYTES(LINE("100 Continue") END)},
    {.id = "switching",
     .about = "another protocol that nobody asked for",
     .head = BYTES(LINE("101 Switching Protocols") "Upgrade: other\r\nConnection: upgrade\r\n" END),
     .body = BYTES(BODY)},

    /* Headers. */
    {.id = "header_endless",
     .about = "headers without end",
     .head = BYTES(LINE("200 OK") TYPE(JSON)),
     .again = BYTES("X-Padding: 0123456789\r\n")},
    {.id = "header_long",
     .about = "a header line without end",
     .head = BYTES(LINE("200 OK") "X-Padding: "),
     .again = BYTES("0123456789")},
    {.id = "header_trailers",
     .about = "trailers without end",
     .head = BYTES(LINE("200 OK") TYPE(JSON) CHUNKED END),
     .body = BYTES("2\r\n{}\r\n0\r\n"),
     .again = BYTES("X-Padding: 0123456789\r\n")},
    {.id = "header_nul",
     .about = "a NUL in a header",
     .head = BYTES(LINE("200 OK") "X-Nul: a\0b\r\n" TYPE(JSON) LENGTH END),
     .body = BYTES(BODY)},
    {.id = "header_nul_type",
     .about = "a NUL in the media type",
     .head = BYTES(LINE("200 OK") TYPE("application/json\0") LENGTH END),
     .body = BYTES(BODY)},
    {.id = "header_no_colon",
     .about = "a header without a colon",
     .head = BYTES(LINE("200 OK") "nothing\r\n" TYPE(JSON) LENGTH END),
     .body = BYTES(BODY)},
    {.id = "header_blank",
     .about = "a blank before the colon of the media type",
     .head = BYTES(LINE("200 OK") "Content-Type : " JSON "\r\n" LENGTH END),
     .body = BYTES(BODY)},
    {.id = "header_cr",
     .about = "a CR within the media type",
     .head = BYTES(LINE("200 OK") "Content-Type: " JSON "\r; a=b\r\n" LENGTH END),
     .body = BYTES(BODY)},
    {.id = "header_control",
     .about = "a control character in the name of a header",
     .head = BYTES(LINE("200 OK") TYPE(JSON) "X\x01: a\r\n" LENGTH END),
     .body = BYTES(BODY)},
    {.id = "header_fold",
     .about = "a first header line that continues none",
     .head = BYTES(LINE("200 OK") " Content-Type: text/html\r\n" TYPE(JSON) LENGTH END),
     .body = BYTES(BODY)},
    {.id = "header_bare",
     .about = "lines that end with LF alone",
     .head = BYTES("HTTP/1.1 200 OK\nContent-Type: " JSON "\nContent-Length: $length$\n\n"),
     .body = BYTES(BODY)},
    {.id = "type_twice",
     .about = "the same media type twice",
     .head = BYTES(LINE("200 OK") TYPE(JSON) TYPE(JSON) LENGTH END),
     .body = BYTES(BODY)},
    {.id = "type_two",
     .about = "two media types",
     .head = BYTES(LINE("200 OK") TYPE(JSON) TYPE(PROBLEM) LENGTH END),
     .body = BYTES(BODY)},
    {.id = "type_text",
     .about = "the media type text/plain",
     .head = BYTES(LINE("200 OK") TYPE("text/plain") LENGTH END),
     .body = BYTES(BODY)},
    {.id = "type_none",
     .about = "no media type",
     .head = BYTES(LINE("200 OK") LENGTH END),
     .body = BYTES(BODY)},
    {.id = "type_problem",
     .about = "200 as a problem",
     .head = BYTES(LINE("200 OK") TYPE(PROBLEM) LENGTH END),
     .body = BYTES(BODY)},
    {.id = "type_json_problem",
     .about = "a problem as " JSON,
     .head = BYTES(CONFLICT_LINE TYPE(JSON) LENGTH END),
     .body = BYTES(CONFLICT)},

    /* Bodies. */
    {.id = "endless",
     .about = "a body without end",
     .head = BYTES(LINE("200 OK") TYPE(JSON) END),
     .again = BYTES("[[[[[[[[")},
    {.id = "endless_length",
     .about = "a body of a petabyte",
     .head = BYTES(LINE("200 OK") TYPE(JSON) "Content-Length: 1125899906842624\r\n" END),
     .again = BYTES("[[[[[[[[")},
    {.id = "endless_chunked",
     .about = "chunks without end",
     .head = BYTES(LINE("200 OK") TYPE(JSON) CHUNKED END),
     .again = BYTES("8\r\n[[[[[[[[\r\n")},
    {.id = "gzip_bomb",
     .about = "half a megabyte of gzip that is 82 MB",
     .head = BYTES(GZIP_HEAD END),
     .body = BYTES(GZIP_BEGIN),
     .again = BYTES(GZIP_ZEROS),
     .again_count = 40000},
    {.id = "gzip_cut",
     .about = "the beginning of gzip",
     .head = BYTES(GZIP_HEAD LENGTH END),
     .body = BYTES(GZIP_BEGIN GZIP_ZEROS)},

    /* Statuses. */
    {.id = "redirect_self",
     .about = "302 to itself",
     .head = BYTES(REDIRECT("302 Found", "/v1/batch-predictions/$id$/cancel"))},
    {.id = "redirect_elsewhere",
     .about = "307 to the second host",
     .head = BYTES(REDIRECT("307 Temporary Redirect", "$second$/v1/batch-predictions/a/cancel"))},
    {.id = "redirect_file",
     .about = "301 to a file",
     .head = BYTES(REDIRECT("301 Moved Permanently", "file:///etc/hostname"))},
    {.id = "status_",
     .about = "the status N without a body",
     .head = BYTES(NUMBER_LINE LENGTH END)},
    {.id = "problem_",
     .about = "a problem with the status N",
     .head = BYTES(NUMBER_LINE TYPE(PROBLEM) LENGTH END),
     .body = BYTES(PROBLEM_OF("$number$"))},
    {.id = "problem_bad_",
     .about = "a problem with the status N, without a title",
     .head = BYTES(NUMBER_LINE TYPE(PROBLEM) LENGTH END),
     .body = BYTES("{\"type\":\"about:blank\",\"status\":$number$}")},
    {.id = "problem_other_",
     .about = "a problem with the status N that says 418",
     .head = BYTES(NUMBER_LINE TYPE(PROBLEM) LENGTH END),
     .body = BYTES(PROBLEM_OF("418"))},
    {.id = "problem_text_",
     .about = "a problem with the status N that is HTML",
     .head = BYTES(NUMBER_LINE TYPE("text/html") LENGTH END),
     .body = BYTES("<p>Out of order.\n")},

    /* Transient failures. */
    {.id = "retry_now",
     .about = "429 with Retry-After: 0, then good",
     .head = BYTES(LIMITED("Retry-After: 0\r\n")),
     .body = BYTES(PROBLEM_OF("429")),
     .then = "ok"},
    {.id = "retry_date",
     .about = "503 with a Retry-After that has passed, then good",
     .head = BYTES(UNAVAILABLE("Retry-After: Fri, 31 Dec 1999 23:59:59 GMT\r\n")),
     .body = BYTES(PROBLEM_OF("503")),
     .then = "ok"},
    {.id = "retry_tomorrow",
     .about = "429 with a Retry-After of a day, then good",
     .head = BYTES(LIMITED("Retry-After: 86400\r\n")),
     .body = BYTES(PROBLEM_OF("429")),
     .then = "ok"},
    {.id = "retry_502",
     .about = "502, then good",
     .head = BYTES(LINE("502 Bad Gateway") TYPE("text/html") LENGTH END),
     .body = BYTES("<p>"),
     .then = "ok"},
    {.id = "retry_504",
     .about = "504 with a Retry-After that says nothing, then reset, then good",
     .head = BYTES(LINE("504 Gateway Timeout") "Retry-After: soon\r\n" LENGTH END),
     .then = "retry_reset"},
    {.id = "retry_reset", .about = "reset, then good", .end = FAULT_RESET, .then = "ok"},
    {.id = "retry_500",
     .about = "500, then good",
     .head = BYTES(LINE("500 Internal Server Error") TYPE(PROBLEM) "Retry-After: 0\r\n" LENGTH END),
     .body = BYTES(PROBLEM_OF("500")),
     .then = "ok"},
    {.id = "retry_409",
     .about = "409 with Retry-After: 0, then good",
     .head = BYTES(CONFLICT_LINE TYPE(PROBLEM) "Retry-After: 0\r\n" LENGTH END),
     .body = BYTES(CONFLICT),
     .then = "ok"},
    {.id = "retry_body",
     .about = "reset in the body, then good",
     .head = BYTES(OK_HEAD),
     .body = BYTES("{"),
     .lie = 100,
     .end = FAULT_RESET,
     .then = "ok"},

    /* The token, sent back in every part of a response. */
    {.id = "echo",
     .about = "the Authorization, in status line, headers and body",
     .head = BYTES(LINE("200 $authorization$")
                       TYPE(JSON) "X-Echo: $authorization$\r\n"
                                  "Set-Cookie: session=secret-cookie\r\n" LENGTH END),
     .body = BYTES("{\"object\":\"$authorization$\",\"$authorization$\":\"$authorization$\"}")},
    {.id = "echo_redirect",
     .about = "the Authorization, in a Location",
     .head = BYTES(REDIRECT("302 Found", "$second$/?$authorization$"))},
    {.id = "echo_length",
     .about = "the Authorization, in a header that is refused",
     .head = BYTES(LINE("200 OK") "Content-Length: $authorization$\r\n" END)},
};

const size_t fault_count = sizeof faults / sizeof *faults;

const struct fault *fault_find(const char *id)
{
    const struct fault *found = NULL;
    size_t longest = 0;

    for (size_t i = 0; i < fault_count; i++) {
        size_t length = strlen(faults[i].id);

        if (length > longest && strncmp(id, faults[i].id, length) == 0) {
            found = &faults[i];
            longest = length;
        }
    }
    return found;
}
