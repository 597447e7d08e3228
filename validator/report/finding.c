/* The names of severities. */
#include "report/finding.h"

const char *finding_severity_name(enum dg_severity severity)
{
    static const char *const names[] = {
        [DG_SEVERITY_OFF] = "off",
        [DG_SEVERITY_INFO] = "info",
        [DG_SEVERITY_WARNING] = "warning",
        [DG_SEVERITY_ERROR] = "error",
    };

    return names[severity];
}
