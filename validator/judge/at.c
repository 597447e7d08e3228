/* Judges values inside documents. */
#include "judge/at.h"

#include <assert.h>

#include "base/interrupt.h"
#include "judge/selection.h"
#include "report/pointer.h"
#include "runtime/reader.h"

/* A sink that passes findings on to the sink of the session. */
struct at_sink {
    struct dg_report report; /* first, for `finding` to recover the whole */
    struct at *at;
    struct session *session;
    struct selection selection;
    struct record record; /* of the value being judged */
    bool alone;           /* the record is the only one of its input, so that values are counted */
    const struct dg_frame *frame;
    size_t offset; /* of the value, in the record */
    uint64_t count;
    bool stopped; /* the rest of the document can't be read */
    bool failed;  /* a value has no verdict */
};

/* Whether a finding about the document as JSON is about a value that is judged by itself. */
static bool is_inside(const struct at_sink *sink, const struct dg_finding *finding)
{
    struct dg_text place = dg_text_of(sink->session->options->at);
    /* Such a finding is about the object, although it has the path of the member. */
    bool of_parent = finding->code == DG_CODE_JSON_DUPLICATE_KEY;
    const struct dg_frame *frame = finding->frame;

    if (of_parent && frame != NULL) {
        frame = frame->parent;
    }
    for (;; frame = frame->parent) {
        if (pointer_matches(place, frame)) {
            return true;
        }
        if (frame == NULL) {
            return false;
        }
    }
}

static void take_outside(struct dg_report *report, const struct dg_finding *finding)
{
    struct at_sink *sink = (struct at_sink *)report;
    struct dg_report *findings = &sink->session->findings.report;
    bool stops = dg_code_kind(finding->code) == DG_CODE_KIND_SYNTAX;

    sink->stopped |= stops;
    if (stops || finding->code == DG_CODE_JSON_BOM || !is_inside(sink, finding)) {
        findings->finding(findings, finding);
    }
}

/* The path of a finding in the value, after that of the value. */
static const struct dg_frame *add_path(struct at_sink *sink, const struct dg_frame *frame)
{
    struct buffer *memory = &sink->at->frames;
    struct dg_frame *frames = NULL;
    size_t count = 0;

    for (const struct dg_frame *step = frame; step != NULL; step = step->parent) {
        count++;
    }
    buffer_clear(memory);
    buffer_reserve(memory, (count + 1) * sizeof *frames);
    frames = (struct dg_frame *)(void *)memory->data;
    for (size_t i = 0; i < count; i++) {
        frames[i] = *frame;
        frames[i].parent = i + 1 < count ? &frames[i + 1] : sink->frame;
        frame = frame->parent;
    }
    return frames;
}

static void take_inside(struct dg_report *report, const struct dg_finding *finding)
{
    struct at_sink *sink = (struct at_sink *)report;
    struct dg_report *findings = &sink->session->findings.report;
    struct dg_finding moved = *finding;

    moved.frame = finding->frame == NULL ? sink->frame : add_path(sink, finding->frame);
    moved.offset += sink->offset;
    findings->finding(findings, &moved);
}

static void pass_rule(struct dg_report *report, const struct dg_rule *rule)
{
    struct dg_report *findings = &((struct at_sink *)report)->session->findings.report;

    findings->not_applicable(findings, rule);
}

static bool judge_value(struct selection *selection, struct dg_text value,
                        const struct dg_frame *frame)
{
    struct at_sink *sink =
        (struct at_sink *)(void *)((char *)selection - offsetof(struct at_sink, selection));
    struct findings *findings = &sink->session->findings;
    const struct document document = {
        .schema = sink->at->target->schema,
        .tracks = sink->at->tracks,
        .json = value,
        .response = sink->at->target->response,
    };
    bool judged = false;

    sink->frame = frame;
    sink->offset = (size_t)(value.data - sink->record.bytes);
    sink->count++;
    if (sink->alone) {
        sink->record.number = sink->count;
    }
    findings_go_on(findings, &sink->record);
    findings_judged_by(findings, document.schema);
    sink->report = findings->report;
    sink->report.finding = take_inside;
    if (findings->report.not_applicable != NULL) {
        sink->report.not_applicable = pass_rule;
    }
    judged = judge_document(&sink->session->judge, &document, &sink->report);
    findings->report.rules_skipped = sink->report.rules_skipped;
    findings->report.rules_not_applicable = sink->report.rules_not_applicable;
    findings_end(findings, judged);
    sink->failed |= !judged;
    return judged && interrupt_signal() == 0;
}

/* Checks that the record is JSON, and reports faults outside the values that are judged. */
static void check_record(struct at_sink *sink)
{
    static const struct dg_site site = {.schema = NULL};
    struct dg_arena *arena = &sink->session->judge.arena;
    struct dg_opt_json whole;
    struct dg_reader in;

    sink->report = sink->session->findings.report;
    sink->report.finding = take_outside;
    dg_arena_reset(arena);
    dg_reader_open(&in, &site, (struct dg_text){sink->record.bytes, sink->record.length}, arena,
                   &sink->report);
    dg_read_json(&in, &whole);
    dg_reader_close(&in);
    assert(!arena->failed);
}

/* The text after a byte order mark, if there is one: it was reported. */
static struct dg_text without_mark(struct dg_text json)
{
    static const struct dg_text mark = DG_TEXT("\xEF\xBB\xBF");

    if (json.length >= mark.length &&
        dg_text_equal((struct dg_text){json.data, mark.length}, mark)) {
        json.data += mark.length;
        json.length -= mark.length;
    }
    return json;
}

enum at_result at_judge(struct at *at, struct session *session, const struct record *record)
{
    struct findings *findings = &session->findings;
    struct dg_text json = without_mark((struct dg_text){record->bytes, record->length});
    struct at_sink sink = {
        .at = at,
        .session = session,
        .selection = {.found = judge_value},
        .record = *record,
        .alone = record->number == 0,
    };
    bool faulty = false;

    findings_begin(findings, record);
    check_record(&sink);
    faulty = findings_pass(findings);
    if (!sink.stopped && selection_possible(json)) {
        selection_run(&sink.selection, json, dg_text_of(session->options->at));
    }
    if (sink.failed) {
        return AT_FAILED;
    }
    if (sink.count > 0 || faulty) {
        return AT_JUDGED;
    }
    findings_go_on(findings, record);
    findings_end(findings, false);
    return AT_NOTHING;
}

void at_free(struct at *at)
{
    buffer_free(&at->frames);
}
