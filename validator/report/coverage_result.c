/* The names of the kinds of items. */
#include "report/coverage_result.h"

const char *coverage_kind_name(enum coverage_kind kind)
{
    static const char *const names[] = {
        [COVERAGE_STATUS] = "status", [COVERAGE_PROPERTY] = "property",
        [COVERAGE_ENUM] = "enum",     [COVERAGE_LIMIT] = "limit",
        [COVERAGE_RULE] = "rule",     [COVERAGE_TRANSITION] = "transition",
    };

    return names[kind];
}
