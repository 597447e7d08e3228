/* Judges a whole response: its status, its media type, its body, and the rules about them. */
#include "runtime/answer.h"

#include <string.h>

#include "runtime/listing.h"
#include "runtime/reader_internal.h"
#include "runtime/rule_internal.h"
#include "runtime/writer.h"

/* The judgement of a response. */
struct answer {
    const struct dg_answer_input *input;
    struct dg_answer_verdict *verdict;
    struct dg_arena *arena;
    struct dg_report *report;
    bool broken; /* a finding was an error */
};

/* Findings about the response */

/* Text of a finding. */
struct answer_phrase {
    char buffer[DG_PHRASE_BYTES];
    struct dg_writer out;
};

static void phrase_open(struct answer_phrase *phrase)
{
    dg_writer_init(&phrase->out, phrase->buffer, sizeof phrase->buffer, NULL);
}

static void phrase_add(struct answer_phrase *phrase, const char *words)
{
    struct dg_text text = dg_text_of(words);

    dg_write_bytes(&phrase->out, text.data, text.length);
}

static void phrase_add_number(struct answer_phrase *phrase, int64_t number)
{
    phrase->out.comma = false;
    dg_write_integer(&phrase->out, number);
}

static struct dg_text phrase_text(const struct answer_phrase *phrase)
{
    return (struct dg_text){phrase->buffer, phrase->out.used};
}

static void answer_report(struct answer *answer, enum dg_code code, struct dg_text expected,
                          struct dg_text actual)
{
    const struct dg_finding finding = {
        .code = code,
        .severity = dg_code_severity(code),
        .expected = expected,
        .actual = actual,
    };

    answer->broken |= finding.severity == DG_SEVERITY_ERROR;
    if (answer->report->finding != NULL) {
        answer->report->finding(answer->report, &finding);
    }
}

/* The documented statuses of an operation, or the documented media types of a response. */
struct answer_listing {
    struct dg_listing listing; /* first, for `value` to recover the whole */
    const struct dg_operation *operation;
    const struct dg_response *response;
};

static struct dg_text answer_listed_status(const struct dg_listing *listing, size_t index,
                                           char buffer[DG_LISTING_BYTES])
{
    (void)buffer;
    return dg_text_of(((const struct answer_listing *)listing)->operation->responses[index].status);
}

static struct dg_text answer_listed_type(const struct dg_listing *listing, size_t index,
                                         char buffer[DG_LISTING_BYTES])
{
    (void)buffer;
    return dg_text_of(((const struct answer_listing *)listing)->response->media[index].type);
}

static void answer_report_status(struct answer *answer)
{
    const struct dg_operation *operation = answer->input->operation;
    const struct answer_listing statuses = {
        .listing = {operation->response_count, answer_listed_status}, .operation = operation};
    struct dg_text expected = DG_TEXT("none");
    char list[DG_LISTING_BYTES];
    struct answer_phrase actual;

    phrase_open(&actual);
    phrase_add_number(&actual, answer->input->status);
    if (operation->response_count > 0) {
        expected = dg_listing_write(list, "", &statuses.listing, " or ", phrase_text(&actual));
    }
    answer_report(answer, DG_CODE_HTTP_STATUS, expected, phrase_text(&actual));
}

static void answer_report_media_type(struct answer *answer)
{
    const struct dg_response *response = answer->verdict->response;
    const struct answer_listing types = {.listing = {response->media_count, answer_listed_type},
                                         .response = response};
    struct dg_text actual = answer->input->content_type;
    struct dg_text expected = DG_TEXT("no body");
    char list[DG_LISTING_BYTES];

    if (actual.length == 0) {
        actual = (struct dg_text)DG_TEXT("none");
    }
    if (response->media_count > 0) {
        expected = dg_listing_write(list, "", &types.listing, " or ", actual);
    }
    answer_report(answer, DG_CODE_HTTP_MEDIA_TYPE, expected, actual);
}

static void answer_report_body(struct answer *answer, const char *expected, const char *actual)
{
    answer_report(answer, DG_CODE_HTTP_BODY, dg_text_of(expected), dg_text_of(actual));
}

static void answer_report_problem_status(struct answer *answer, int64_t status)
{
    struct answer_phrase expected;
    struct answer_phrase actual;

    phrase_open(&expected);
    phrase_open(&actual);
    phrase_add_number(&expected, answer->input->status);
    phrase_add(&expected, " (the HTTP status)");
    phrase_add_number(&actual, status);
    answer_report(answer, DG_CODE_HTTP_PROBLEM_STATUS, phrase_text(&expected),
                  phrase_text(&actual));
}

