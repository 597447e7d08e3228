/* Judges records, and counts what can't be judged. */
#include "judge/records.h"

#include <string.h>

#include "base/display.h"
#include "base/interrupt.h"
#include "http/content.h"
#include "judge/exchange.h"
#include "runtime/answer.h"

/* The records of an input for which a line says why they weren't judged; the others are counted. */
#define MOST_LINES 1000

/* Notes trouble with an input. Returns false if it ends the run. */
static bool note(struct records *records, enum exit_status status)
{
    records->status = exit_worse(records->status, status);
    return status != EXIT_FAILED;
}

/* Counts the record of that number, or the input (0), as unreadable. Returns false if the run has
   to end. */
static bool count_unreadable(struct records *records, uint64_t record, const char *reason)
{
    struct session *session = records->session;

    session->findings.totals.unreadable++;
    reports_note(&session->reports, NOTE_UNREADABLE, record, reason);
    return note(records, EXIT_UNREADABLE);
}

static bool unreadable(struct records *records, const char *path, int error)
{
    if (interrupt_signal() != 0) {
        return false;
    }
    if (!records->ahead) {
        trouble(path, "%s", strerror(error));
    }
    return count_unreadable(records, 0, strerror(error));
}

/* Reports that the input can't be read any further, or not at all. */
static bool broken(struct records *records)
{
    if (records->input->error != 0) {
        return unreadable(records, records->input->name, records->input->error);
    }
    if (!records->ahead) {
        trouble(records->input->name, "%s", buffer_string(&records->input->fault));
    }
    return count_unreadable(records, 0, buffer_string(&records->input->fault));
}

/* Whether one more line is printed. */
static bool take_line(const struct records *records, struct lines *lines)
{
    bool printed = !records->ahead && lines->printed < MOST_LINES;

    lines->printed += printed;
    lines->not_printed += !printed;
    return printed;
}

static bool faulty(struct records *records, const struct record *record)
{
    if (take_line(records, &records->unread)) {
        trouble(records->input->name, "%s %llu can't be read: %s", record->part,
                (unsigned long long)record->number, buffer_string(&records->input->fault));
    }
    return count_unreadable(records, record->number, buffer_string(&records->input->fault));
}

/* The command line leaves open how to judge, which was reported. */
static bool unclear(struct records *records)
{
    records->status = exit_worse(records->status, EXIT_USAGE);
    return false;
}

/* The command line leaves open by which schema documents are judged. */
static bool ask_schema(struct records *records)
{
    if (!records->ahead) {
        target_ask_schema(records->target, records->session->findings.contract);
    }
    return unclear(records);
}

/* The only operation of the contract. NULL: there are several, or none, which was reported. */
static const struct dg_operation *only_operation(const struct records *records)
{
    const struct dg_contract *contract = records->session->findings.contract;

    return records->ahead && contract->operation_count != 1 ? NULL
                                                            : target_only_operation(contract);
}

static void report_length(struct records *records, const struct record *record)
{
    const char *path = records->input->name;
    long long longest = records->session->options->max_record;

    if (record->part != NULL) {
        trouble(path, "%s %llu, from line %llu, is longer than --max-record %lld", record->part,
                (unsigned long long)record->number, (unsigned long long)record->line, longest);
    } else if (record->number > 0) {
        trouble(path, "line %llu is longer than --max-record %lld",
                (unsigned long long)record->line, longest);
    } else {
        trouble(path, "longer than --max-record %lld", longest);
    }
}

static bool too_long(struct records *records, const struct record *record)
{
    if (take_line(records, &records->unread)) {
        report_length(records, record);
    }
    buffer_clear(&records->why);
    buffer_format(&records->why, "longer than --max-record %lld",
                  (long long)records->session->options->max_record);
    return count_unreadable(records, record->number, buffer_string(&records->why));
}

/* Returns false if the run has to end. */
bool records_go_on(struct records *records)
{
    struct session *session = records->session;

    reports_show(&session->reports);
    return !reports_failed(&session->reports) && interrupt_signal() == 0;
}

