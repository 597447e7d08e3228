/* One exchange over libcurl, held to what is safe, then judged. */
#include "live.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>

#include "display.h"
#include "exchange.h"
#include "response.h"

void live_forbid_cores(void)
{
    const struct rlimit none = {0, 0};

    (void)setrlimit(RLIMIT_CORE, &none);
}

static void print_line(const char *prefix, struct dg_text line, const struct request *request)
{
    static const char header[] = "Authorization:";
    struct dg_text token = scratch_text(&request->token);
    bool secret =
        line.length >= sizeof header - 1 && strncasecmp(line.data, header, sizeof header - 1) == 0;
    const char *at = line.data;

    fputs(prefix, stderr);
    if (secret) {
        fputs("Authorization: [redacted]", stderr);
    } else if (token.length > 0 &&
               memmem(line.data, line.length, token.data, token.length) != NULL) {
        fputs("[redacted]", stderr);
    } else {
        while (at < line.data + line.length) {
            struct glyph glyph = display_next(&at, line.data + line.length);

            fwrite(glyph.bytes, 1, glyph.length, stderr);
        }
    }
    fputc('\n', stderr);
}

/* Prints the header lines that libcurl sends and receives. */
static int print_headers(CURL *handle, curl_infotype type, char *data, size_t size, void *context)
{
    const struct request *request = context;
    const char *prefix = type == CURLINFO_HEADER_OUT ? "> " : "< ";
    const char *end = data + size;

    (void)handle;
    if (type != CURLINFO_HEADER_OUT && type != CURLINFO_HEADER_IN) {
        return 0;
    }
    while (data < end) {
        char *feed = memchr(data, '\n', (size_t)(end - data));
        char *next = feed == NULL ? data + (end - data) : feed + 1;
        struct dg_text line = {data, (size_t)((feed == NULL ? end : feed) - data)};

        if (line.length > 0 && line.data[line.length - 1] == '\r') {
            line.length--;
        }
        if (line.length > 0) {
            print_line(prefix, line, request);
        }
        data = next;
    }
    return 0;
}

static CURLcode set_method(CURL *handle, const char *method)
{
    CURLcode code = CURLE_OK;

    if (strcmp(method, "GET") == 0) {
        return curl_easy_setopt(handle, CURLOPT_HTTPGET, 1L);
    }
    if (strcmp(method, "HEAD") == 0) {
        return curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
    }
    if (strcmp(method, "POST") == 0 || strcmp(method, "PUT") == 0 || strcmp(method, "PATCH") == 0) {
        /* An empty body says so: Content-Length: 0 (RFC 9110 §8.6). */
        code = curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, 0L);
        if (code == CURLE_OK) {
            code = curl_easy_setopt(handle, CURLOPT_POSTFIELDS, "");
        }
    }
    return code == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, method) : code;
}

static bool all_set(const CURLcode *codes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (codes[i] != CURLE_OK) {
            return false;
        }
    }
    return true;
}

#define ALL_SET(codes) all_set((codes), sizeof(codes) / sizeof *(codes))

/* What must hold whatever the request is. */
static bool set_safety(CURL *handle, const struct options *options, bool secure)
{
    const CURLcode codes[] = {
        curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, secure ? "https" : "http"),
        curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L),
        curl_easy_setopt(handle, CURLOPT_PROXY, ""),
        curl_easy_setopt(handle, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED),
        curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L),
        curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L),
        curl_easy_setopt(handle, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2),
        curl_easy_setopt(handle, CURLOPT_HTTP09_ALLOWED, 0L),
        curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L),
        curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, (long)options->connect_timeout),
        curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, (long)options->max_time),
        options->cacert == NULL ? CURLE_OK
                                : curl_easy_setopt(handle, CURLOPT_CAINFO, options->cacert),
    };

    return ALL_SET(codes);
}

static bool set_request(CURL *handle, const struct options *options, struct request *request)
{
    const CURLcode codes[] = {
        set_method(handle, request->operation->method),
        curl_easy_setopt(handle, CURLOPT_URL, scratch_string(&request->url)),
        curl_easy_setopt(handle, CURLOPT_PATH_AS_IS, 1L),
        curl_easy_setopt(handle, CURLOPT_HTTPHEADER, request->headers),
        curl_easy_setopt(handle, CURLOPT_USERAGENT, PROGRAM_NAME "/" PROGRAM_VERSION),
        curl_easy_setopt(handle, CURLOPT_VERBOSE, options->verbose ? 1L : 0L),
        curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, print_headers),
        curl_easy_setopt(handle, CURLOPT_DEBUGDATA, request),
    };

    return ALL_SET(codes);
}

