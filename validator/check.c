/* From inputs to records to verdicts. */
#include "check.h"

#include <string.h>

#include "files.h"
#include "input.h"
#include "scratch.h"
#include "track.h"

struct check {
    struct file_visitor visitor; /* first, for its functions to recover the whole */
    struct session *session;
    const struct dg_schema *schema;
    struct dg_exchange exchange; /* of bare documents: all that is known is the response */
    struct track *track;         /* NULL: states aren't compared */
    struct input input;
    struct scratch name; /* of the input, in UTF-8 */
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

static bool too_long(struct check *check, const struct record *record)
{
    const char *path = check->input.name;
    long long longest = check->session->options->max_record;

    if (record->number > 0) {
        trouble(path, "line %llu is longer than --max-record %lld",
                (unsigned long long)record->line, longest);
    } else {
        trouble(path, "longer than --max-record %lld", longest);
    }
    check->session->findings.totals.unreadable++;
    return note(check, EXIT_UNREADABLE);
}

/* False if the run has to end. */
static bool judge_record(struct check *check, const struct record *record)
{
    struct session *session = check->session;
    struct dg_report *report = &session->findings.report;
    struct dg_text json = {record->bytes, record->length};
    bool judged = false;

    findings_begin(&session->findings, record);
    if (check->track != NULL) {
        track_begin(check->track);
    }
    judged = judge_decode(&session->judge, check->schema, json, report);
    if (judged && check->track != NULL) {
        judged = track_end(check->track, json, report);
    }
    findings_end(&session->findings, judged);
    if (!judged) {
        return no_memory(check);
    }
    reports_show(&session->reports);
    return !session->findings.failed && !reports_failed(&session->reports);
}

/* Takes the next step of the input. False if there is no further one, or the run has to end, which
 *going_on then says. */
static bool take_step(struct check *check, bool *going_on)
{
    struct record record = {.length = 0};
    enum input_step step = input_next(&check->input, &record);

    record.input = scratch_string(&check->name);
    switch (step) {
    case INPUT_RECORD:
        *going_on = judge_record(check, &record);
        return *going_on;
    case INPUT_TOO_LONG:
        *going_on = too_long(check, &record);
        return *going_on;
    case INPUT_UNREADABLE:
        *going_on = unreadable(check, check->input.name, check->input.error);
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
        reports_conforming(&session->reports, scratch_string(&check->name), documents);
    }
    return going_on;
}

static bool visit_file(struct file_visitor *visitor, const char *path)
{
    struct check *check = (struct check *)visitor;
    enum input_format format = (enum input_format)check->session->options->input_format;
    enum input_step step = INPUT_NO_MEMORY;
    bool going_on = true;

    scratch_clear(&check->name);
    scratch_add_utf8(&check->name, dg_text_of(path), SIZE_MAX);
    if (scratch_string(&check->name) != NULL) {
        step = input_open(&check->input, path, format);
    }
    if (step == INPUT_RECORD) {
        going_on = judge_input(check);
    } else if (step == INPUT_UNREADABLE) {
        going_on = unreadable(check, path, check->input.error);
    } else {
        check->input.name = path;
        going_on = no_memory(check);
    }
    input_close(&check->input);
    return going_on;
}

static void visit_unmatched(struct file_visitor *visitor, const char *path)
{
    struct check *check = (struct check *)visitor;

    check->session->findings.totals.unmatched++;
    reports_unmatched(&check->session->reports, path);
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

enum exit_status check_inputs(struct session *session, const struct target *target)
{
    const struct options *options = session->options;
    struct dg_report *report = &session->findings.report;
    struct track track;
    struct check check = {
        .visitor = {visit_file, visit_unmatched, visit_unreadable},
        .session = session,
        .schema = target->schema,
        .exchange = {.rules = target->rules},
        .input = {.fd = -1, .max_record = (size_t)options->max_record},
        .status = EXIT_CONFORMS,
    };

    if (options->track) {
        if (!track_open(&track, target->schema, true)) {
            trouble(NULL, "out of memory");
            return EXIT_FAILED;
        }
        check.track = &track;
        report->history = &track.history;
    }
    report->exchange = &check.exchange;
    visit_inputs(&check);
    if (options->track) {
        track_close(&track);
    }
    report->exchange = NULL;
    report->history = NULL;
    input_free(&check.input);
    scratch_free(&check.name);
    return check.status;
}