static void report_why(struct records *records, const struct record *record, enum note_kind kind,
                       const char *why)
{
    reports_note(&records->session->reports, kind, record->number, why);
    if (take_line(records, &records->passed)) {
        reports_unjudged(&records->session->reports, record->input, record, why);
    }
}

/* Why a document is skipped. The first reason is kept: it may be that of all. */
static void report_skip(struct records *records, const struct record *record, const char *why)
{
    if (records->lost.length == 0) {
        buffer_add(&records->lost, record->input);
        if (record->part != NULL) {
            buffer_format(&records->lost, " (%s %llu)", record->part,
                          (unsigned long long)record->number);
        }
        buffer_format(&records->lost, ": %s", why);
    }
    report_why(records, record, NOTE_SKIPPED, why);
}

/* Judges the values at --at in the document. Returns false if the run has to end. */
static bool judge_values(struct records *records, const struct record *record)
{
    struct buffer *why = &records->why;

    switch (at_judge(&records->at, records->session, record)) {
    case AT_JUDGED:
        records->judged = true;
        return records_go_on(records);
    case AT_NOTHING:
        buffer_clear(why);
        buffer_format(why, "there is no value at %s", records->session->options->at);
        report_skip(records, record, buffer_string(why));
        return records_go_on(records);
    case AT_FAILED:
        break;
    }
    return note(records, EXIT_FAILED);
}

/* Returns false if the run has to end. */
static bool judge_bare(struct records *records, const struct record *record)
{
    struct session *session = records->session;
    struct findings *findings = &session->findings;
    const struct target *target = records->target;
    const struct dg_exchange exchange = {.rules = target->rules};
    const struct document document = {
        .schema = target->schema,
        .exchange = &exchange,
        .tracks = session->options->track ? &records->tracks : NULL,
        .json = {record->bytes, record->length},
        .response = target->response,
    };
    bool judged = false;

    if (target->schema == NULL) {
        return ask_schema(records);
    }
    if (session->options->at != NULL) {
        return judge_values(records, record);
    }
    resemblance_before(&records->run, session, record);
    findings_begin(findings, record);
    findings_judged_by(findings, target->schema);
    judged = judge_document(&session->judge, &document, &findings->report);
    if (findings_end(findings, judged) == VERDICT_VIOLATING && judged) {
        resemblance_after(&records->run, session, target, record);
    }
    findings->repeated = false;
    records->judged = true;
    return judged ? records_go_on(records) : note(records, EXIT_FAILED);
}

/* Counts a request that belongs to no operation or to several, or that was repeated. */
static bool pass_request(struct records *records, const struct record *record)
{
    const struct match *match = &records->match;
    struct totals *totals = &records->session->findings.totals;
    struct buffer *why = &records->why;

    totals->unmatched++;
    totals->requests++;
    buffer_clear(why);
    display_add_utf8(why, record->capture->method, 20);
    buffer_add(why, " ");
    match_add_url(why, record->capture->url);
    if (match->operation != NULL) {
        buffer_add(why, " was retried");
    } else if (match->other == NULL) {
        buffer_add(why, " matches no operation of the contract");
    } else {
        buffer_format(why, " matches both %s and %s", match->tied->id, match->other->id);
    }
    report_why(records, record, NOTE_UNMATCHED, buffer_string(why));
    return records_go_on(records);
}

