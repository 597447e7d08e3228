/* What the reports of differences have in common. */
#include "diff/diff_report.h"

bool diff_report_location(const struct diff_report *report, const struct diff_change *change,
                          enum diff_side side, struct buffer *out)
{
    struct location at = change->at[side];

    if (at.line == 0) {
        return false;
    }
    buffer_format(out, "%s:%u:%u", report->files[side]->files[at.file].path, at.line, at.column);
    return true;
}

void diff_report_witness(const struct diff_witness *witness, size_t limit, struct buffer *out)
{
    const char *end;
    const char *at;

    buffer_add(out, witness->accepted_by == DIFF_NEW ? "newly accepted: " : "newly refused: ");
    if (witness->operation != NULL) {
        buffer_format(out, "%d ", witness->status);
    } else {
        buffer_format(out, "%s ", witness->schema);
    }
    if (witness->body.data == NULL) {
        buffer_add(out, "without a body");
        return;
    }
    if (witness->content_type != NULL) {
        buffer_format(out, "%s ", witness->content_type);
    }
    end = witness->body.data + witness->body.length;
    at = witness->body.data;
    while (at < end && (size_t)(at - witness->body.data) < limit) {
        at += dg_utf8_sequence(at, end);
    }
    buffer_add_bytes(out, witness->body.data, (size_t)(at - witness->body.data));
    buffer_add(out, at < end ? "…" : "");
}
