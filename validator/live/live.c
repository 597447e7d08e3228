/* A live command: sends the request until there is a response, records each attempt, and judges the
 * response. */
#include "live/live.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "base/display.h"
#include "base/interrupt.h"
#include "base/progress.h"
#include "base/redact.h"
#include "common/memory.h"
#include "http/status.h"
#include "input/wrapping.h"
#include "judge/exchange.h"
#include "judge/selection.h"
#include "live/retry.h"
#include "live/trace.h"
#include "live/transport.h"

/* The responses to one request, which may be sent several times. */
struct answers {
    struct session *session;
    struct request *request;
    struct transport transport;
    struct recording *recording;
    struct track_set tracks;
    uint64_t number;     /* number of the latest, from 1 */
    struct buffer shown; /* the line about the latest conforming response */
};

/* A copy of the body without the token, for quoting; the body itself if the token isn't in it. */
static char *copy_without(const struct buffer *body, const struct buffer *token)
{
    char *copy = NULL;

    if (!redact_needed(buffer_text(body), buffer_text(token))) {
        return body->data;
    }
    copy = memory_copy(body->data, body->length);
    redact(copy, body->length, buffer_text(token));
    return copy;
}

/* The most code points of a value in the line about a response. */
#define LONGEST_VALUE 60

/* Adds the value of an enum property, after the last step of its pointer. */
static void add_property(struct buffer *out, struct dg_text body, const char *pointer)
{
    struct dg_text value = selection_first(body, dg_text_of(pointer));
    struct buffer text = {.data = NULL};

    if (value.length > 1 && value.data[0] == '"') {
        wrapping_add_string(&text, (struct dg_text){value.data + 1, value.length - 2});
    } else {
        buffer_add_text(&text, value);
    }
    if (value.length > 0) {
        buffer_format(out, ", %s: ", strrchr(pointer, '/') + 1);
        display_add_utf8(out, buffer_text(&text), LONGEST_VALUE);
    }
    buffer_free(&text);
}

/* Reports the status of a conforming response, and the enum values that its rules are about, unless
 * the previous response had the same. */
static void show_answer(struct answers *answers, const struct exchange *exchange,
                        const struct record *record)
{
    const struct dg_media *media = exchange_media(exchange);
    const char *phrase = status_phrase(exchange->status);
    const struct dg_text body = {record->shown, record->length};
    struct buffer words = {.data = NULL};

    buffer_format(&words, "%d%s%s", exchange->status, phrase == NULL ? "" : " ",
                  phrase == NULL ? "" : phrase);
    for (size_t i = 0; media != NULL && i < media->outcome_count; i++) {
        add_property(&words, body, media->outcome[i]);
    }
    if (!dg_text_equal(buffer_text(&words), buffer_text(&answers->shown))) {
        reports_answered(&answers->session->reports, record, buffer_string(&words));
    }
    buffer_free(&answers->shown);
    answers->shown = words;
}

static enum exit_status judge_response_body(struct answers *answers,
                                            const struct exchange *exchange, struct record *record)
{
    struct session *session = answers->session;
    struct findings *findings = &session->findings;
    enum exchange_result result = EXCHANGE_JUDGED;
    enum verdict verdict = VERDICT_SKIPPED;

    findings_begin(findings, record);
    result = exchange_judge(exchange, (struct dg_text){record->bytes, record->length},
                            &session->judge, findings);
    verdict = findings_end(findings, result == EXCHANGE_JUDGED);
    if (verdict == VERDICT_CONFORMING) {
        show_answer(answers, exchange, record);
    } else if (verdict == VERDICT_SKIPPED) {
        reports_note(&session->reports, NOTE_SKIPPED, record->number,
                     result == EXCHANGE_UNJUDGED ? EXCHANGE_WHY_UNJUDGED : EXCHANGE_WHY_RULES);
    }
    if (result == EXCHANGE_FAILED) {
        return EXIT_FAILED;
    }
    reports_show(&session->reports);
    return EXIT_CONFORMS;
}

static enum exit_status judge_exchange(struct answers *answers)
{
    const struct options *options = answers->session->options;
    struct request *request = answers->request;
    struct response *response = &answers->transport.attempt.response;
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
        .input = buffer_string(&request->name),
        .bytes = response->body.data,
        .shown = shown,
        .length = response->body.length,
        .line = 1,
        .number = several ? answers->number : 0,
        .part = "response",
        .apart = several,
    };
    enum exit_status result = EXIT_FAILED;

    answers->session->findings.secret = buffer_text(&request->token);
    if (options->verbose) {
        trace_body("< ", (struct dg_text){shown, record.length});
    }
    result = judge_response_body(answers, &exchange, &record);
    if (shown != response->body.data) {
        free(shown);
    }
    return result;
}

