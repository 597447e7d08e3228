/* Judges a response twice: as a program that links the library, and as dg-validate. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "answers.h"
#include "base/wanted.h"
#include "cli/command_line.h"
#include "common/memory.h"
#include "judge/exchange.h"

static struct options options;
static struct session session;

void answers_open(const struct dg_contract *contract)
{
    static char *words[] = {"dg-validate", "-o", "/dev/null", "unused"};

    assert_true(command_line_parse(&options, 4, words, contract));
    assert_true(session_open(&session, &options, contract));
}

void answers_close(void)
{
    (void)!session_close(&session, EXIT_CONFORMS);
    command_line_free(&options);
}

static void hear(struct dg_report *report, const struct dg_finding *finding)
{
    struct answers_heard *heard = (struct answers_heard *)report;
    char pointer[1024];

    dg_pointer_write(finding->frame, pointer, sizeof pointer);
    buffer_format(&heard->lines, "%d %s %s %zu %s expected %.*s, found %.*s\n",
                  (int)finding->severity, dg_code_name(finding->code),
                  finding->rule == NULL ? "" : finding->rule->id, finding->offset, pointer,
                  (int)finding->expected.length, finding->expected.data,
                  (int)finding->actual.length, finding->actual.data);
    heard->count++;
    heard->errors += finding->severity == DG_SEVERITY_ERROR;
    if (heard->sink != NULL) {
        heard->sink->finding(heard->sink, finding);
    }
}

/* The session's own sink, between dg-validate's judge and its findings. */
static struct answers_heard *tapped;
static void (*taken)(struct dg_report *report, const struct dg_finding *finding);

static void tap(struct dg_report *report, const struct dg_finding *finding)
{
    hear(&tapped->report, finding);
    taken(report, finding);
}

static enum verdict judge(const struct answers_case *answer, struct dg_text body, int status,
                          const char *type, struct track_set *tracks)
{
    const struct exchange exchange = {
        .operation = answer->operation,
        .wanted = WANTED_ANY,
        .status = status,
        .content_type = type,
        .path = answer->path,
        .path_count = answer->path_count,
        .tracks = tracks,
    };
    const struct record record = {.input = "answer",
                                  .bytes = body.data,
                                  .shown = body.data,
                                  .length = body.length,
                                  .line = 1};
    enum exchange_result result = EXCHANGE_FAILED;

    findings_begin(&session.findings, &record);
    result = exchange_judge(&exchange, body, &session.judge, &session.findings);
    assert_int_not_equal(result, EXCHANGE_FAILED);
    return findings_end(&session.findings, result == EXCHANGE_JUDGED);
}

/* The verdict of dg-validate, which had the earlier body before. */
static enum verdict validate(const struct answers_case *answer, struct answers_heard *heard)
{
    struct dg_report *report = &session.findings.report;
    struct track_set tracks = {.first = NULL};
    struct track_set *compared = answer->before == NULL ? NULL : &tracks;
    enum verdict verdict = VERDICT_CONFORMING;
    uint64_t skipped;
    uint64_t not_applicable;

    if (answer->before != NULL) {
        verdict = judge(answer, dg_text_of(answer->before), 200, "application/json", compared);
        assert_int_equal(verdict, VERDICT_CONFORMING);
    }
    skipped = report->rules_skipped;
    not_applicable = report->rules_not_applicable;
    tapped = heard;
    taken = report->finding;
    report->finding = tap;
    verdict = judge(answer, answer->body, answer->status, answer->type, compared);
    report->finding = taken;
    heard->report.rules_skipped = report->rules_skipped - skipped;
    heard->report.rules_not_applicable = report->rules_not_applicable - not_applicable;
    track_set_close(&tracks);
    return verdict;
}

size_t answers_compare(const struct answers_case *answer, answers_call *call)
{
    struct answers_heard ours = {.report = {.finding = hear}};
    struct answers_heard theirs = {.report = {.finding = hear}};
    struct dg_arena arena;
    enum verdict verdict = validate(answer, &theirs);
    bool conforms = false;

    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    conforms = call(answer, &arena, &ours.report);
    assert_string_equal(buffer_string(&ours.lines), buffer_string(&theirs.lines));
    assert_int_equal(conforms, verdict != VERDICT_VIOLATING);
    assert_int_equal(conforms, ours.errors == 0);
    assert_int_equal(ours.report.rules_skipped, theirs.report.rules_skipped);
    assert_int_equal(ours.report.rules_not_applicable, theirs.report.rules_not_applicable);
    assert_int_equal(call(answer, &arena, NULL), conforms);
    dg_arena_free(&arena);
    buffer_free(&ours.lines);
    buffer_free(&theirs.lines);
    return ours.count;
}
