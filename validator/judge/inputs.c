/* The command `check`: reads the records of the inputs and judges each. */
#include "judge/inputs.h"

#include <string.h>

#include "base/display.h"
#include "base/interrupt.h"
#include "common/buffer.h"
#include "http/content.h"
#include "input/files.h"
#include "input/input.h"
#include "judge/at.h"
#include "judge/exchange.h"
#include "judge/jobs.h"
#include "judge/match.h"
#include "judge/resemblance.h"
#include "judge/track.h"

/* The records of an input for which a line says why they weren't judged; the others are counted. */
#define MOST_LINES 1000

/* Lines about the records of an input. */
struct lines {
    uint64_t printed;
    uint64_t not_printed;
};

struct inputs {
    struct file_visitor visitor; /* first, for its functions to recover the whole */
    struct session *session;
    const struct target *target;
    struct track_set tracks; /* used with --track */
    struct match match;
    struct resemblance run;
    struct at at;      /* used with --at */
    struct jobs *jobs; /* used with --jobs; NULL: one thread */
    struct input input;
    struct buffer name;  /* of the input, in UTF-8 */
    struct buffer why;   /* why something is not judged */
    struct buffer lost;  /* the reason why the first skipped document was skipped */
    struct lines unread; /* about records that can't be read */
    struct lines passed; /* about records that aren't judged */
    bool judged;         /* a document was judged, at least in part */
    enum exit_status status;
};

/* Notes trouble with an input. Returns false if it ends the run. */
static bool note(struct inputs *inputs, enum exit_status status)
{
    inputs->status = exit_worse(inputs->status, status);
    return status != EXIT_FAILED;
}

static bool unreadable(struct inputs *inputs, const char *path, int error)
{
    if (interrupt_signal() != 0) {
        return false;
    }
    trouble(path, "%s", strerror(error));
    inputs->session->findings.totals.unreadable++;
    return note(inputs, EXIT_UNREADABLE);
}

/* Reports that the input can't be read any further, or not at all. */
static bool broken(struct inputs *inputs)
{
    if (inputs->input.error != 0) {
        return unreadable(inputs, inputs->input.name, inputs->input.error);
    }
    trouble(inputs->input.name, "%s", buffer_string(&inputs->input.fault));
    inputs->session->findings.totals.unreadable++;
    return note(inputs, EXIT_UNREADABLE);
}

/* Whether one more line is printed. */
static bool take_line(struct lines *lines)
{
    bool printed = lines->printed < MOST_LINES;

    lines->printed += printed;
    lines->not_printed += !printed;
    return printed;
}

static bool faulty(struct inputs *inputs, const struct record *record)
{
    if (take_line(&inputs->unread)) {
        trouble(inputs->input.name, "%s %llu can't be read: %s", record->part,
                (unsigned long long)record->number, buffer_string(&inputs->input.fault));
    }
    inputs->session->findings.totals.unreadable++;
    return note(inputs, EXIT_UNREADABLE);
}

/* The command line leaves open how to judge, which was reported. */
static bool unclear(struct inputs *inputs)
{
    inputs->status = exit_worse(inputs->status, EXIT_USAGE);
    return false;
}