static int64_t monotonic_milliseconds(void)
{
    struct timespec now = {.tv_sec = 0};

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waits, and shows the time that is left. */
static void wait_for(const char *state, int64_t milliseconds)
{
    int64_t end = monotonic_milliseconds() + milliseconds;
    int64_t wait = milliseconds;

    while (wait > 0 && interrupt_signal() == 0) {
        int64_t slice = progress_slice(wait);
        struct timespec left = {.tv_sec = (time_t)(slice / 1000),
                                .tv_nsec = (long)(slice % 1000) * 1000000};

        while (interrupt_signal() == 0 &&
               clock_nanosleep(CLOCK_MONOTONIC, 0, &left, &left) == EINTR) {
        }
        wait = end - monotonic_milliseconds();
        progress_say(state, wait < 0 ? 0 : wait);
    }
}

/* Writes which attempt of which request it is: "request 2 of 5, attempt 1 of 3". */
static void write_state(struct answers *answers, const char *doing, int64_t number)
{
    const struct options *options = answers->session->options;
    struct transport *transport = &answers->transport;
    int length = 0;

    transport->state[0] = '\0';
    if (options->repeat > 1) {
        length = snprintf(transport->state, sizeof transport->state,
                          "request %" PRIu64 " of %" PRId64 ", ", answers->number, options->repeat);
    }
    snprintf(transport->state + length, sizeof transport->state - (size_t)length,
             "%sattempt %" PRId64 " of %" PRId64, doing, number, options->retry + 1);
}

/* The time to wait before the next attempt; RETRY_NEVER: there is none. */
static int64_t wait_after(struct answers *answers, int64_t number, int64_t elapsed)
{
    const struct options *options = answers->session->options;
    struct attempt *attempt = &answers->transport.attempt;
    struct retry_attempt ended = {
        .number = number,
        .status = attempt->why == NULL ? attempt->response.status : 0,
        .retry_after = attempt->why == NULL ? response_value(&attempt->response.retry_after) : NULL,
        .now = (int64_t)time(NULL),
        .elapsed = elapsed,
    };

    if (attempt->why != NULL && !attempt->unanswered) {
        return RETRY_NEVER;
    }
    if (getrandom(&ended.random, sizeof ended.random, GRND_NONBLOCK) < 0) {
        ended.random = 0;
    }
    return retry_wait(options, &ended);
}

static void show_attempt(const struct attempt *attempt, int64_t number, int64_t wait)
{
    fprintf(stderr, "* attempt %" PRId64 ": ", number);
    if (attempt->why == NULL) {
        fprintf(stderr, "status %d", attempt->response.status);
    } else {
        fputs("no response", stderr);
    }
    if (wait != RETRY_NEVER) {
        fprintf(stderr, ", next attempt in %" PRId64 ".%03" PRId64 " s", wait / 1000, wait % 1000);
    }
    fputc('\n', stderr);
}

/* Sends the request until there is a response to be judged, or no further attempt. */
static enum exit_status send_until_answered(struct answers *answers)
{
    const struct options *options = answers->session->options;
    struct attempt *attempt = &answers->transport.attempt;
    int64_t begun = monotonic_milliseconds();
    enum exit_status status = EXIT_FAILED;
    int64_t wait = RETRY_NEVER;
    int64_t number = 0;

    do {
        if (number > 0) {
            write_state(answers, "waiting for ", number + 1);
            wait_for(answers->transport.state, wait);
        }
        if (interrupt_signal() != 0) {
            return EXIT_NO_RESPONSE;
        }
        number++;
        write_state(answers, "", number);
        status = transport_send(&answers->transport);
        if (status != EXIT_CONFORMS && status != EXIT_NO_RESPONSE) {
            return status;
        }
        wait = wait_after(answers, number, monotonic_milliseconds() - begun);
        attempt->retried = wait != RETRY_NEVER;
        recording_add(answers->recording, answers->request, attempt);
        if (options->verbose && options->retry > 0) {
            show_attempt(attempt, number, wait);
        }
    } while (wait != RETRY_NEVER);
    return status;
}

static void report_missing(struct answers *answers)
{
    uint64_t number = answers->session->options->repeat > 1 ? answers->number : 0;
    const char *name = buffer_string(&answers->request->name);
    const char *why = answers->transport.attempt.why;

    if (answers->number > 1) {
        trouble(name, "no complete HTTP response to request %" PRIu64 ": %s", answers->number, why);
    } else {
        trouble(name, "no complete HTTP response: %s", why);
    }
    reports_note(&answers->session->reports, NOTE_NO_RESPONSE, number, why);
}

/* Gets one response, and judges it. */
static enum exit_status exchange_once(struct answers *answers)
{
    enum exit_status result = EXIT_FAILED;

    answers->number++;
    result = send_until_answered(answers);
    if (result == EXIT_NO_RESPONSE && interrupt_signal() != 0) {
        return result;
    }
    if (result == EXIT_NO_RESPONSE) {
        report_missing(answers);
    }
    if (result != EXIT_CONFORMS) {
        answers->session->findings.totals.unreadable++;
        return result;
    }
    return judge_exchange(answers);
}

static enum exit_status exchange_all(struct answers *answers)
{
    struct session *session = answers->session;
    uint64_t wanted = (uint64_t)session->options->repeat;
    enum exit_status result = EXIT_CONFORMS;

    while (interrupt_signal() == 0 && result == EXIT_CONFORMS && answers->number < wanted &&
           !reports_failed(&session->reports)) {
        result = exchange_once(answers);
    }
    return result;
}

enum exit_status live_judge(struct session *session, struct request *request,
                            struct recording *recording)
{
    struct answers answers = {.session = session, .request = request, .recording = recording};
    enum exit_status result = EXIT_FAILED;

    if (transport_open(&answers.transport, session->options, request)) {
        result = exchange_all(&answers);
    } else {
        session->findings.totals.unreadable++;
    }
    reports_input(&session->reports, buffer_string(&request->name), &session->findings.totals);
    transport_close(&answers.transport);
    track_set_close(&answers.tracks);
    buffer_free(&answers.shown);
    return result;
}
