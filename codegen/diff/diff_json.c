/* The difference as JSON. */
#include <string.h>

#include "diff/diff_report.h"

/* Appends a member: its name, and the text as a string or null. */
static void json_text(struct buffer *out, const char *name, const char *text)
{
    buffer_format(out, "\"%s\":", name);
    if (text == NULL) {
        buffer_add(out, "null");
    } else {
        buffer_add_json(out, dg_text_of(text));
    }
}

static void json_location(const struct diff_report *report, const struct diff_change *change,
                          enum diff_side side, struct buffer *out)
{
    struct buffer text = {0};
    bool there = diff_report_location(report, change, side, &text);

    json_text(out, side == DIFF_NEW ? "new" : "old", there ? buffer_string(&text) : NULL);
    buffer_add(out, ",");
    buffer_free(&text);
}

static void json_witness(const struct diff_witness *witness, struct buffer *out)
{
    buffer_add(out, ",\"witness\":");
    if (witness == NULL) {
        buffer_add(out, "null");
        return;
    }
    buffer_format(out, "{\"accepted_by\":\"%s\",",
                  witness->accepted_by == DIFF_NEW ? "new" : "old");
    if (witness->operation != NULL) {
        json_text(out, "operation", witness->operation);
        buffer_format(out, ",\"status\":%d,", witness->status);
    } else {
        json_text(out, "schema", witness->schema);
        buffer_add(out, ",\"status\":null,");
    }
    json_text(out, "content_type", witness->content_type);
    buffer_add(out, ",\"body\":");
    if (witness->body.data == NULL) {
        buffer_add(out, "null}");
    } else {
        buffer_add_json(out, witness->body);
        buffer_add(out, "}");
    }
}

static void json_change(const struct diff_report *report, const struct diff_change *change,
                        struct buffer *out)
{
    buffer_add(out, "{");
    json_text(out, "kind", diff_kind_name(change->kind));
    buffer_add(out, ",");
    json_text(out, "pointer", change->pointer);
    buffer_add(out, ",");
    json_location(report, change, DIFF_OLD, out);
    json_location(report, change, DIFF_NEW, out);
    buffer_format(out, "\"verdicts\":\"%s\",\"source\":\"%s\",\"abi\":\"%s\",\"level\":\"%s\",",
                  diff_verdicts_word(change->verdicts), diff_source_word(change->source),
                  change->abi ? "changes" : "same", diff_level_word(diff_level(change)));
    json_text(out, "message", change->message);
    buffer_add(out, ",\"symbols\":[");
    for (size_t i = 0; i < change->symbol_count; i++) {
        buffer_add(out, i > 0 ? "," : "");
        buffer_add_json(out, dg_text_of(change->symbols[i]));
    }
    buffer_add(out, "]");
    json_witness(change->witness, out);
    buffer_add(out, "}");
}

void diff_report_json(const struct diff_report *report, struct buffer *out)
{
    const struct diff *diff = report->diff;

    buffer_add(out, "{\"schema\":\"dg-diff/1\",\"changes\":[");
    for (size_t i = 0; i < diff->count; i++) {
        buffer_add(out, i > 0 ? ",\n" : "\n");
        json_change(report, diff->changes[i], out);
    }
    buffer_add(out, "],\n\"abi\":{");
    json_text(out, "old", diff->abi[DIFF_OLD]);
    buffer_add(out, ",");
    json_text(out, "new", diff->abi[DIFF_NEW]);
    buffer_format(out, "},\n\"summary\":{\"breaking\":%zu,\"warning\":%zu,\"info\":%zu}}\n",
                  diff->levels[DIFF_BREAKING], diff->levels[DIFF_WARNING], diff->levels[DIFF_INFO]);
}
