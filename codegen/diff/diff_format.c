/* The table of the formats of reports. */
#include "diff/diff_report.h"

const char *const diff_format_names[] = {
#define REPORT_NAME(name) #name,
    DIFF_FORMATS(REPORT_NAME)
#undef REPORT_NAME
        NULL};

void diff_format_add(const struct diff_report *report, size_t format, struct buffer *out)
{
    static void (*const functions[])(const struct diff_report *, struct buffer *) = {
#define REPORT_FUNCTION(name) diff_report_##name,
        DIFF_FORMATS(REPORT_FUNCTION)
#undef REPORT_FUNCTION
    };

    functions[format](report, out);
}
