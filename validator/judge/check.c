/* From inputs to records to verdicts. */
#include "judge/check.h"

#include <string.h>

#include "base/display.h"
#include "common/buffer.h"
#include "input/files.h"
#include "input/input.h"
#include "judge/exchange.h"
#include "judge/match.h"
#include "judge/track.h"

struct check {
    struct file_visitor visitor; /* first, for its functions to recover the whole */
    struct session *session;
    const struct target *target;
    struct tracks tracks; /* used with --track */
    struct match match;
    struct input input;
    struct buffer name; /* of the input, in UTF-8 */
    struct buffer why;  /* something is not judged */
    enum exit_status status;
};

/* Notes trouble with an input. False if it is of a kind that ends the run. */
static bool note(struct check *check, enum exit_status status)
{
    check->status = exit_worse(check->status, status);
    return status != EXIT_FAILED;
}

static bool no_memory(struct check *check)
{
    trouble(check->input.name, "out of memory");
    return note(check, EXIT_FAILED);
}

static bool unreadable(struct check *check, const char *path, int error)
{
    trouble(path, "%s", strerror(error));
    check->session->findings.totals.unreadable++;
    return note(check, EXIT_UNREADABLE);
}

/* The input can't be read any further, or not at all. */
static bool broken(struct check *check)
{
    if (check->input.error != 0) {
        return unreadable(check, check->input.name, check->input.error);
    }
    trouble(check->input.name, "%s", buffer_string(&check->input.fault));
    check->session->findings.totals.unreadable++;
    return note(check, EXIT_UNREADABLE);
}

static bool faulty(struct check *check, const struct record *record)
{
    trouble(check->input.name, "%s %llu can't be read: %s", record->part,
            (unsigned long long)record->number, buffer_string(&check->input.fault));
    check->session->findings.totals.unreadable++;
    return note(check, EXIT_UNREADABLE);
}

/* The command line doesn't say enough, which was told. */
static bool unclear(struct check *check)
{
    check->status = exit_worse(check->status, EXIT_USAGE);
    return false;
}

static bool too_long(struct check *check, const struct record *record)
{
    const char *path = check->input.name;
    long long longest = check->session->options->max_record;

    if (record->part != NULL) {
        trouble(path, "%s %llu, from line %llu, is longer than --max-record %lld", record->part,
                (unsigned long long)record->number, (unsigned long long)record->line, longest);
    } else if (record->number > 0) {
        trouble(path, "line %llu is longer than --max-record %lld",
                (unsigned long long)record->line, longest);
    } else {
        trouble(path, "longer than --max-record %lld", longest);
    }
    check->session->findings.totals.unreadable++;
    return note(check, EXIT_UNREADABLE);
}

/* False if the run has to end. */
static bool go_on(struct check *check)
{
    struct session *session = check->session;

    reports_show(&session->reports);
    return !session->findings.failed && !reports_failed(&session->reports);
}

/* Decodes a document without an exchange. False without memory. */
static bool decode(struct check *check, struct dg_text json)
{
    struct session *session = check->session;
    const struct target *target = check->target;
    struct dg_report *report = &session->findings.report;
    const struct dg_exchange exchange = {.rules = target->rules};
    struct track *track = NULL;
    bool judged = false;

    if (session->options->track) {
        track = tracks_of(&check->tracks, target->schema);
        if (track == NULL) {
            return false;
        }
        track_begin(track);
        report->history = &track->history;
    }
    report->exchange = &exchange; /* all that is known of it */
    judged = judge_decode(&session->judge, target->schema, json, report) &&
             (track == NULL || track_end(track, json, report));
    report->exchange = NULL;
    report->history = NULL;
    return judged;
}

/* False if the run has to end. */
static bool judge_document(struct check *check, const struct record *record)
{
    struct findings *findings = &check->session->findings;
    bool judged = false;

    if (check->target->schema == NULL) {
        judge_ask_schema(check->target, findings->contract);
        return unclear(check);
    }
    findings_begin(findings, record);
    judged = decode(check, (struct dg_text){record->bytes, record->length});
    findings_end(findings, judged);
    return judged ? go_on(check) : no_memory(check);
}

