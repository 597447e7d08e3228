/* Judges status, media type and body of a response. */
#include "judge/exchange.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/choices.h"
#include "base/wanted.h"
#include "common/buffer.h"
#include "http/content.h"
#include "http/status.h"
#include "input/wrapping.h"
#include "judge/selection.h"
#include "judge/target.h"

/* Adds the statuses of a list that commas separate. */
static void add_list(struct choices *choices, const char *list)
{
    while (*list != '\0') {
        size_t length = strcspn(list, ",");

        buffer_add_bytes(&choices->values, list, length);
        choices_add(choices, "");
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

static void list_documented(const struct dg_operation *operation, struct choices *choices)
{
    for (size_t i = 0; i < operation->response_count; i++) {
        choices_add(choices, operation->responses[i].status);
    }
}

static const struct dg_media *match_media(const struct exchange *exchange,
                                          const struct dg_response *response)
{
    const struct dg_media *found = NULL;
    int best = 0;

    for (size_t i = 0; exchange->content_type != NULL && i < response->media_count; i++) {
        int fit = content_fit(exchange->content_type, response->media[i].type);

        if (fit > best) {
            found = &response->media[i];
            best = fit;
        }
    }
    return found;
}

/* Whether a body that is documented for the media can be judged. Of a range, only JSON is. */
static bool is_judged(const struct exchange *exchange, const struct dg_media *media)
{
    return media->schema != NULL &&
           (strchr(media->type, '*') == NULL || content_is_json(exchange->content_type));
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

static void judge_status(const struct exchange *exchange, const struct dg_response *response,
                         struct dg_text body, struct findings *findings)
{
    struct choices choices = {.count = 0};
    struct buffer expected = {.data = NULL};
    struct buffer unwanted = {.data = NULL};
    char actual[16];

    snprintf(actual, sizeof actual, "%d", exchange->status);
    if (response == NULL) {
        list_documented(exchange->operation, &choices);
        choices_write(&choices, " or ", dg_text_of(actual), &expected);
        findings_http(findings, DG_CODE_HTTP_STATUS, buffer_string(&expected), actual);
    } else if (!is_wanted(exchange, &choices)) {
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
    const struct dg_response *response = target_response(exchange->operation, exchange->status);

    return response == NULL ? NULL : match_media(exchange, response);
}

static void report_media_type(const struct exchange *exchange, const struct dg_response *response,
                              struct findings *findings)
{
    const char *actual = exchange->content_type == NULL ? "none" : exchange->content_type;
    struct choices choices = {.count = 0};
    struct buffer expected = {.data = NULL};

    for (size_t i = 0; i < response->media_count; i++) {
        choices_add(&choices, response->media[i].type);
    }
    if (response->media_count == 0) {
        choices_add(&choices, "no body");
    }
    choices_write(&choices, " or ", dg_text_of(actual), &expected);
    findings_http(findings, DG_CODE_HTTP_MEDIA_TYPE, buffer_string(&expected), actual);
    choices_free(&choices);
    buffer_free(&expected);
}

static bool is_encoded(const struct exchange *exchange)
{
    return exchange->content_encoding != NULL && exchange->content_encoding[0] != '\0' &&
           strcasecmp(exchange->content_encoding, "identity") != 0;
}

/* Whether a body of no bytes is one of its media type, as an empty text is. JSON has no such body.
 */
static bool may_be_empty(const struct exchange *exchange, const struct dg_response *response)
{
    const struct dg_media *media = match_media(exchange, response);

    return media != NULL && !content_is_json(exchange->content_type);
}

/* Whether there is a body that can be judged. If not, reports the reason. */
static bool judge_presence(const struct exchange *exchange, const struct dg_response *response,
                           size_t length, struct findings *findings)
{
    char most[64];

    if (is_encoded(exchange)) {
        findings_http(findings, DG_CODE_HTTP_BODY, "no Content-Encoding",
                      exchange->content_encoding);
        return false;
    }
    if (exchange->too_large) {
        snprintf(most, sizeof most, "a body of at most %" PRId64 " bytes", exchange->max_body);
        findings_http(findings, DG_CODE_HTTP_BODY, most, "more");
        return false;
    }
    if (length == 0 && response->media_count > 0 && !may_be_empty(exchange, response) &&
        content_is_possible(exchange->status, false)) {
        findings_http(findings, DG_CODE_HTTP_BODY, "a body", "none");
        return false;
    }
    return true;
}

/* A sink that notes whether the member `status` of a problem has failed, and passes all findings
 * on. */
struct status_watch {
    struct dg_report report; /* first, for `finding` to recover the whole */
    struct dg_report *sink;
    size_t offset; /* of the document in the body */
    bool spoilt;
};

static bool spoils_status(const struct dg_finding *finding)
{
    char pointer[sizeof "/status"];
    bool at_root = finding->frame == NULL;
    bool at_member =
        dg_pointer_write(finding->frame, pointer, sizeof pointer) + 1 == sizeof pointer &&
        strcmp(pointer, "/status") == 0;

    if (finding->severity != DG_SEVERITY_ERROR || finding->code == DG_CODE_JSON_DUPLICATE_KEY) {
        return false;
    }
    return at_member || dg_code_kind(finding->code) == DG_CODE_KIND_SYNTAX ||
           (at_root && finding->code == DG_CODE_TYPE) ||
           (at_root && dg_text_equal(finding->property, dg_text_of("status")));
}

static void watch(struct dg_report *report, const struct dg_finding *finding)
{
    struct status_watch *watching = (struct status_watch *)report;
    struct dg_finding moved = *finding;

    moved.offset += watching->offset;
    watching->spoilt |= spoils_status(finding);
    watching->sink->finding(watching->sink, &moved);
}

static void watch_rule(struct dg_report *report, const struct dg_rule *rule)
{
    struct status_watch *watching = (struct status_watch *)report;

    watching->sink->not_applicable(watching->sink, rule);
}

/* Whether a line has only white space of JSON. */
static bool is_blank(struct dg_text line)
{
    for (size_t i = 0; i < line.length; i++) {
        if (strchr(" \t\r", line.data[i]) == NULL || line.data[i] == '\0') {
            return false;
        }
    }
    return true;
}

/* Judges the body as a document. Returns false, with one line of trouble, on failure. */
static bool judge_content(const struct exchange *exchange, const struct dg_media *media,
                          struct dg_text body, struct judge *judge, struct dg_report *report)
{
    const struct dg_exchange known = {
        .rules = media->rules,
        .status = exchange->status,
        .media_type = dg_text_of(media->type), /* without the parameters of the received type */
        .path = exchange->path,
        .path_count = exchange->path_count,
    };
    const struct document document = {
        .schema = media->schema,
        .exchange = &known,
        .tracks = exchange->tracks,
        .json = body,
    };

    return judge_document(judge, &document, report);
}

/* Judges each line of the body that isn't blank as a document. Returns false, with one line of
 * trouble, on failure. */
static bool judge_lines(const struct exchange *exchange, const struct dg_media *media,
                        struct dg_text body, struct judge *judge, struct status_watch *watching)
{
    const char *end = body.data + body.length;
    bool judged = true;

    for (const char *at = body.data; at < end && judged;) {
        const char *feed = memchr(at, '\n', (size_t)(end - at));
        struct dg_text line = {at, (size_t)((feed != NULL ? feed : end) - at)};

        at = feed != NULL ? feed + 1 : end;
        if (!is_blank(line)) {
            watching->offset = (size_t)(line.data - body.data);
            judged = judge_content(exchange, media, line, judge, &watching->report);
        }
    }
    return judged;
}

static enum exchange_result judge_body(const struct exchange *exchange,
                                       const struct dg_media *media, struct dg_text body,
                                       struct judge *judge, struct findings *findings)
{
    struct status_watch watching = {.report = findings->report, .sink = &findings->report};
    int64_t status = 0;
    bool judged = false;

    findings_judged_by(findings, media->schema);
    watching.report.finding = watch;
    if (findings->report.not_applicable != NULL) {
        watching.report.not_applicable = watch_rule;
    }
    judged = media->lines ? judge_lines(exchange, media, body, judge, &watching)
                          : judge_content(exchange, media, body, judge, &watching.report);
    findings->report.rules_skipped = watching.report.rules_skipped;
    findings->report.rules_not_applicable = watching.report.rules_not_applicable;
    if (!judged) {
        return EXCHANGE_FAILED;
    }
    if (media->problem_status != NULL && !watching.spoilt &&
        media->problem_status(judge->value, &status) && status != exchange->status) {
        char expected[64];
        char actual[32];

        snprintf(expected, sizeof expected, "%d (the HTTP status)", exchange->status);
        snprintf(actual, sizeof actual, "%" PRId64, status);
        findings_http(findings, DG_CODE_HTTP_PROBLEM_STATUS, expected, actual);
    }
    return EXCHANGE_JUDGED;
}

/* Judges a response whose body was not recorded. */
static enum exchange_result judge_without_body(const struct exchange *exchange,
                                               const struct dg_response *response,
                                               struct findings *findings)
{
    if (response->media_count == 0) {
        return EXCHANGE_JUDGED;
    }
    if (exchange->content_type != NULL && match_media(exchange, response) == NULL) {
        report_media_type(exchange, response, findings);
    }
    return EXCHANGE_SKIPPED;
}

/* The response to HEAD has the header of the response to GET, and never a body (RFC 9110
   §9.3.2). */
static enum exchange_result judge_head(const struct exchange *exchange,
                                       const struct dg_response *response, struct dg_text body,
                                       struct findings *findings)
{
    if (body.length > 0) {
        findings_http(findings, DG_CODE_HTTP_BODY, "no body, as in every response to HEAD", "one");
    }
    (void)judge_without_body(exchange, response, findings);
    return EXCHANGE_JUDGED;
}

enum exchange_result exchange_judge(const struct exchange *exchange, struct dg_text body,
                                    struct judge *judge, struct findings *findings)
{
    const struct dg_response *response = target_response(exchange->operation, exchange->status);
    const struct dg_media *media = NULL;

    if (judge->coverage != NULL) {
        coverage_response(judge->coverage, response);
    }
    judge_status(exchange, response, body, findings);
    if (response == NULL) {
        return EXCHANGE_SKIPPED;
    }
    if (strcmp(exchange->operation->method, "HEAD") == 0) {
        return judge_head(exchange, response, body, findings);
    }
    if (exchange->body_missing) {
        return judge_without_body(exchange, response, findings);
    }
    if (!judge_presence(exchange, response, body.length, findings)) {
        return EXCHANGE_SKIPPED;
    }
    if (body.length == 0) {
        return EXCHANGE_JUDGED;
    }
    media = match_media(exchange, response);
    if (media == NULL) {
        report_media_type(exchange, response, findings);
        return EXCHANGE_SKIPPED;
    }
    return is_judged(exchange, media) ? judge_body(exchange, media, body, judge, findings)
                                      : EXCHANGE_UNJUDGED;
}