/* Returns false if the run has to end. */
static bool judge_response_of(struct records *records, const struct dg_operation *operation,
                              const struct record *record)
{
    static const struct dg_path_value none = {.name = ""};
    struct session *session = records->session;
    struct findings *findings = &session->findings;
    const struct capture *capture = record->capture;
    const struct dg_path_value *path = records->match.path == NULL ? &none : records->match.path;
    const struct exchange exchange = {
        .operation = operation,
        .wanted = session->options->expect,
        .status = capture->status,
        .content_type = capture->content_type,
        .content_encoding = capture->content_encoding,
        .path = capture->request ? path : NULL,
        .path_count = capture->request ? records->match.path_count : 0,
        .tracks = session->options->track ? &records->tracks : NULL,
        .body_missing = capture->body_lost != NULL,
        .max_body = (int64_t)record->length,
        .too_large = capture->body_truncated,
    };
    enum exchange_result result = EXCHANGE_SKIPPED;
    enum verdict verdict = VERDICT_SKIPPED;

    findings_begin(findings, record);
    if (capture->status != 0) {
        result = exchange_judge(&exchange, (struct dg_text){record->bytes, record->length},
                                &session->judge, findings);
    }
    verdict = findings_end(findings, result == EXCHANGE_JUDGED);
    records->judged |= verdict != VERDICT_SKIPPED || result == EXCHANGE_JUDGED ||
                       (capture->status != 0 && capture->body_lost == NULL);
    if (verdict == VERDICT_SKIPPED) {
        report_skip(records, record,
                    capture->status == 0          ? "the capture has no response"
                    : capture->body_lost != NULL  ? capture->body_lost
                    : result == EXCHANGE_UNJUDGED ? EXCHANGE_WHY_UNJUDGED
                                                  : EXCHANGE_WHY_RULES);
    }
    return result == EXCHANGE_FAILED ? note(records, EXIT_FAILED) : records_go_on(records);
}

/* Why the body of a capture can't be searched for values; NULL: it can be. */
static const char *why_not_searched(const struct capture *capture)
{
    if (capture->status == 0) {
        return "the capture has no response";
    }
    if (capture->body_lost != NULL) {
        return capture->body_lost;
    }
    if (content_is_encoded(capture->content_encoding)) {
        return "its body is compressed";
    }
    return capture->body_truncated ? "its body is cut off" : NULL;
}

/* Whether the response can't hold values that --at names, whatever its operation. */
static bool is_of_other_request(const struct capture *capture)
{
    return capture->retried ||
           (capture->status != 0 && (capture->status < 200 || capture->status > 299 ||
                                     !content_is_json(capture->content_type)));
}

/* Judges the values at --at in the body of a response, whatever its operation: a success in JSON.
   Other responses hold no such values. Returns false if the run has to end. */
static bool judge_body_values(struct records *records, const struct record *record)
{
    const struct capture *capture = record->capture;
    const char *why = why_not_searched(capture);

    if (is_of_other_request(capture)) {
        records->session->findings.totals.unmatched++;
        records->session->findings.totals.requests++;
        report_why(records, record, NOTE_UNMATCHED, "the response is not a success in JSON");
        return records_go_on(records);
    }
    if (why != NULL) {
        findings_begin(&records->session->findings, record);
        (void)findings_end(&records->session->findings, false);
        report_skip(records, record, why);
        return records_go_on(records);
    }
    return judge_values(records, record);
}

/* Whether a response was sent by a proxy rather than by the operation, which documents no such one
   without a body. */
static bool is_of_proxy(const struct capture *capture, const struct dg_operation *operation)
{
    const struct dg_response *response = NULL;

    if (!capture->of_proxy_perhaps) {
        return false;
    }
    response = dg_operation_response(operation, capture->status);
    return response == NULL || response->media_count > 0;
}

/* Reads the rest of the capture, and judges it: as a response of the operation, or if that is NULL,
   the values at --at in its body. Returns false if the run has to end. */
static bool judge_completed(struct records *records, const struct dg_operation *operation,
                            struct record *record)
{
    switch (input_complete(records->input, record)) {
    case INPUT_RECORD:
        return operation == NULL ? judge_body_values(records, record)
                                 : judge_response_of(records, operation, record);
    case INPUT_FAULTY:
        return faulty(records, record);
    case INPUT_TOO_LONG:
        return too_long(records, record);
    case INPUT_END:
    case INPUT_UNREADABLE:
        break;
    }
    return broken(records);
}

/* Returns false if the run has to end. */
static bool judge_capture_values(struct records *records, struct record *record)
{
    if (records->target->schema == NULL) {
        return ask_schema(records);
    }
    return judge_completed(records, NULL, record);
}