static void report_length(struct inputs *inputs, const struct record *record)
{
    const char *path = inputs->input.name;
    long long longest = inputs->session->options->max_record;

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

static bool too_long(struct inputs *inputs, const struct record *record)
{
    if (take_line(&inputs->unread)) {
        report_length(inputs, record);
    }
    inputs->session->findings.totals.unreadable++;
    return note(inputs, EXIT_UNREADABLE);
}

/* Returns false if the run has to end. */
static bool go_on(struct inputs *inputs)
{
    struct session *session = inputs->session;

    reports_show(&session->reports);
    return !reports_failed(&session->reports) && interrupt_signal() == 0;
}

static void report_why(struct inputs *inputs, const struct record *record, const char *why)
{
    if (take_line(&inputs->passed)) {
        reports_unjudged(&inputs->session->reports, record->input, record, why);
    }
}

/* Why a document is skipped. The first reason is kept: it may be that of all. */
static void report_skip(struct inputs *inputs, const struct record *record, const char *why)
{
    if (inputs->lost.length == 0) {
        buffer_add(&inputs->lost, record->input);
        if (record->part != NULL) {
            buffer_format(&inputs->lost, " (%s %llu)", record->part,
                          (unsigned long long)record->number);
        }
        buffer_format(&inputs->lost, ": %s", why);
    }
    report_why(inputs, record, why);
}

/* Judges the values at --at in the document. Returns false if the run has to end. */
static bool judge_values(struct inputs *inputs, const struct record *record)
{
    struct buffer *why = &inputs->why;

    switch (at_judge(&inputs->at, inputs->session, record)) {
    case AT_JUDGED:
        inputs->judged = true;
        return go_on(inputs);
    case AT_NOTHING:
        buffer_clear(why);
        buffer_format(why, "there is no value at %s", inputs->session->options->at);
        report_skip(inputs, record, buffer_string(why));
        return go_on(inputs);
    case AT_FAILED:
        break;
    }
    return note(inputs, EXIT_FAILED);
}

/* Returns false if the run has to end. */
static bool judge_record(struct inputs *inputs, const struct record *record)
{
    struct session *session = inputs->session;
    struct findings *findings = &session->findings;
    const struct target *target = inputs->target;
    const struct dg_exchange exchange = {.rules = target->rules};
    const struct document document = {
        .schema = target->schema,
        .exchange = &exchange,
        .tracks = session->options->track ? &inputs->tracks : NULL,
        .json = {record->bytes, record->length},
    };
    bool judged = false;

    if (target->schema == NULL) {
        target_ask_schema(target, findings->contract);
        return unclear(inputs);
    }
    if (session->options->at != NULL) {
        return judge_values(inputs, record);
    }
    resemblance_before(&inputs->run, session, record);
    findings_begin(findings, record);
    judged = judge_document(&session->judge, &document, &findings->report);
    if (findings_end(findings, judged) == VERDICT_VIOLATING && judged) {
        resemblance_after(&inputs->run, session, target, record);
    }
    findings->repeated = false;
    inputs->judged = true;
    return judged ? go_on(inputs) : note(inputs, EXIT_FAILED);
}

/* Counts a document without findings. */
static void count_clean(struct inputs *inputs, const struct jobs_record *judged)
{
    struct findings *findings = &inputs->session->findings;

    resemblance_before(&inputs->run, inputs->session, &judged->record);
    findings_begin(findings, &judged->record);
    findings->report.rules_not_applicable += judged->not_applicable;
    (void)findings_end(findings, true);
    findings->repeated = false;
    inputs->judged = true;
}

/* Takes the first block that was judged ahead. Returns false if the run has to end. */
static bool settle_block(struct inputs *inputs, const struct jobs_block *block)
{
    for (size_t i = 0; i < block->count; i++) {
        const struct jobs_record *judged = &block->records[i];

        if (judged->clean) {
            count_clean(inputs, judged);
        } else if (!judge_record(inputs, &judged->record)) {
            return false;
        }
    }
    return go_on(inputs);
}

/* Takes all blocks. Returns false if the run has to end. */
static bool settle(struct inputs *inputs)
{
    const struct jobs_block *block = inputs->jobs == NULL ? NULL : jobs_take(inputs->jobs);
    bool going_on = true;

    while (block != NULL && going_on) {
        going_on = settle_block(inputs, block);
        block = going_on ? jobs_take(inputs->jobs) : NULL;
    }
    return going_on;
}

/* Leaves a bare document to threads. Returns false if the run has to end. */
static bool judge_ahead(struct inputs *inputs, const struct record *record)
{
    while (!jobs_add(inputs->jobs, record)) {
        if (!settle_block(inputs, jobs_take(inputs->jobs))) {
            return false;
        }
    }
    return true;
}

/* Returns false if the run has to end. */
static bool judge_bare(struct inputs *inputs, const struct record *record)
{
    return inputs->jobs == NULL ? judge_record(inputs, record) : judge_ahead(inputs, record);
}

/* Counts a request that belongs to no operation or to several, or that was repeated. */
static bool pass_request(struct inputs *inputs, const struct record *record)
{
    const struct match *match = &inputs->match;
    struct totals *totals = &inputs->session->findings.totals;
    struct buffer *why = &inputs->why;

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
    report_why(inputs, record, buffer_string(why));
    return go_on(inputs);
}

/* Returns false if the run has to end. */
static bool judge_response_of(struct inputs *inputs, const struct dg_operation *operation,
                              const struct record *record)
{
    static const struct dg_path_value none = {.name = ""};
    struct session *session = inputs->session;
    struct findings *findings = &session->findings;
    const struct capture *capture = record->capture;
    const struct dg_path_value *path = inputs->match.path == NULL ? &none : inputs->match.path;
    const struct exchange exchange = {
        .operation = operation,
        .wanted = session->options->expect,
        .status = capture->status,
        .content_type = capture->content_type,
        .content_encoding = capture->content_encoding,
        .path = capture->request ? path : NULL,
        .path_count = capture->request ? inputs->match.path_count : 0,
        .tracks = session->options->track ? &inputs->tracks : NULL,
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
    inputs->judged |= verdict != VERDICT_SKIPPED || result == EXCHANGE_JUDGED ||
                      (capture->status != 0 && capture->body_lost == NULL);
    if (verdict == VERDICT_SKIPPED) {
        report_skip(inputs, record,
                    capture->status == 0         ? "the capture has no response"
                    : capture->body_lost != NULL ? capture->body_lost
                    : result == EXCHANGE_UNJUDGED
                        ? "the contract has no schema for bodies of its media type"
                        : "rules could not be judged");
    }
    return result == EXCHANGE_FAILED ? note(inputs, EXIT_FAILED) : go_on(inputs);
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
    if (capture->content_encoding != NULL) {
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
static bool judge_body_values(struct inputs *inputs, const struct record *record)
{
    const struct capture *capture = record->capture;
    const char *why = why_not_searched(capture);

    if (is_of_other_request(capture)) {
        inputs->session->findings.totals.unmatched++;
        inputs->session->findings.totals.requests++;
        report_why(inputs, record, "the response is not a success in JSON");
        return go_on(inputs);
    }
    if (why != NULL) {
        findings_begin(&inputs->session->findings, record);
        (void)findings_end(&inputs->session->findings, false);
        report_skip(inputs, record, why);
        return go_on(inputs);
    }
    return judge_values(inputs, record);
}

/* Whether a response was sent by a proxy rather than by the operation, which documents no such one
   without a body. */
static bool is_of_proxy(const struct capture *capture, const struct dg_operation *operation)
{
    const struct dg_response *response = NULL;

    if (!capture->of_proxy_perhaps) {
        return false;
    }
    response = target_response(operation, capture->status);
    return response == NULL || response->media_count > 0;
}

/* Reads the rest of the capture, and judges it: as a response of the operation, or if that is NULL,
   the values at --at in its body. Returns false if the run has to end. */
static bool judge_completed(struct inputs *inputs, const struct dg_operation *operation,
                            struct record *record)
{
    switch (input_complete(&inputs->input, record)) {
    case INPUT_RECORD:
        return operation == NULL ? judge_body_values(inputs, record)
                                 : judge_response_of(inputs, operation, record);
    case INPUT_FAULTY:
        return faulty(inputs, record);
    case INPUT_TOO_LONG:
        return too_long(inputs, record);
    case INPUT_END:
    case INPUT_UNREADABLE:
        break;
    }
    return broken(inputs);
}

/* Returns false if the run has to end. */
static bool judge_capture_values(struct inputs *inputs, struct record *record)
{
    if (inputs->target->schema == NULL) {
        target_ask_schema(inputs->target, inputs->session->findings.contract);
        return unclear(inputs);
    }
    return judge_completed(inputs, NULL, record);
}

/* Returns false if the run has to end. */
static bool judge_capture(struct inputs *inputs, struct record *record)
{
    const struct dg_contract *contract = inputs->session->findings.contract;
    const struct capture *capture = record->capture;
    const struct dg_operation *operation = inputs->target->operation;

    if (inputs->session->options->at != NULL) {
        return judge_capture_values(inputs, record);
    }
    if (capture->request) {
        match_request(&inputs->match, contract, operation, capture->method, capture->url);
        operation = inputs->match.operation;
        if (operation == NULL || capture->retried) {
            return pass_request(inputs, record);
        }
    } else if (operation == NULL) {
        operation = target_only_operation(contract);
        if (operation == NULL) {
            return unclear(inputs);
        }
    }
    if (is_of_proxy(capture, operation)) {
        return go_on(inputs);
    }
    return judge_completed(inputs, operation, record);
}

/* Takes the next step of the input. Returns false after the last one, or if the run has to end:
   then *going_on is false. */
static bool take_step(struct inputs *inputs, bool *going_on)
{
    struct record record = {.length = 0};
    enum input_step step = input_next(&inputs->input, &record);

    record.input = buffer_string(&inputs->name);
    if (step == INPUT_RECORD && record.capture == NULL) {
        *going_on = judge_bare(inputs, &record);
        return *going_on;
    }
    *going_on = settle(inputs);
    if (!*going_on) {
        return false;
    }
    switch (step) {
    case INPUT_RECORD:
        *going_on = judge_capture(inputs, &record);
        return *going_on;
    case INPUT_TOO_LONG:
        *going_on = too_long(inputs, &record);
        return *going_on;
    case INPUT_FAULTY:
        *going_on = faulty(inputs, &record);
        return *going_on;
    case INPUT_UNREADABLE:
        *going_on = broken(inputs);
        return false;
    case INPUT_END:
        return false;
    }
    return false;
}

static bool judge_input(struct inputs *inputs)
{
    struct session *session = inputs->session;
    struct totals before = session->findings.totals;
    const struct totals *after = &session->findings.totals;
    uint64_t documents = 0;
    bool going_on = true;

    while (interrupt_signal() == 0 && take_step(inputs, &going_on)) {
    }
    going_on = going_on && interrupt_signal() == 0;
    documents = after->documents - before.documents;
    if (documents > 0 && documents == after->conforming - before.conforming &&
        after->unreadable == before.unreadable) {
        reports_conforming(&session->reports, buffer_string(&inputs->name), documents);
    }
    return going_on;
}

/* Says how many records of the input no line was about. */
static void end_lines(struct inputs *inputs)
{
    unsigned long long unread = inputs->unread.not_printed;
    struct buffer *why = &inputs->why;

    if (unread > 0) {
        trouble(inputs->input.name, "%llu more can't be read", unread);
    }
    if (inputs->passed.not_printed > 0) {
        buffer_clear(why);
        buffer_format(why, "%llu more", (unsigned long long)inputs->passed.not_printed);
        reports_unjudged(&inputs->session->reports, buffer_string(&inputs->name), NULL,
                         buffer_string(why));
    }
    inputs->unread = inputs->passed = (struct lines){.printed = 0};
}

static bool visit_file(struct file_visitor *visitor, const char *path)
{
    struct inputs *inputs = (struct inputs *)visitor;
    enum input_format format = (enum input_format)inputs->session->options->input_format;
    enum input_step step = INPUT_RECORD;
    bool going_on = true;

    inputs->input.name = path;
    buffer_clear(&inputs->name);
    display_add_utf8(&inputs->name, dg_text_of(path), SIZE_MAX);
    step = input_open(&inputs->input, path, format);
    going_on = step == INPUT_RECORD ? judge_input(inputs) : broken(inputs);
    end_lines(inputs);
    input_close(&inputs->input);
    return going_on;
}

static void visit_unmatched(struct file_visitor *visitor, const char *path)
{
    struct inputs *inputs = (struct inputs *)visitor;

    inputs->session->findings.totals.unmatched++;
    reports_unjudged(&inputs->session->reports, path, NULL,
                     "the suffix is not that of an input format");
}

static void visit_unreadable(struct file_visitor *visitor, const char *path, int error)
{
    unreadable((struct inputs *)visitor, path, error);
}

static void visit_inputs(struct inputs *inputs)
{
    const struct options *options = inputs->session->options;
    const struct totals *totals = &inputs->session->findings.totals;
    bool going_on = true;

    for (size_t i = 0; going_on && i < options->argument_count; i++) {
        going_on = files_visit(options->arguments[i], &inputs->visitor);
    }
    if (!going_on || totals->unreadable > 0 || inputs->judged) {
        return;
    }
    if (totals->documents == 0) {
        trouble(NULL, "the inputs hold no document");
    } else {
        trouble(NULL, "nothing could be judged: %s", buffer_string(&inputs->lost));
    }
    inputs->status = exit_worse(inputs->status, EXIT_USAGE);
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

/* Whether documents are judged ahead. States are compared in the order of the input, and values at
   --at are found in it. */
static bool jobs_are_wanted(const struct options *options, const struct target *target)
{
    return options->jobs > 1 && !options->track && options->at == NULL && target->schema != NULL;
}

enum exit_status inputs_judge(struct session *session, const struct target *target)
{
    struct inputs inputs = {
        .visitor = {visit_file, visit_unmatched, visit_unreadable},
        .session = session,
        .target = target,
        .tracks = {.by_id = true},
        .input = {.max_record = (size_t)session->options->max_record,
                  .bodiless = is_of_head(target, session->findings.contract)},
        .status = EXIT_CONFORMS,
    };

    inputs.at =
        (struct at){.target = target, .tracks = session->options->track ? &inputs.tracks : NULL};
    if (jobs_are_wanted(session->options, target)) {
        inputs.jobs = jobs_open((size_t)session->options->jobs, target, &session->findings.report);
    }
    visit_inputs(&inputs);
    jobs_close(inputs.jobs);
    at_free(&inputs.at);
    resemblance_end(&inputs.run, session);
    track_set_close(&inputs.tracks);
    match_free(&inputs.match);
    resemblance_free(&inputs.run);
    input_free(&inputs.input);
    buffer_free(&inputs.name);
    buffer_free(&inputs.why);
    buffer_free(&inputs.lost);
    return inputs.status;
}
