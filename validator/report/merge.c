/* Reads all reports before the first byte is written: findings and inputs wait in temporary files,
 * figures are added. */
#include "report/merge.h"

#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/spool.h"
#include "base/trouble.h"
#include "common/memory.h"
#include "report/merge_coverage.h"
#include "report/merge_parts.h"
#include "report/report_reader.h"
#include "report/reports.h"

/* The limit of bytes of a finding or an input in a report. */
#define LONGEST_PART ((size_t)64 * 1024 * 1024)

struct merge {
    struct report_reader reader; /* first, for `take_part` to recover the whole */
    const struct options *options;
    const struct dg_contract *contract;
    struct spool *findings; /* lines; an empty one ends a report */
    struct spool *inputs;
    struct merge_coverage coverage;
    struct lifecycle lifecycle;
    size_t reports;
    struct totals totals;
    uint64_t not_printed;
    bool judged;           /* a document of a report was judged */
    bool no_response;      /* a live command got no response */
    bool interrupted;      /* a report says so */
    bool of_this_contract; /* the report being read */
    bool of_another;
    struct merge_finding finding;
    struct input_result input;
    struct buffer name; /* of the input */
};

static bool refuse(struct merge *merge, const char *fault)
{
    buffer_clear(&merge->reader.fault);
    buffer_add(&merge->reader.fault, fault);
    return false;
}

/* Whether the member of an object is the string. */
static bool has_string(struct dg_text json, const char *name, const char *string,
                       struct buffer *found)
{
    struct report_member member = {.at = json.data};

    buffer_clear(found);
    while (report_reader_member(&member)) {
        if (dg_text_equal(member.name, dg_text_of(name))) {
            return merge_parts_string(found, member.value) &&
                   dg_text_equal(buffer_text(found), dg_text_of(string));
        }
    }
    return false;
}

static bool take_contract(struct merge *merge, struct dg_text json)
{
    struct buffer *fault = &merge->reader.fault;
    struct buffer found = {.data = NULL};

    merge->of_this_contract = has_string(json, "digest", merge->contract->digest, &found);
    if (!merge->of_this_contract) {
        merge->of_another = true;
        buffer_clear(fault);
        buffer_format(fault, "the report is of another contract: its digest is %s, not %s",
                      found.length > 0 ? buffer_string(&found) : "missing",
                      merge->contract->digest);
    }
    buffer_free(&found);
    return merge->of_this_contract;
}

static void keep_line(struct spool *spool, struct dg_text line)
{
    dg_write_bytes(&spool->writer, line.data, line.length);
    dg_write_bytes(&spool->writer, "\n", 1);
}

static bool take_finding(struct merge *merge, struct dg_text json)
{
    if (!merge_parts_finding(&merge->finding, json)) {
        return refuse(merge, "a finding isn't one of such a report");
    }
    keep_line(merge->findings, json);
    return true;
}

static bool take_input(struct merge *merge, struct dg_text json)
{
    if (!merge_parts_input(&merge->input, &merge->name, json)) {
        return refuse(merge, "an input isn't one of such a report");
    }
    for (size_t i = 0; i < merge->input.note_count; i++) {
        merge->no_response |= merge->input.notes[i].kind == NOTE_NO_RESPONSE;
    }
    /* Files that are no inputs have a note about the whole. */
    merge->totals.requests += merge->input.figures.unmatched;
    if (merge->input.note_count > 0 && merge->input.notes[0].kind == NOTE_UNMATCHED &&
        merge->input.notes[0].record == 0) {
        merge->totals.requests -= merge->input.figures.unmatched;
    }
    keep_line(merge->inputs, json);
    return true;
}

static bool take_summary(struct merge *merge, struct dg_text json)
{
    uint64_t documents = merge->totals.documents;
    uint64_t not_printed = 0;

    if (!merge_parts_summary(&merge->totals, &not_printed, merge->contract, json)) {
        return refuse(merge, "the summary isn't one of such a report");
    }
    merge->not_printed += not_printed;
    merge->judged |= merge->totals.documents > documents && !merge->totals.unjudged;
    merge->interrupted |= merge->totals.interrupted;
    return true;
}