/* Returns false if the run has to end. */
static bool judge_capture(struct records *records, struct record *record)
{
    const struct dg_contract *contract = records->session->findings.contract;
    const struct capture *capture = record->capture;
    const struct dg_operation *operation = records->target->operation;

    if (records->session->options->at != NULL) {
        return judge_capture_values(records, record);
    }
    if (capture->request) {
        match_request(&records->match, contract, operation, capture->method, capture->url);
        operation = records->match.operation;
        if (operation == NULL || capture->retried) {
            return pass_request(records, record);
        }
    } else if (operation == NULL) {
        operation = only_operation(records);
        if (operation == NULL) {
            return unclear(records);
        }
    }
    if (is_of_proxy(capture, operation)) {
        return records_go_on(records);
    }
    return judge_completed(records, operation, record);
}

void records_name_input(struct records *records, const char *path)
{
    records->input->name = path;
    buffer_clear(&records->name);
    display_add_utf8(&records->name, dg_text_of(path), SIZE_MAX);
    records->shown = buffer_string(&records->name);
}

enum input_step records_begin_input(struct records *records, const char *path)
{
    records_name_input(records, path);
    return input_open(records->input, path,
                      (enum input_format)records->session->options->input_format);
}

bool records_take(struct records *records, enum input_step step, struct record *record)
{
    switch (step) {
    case INPUT_RECORD:
        return record->capture == NULL ? judge_bare(records, record)
                                       : judge_capture(records, record);
    case INPUT_TOO_LONG:
        return too_long(records, record);
    case INPUT_FAULTY:
        return faulty(records, record);
    case INPUT_UNREADABLE:
        return broken(records);
    case INPUT_END:
        break;
    }
    return true;
}

bool records_unreadable(struct records *records, const char *path, int error)
{
    bool going_on = unreadable(records, path, error);

    records_name_input(records, path);
    reports_input(&records->session->reports, records->shown, &records->session->findings.totals);
    return going_on;
}

void records_unmatched(struct records *records, const char *path, const char *why)
{
    struct session *session = records->session;

    session->findings.totals.unmatched++;
    records_name_input(records, path);
    reports_unjudged(&session->reports, path, NULL, why);
    reports_note(&session->reports, NOTE_UNMATCHED, 0, why);
    reports_input(&session->reports, records->shown, &session->findings.totals);
}

void records_end_input(struct records *records)
{
    unsigned long long unread = records->unread.not_printed;
    struct buffer *why = &records->why;

    if (unread > 0 && !records->ahead) {
        trouble(records->input->name, "%llu more can't be read", unread);
    }
    if (records->passed.not_printed > 0) {
        buffer_clear(why);
        buffer_format(why, "%llu more", (unsigned long long)records->passed.not_printed);
        reports_unjudged(&records->session->reports, records->shown, NULL, buffer_string(why));
    }
    records->unread = records->passed = (struct lines){.printed = 0};
    input_close(records->input);
}

/* Whether responses without a request are responses to HEAD, according to the command line. */
static bool is_of_head(const struct target *target, const struct dg_contract *contract)
{
    const struct dg_operation *operation = target->operation;

    if (operation == NULL && contract->operation_count == 1) {
        operation = contract->operations;
    }
    return operation != NULL && strcmp(operation->method, "HEAD") == 0;
}

void records_open(struct records *records, struct session *session, const struct target *target)
{
    *records = (struct records){
        .session = session,
        .target = target,
        .tracks = {.by_id = true},
        .status = EXIT_CONFORMS,
    };
    records->at =
        (struct at){.target = target, .tracks = session->options->track ? &records->tracks : NULL};
    records_open_input(records, &records->own);
    records->input = &records->own;
}

void records_open_input(const struct records *records, struct input *input)
{
    const struct session *session = records->session;

    *input = (struct input){
        .max_record = (size_t)session->options->max_record,
        .bodiless = is_of_head(records->target, session->findings.contract),
    };
}

void records_close(struct records *records)
{
    at_free(&records->at);
    track_set_close(&records->tracks);
    match_free(&records->match);
    resemblance_free(&records->run);
    input_free(&records->own);
    buffer_free(&records->name);
    buffer_free(&records->why);
    buffer_free(&records->lost);
}