static bool set_response(CURL *handle, struct response *response, char *reason)
{
    const CURLcode codes[] = {
        curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, response_header),
        curl_easy_setopt(handle, CURLOPT_HEADERDATA, response),
        curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, response_body),
        curl_easy_setopt(handle, CURLOPT_WRITEDATA, response),
        curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, reason),
    };

    return ALL_SET(codes);
}

static enum exit_status no_response(const char *name, const char *reason)
{
    trouble(name, "no complete HTTP response: %s", reason);
    return EXIT_NO_RESPONSE;
}

/* Sends the request and waits for the whole response. EXIT_CONFORMS: it is there. */
static enum exit_status transfer(CURL *handle, const char *name, const struct response *response,
                                 const char *reason)
{
    CURLcode code = curl_easy_perform(handle);

    if (code == CURLE_SSL_CACERT_BADFILE) {
        trouble("--cacert", "%s", reason[0] == '\0' ? curl_easy_strerror(code) : reason);
        return EXIT_USAGE;
    }
    if (response_failed(response) || code == CURLE_OUT_OF_MEMORY) {
        trouble(name, "out of memory");
        return EXIT_FAILED;
    }
    if (code != CURLE_OK && !response->too_large) {
        return no_response(name, reason[0] == '\0' ? curl_easy_strerror(code) : reason);
    }
    if (!response->headers_ended) {
        return no_response(name, "the connection was closed inside the header");
    }
    if (response->conflicting_lengths) {
        return no_response(name, "it has two different Content-Lengths");
    }
    return EXIT_CONFORMS;
}

/* A copy of the body without the token, for quoting; the body itself if it has none. NULL without
   memory. */
static char *copy_without(const struct scratch *body, const struct scratch *token)
{
    char *copy = NULL;
    char *at = NULL;

    if (token->length == 0 || body->length == 0 ||
        memmem(body->data, body->length, token->data, token->length) == NULL) {
        return body->data;
    }
    copy = malloc(body->length);
    if (copy == NULL) {
        return NULL;
    }
    memcpy(copy, body->data, body->length);
    at = copy;
    while (at != NULL) {
        at = memmem(at, body->length - (size_t)(at - copy), token->data, token->length);
        if (at != NULL) {
            memset(at, '*', token->length);
        }
    }
    return copy;
}

static enum exit_status judge_response_body(struct session *session,
                                            const struct exchange *exchange, struct record *record)
{
    struct findings *findings = &session->findings;
    enum exchange_result result = EXCHANGE_JUDGED;

    findings_begin(findings, record);
    result = exchange_judge(exchange, (struct dg_text){record->bytes, record->length},
                            &session->judge, findings);
    if (findings_end(findings, result == EXCHANGE_JUDGED) == VERDICT_CONFORMING) {
        reports_conforming(&session->reports, record->input, 1);
    }
    if (result == EXCHANGE_NO_MEMORY) {
        trouble(record->input, "out of memory");
        return EXIT_FAILED;
    }
    return EXIT_CONFORMS;
}

static enum exit_status judge_exchange(struct session *session, struct request *request,
                                       struct response *response, long status)
{
    const struct options *options = session->options;
    const struct exchange exchange = {
        .operation = request->operation,
        .wanted = options->expect,
        .status = (int)status,
        .content_type = response_value(&response->content_type),
        .content_encoding = response_value(&response->content_encoding),
        .max_body = options->max_body,
        .too_large = response->too_large,
    };
    char *shown = copy_without(&response->body, &request->token);
    struct record record = {
        .input = scratch_string(&request->name),
        .bytes = response->body.data,
        .shown = shown,
        .length = response->body.length,
        .line = 1,
    };
    enum exit_status result = EXIT_FAILED;

    if (shown == NULL && response->body.length > 0) {
        trouble(record.input, "out of memory");
        return EXIT_FAILED;
    }
    session->findings.secret = scratch_text(&request->token);
    result = judge_response_body(session, &exchange, &record);
    if (shown != response->body.data) {
        free(shown);
    }
    return result;
}

enum exit_status live_judge(struct session *session, struct request *request)
{
    const struct options *options = session->options;
    const char *name = scratch_string(&request->name);
    struct response response = {.max_body = (size_t)options->max_body};
    char reason[CURL_ERROR_SIZE] = "";
    enum exit_status result = EXIT_FAILED;
    CURL *handle = curl_easy_init();
    long status = 0;

    if (handle != NULL && set_safety(handle, options, request->secure) &&
        set_request(handle, options, request) && set_response(handle, &response, reason)) {
        result = transfer(handle, name, &response, reason);
        (void)curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    } else {
        trouble(name, "libcurl can't be set up as it has to be");
    }
    if (result == EXIT_CONFORMS) {
        result = judge_exchange(session, request, &response, status);
    } else {
        session->findings.totals.unreadable++;
    }
    curl_easy_cleanup(handle);
    response_free(&response);
    return result;
}