static bool take_part(struct report_reader *reader, enum report_part part, struct dg_text json)
{
    struct merge *merge = (struct merge *)reader;

    if (part != REPORT_PART_SCHEMA && part != REPORT_PART_CONTRACT && !merge->of_this_contract) {
        return refuse(merge, "not a JSON report");
    }
    switch (part) {
    case REPORT_PART_SCHEMA:
        return dg_text_equal(json, dg_text_of("\"dg-report/1\"")) ||
               refuse(merge, "not a report of the schema dg-report/1");
    case REPORT_PART_CONTRACT:
        return take_contract(merge, json);
    case REPORT_PART_FINDING:
        return take_finding(merge, json);
    case REPORT_PART_INPUT:
        return take_input(merge, json);
    case REPORT_PART_LIFECYCLE:
        return lifecycle_merge(&merge->lifecycle, merge->contract, json) ||
               refuse(merge, "the lifecycle isn't one of such a report");
    case REPORT_PART_COVERAGE:
        return merge_coverage_take(&merge->coverage, json) ||
               refuse(merge, "the coverage isn't one of such a report");
    case REPORT_PART_SUMMARY:
        return take_summary(merge, json);
    case REPORT_PART_END:
        merge->reports++;
        merge->of_this_contract = false;
        keep_line(merge->findings, dg_text_of(""));
        keep_line(merge->inputs, dg_text_of(""));
        break;
    case REPORT_PART_OTHER:
        break;
    }
    return interrupt_signal() == 0;
}

/* Reads a report. Returns the exit status if it is to be refused. */
static enum exit_status read_report(struct merge *merge, const char *path)
{
    bool whole = false;

    merge->reader = (struct report_reader){
        .take = take_part,
        .longest = LONGEST_PART,
        .fault = merge->reader.fault,
        .text = merge->reader.text,
    };
    buffer_clear(&merge->reader.fault);
    merge->of_this_contract = merge->of_another = false;
    whole = report_reader_read(&merge->reader, path);
    if (!whole && interrupt_signal() == 0) {
        trouble(path, "%s", buffer_string(&merge->reader.fault));
    }
    return whole ? EXIT_CONFORMS : merge->of_another ? EXIT_USAGE : EXIT_UNREADABLE;
}

/* Where a finding is in its input. */
struct place {
    uint64_t record;
    uint64_t offset;
    size_t at;
};

/* Whether the finding has the place of the one before; *latest becomes its place. */
static bool is_again(const struct merge_finding *finding, struct place *latest)
{
    const struct place place = {finding->record.number, finding->finding.offset,
                                finding->finding.at};
    bool again =
        place.record == latest->record && place.offset == latest->offset && place.at == latest->at;

    if (finding->finding.placed) {
        *latest = place;
    }
    return again && finding->finding.placed;
}

/* Reports the findings of the input, which come next. *pending: merge->finding is one of them. */
static void report_findings(struct merge *merge, struct reports *reports, struct spool_lines *lines,
                            const char *input, bool *pending)
{
    struct place latest = {.at = SIZE_MAX};

    while (*pending && (input == NULL || strcmp(merge->finding.record.input, input) == 0)) {
        merge->finding.finding.again = is_again(&merge->finding, &latest);
        reports_document(reports, lines->line.length);
        reports_finding(reports, &merge->finding.finding);
        *pending = spool_next_line(lines) &&
                   merge_parts_finding(&merge->finding, buffer_text(&lines->line));
    }
}

/* Reports what all reports have, in their order: the findings of an input before the input. */
static void report_all(struct merge *merge, struct reports *reports)
{
    struct spool_lines inputs = {.spool = merge->inputs};
    struct spool_lines findings = {.spool = merge->findings};
    bool begins = true;
    bool pending = false;

    while (spool_next_line(&inputs) && interrupt_signal() == 0 && !reports_failed(reports)) {
        bool is_end = inputs.line.length == 0;

        if (begins) {
            pending = spool_next_line(&findings) && findings.line.length > 0 &&
                      merge_parts_finding(&merge->finding, buffer_text(&findings.line));
        }
        begins = is_end;
        if (!is_end && merge_parts_input(&merge->input, &merge->name, buffer_text(&inputs.line))) {
            report_findings(merge, reports, &findings, merge->input.input, &pending);
            reports_input_result(reports, &merge->input);
        } else {
            report_findings(merge, reports, &findings, NULL, &pending);
        }
    }
    reports_count_findings(reports, merge->not_printed);
    buffer_free(&inputs.line);
    buffer_free(&findings.line);
}

