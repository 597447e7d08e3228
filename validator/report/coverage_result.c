/* The names of the kinds of items, and the figures. */
#include "report/coverage_result.h"

#include "base/trouble.h"

const char *coverage_kind_name(enum coverage_kind kind)
{
    static const char *const names[] = {
        [COVERAGE_STATUS] = "status", [COVERAGE_PROPERTY] = "property",
        [COVERAGE_ENUM] = "enum",     [COVERAGE_LIMIT] = "limit",
        [COVERAGE_RULE] = "rule",     [COVERAGE_TRANSITION] = "transition",
    };

    return names[kind];
}

bool coverage_result_suffices(const struct coverage_result *coverage, int64_t percent)
{
    uint64_t least = percent < 0 ? 0 : (uint64_t)percent;

    if (coverage->seen * 100 >= coverage->total * least) {
        return true;
    }
    trouble(NULL, "the documents exercise %llu of %llu items of the contract, less than %llu %%",
            (unsigned long long)coverage->seen, (unsigned long long)coverage->total,
            (unsigned long long)least);
    return false;
}