static void tell_why(struct check *check, const struct record *record, const char *why)
{
    reports_unjudged(&check->session->reports, record->input, record, why);
}

/* The request is of no operation, or of several, or was made again. */
static bool pass_request(struct check *check, const struct record *record)
{
    const struct match *match = &check->match;
    struct totals *totals = &check->session->findings.totals;
    struct buffer *why = &check->why;

    totals->unmatched++;
    totals->requests++;
    buffer_clear(why);
    display_add_utf8(why, record->capture->method, 20);
    buffer_add(why, " ");
    match_add_url(why, record->capture->url);
    if (match->operation != NULL) {
        buffer_add(why, " was tried again");
    } else if (match->other == NULL) {
        buffer_add(why, " is no operation of the contract");
    } else {
        buffer_format(why, " may be %s as well as %s", match->tied->id, match->other->id);
    }
    if (buffer_string(why) == NULL) {
        return no_memory(check);
    }
    tell_why(check, record, buffer_string(why));
    return go_on(check);
}

/* False if the run has to end. */
static bool judge_response_of(struct check *check, const struct dg_operation *operation,
                              const struct record *record)
{
    static const struct dg_path_value none = {.name = ""};
    struct session *session = check->session;
    struct findings *findings = &session->findings;
    const struct capture *capture = record->capture;
    const struct dg_path_value *path = check->match.path == NULL ? &none : check->match.path;
    const struct exchange exchange = {
        .operation = operation,
        .wanted = session->options->expect,
        .status = capture->status,
        .content_type = capture->content_type,
        .content_encoding = capture->content_encoding,
        .path = capture->request ? path : NULL,
        .path_count = capture->request ? check->match.path_count : 0,
        .tracks = session->options->track ? &check->tracks : NULL,
        .body_missing = capture->body_missing,
        .max_body = (int64_t)record->length,
        .too_large = capture->body_truncated,
    };
    enum exchange_result result = EXCHANGE_SKIPPED;

    findings_begin(findings, record);
    if (capture->status != 0) {
        result = exchange_judge(&exchange, (struct dg_text){record->bytes, record->length},
                                &session->judge, findings);
    }
    if (findings_end(findings, result == EXCHANGE_JUDGED) == VERDICT_SKIPPED) {
        tell_why(check, record,
                 capture->status == 0    ? "the capture has no response"
                 : capture->body_missing ? "the capture has no body"
                                         : "rules could not be judged");
    }
    return result == EXCHANGE_NO_MEMORY ? no_memory(check) : go_on(check);
}

/* False if the run has to end. */
static bool judge_capture(struct check *check, struct record *record)
{
    const struct dg_contract *contract = check->session->findings.contract;
    const struct capture *capture = record->capture;
    const struct dg_operation *operation = check->target->operation;

    if (capture->request) {
        if (!match_request(&check->match, contract, operation, capture->method, capture->url)) {
            return no_memory(check);
        }
        operation = check->match.operation;
        if (operation == NULL || capture->retried) {
            return pass_request(check, record);
        }
    } else if (operation == NULL) {
        operation = judge_only_operation(contract);
        if (operation == NULL) {
            return unclear(check);
        }
    }
    switch (input_complete(&check->input, record)) {
    case INPUT_RECORD:
        return judge_response_of(check, operation, record);
    case INPUT_FAULTY:
        return faulty(check, record);
    case INPUT_TOO_LONG:
    case INPUT_END:
    case INPUT_UNREADABLE:
    case INPUT_NO_MEMORY:
        break;
    }
    return no_memory(check);
}

/* Takes the next step of the input. False if there is no further one, or the run has to end, which
 *going_on then says. */