/* The earlier body */

/* Compares a body with the struct of an earlier one. */
struct answer_before {
    struct dg_history history; /* for the state of the body */
    void *now;
    void *old;
};

/* A key that a server doesn't know, where addresses are random. */
static struct dg_digest_key before_key(const struct answer *answer,
                                       const struct answer_before *before)
{
    return (struct dg_digest_key){{(uint64_t)(uintptr_t)answer->input->before,
                                   (uint64_t)(uintptr_t)answer->arena + (uintptr_t)before}};
}

/* Begins to compare a body of the schema. Returns false if there is nothing to compare it with. */
static bool before_begin(struct answer_before *before, const struct answer *answer,
                         const struct dg_schema *schema)
{
    const struct dg_media *success = answer->input->operation->success;
    const struct dg_states *states = schema->states;
    struct dg_history *history = &before->history;

    if (answer->input->before == NULL || success == NULL || success->schema != schema ||
        states == NULL) {
        return false;
    }
    *history = (struct dg_history){
        .key = before_key(answer, before),
        .packed = dg_arena_take(answer->arena, dg_states_packed_size(states)),
    };
    before->now = dg_arena_alloc(answer->arena, states->size);
    before->old = dg_arena_alloc(answer->arena, states->size);
    if (answer->arena->failed) {
        return false;
    }
    dg_states_keep(states, history, answer->input->before, NULL);
    (void)dg_states_unpack(states, history->packed, before->old);
    history->length = 0;
    return true;
}

/* Compares the body `json`, after it was decoded. */
static bool before_end(const struct answer_before *before, const struct dg_schema *schema,
                       struct dg_text json, struct dg_report *report)
{
    bool known = before->history.length > 0;

    if (known) {
        (void)dg_states_unpack(schema->states, before->history.packed, before->now);
    }
    return dg_compare_states(schema, known ? before->now : NULL, before->old, json, report);
}

/* Bodies */

/* A sink that notes whether the member `status` of a problem has failed, and passes all findings
 * on, with their offset in the whole body. */
struct answer_watch {
    struct dg_report report; /* first, for `finding` to recover the whole */
    struct dg_report *sink;
    size_t offset; /* of the document in the body */
    bool spoilt;
};

static bool watch_spoils_status(const struct dg_finding *finding)
{
    static const struct dg_text status = DG_TEXT("status");
    const struct dg_frame *frame = finding->frame;
    char pointer[sizeof "/status"];
    bool at_member = dg_pointer_write(frame, pointer, sizeof pointer) + 1 == sizeof pointer &&
                     memcmp(pointer, "/status", sizeof pointer) == 0;

    if (finding->severity != DG_SEVERITY_ERROR || finding->code == DG_CODE_JSON_DUPLICATE_KEY) {
        return false;
    }
    return at_member || dg_code_kind(finding->code) == DG_CODE_KIND_SYNTAX ||
           (frame == NULL && finding->code == DG_CODE_TYPE) ||
           (frame == NULL && dg_text_equal(finding->property, status));
}

static void watch_finding(struct dg_report *report, const struct dg_finding *finding)
{
    struct answer_watch *watch = (struct answer_watch *)report;
    struct dg_finding moved = *finding;

    moved.offset += watch->offset;
    watch->spoilt |= watch_spoils_status(finding);
    if (watch->sink->finding != NULL) {
        watch->sink->finding(watch->sink, &moved);
    }
}

static void watch_not_applicable(struct dg_report *report, const struct dg_rule *rule)
{
    struct answer_watch *watch = (struct answer_watch *)report;

    watch->sink->not_applicable(watch->sink, rule);
}

static void watch_open(struct answer_watch *watch, struct dg_report *sink)
{
    *watch = (struct answer_watch){.report = *sink, .sink = sink};
    watch->report.finding = watch_finding;
    if (sink->not_applicable != NULL) {
        watch->report.not_applicable = watch_not_applicable;
    }
}

static void watch_close(const struct answer_watch *watch)
{
    watch->sink->rules_skipped = watch->report.rules_skipped;
    watch->sink->rules_not_applicable = watch->report.rules_not_applicable;
}

