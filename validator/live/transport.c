/* Sets up libcurl safely, and maps its errors. */
#include "live/transport.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/interrupt.h"
#include "base/progress.h"
#include "base/redact.h"
#include "common/memory.h"
#include "live/credentials.h"
#include "live/retry.h"
#include "live/trace.h"

/* Room for the header of a request: more than most requests need. */
#define SENT_ROOM ((size_t)128 * 1024)

static bool is_to_proxy(const char *data, size_t size)
{
    static const char connect[] = "CONNECT ";

    return size >= sizeof connect - 1 && memcmp(data, connect, sizeof connect - 1) == 0;
}

/* A header may be sent in pieces, with the token cut between two. So the whole header is kept, then
   shown. */
static void take_sent(struct transport *transport, const char *data, size_t size)
{
    static const char end[] = "\r\n\r\n";
    struct buffer *sent = &transport->attempt.sent;
    struct dg_text all;

    buffer_add_bytes(sent, data, size);
    all = buffer_text(sent);
    if (transport->options->verbose && all.length >= sizeof end - 1 &&
        memcmp(all.data + all.length - (sizeof end - 1), end, sizeof end - 1) == 0) {
        trace_header("> ", all, buffer_text(&transport->request->token));
    }
}

/* Keeps the header that libcurl sends; prints it and the received header. */
static int take_headers(CURL *handle, curl_infotype type, char *data, size_t size, void *context)
{
    struct transport *transport = context;
    struct dg_text token = buffer_text(&transport->request->token);
    struct dg_text lines = {data, size};

    (void)handle;
    if (type == CURLINFO_HEADER_OUT && !is_to_proxy(data, size)) {
        take_sent(transport, data, size);
    } else if ((type == CURLINFO_HEADER_OUT || type == CURLINFO_HEADER_IN) &&
               transport->options->verbose) {
        trace_header(type == CURLINFO_HEADER_OUT ? "> " : "< ", lines, token);
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
        /* An empty body is sent with Content-Length: 0 (RFC 9110 §8.6). */
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

/* Settings that every request needs. On a reused connection libcurl would repeat a request without
   a response. */
static bool set_safety(CURL *handle, const struct options *options, bool secure)
{
    const CURLcode codes[] = {
        curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, secure ? "https" : "http"),
        curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L),
        curl_easy_setopt(handle, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED),
        curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L),
        curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L),
        curl_easy_setopt(handle, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2),
        curl_easy_setopt(handle, CURLOPT_HTTP09_ALLOWED, 0L),
        curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L),
        curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, 1L),
        curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, (long)options->connect_timeout),
        curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, (long)options->max_time),
        curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L), /* byte per second */
        curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, (long)options->speed_time),
    };

    return ALL_SET(codes);
}

/* Gives libcurl a text that stays where it is until the transfer ends. */
static CURLcode set_text(CURL *handle, CURLoption option, const struct buffer *text)
{
    struct curl_blob blob = {text->data, text->length, CURL_BLOB_NOCOPY};

    return text->length == 0 ? CURLE_OK : curl_easy_setopt(handle, option, &blob);
}

/* Trusts only the named certificates: by default, libcurl adds those of the system. */
static bool set_authorities(CURL *handle, const struct buffer *authorities)
{
    const CURLcode codes[] = {
        set_text(handle, CURLOPT_CAINFO_BLOB, authorities),
        set_text(handle, CURLOPT_PROXY_CAINFO_BLOB, authorities),
        curl_easy_setopt(handle, CURLOPT_CAPATH, NULL),
        curl_easy_setopt(handle, CURLOPT_PROXY_CAPATH, NULL),
    };

    return ALL_SET(codes);
}

/* With an empty password, a key that needs one doesn't ask for it at the terminal. */
static bool set_certificates(CURL *handle, const struct certificates *certificates)
{
    const CURLcode codes[] = {
        set_text(handle, CURLOPT_SSLCERT_BLOB, &certificates->certificate),
        set_text(handle, CURLOPT_SSLKEY_BLOB,
                 certificates->key.length == 0 ? &certificates->certificate : &certificates->key),
        curl_easy_setopt(handle, CURLOPT_KEYPASSWD, ""),
    };

    return ALL_SET(codes) && (certificates->authorities.length == 0 ||
                              set_authorities(handle, &certificates->authorities));
}

/* Uses only the named proxy, without regard to the environment. The proxy doesn't get headers for
 * the server. */
