/* Judges a response as received: whether its status is wanted, whether its body could be read, and
 * then, as any program does, by the contract. */
#include "judge/exchange.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/choices.h"
#include "base/wanted.h"
#include "common/buffer.h"
#include "http/content.h"
#include "http/status.h"
#include "input/wrapping.h"
#include "judge/selection.h"
#include "runtime/answer.h"

/* Adds the statuses of a list that commas separate. */
static void add_list(struct choices *choices, const char *list)
{
    while (*list != '\0') {
        size_t length = strcspn(list, ",");

        choices_add_text(choices, (struct dg_text){list, length});
        list += length + (list[length] == ',');
    }
}

/* Whether the status is wanted; the wanted statuses are added to `choices`. */
static bool is_wanted(const struct exchange *exchange, struct choices *choices)
{
    const struct dg_operation *operation = exchange->operation;

    if (exchange->wanted != NULL) {
        add_list(choices, exchange->wanted);
        return wanted_names(exchange->wanted, exchange->status);
    }
    for (size_t i = 0; i < operation->response_count; i++) {
        if (operation->responses[i].status[0] == '2') {
            choices_add(choices, operation->responses[i].status);
        }
    }
    if (choices->count == 0) {
        choices_add(choices, "2XX");
    }
    return exchange->status >= 200 && exchange->status <= 299;
}

static const struct dg_media *match_media(const struct exchange *exchange,
                                          const struct dg_response *response)
{
    return dg_response_media(response, dg_text_of(exchange->content_type));
}

/* Adds a text member of a problem (RFC 9457 §3.1), if there is one, with the part of the message
   before it. */
static void add_problem_member(struct buffer *out, struct dg_text body, const char *pointer)
{
    struct dg_text value = selection_first(body, dg_text_of(pointer));

    if (value.length > 2 && value.data[0] == '"') {
        buffer_add(out, ": ");
        wrapping_add_string(out, (struct dg_text){value.data + 1, value.length - 2});
    }
}

/* Adds a message about a documented status that isn't wanted. A problem gives the reason for the
 * status. */
static void add_unwanted(const struct exchange *exchange, const struct dg_response *response,
                         struct dg_text body, struct buffer *out)
{
    const char *phrase = status_phrase(exchange->status);
    const struct dg_media *media = match_media(exchange, response);

    buffer_format(out, "the status is %d%s%s, documented but not wanted", exchange->status,
                  phrase == NULL ? "" : " ", phrase == NULL ? "" : phrase);
    if (media != NULL && media->problem_status != NULL) {
        add_problem_member(out, body, "/title");
        add_problem_member(out, body, "/detail");
    }
}

/* Judges a documented status: whether it is wanted. */
static void judge_wanted(const struct exchange *exchange, const struct dg_response *response,
                         struct dg_text body, struct findings *findings)
{
    struct choices choices = {.count = 0};
    struct buffer expected = {.data = NULL};
    struct buffer unwanted = {.data = NULL};
    char actual[16];

    if (!is_wanted(exchange, &choices)) {
        snprintf(actual, sizeof actual, "%d", exchange->status);
        choices_write(&choices, " or ", dg_text_of(actual), &expected);
        add_unwanted(exchange, response, body, &unwanted);
        findings_unwanted(findings, buffer_string(&expected), actual, &unwanted);
    }
    choices_free(&choices);
    buffer_free(&expected);
    buffer_free(&unwanted);
}

const struct dg_media *exchange_media(const struct exchange *exchange)
{
    const struct dg_response *response =
        dg_operation_response(exchange->operation, exchange->status);

    return response == NULL ? NULL : match_media(exchange, response);
}

/* Whether the body was received in a form that can be judged. If not, reports the reason. */
static bool judge_transfer(const struct exchange *exchange, struct findings *findings)
{
    char most[64];

    if (strcmp(exchange->operation->method, "HEAD") == 0 || exchange->body_missing) {
        return true; /* there is no body */
    }
    if (content_is_encoded(exchange->content_encoding)) {
        findings_http(findings, DG_CODE_HTTP_BODY, "no Content-Encoding",
                      exchange->content_encoding);
        return false;
    }
    if (exchange->too_large) {
        snprintf(most, sizeof most, "a body of at most %" PRId64 " bytes", exchange->max_body);
        findings_http(findings, DG_CODE_HTTP_BODY, most, "more");
        return false;
    }
    return true;
}

/* Judges the documents of a response as other documents are: some are states in tracks. */
struct reading {
    struct dg_answer_decoder decoder; /* first, for its function to recover the whole */
    struct judge *judge;
    struct track_set *tracks;
    bool judged; /* false after one line of trouble */
};

static bool read_document(struct dg_answer_decoder *decoder, const struct dg_schema *schema,
                          struct dg_text json, struct dg_report *report)
{
    struct reading *reading = (struct reading *)decoder;
    const struct document document = {
        .schema = schema, .exchange = report->exchange, .tracks = reading->tracks, .json = json};

    reading->judged = judge_document(reading->judge, &document, report);
    return reading->judged;
}

static enum exchange_result result_of(enum dg_answer_extent extent)
{
    switch (extent) {
    case DG_ANSWER_JUDGED:
        break;
    case DG_ANSWER_SKIPPED:
        return EXCHANGE_SKIPPED;
    case DG_ANSWER_UNJUDGED:
        return EXCHANGE_UNJUDGED;
    }
    return EXCHANGE_JUDGED;
}

enum exchange_result exchange_judge(const struct exchange *exchange, struct dg_text body,
                                    struct judge *judge, struct findings *findings)
{
    const struct dg_response *response =
        dg_operation_response(exchange->operation, exchange->status);
    const struct dg_media *media = exchange_media(exchange);
    struct dg_answer_verdict verdict;
    struct reading reading = {.decoder = {.decode = read_document},
                              .judge = judge,
                              .tracks = exchange->tracks,
                              .judged = true};
    const struct dg_answer_input input = {
        .operation = exchange->operation,
        .status = exchange->status,
        .content_type = dg_text_of(exchange->content_type),
        .body = body,
        .body_lost = exchange->body_missing,
        .path = exchange->path,
        .path_count = exchange->path_count,
        .decoder = &reading.decoder,
    };

    if (judge->coverage != NULL) {
        coverage_response(judge->coverage, response);
    }
    if (response != NULL) {
        judge_wanted(exchange, response, body, findings);
        if (!judge_transfer(exchange, findings)) {
            return EXCHANGE_SKIPPED;
        }
    }
    if (media != NULL && media->schema != NULL) {
        findings_judged_by(findings, media->schema);
        judge_reserve(judge, media->schema);
    }
    (void)dg_answer_judge(&verdict, &input, judge->value, &judge->arena, &findings->report);
    return reading.judged ? result_of(verdict.extent) : EXCHANGE_FAILED;
}