/* Decodes a body, and compares it with the earlier one. */
static bool answer_decode_body(struct answer *answer, struct dg_text json, void *value,
                               struct dg_report *report)
{
    const struct dg_schema *schema = answer->verdict->media->schema;
    struct answer_before before;
    bool compared = before_begin(&before, answer, schema);
    bool conforms = false;

    report->history = compared ? &before.history : NULL;
    conforms = schema->decode(value, json.data, json.length, answer->arena, report);
    return (!compared || before_end(&before, schema, json, report)) && conforms;
}

static bool answer_decode_line(struct answer *answer, struct dg_text json, void *value,
                               struct dg_report *report)
{
    report->history = NULL;
    return answer->verdict->media->schema->decode(value, json.data, json.length, answer->arena,
                                                  report);
}

/* Judges a body, or a line of it. Returns false if it can't be judged. */
static bool answer_decode(struct answer *answer, struct dg_text json, void *value,
                          struct dg_report *report)
{
    const struct dg_answer_input *input = answer->input;
    const struct dg_media *media = answer->verdict->media;
    const struct dg_exchange exchange = {
        .rules = media->rules,
        .status = input->status,
        .media_type = dg_text_of(media->type), /* without the parameters of the received type */
        .path = input->path,
        .path_count = input->path_count,
    };

    report->exchange = &exchange;
    if (input->decoder != NULL) {
        return input->decoder->decode(input->decoder, media->schema, json, report);
    }
    answer->broken |= media->lines ? !answer_decode_line(answer, json, value, report)
                                   : !answer_decode_body(answer, json, value, report);
    return !answer->arena->failed;
}

/* Whether a line has only white space of JSON. */
static bool answer_is_blank(struct dg_text line)
{
    return dg_leaf_space(line.data, line.data + line.length) == line.data + line.length;
}

bool dg_answer_next_line(struct dg_answer_lines *lines, struct dg_text *line)
{
    while (lines->rest.length > 0) {
        struct dg_text rest = lines->rest;
        const char *feed = memchr(rest.data, '\n', rest.length);
        size_t length = feed == NULL ? rest.length : (size_t)(feed - rest.data);
        size_t taken = feed == NULL ? length : length + 1;

        *line = (struct dg_text){rest.data, length};
        lines->rest = (struct dg_text){rest.data + taken, rest.length - taken};
        if (!answer_is_blank(*line)) {
            return true;
        }
    }
    *line = (struct dg_text){NULL, 0};
    return false;
}

static void answer_decode_lines(struct answer *answer)
{
    bool own = answer->input->decoder == NULL;
    void *item = own ? dg_arena_take(answer->arena, answer->verdict->media->schema->size) : NULL;
    struct dg_arena_mark mark = dg_arena_mark(answer->arena);
    struct dg_answer_lines lines = {answer->input->body};
    bool judged = !own || item != NULL;
    struct answer_watch watch;
    struct dg_text line;

    watch_open(&watch, answer->report);
    while (judged && dg_answer_next_line(&lines, &line)) {
        watch.offset = (size_t)(line.data - answer->input->body.data);
        judged = answer_decode(answer, line, item, &watch.report);
        if (own) {
            dg_arena_rewind(answer->arena, &mark);
        }
    }
    watch_close(&watch);
}

/* The body of a problem says the status again (RFC 9457 §3.1.2). */
static void answer_decode_problem(struct answer *answer, void *value)
{
    const struct dg_media *media = answer->verdict->media;
    struct answer_watch watch;
    int64_t status = 0;
    bool judged = false;

    watch_open(&watch, answer->report);
    judged = answer_decode(answer, answer->input->body, value, &watch.report);
    watch_close(&watch);
    if (judged && !watch.spoilt && media->problem_status(value, &status) &&
        status != answer->input->status) {
        answer_report_problem_status(answer, status);
    }
}

static void answer_judge_body(struct answer *answer, void *value)
{
    const struct dg_media *media = answer->verdict->media;

    if (media->lines) {
        answer_decode_lines(answer);
    } else if (media->problem_status != NULL) {
        answer_decode_problem(answer, value);
    } else {
        (void)answer_decode(answer, answer->input->body, value, answer->report);
    }
}

/* Responses */

/* Whether bodies of the documented media can be judged. Of a range, only JSON is. */
static bool answer_is_judged(const struct dg_media *media, struct dg_text content_type)
{
    return media->schema != NULL && (memchr(media->type, '*', strlen(media->type)) == NULL ||
                                     dg_media_type_is_json(content_type));
}