/* The coverage of all reports goes to the totals. Returns the exit status for it. */
static enum exit_status settle_coverage(struct merge *merge)
{
    struct merge_coverage *coverage = &merge->coverage;
    int64_t least = merge->options->coverage_fail_under;

    if (coverage->reports > 0 && coverage->reports == merge->reports) {
        merge->totals.coverage = merge_coverage_result(coverage);
        if (merge->totals.coverage == NULL) {
            trouble(NULL, "the coverage of a report has items of another kind");
            return EXIT_UNREADABLE;
        }
        return coverage_result_check(merge->totals.coverage, least) ? EXIT_CONFORMS : EXIT_FINDINGS;
    }
    if (coverage->reports > 0) {
        trouble(NULL, "only %zu of %zu reports have coverage: the merged report has none",
                coverage->reports, merge->reports);
    }
    if (least >= 0) {
        trouble(NULL, "--coverage-fail-under: not all reports have coverage");
        return EXIT_USAGE;
    }
    return EXIT_CONFORMS;
}

/* The exit status of a run with these figures. */
static enum exit_status status_of(const struct merge *merge)
{
    const struct totals *totals = &merge->totals;
    bool failing = totals->violating > 0 || totals->unwanted > 0 ||
                   (merge->options->fail_on_skip && totals->skipped > 0);
    enum exit_status status = failing ? EXIT_FINDINGS : EXIT_CONFORMS;

    if (totals->unreadable > 0) {
        status = exit_worse(status, merge->no_response ? EXIT_NO_RESPONSE : EXIT_UNREADABLE);
    } else if (totals->documents == 0) {
        trouble(NULL, "the inputs hold no document");
        status = EXIT_USAGE;
    } else if (!merge->judged) {
        trouble(NULL, "nothing could be judged");
        status = EXIT_USAGE;
    }
    if (merge->interrupted) {
        trouble(NULL, "a run was interrupted: inputs are missing");
        status = exit_worse(status, EXIT_UNREADABLE);
    }
    return status;
}

static enum exit_status write_reports(struct merge *merge)
{
    enum exit_status status = exit_worse(status_of(merge), settle_coverage(merge));
    struct totals *totals = &merge->totals;
    struct reports reports;
    bool stopped = false;

    totals->unjudged = totals->documents > 0 && !merge->judged;
    if (merge->lifecycle.contract != NULL) {
        totals->lifecycle = &merge->lifecycle;
    }
    if (!reports_open(&reports, merge->options, merge->contract)) {
        return EXIT_FAILED;
    }
    report_all(merge, &reports);
    stopped = interrupt_signal() != 0;
    totals->interrupted = merge->interrupted || stopped;
    if (merge->findings->error != 0 || merge->inputs->error != 0) {
        trouble(
            "a temporary file", "%s",
            strerror(merge->findings->error != 0 ? merge->findings->error : merge->inputs->error));
        status = EXIT_FAILED;
    }
    if (!reports_close(&reports, totals, status == EXIT_FAILED || stopped)) {
        status = EXIT_FAILED;
    }
    return status;
}

enum exit_status merge_reports(const struct options *options, const struct dg_contract *contract)
{
    struct merge merge = {.options = options, .contract = contract};
    enum exit_status status = EXIT_CONFORMS;

    merge.findings = spool_new();
    merge.inputs = spool_new();
    merge.totals.codes = memory_new_array(code_count(contract), sizeof *merge.totals.codes);
    for (size_t i = 0; i < options->argument_count && interrupt_signal() == 0; i++) {
        status = exit_worse(status, read_report(&merge, options->arguments[i]));
    }
    if (status == EXIT_CONFORMS && interrupt_signal() == 0) {
        status = write_reports(&merge);
    }
    merge_parts_free_finding(&merge.finding);
    input_result_free(&merge.input);
    buffer_free(&merge.name);
    report_reader_free(&merge.reader);
    merge_coverage_free(&merge.coverage);
    lifecycle_close(&merge.lifecycle);
    free(merge.totals.codes);
    spool_free(merge.findings);
    spool_free(merge.inputs);
    return status;
}