static bool set_proxy(CURL *handle, const struct options *options)
{
    const CURLcode codes[] = {
        curl_easy_setopt(handle, CURLOPT_PROXY, options->proxy == NULL ? "" : options->proxy),
        curl_easy_setopt(handle, CURLOPT_NOPROXY, ""),
        curl_easy_setopt(handle, CURLOPT_HTTPPROXYTUNNEL, 1L),
        curl_easy_setopt(handle, CURLOPT_HEADEROPT, (long)CURLHEADER_SEPARATE),
        curl_easy_setopt(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L),
        curl_easy_setopt(handle, CURLOPT_PROXY_SSL_VERIFYPEER, 1L),
        curl_easy_setopt(handle, CURLOPT_PROXY_SSL_VERIFYHOST, 2L),
        curl_easy_setopt(handle, CURLOPT_PROXY_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2),
    };

    return ALL_SET(codes);
}

static bool set_request(CURL *handle, const struct options *options, struct request *request)
{
    const CURLcode codes[] = {
        set_method(handle, request->operation->method),
        curl_easy_setopt(handle, CURLOPT_URL, buffer_string(&request->url)),
        curl_easy_setopt(handle, CURLOPT_PATH_AS_IS, 1L),
        curl_easy_setopt(handle, CURLOPT_HTTPHEADER, request->headers),
        curl_easy_setopt(handle, CURLOPT_VERBOSE,
                         options->verbose || options->record != NULL ? 1L : 0L),
    };

    return ALL_SET(codes);
}

/* Shows the progress, and ends the transfer after a signal. */
static int go_on(void *context, curl_off_t received_all, curl_off_t received, curl_off_t sent_all,
                 curl_off_t sent)
{
    const struct transport *transport = context;

    (void)received_all;
    (void)received;
    (void)sent_all;
    (void)sent;
    progress_say(transport->state, -1);
    return interrupt_signal() != 0;
}

static bool set_callbacks(CURL *handle, struct transport *transport)
{
    struct attempt *attempt = &transport->attempt;
    const CURLcode codes[] = {
        curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, take_headers),
        curl_easy_setopt(handle, CURLOPT_DEBUGDATA, transport),
        curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, response_header),
        curl_easy_setopt(handle, CURLOPT_HEADERDATA, &attempt->response),
        curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, response_body),
        curl_easy_setopt(handle, CURLOPT_WRITEDATA, &attempt->response),
        curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, go_on),
        curl_easy_setopt(handle, CURLOPT_XFERINFODATA, transport),
        curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L),
        curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, attempt->reason),
    };

    return ALL_SET(codes);
}

/* Whether libcurl refused a header line that is too long for it: libcurl reports such a line in
 * this way. */
static bool is_header_too_long(CURL *handle, CURLcode code, const struct response *response)
{
    curl_off_t first_byte = 0; /* microseconds; 0: none came */

    return code == CURLE_OUT_OF_MEMORY && !response_has_header(response) &&
           curl_easy_getinfo(handle, CURLINFO_STARTTRANSFER_TIME_T, &first_byte) == CURLE_OK &&
           first_byte > 0;
}

/* The reason why there is no complete response after a transfer that ended with `code`; NULL: there
 * is one. */
static const char *missing(CURL *handle, CURLcode code, const struct response *response,
                           const char *reason)
{
    if (response->fault != NULL) {
        return response->fault;
    }
    if (is_header_too_long(handle, code, response)) {
        return "a header line is too long";
    }
    if (code == CURLE_BAD_FUNCTION_ARGUMENT && response->status != 0) {
        /* libcurl reports such a line in this way. */
        return "the first header line begins with a blank, as if it continued another line";
    }
    if (code != CURLE_OK && !response->too_large) {
        return reason;
    }
    return response_has_header(response) ? NULL : "the connection was closed inside the header";
}

/* Whether the connection failed for a reason that may not affect another attempt. */
static bool is_connection_failure(CURLcode code)
{
    static const CURLcode codes[] = {CURLE_COULDNT_RESOLVE_PROXY,
                                     CURLE_COULDNT_RESOLVE_HOST,
                                     CURLE_COULDNT_CONNECT,
                                     CURLE_OPERATION_TIMEDOUT,
                                     CURLE_SSL_CONNECT_ERROR,
                                     CURLE_GOT_NOTHING,
                                     CURLE_SEND_ERROR,
                                     CURLE_RECV_ERROR,
                                     CURLE_HTTP2,
                                     CURLE_HTTP2_STREAM,
                                     CURLE_PROXY};

    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (codes[i] == code) {
            return true;
        }
    }
    return false;
}

/* Whether a proxy refused for a reason that will also affect another attempt. */
static bool is_refused_by_proxy(CURL *handle)
{
    long status = 0; /* status of a proxy's response; 0: there is none */

    return curl_easy_getinfo(handle, CURLINFO_HTTP_CONNECTCODE, &status) == CURLE_OK &&
           status >= 300 && !retry_may_pass((int)status);
}