/* Judges a response whose body isn't known. */
static enum dg_answer_extent answer_judge_without_body(struct answer *answer)
{
    const struct dg_response *response = answer->verdict->response;
    struct dg_text content_type = answer->input->content_type;

    if (response->media_count == 0) {
        return DG_ANSWER_JUDGED;
    }
    if (content_type.length > 0 && dg_response_media(response, content_type) == NULL) {
        answer_report_media_type(answer);
    }
    return DG_ANSWER_SKIPPED;
}

/* The response to HEAD has the header of the response to GET, and never a body (RFC 9110
   §9.3.2). */
static enum dg_answer_extent answer_judge_head(struct answer *answer)
{
    if (answer->input->body.length > 0) {
        answer_report_body(answer, "no body, as in every response to HEAD", "one");
    }
    (void)answer_judge_without_body(answer);
    return DG_ANSWER_JUDGED;
}

/* A body of no bytes: an empty text is one of its media type, and has no lines. JSON has no such
 * body. */
static enum dg_answer_extent answer_judge_empty(struct answer *answer)
{
    const struct dg_response *response = answer->verdict->response;
    struct dg_text content_type = answer->input->content_type;
    const struct dg_media *media = dg_response_media(response, content_type);

    if (response->media_count == 0 || !dg_status_has_content(answer->input->status)) {
        return DG_ANSWER_JUDGED;
    }
    if (media != NULL && !dg_media_type_is_json(content_type)) {
        answer->verdict->media = media->lines ? media : NULL;
        return DG_ANSWER_JUDGED;
    }
    answer_report_body(answer, "a body", "none");
    return DG_ANSWER_SKIPPED;
}

static enum dg_answer_extent answer_judge(struct answer *answer, void *value)
{
    const struct dg_answer_input *input = answer->input;
    const struct dg_response *response = answer->verdict->response;
    const struct dg_media *media = NULL;

    if (response == NULL) {
        answer_report_status(answer);
        return DG_ANSWER_SKIPPED;
    }
    if (dg_text_equal(dg_text_of(input->operation->method), (struct dg_text)DG_TEXT("HEAD"))) {
        return answer_judge_head(answer);
    }
    if (input->body_lost) {
        return answer_judge_without_body(answer);
    }
    if (input->body.length == 0) {
        return answer_judge_empty(answer);
    }
    media = dg_response_media(response, input->content_type);
    if (media == NULL) {
        answer_report_media_type(answer);
        return DG_ANSWER_SKIPPED;
    }
    if (!answer_is_judged(media, input->content_type)) {
        return DG_ANSWER_UNJUDGED;
    }
    answer->verdict->media = media;
    answer_judge_body(answer, value);
    return DG_ANSWER_JUDGED;
}

bool dg_answer_judge(struct dg_answer_verdict *verdict, const struct dg_answer_input *input,
                     void *value, struct dg_arena *arena, struct dg_report *report)
{
    struct dg_report quiet = {.finding = NULL};
    struct dg_report *sink = report == NULL ? &quiet : report;
    const struct dg_exchange *exchange = sink->exchange;
    struct dg_history *history = sink->history;
    struct answer answer = {.input = input, .verdict = verdict, .arena = arena, .report = sink};

    *verdict = (struct dg_answer_verdict){
        .response = dg_operation_response(input->operation, input->status)};
    verdict->extent = answer_judge(&answer, value);
    sink->exchange = exchange;
    sink->history = history;
    return !answer.broken && !arena->failed;
}

/* Functions for generated code */

size_t dg_answer_path(struct dg_path_value *path, size_t count)
{
    size_t known = 0;

    for (size_t i = 0; i < count; i++) {
        if (path[i].value.data != NULL) {
            path[known++] = path[i];
        }
    }
    return known;
}

unsigned dg_answer_response(const struct dg_answer_verdict *verdict)
{
    const char *status = verdict->response == NULL ? "" : verdict->response->status;
    unsigned number = 0;

    if (status[0] > '9') {
        return DG_ANSWER_DEFAULT;
    }
    for (; *status >= '0' && *status <= '9'; status++) {
        number = number * 10 + (unsigned)(*status - '0');
    }
    return number;
}

unsigned dg_answer_body(const struct dg_answer_verdict *verdict)
{
    return verdict->media == NULL ? 0 : verdict->media->body;
}
