/* The difference as text for people. */
#include "diff/diff_report.h"

#define HUMAN_MAX_BODY 300
#define HUMAN_MAX_SYMBOLS 8

static void human_symbols(const struct diff_change *change, struct buffer *out)
{
    if (change->symbol_count == 0) {
        return;
    }
    buffer_add(out, "    C: ");
    for (size_t i = 0; i < change->symbol_count && i < HUMAN_MAX_SYMBOLS; i++) {
        buffer_format(out, "%s%s", i > 0 ? ", " : "", change->symbols[i]);
    }
    if (change->symbol_count > HUMAN_MAX_SYMBOLS) {
        buffer_format(out, ", and %zu more", change->symbol_count - HUMAN_MAX_SYMBOLS);
    }
    buffer_add(out, "\n");
}

static void human_change(const struct diff_report *report, const struct diff_change *change,
                         struct buffer *out)
{
    bool both;

    buffer_format(out, "%s: %s [%s]\n    %s\n    ", diff_level_word(diff_level(change)),
                  change->message, diff_kind_name(change->kind), change->pointer);
    both = diff_report_location(report, change, DIFF_OLD, out) && change->at[DIFF_NEW].line != 0;
    buffer_add(out, both ? ", " : "");
    (void)diff_report_location(report, change, DIFF_NEW, out);
    buffer_format(out, "\n    verdicts %s, source %s, ABI %s\n",
                  diff_verdicts_word(change->verdicts), diff_source_word(change->source),
                  change->abi ? "changes" : "same");
    human_symbols(change, out);
    if (change->witness != NULL) {
        buffer_add(out, "    ");
        diff_report_witness(change->witness, HUMAN_MAX_BODY, out);
        buffer_add(out, "\n");
    }
}

void diff_report_human(const struct diff_report *report, struct buffer *out)
{
    const struct diff *diff = report->diff;

    for (size_t i = 0; i < diff->count; i++) {
        human_change(report, diff->changes[i], out);
    }
    if (diff->count == 0) {
        buffer_add(out, "no changes\n");
    } else {
        buffer_format(out, "%zu breaking, %zu warning%s, %zu info\n", diff->levels[DIFF_BREAKING],
                      diff->levels[DIFF_WARNING], diff->levels[DIFF_WARNING] == 1 ? "" : "s",
                      diff->levels[DIFF_INFO]);
    }
}