/* Whether the proxy, which is to be spoken to with TLS, hasn't opened a tunnel to the server. */
static bool is_before_tunnel(const struct transport *transport)
{
    static const char https[] = "https:";
    const char *proxy = transport->options->proxy;
    long status = 0; /* status of the proxy's response; 0: there is none */

    return proxy != NULL && strncasecmp(proxy, https, sizeof https - 1) == 0 &&
           curl_easy_getinfo(transport->handle, CURLINFO_HTTP_CONNECTCODE, &status) == CURLE_OK &&
           status == 0;
}

bool transport_open(struct transport *transport, const struct options *options,
                    struct request *request)
{
    CURL *handle = NULL;

    *transport = (struct transport){.options = options, .request = request};
    handle = transport->handle = curl_easy_init();
    /* All the room at once: growing would leave copies of the token in freed memory. */
    buffer_reserve(&transport->attempt.sent, SENT_ROOM);
    if (handle == NULL || !set_safety(handle, options, request->secure) ||
        !set_certificates(handle, &request->certificates) || !set_proxy(handle, options) ||
        !set_request(handle, options, request) || !set_callbacks(handle, transport)) {
        trouble(buffer_string(&request->name), "libcurl refuses a setting that is needed");
        return false;
    }
    return true;
}

static int64_t milliseconds(clockid_t clock)
{
    struct timespec now = {.tv_sec = 0};

    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void begin_attempt(struct transport *transport)
{
    struct attempt *attempt = &transport->attempt;

    response_free(&attempt->response);
    attempt->response = (struct response){.max_body = (size_t)transport->options->max_body};
    buffer_clear(&attempt->sent);
    attempt->why = NULL;
    attempt->unanswered = attempt->retried = false;
    attempt->reason[0] = '\0';
    attempt->started = milliseconds(CLOCK_REALTIME);
}

/* Replaces libcurl's name for the text of --cert. */
static void name_certificate(char *reason)
{
    static const char theirs[] = "CURLOPT_SSLCERT_BLOB";
    static const char ours[] = "--cert";
    char *at = strstr(reason, theirs);

    if (at != NULL) {
        const char *rest = at + sizeof theirs - 1;

        memcpy(at, ours, sizeof ours - 1);
        memmove(at + sizeof ours - 1, rest, strlen(rest) + 1);
    }
}

enum exit_status transport_send(struct transport *transport)
{
    struct attempt *attempt = &transport->attempt;
    char *reason = attempt->reason;
    int64_t begun = milliseconds(CLOCK_MONOTONIC);
    CURLcode code = CURLE_OK;

    begin_attempt(transport);
    errno = 0;
    code = curl_easy_perform(transport->handle);
    if (code != CURLE_OK) {
        memory_check_errno(); /* libcurl may report a useless certificate, or no thread */
    }
    attempt->took = milliseconds(CLOCK_MONOTONIC) - begun;
    if (reason[0] == '\0') {
        snprintf(reason, CURL_ERROR_SIZE, "%s", curl_easy_strerror(code));
    }
    if (code == CURLE_SSL_CONNECT_ERROR && strstr(reason, "wrong version number") != NULL) {
        snprintf(reason, CURL_ERROR_SIZE, "the %s doesn't speak TLS on this port",
                 is_before_tunnel(transport) ? "proxy" : "server");
    }
    redact(reason, strlen(reason), buffer_text(&transport->request->token));
    if (code == CURLE_SSL_CERTPROBLEM) { /* a weak key, for example */
        name_certificate(reason);
        options_refuse(transport->options, "cert", NULL, "--cert: %s: libcurl can't use it: %s",
                       transport->options->cert, reason);
        return EXIT_USAGE;
    }
    if (attempt->response.fault_text.length > 0) {
        redact(attempt->response.fault_text.data, attempt->response.fault_text.length,
               buffer_text(&transport->request->token));
    }
    if (code == CURLE_ABORTED_BY_CALLBACK && interrupt_signal() != 0) {
        snprintf(reason, CURL_ERROR_SIZE, "interrupted by a signal");
    }
    attempt->why = missing(transport->handle, code, &attempt->response, reason);
    attempt->unanswered = is_connection_failure(code) && attempt->response.header_bytes == 0 &&
                          !is_refused_by_proxy(transport->handle);
    if (code == CURLE_OUT_OF_MEMORY && attempt->why == reason) {
        memory_exhausted(); /* in a library that libcurl uses: libcurl itself has our allocator */
    }
    return attempt->why == NULL ? EXIT_CONFORMS : EXIT_NO_RESPONSE;
}

void transport_close(struct transport *transport)
{
    curl_easy_cleanup(transport->handle);
    response_free(&transport->attempt.response);
    credentials_wipe(&transport->attempt.sent);
}
