/* The words of reports about findings. */
#include "report/finding.h"

#include <inttypes.h>

void finding_add_line(struct buffer *out, const struct finding *finding)
{
    if (finding->placed) {
        buffer_format(out, "%" PRIu64 ":%" PRIu64 ": ", finding->line, finding->column);
    }
    buffer_format(out, "%s: ", dg_severity_name(finding->severity));
    if (finding->pointer.length > 0) {
        buffer_add_text(out, finding->pointer);
        buffer_add(out, ": ");
    }
    buffer_add_text(out, finding->message);
    buffer_add(out, " [");
    buffer_add_text(out, finding->code);
    buffer_add(out, "]");
}

void finding_add_record(struct buffer *out, uint64_t number)
{
    if (number == 0) {
        buffer_add(out, "document");
    } else {
        buffer_format(out, "record %" PRIu64, number);
    }
}

void finding_add_pattern(struct buffer *out, const struct finding *finding)
{
    if (finding->pattern.length > 0) {
        buffer_add_text(out, finding->pattern);
        return;
    }
    buffer_add_text(out, finding->pointer);
    if (finding->property.length > 0) {
        buffer_add(out, "/");
        buffer_add_text(out, finding->property);
    }
}
