/* One exchange over libcurl, held to what is safe, then judged. */
#include "live.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "display.h"
#include "exchange.h"
#include "redact.h"
#include "response.h"

bool live_possible(const struct options *options)
{
    const char *path = options->cacert;
    struct stat status;
    int error = 0;

    if (path == NULL) {
        return true;
    }
    if (stat(path, &status) != 0 || access(path, R_OK) != 0) {
        error = errno;
    } else if (S_ISDIR(status.st_mode)) {
        error = EISDIR;
    }
    if (error != 0) {
        trouble("--cacert", "%s: %s", path, strerror(error));
    }
    return error == 0;
}

/* The answers to one request, which may be sent several times. */
struct answers {
    struct session *session;
    struct request *request;
    struct tracks tracks;
    struct response response; /* the latest */
    uint64_t number;          /* of it, from 1 */
    uint64_t conforming;
};

static void print_line(const char *prefix, struct dg_text line, const struct request *request)
{
    static const char header[] = "Authorization:";
    struct scratch shown = {.data = NULL};

    if (line.length >= sizeof header - 1 &&
        strncasecmp(line.data, header, sizeof header - 1) == 0) {
        scratch_add_string(&shown, "Authorization: [redacted]");
    } else {
        scratch_add(&shown, line.data, line.length);
        redact(shown.data, shown.length, scratch_text(&request->token));
    }
    fputs(prefix, stderr);
    for (const char *at = shown.data; at != NULL && at < shown.data + shown.length;) {
        struct glyph glyph = display_next(&at, shown.data + shown.length);

        fwrite(glyph.bytes, 1, glyph.length, stderr);
    }
    fputc('\n', stderr);
    scratch_free(&shown);
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

/* What must hold whatever the request is. On a connection that it has used before, libcurl would
   send a request again that was not answered. */
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
        curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, 1L),
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

/* libcurl has no other word for a header line that is longer than it reads. */
static bool is_header_too_long(CURL *handle, CURLcode code, const struct response *response)
{
    curl_off_t first_byte = 0; /* microseconds; 0: none came */

    return code == CURLE_OUT_OF_MEMORY && !response_has_header(response) &&
           curl_easy_getinfo(handle, CURLINFO_STARTTRANSFER_TIME_T, &first_byte) == CURLE_OK &&
           first_byte > 0;
}

/* Why there is no complete response after a transfer that ended with `code`; NULL: there is. */
static const char *missing(CURL *handle, CURLcode code, const struct response *response,
                           const char *reason)
{
    if (response->fault != NULL) {
        return response->fault;
    }
    if (is_header_too_long(handle, code, response)) {
        return "a header line is too long";
    }
    if (code != CURLE_OK && !response->too_large) {
        return reason;
    }
    return response_has_header(response) ? NULL : "the connection was closed inside the header";
}

/* Sends the request and waits for the whole response. EXIT_CONFORMS: it is there. `reason` is where
   libcurl writes why it isn't. */
static enum exit_status transfer(CURL *handle, struct answers *answers, char *reason)
{
    struct request *request = answers->request;
    const struct response *response = &answers->response;
    const char *name = scratch_string(&request->name);
    CURLcode code = curl_easy_perform(handle);
    const char *why = NULL;

    if (reason[0] == '\0') {
        snprintf(reason, CURL_ERROR_SIZE, "%s", curl_easy_strerror(code));
    }
    redact(reason, strlen(reason), scratch_text(&request->token));
    if (code == CURLE_SSL_CACERT_BADFILE) {
        trouble("--cacert", "%s", reason);
        return EXIT_USAGE;
    }
    why = missing(handle, code, response, reason);
    if (response_failed(response) || (code == CURLE_OUT_OF_MEMORY && why == reason)) {
        trouble(name, "out of memory");
        return EXIT_FAILED;
    }
    if (why != NULL && answers->number > 1) {
        trouble(name, "no complete HTTP response to request %llu: %s",
                (unsigned long long)answers->number, why);
    } else if (why != NULL) {
        trouble(name, "no complete HTTP response: %s", why);
    }
    return why == NULL ? EXIT_CONFORMS : EXIT_NO_RESPONSE;
}

/* A copy of the body without the token, for quoting; the body itself if it has none. NULL without
   memory. */
