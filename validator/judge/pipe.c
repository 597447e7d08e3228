/* Judges lines one after another, and answers each before it waits for the next. */
#include "judge/pipe.h"

#include <string.h>

#include "base/interrupt.h"
#include "judge/records.h"

/* The verdict on the documents of a line: the worst of them. */
static const char *verdict_since(const struct totals *before, const struct totals *after)
{
    if (after->unreadable > before->unreadable) {
        return "unreadable";
    }
    if (after->violating > before->violating) {
        return "violating";
    }
    return after->conforming > before->conforming && after->skipped == before->skipped
               ? "conforming"
               : "skipped";
}

/* Why a line was not judged, in whole or in part; NULL: it was. */
static const char *reason_of(const char *verdict, struct buffer *why)
{
    if (strcmp(verdict, "unreadable") == 0) {
        return "longer than --max-record";
    }
    if (strcmp(verdict, "skipped") == 0) {
        return why->length > 0 ? buffer_string(why) : "rules could not be judged";
    }
    return NULL;
}

/* Judges the line, or finds it blank or too long. Returns false if the run has to end. */
static bool answer(struct records *records, enum input_step step, struct record *record)
{
    struct session *session = records->session;
    struct totals before = session->findings.totals;
    struct report_line line = {.number = record->line, .verdict = "blank"};
    bool going_on = true;

    if (step == INPUT_TOO_LONG || record->length > 0) {
        buffer_clear(&records->why);
        going_on = records_take(records, step, record);
        line.verdict = verdict_since(&before, &session->findings.totals);
        line.reason = reason_of(line.verdict, &records->why);
    }
    if (going_on) {
        reports_line(&session->reports, &line);
    }
    if (!input_has_line(records->input)) {
        reports_flush_lines(&session->reports);
    }
    return going_on && records_go_on(records);
}

static void answer_all(struct records *records)
{
    struct record record = {.length = 0};
    enum input_step step = records_begin_input(records, "-");
    bool going_on = true;

    while (step == INPUT_RECORD && going_on && interrupt_signal() == 0) {
        step = input_next(records->input, &record);
        record.input = records->shown;
        if (step == INPUT_RECORD || step == INPUT_TOO_LONG) {
            going_on = answer(records, step, &record);
            step = INPUT_RECORD;
        }
    }
    if (step != INPUT_RECORD) {
        going_on = records_take(records, step, &record);
    }
    records_end_input(records);
    reports_input(&records->session->reports, records->shown, &records->session->findings.totals);
}

enum exit_status pipe_judge(struct session *session, const struct target *target)
{
    struct records records;

    if (target->schema == NULL) {
        target_ask_schema(target, session->findings.contract);
        return EXIT_USAGE;
    }
    records_open(&records, session, target);
    records.own.in_step = true;
    answer_all(&records);
    resemblance_end(&records.run, session);
    records_close(&records);
    return records.status;
}
