/* The difference as Markdown, for change logs and pull requests. */
#include <string.h>

#include "diff/diff_report.h"

#define MARKDOWN_MAX_BODY 1000

/* Appends text in which characters of Markdown and HTML mean nothing. */
static void markdown_text(struct buffer *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (strchr("\\`*_{}[]<>#|&~", *text) != NULL) {
            buffer_add(out, "\\");
        }
        buffer_add_bytes(out, *text == '\n' || *text == '\r' ? " " : text, 1);
    }
}

/* Appends text as code; a longer row of backticks encloses those of the text. */
static void markdown_code(struct buffer *out, struct dg_text text)
{
    size_t longest = 0;
    size_t row = 0;

    for (size_t i = 0; i < text.length; i++) {
        row = text.data[i] == '`' ? row + 1 : 0;
        longest = row > longest ? row : longest;
    }
    for (size_t i = 0; i <= longest; i++) {
        buffer_add(out, "`");
    }
    buffer_add(out, longest > 0 ? " " : "");
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];

        buffer_add_bytes(out, byte == '\n' || byte == '\r' ? " " : &byte, 1);
    }
    buffer_add(out, longest > 0 ? " " : "");
    for (size_t i = 0; i <= longest; i++) {
        buffer_add(out, "`");
    }
}

static void markdown_locations(const struct diff_report *report, const struct diff_change *change,
                               struct buffer *out)
{
    bool first = true;

    for (int side = 0; side < DIFF_SIDES; side++) {
        struct buffer location = {0};

        if (diff_report_location(report, change, (enum diff_side)side, &location)) {
            buffer_add(out, first ? " in " : " and ");
            markdown_code(out, buffer_text(&location));
            first = false;
        }
        buffer_free(&location);
    }
}

static void markdown_change(const struct diff_report *report, const struct diff_change *change,
                            struct buffer *out)
{
    struct buffer witness = {0};

    buffer_add(out, "- ");
    markdown_text(out, change->message);
    buffer_add(out, "  \n  ");
    markdown_code(out, dg_text_of(change->pointer));
    markdown_locations(report, change, out);
    buffer_format(out, ": verdicts %s, source %s, ABI %s", diff_verdicts_word(change->verdicts),
                  diff_source_word(change->source), change->abi ? "changes" : "same");
    for (size_t i = 0; i < change->symbol_count; i++) {
        buffer_add(out, i == 0 ? "  \n  C: " : ", ");
        markdown_code(out, dg_text_of(change->symbols[i]));
    }
    if (change->witness != NULL) {
        buffer_add(out, "  \n  ");
        diff_report_witness(change->witness, MARKDOWN_MAX_BODY, &witness);
        markdown_code(out, buffer_text(&witness));
        buffer_free(&witness);
    }
    buffer_add(out, "\n");
}

void diff_report_markdown(const struct diff_report *report, struct buffer *out)
{
    static const char *const titles[] = {"Information", "Warnings", "Breaking changes"};
    const struct diff *diff = report->diff;

    if (diff->count == 0) {
        buffer_add(out, "No changes.\n");
    }
    for (size_t i = 0; i < diff->count; i++) {
        enum diff_level level = diff_level(diff->changes[i]);

        if (i == 0 || level != diff_level(diff->changes[i - 1])) {
            buffer_format(out, "%s## %s (%zu)\n\n", i == 0 ? "" : "\n", titles[level],
                          diff->levels[level]);
        }
        markdown_change(report, diff->changes[i], out);
    }
}