static char *copy_without(const struct scratch *body, const struct scratch *token)
{
    char *copy = NULL;

    if (!redact_needed(scratch_text(body), scratch_text(token))) {
        return body->data;
    }
    copy = malloc(body->length);
    if (copy != NULL) {
        memcpy(copy, body->data, body->length);
        redact(copy, body->length, scratch_text(token));
    }
    return copy;
}

static enum exit_status judge_response_body(struct answers *answers,
                                            const struct exchange *exchange, struct record *record)
{
    struct session *session = answers->session;
    struct findings *findings = &session->findings;
    enum exchange_result result = EXCHANGE_JUDGED;

    findings_begin(findings, record);
    result = exchange_judge(exchange, (struct dg_text){record->bytes, record->length},
                            &session->judge, findings);
    answers->conforming += findings_end(findings, result == EXCHANGE_JUDGED) == VERDICT_CONFORMING;
    if (result == EXCHANGE_NO_MEMORY) {
        trouble(record->input, "out of memory");
        return EXIT_FAILED;
    }
    reports_show(&session->reports);
    return EXIT_CONFORMS;
}

static enum exit_status judge_exchange(struct answers *answers)
{
    const struct options *options = answers->session->options;
    struct request *request = answers->request;
    struct response *response = &answers->response;
    bool several = options->repeat > 1;
    const struct exchange exchange = {
        .operation = request->operation,
        .wanted = options->expect,
        .status = response->status,
        .content_type = response_value(&response->content_type),
        .content_encoding = response_value(&response->content_encoding),
        .path = request->path,
        .path_count = request->path_count,
        .tracks = several ? &answers->tracks : NULL,
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
        .number = several ? answers->number : 0,
        .part = "answer",
        .apart = several,
    };
    enum exit_status result = EXIT_FAILED;

    if (shown == NULL && response->body.length > 0) {
        trouble(record.input, "out of memory");
        return EXIT_FAILED;
    }
    answers->session->findings.secret = scratch_text(&request->token);
    result = judge_response_body(answers, &exchange, &record);
    if (shown != response->body.data) {
        free(shown);
    }
    return result;
}

/* Sends the request once, and judges the answer. */
static enum exit_status exchange_once(CURL *handle, struct answers *answers, char *reason)
{
    enum exit_status result = EXIT_FAILED;

    response_free(&answers->response);
    answers->response = (struct response){.max_body = (size_t)answers->session->options->max_body};
    reason[0] = '\0';
    answers->number++;
    result = transfer(handle, answers, reason);
    if (result != EXIT_CONFORMS) {
        answers->session->findings.totals.unreadable++;
        return result;
    }
    return judge_exchange(answers);
}

static enum exit_status exchange_all(CURL *handle, struct answers *answers, char *reason)
{
    struct session *session = answers->session;
    uint64_t wanted = (uint64_t)session->options->repeat;
    enum exit_status result = EXIT_CONFORMS;

    while (result == EXIT_CONFORMS && answers->number < wanted && !session->findings.failed &&
           !reports_failed(&session->reports)) {
        result = exchange_once(handle, answers, reason);
    }
    if (answers->conforming == answers->number) {
        reports_conforming(&session->reports, scratch_string(&answers->request->name),
                           answers->conforming);
    }
    return result;
}

enum exit_status live_judge(struct session *session, struct request *request)
{
    const struct options *options = session->options;
    struct answers answers = {.session = session, .request = request};
    char reason[CURL_ERROR_SIZE] = "";
    enum exit_status result = EXIT_FAILED;
    CURL *handle = NULL;

    /* libcurl would write there what decrypts the token. */
    unsetenv("SSLKEYLOGFILE");
    handle = curl_easy_init();
    if (handle != NULL && set_safety(handle, options, request->secure) &&
        set_request(handle, options, request) && set_response(handle, &answers.response, reason)) {
        result = exchange_all(handle, &answers, reason);
    } else {
        trouble(scratch_string(&request->name), "libcurl can't be set up as it has to be");
        session->findings.totals.unreadable++;
    }
    curl_easy_cleanup(handle);
    response_free(&answers.response);
    tracks_close(&answers.tracks);
    return result;
}