static bool take_step(struct check *check, bool *going_on)
{
    struct record record = {.length = 0};
    enum input_step step = input_next(&check->input, &record);

    record.input = buffer_string(&check->name);
    switch (step) {
    case INPUT_RECORD:
        *going_on =
            record.capture == NULL ? judge_document(check, &record) : judge_capture(check, &record);
        return *going_on;
    case INPUT_TOO_LONG:
        *going_on = too_long(check, &record);
        return *going_on;
    case INPUT_FAULTY:
        *going_on = faulty(check, &record);
        return *going_on;
    case INPUT_UNREADABLE:
        *going_on = broken(check);
        return false;
    case INPUT_NO_MEMORY:
        *going_on = no_memory(check);
        return false;
    case INPUT_END:
        return false;
    }
    return false;
}

static bool judge_input(struct check *check)
{
    struct session *session = check->session;
    struct totals before = session->findings.totals;
    const struct totals *after = &session->findings.totals;
    uint64_t documents = 0;
    bool going_on = true;

    while (take_step(check, &going_on)) {
    }
    documents = after->documents - before.documents;
    if (documents > 0 && documents == after->conforming - before.conforming &&
        after->unreadable == before.unreadable) {
        reports_conforming(&session->reports, buffer_string(&check->name), documents);
    }
    return going_on;
}

static bool visit_file(struct file_visitor *visitor, const char *path)
{
    struct check *check = (struct check *)visitor;
    enum input_format format = (enum input_format)check->session->options->input_format;
    enum input_step step = INPUT_NO_MEMORY;
    bool going_on = true;

    check->input.name = path;
    buffer_clear(&check->name);
    display_add_utf8(&check->name, dg_text_of(path), SIZE_MAX);
    if (buffer_string(&check->name) != NULL) {
        step = input_open(&check->input, path, format);
    }
    if (step == INPUT_RECORD) {
        going_on = judge_input(check);
    } else if (step == INPUT_UNREADABLE) {
        going_on = broken(check);
    } else {
        going_on = no_memory(check);
    }
    input_close(&check->input);
    return going_on;
}

static void visit_unmatched(struct file_visitor *visitor, const char *path)
{
    struct check *check = (struct check *)visitor;

    check->session->findings.totals.unmatched++;
    reports_unjudged(&check->session->reports, path, NULL, "it is no file of an input format");
}

static void visit_unreadable(struct file_visitor *visitor, const char *path, int error)
{
    unreadable((struct check *)visitor, path, error);
}

static void visit_inputs(struct check *check)
{
    const struct options *options = check->session->options;
    const struct totals *totals = &check->session->findings.totals;
    bool going_on = true;

    for (size_t i = 0; going_on && i < options->argument_count; i++) {
        going_on = files_visit(options->arguments[i], &check->visitor);
    }
    if (going_on && totals->documents == 0 && totals->unreadable == 0) {
        trouble(NULL, "there is no document in the inputs");
        check->status = exit_worse(check->status, EXIT_USAGE);
    }
}

/* Whether responses of which nothing is known but what the command line says are to HEAD. */
static bool is_of_head(const struct target *target, const struct dg_contract *contract)
{
    const struct dg_operation *operation = target->operation;

    if (operation == NULL && contract->operation_count == 1) {
        operation = contract->operations;
    }
    return operation != NULL && strcmp(operation->method, "HEAD") == 0;
}

enum exit_status check_inputs(struct session *session, const struct target *target)
{
    struct check check = {
        .visitor = {visit_file, visit_unmatched, visit_unreadable},
        .session = session,
        .target = target,
        .tracks = {.by_id = true},
        .input = {.max_record = (size_t)session->options->max_record,
                  .bodiless = is_of_head(target, session->findings.contract)},
        .status = EXIT_CONFORMS,
    };

    visit_inputs(&check);
    tracks_close(&check.tracks);
    match_free(&check.match);
    input_free(&check.input);
    buffer_free(&check.name);
    buffer_free(&check.why);
    return check.status;
}
