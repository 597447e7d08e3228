/* The names of the kinds of items, and the figures. */
#include "report/coverage_result.h"

#include <inttypes.h>

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
    return percent < 0 || coverage->seen * 100 >= coverage->total * (uint64_t)percent;
}

void coverage_result_add_words(struct buffer *out, const struct coverage_result *coverage,
                               int64_t percent)
{
    buffer_format(out,
                  "the documents exercise %" PRIu64 " of %" PRIu64
                  " items of the contract, less than %" PRId64 " %%",
                  coverage->seen, coverage->total, percent);
}

bool coverage_result_check(const struct coverage_result *coverage, int64_t percent)
{
    struct buffer words = {.data = NULL};

    if (coverage_result_suffices(coverage, percent)) {
        return true;
    }
    coverage_result_add_words(&words, coverage, percent);
    trouble(NULL, "%s", buffer_string(&words));
    buffer_free(&words);
    return false;
}
