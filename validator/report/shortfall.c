/* Coverage below --coverage-fail-under, and known findings that are gone under --baseline-strict.
 */
#include "report/shortfall.h"

#include "report/summary.h"

const char *shortfall_name(enum shortfall shortfall)
{
    static const char *const names[SHORTFALL_COUNT] = {
        [SHORTFALL_COVERAGE] = "coverage",
        [SHORTFALL_BASELINE] = "baseline",
    };

    return names[shortfall];
}

bool shortfall_is(enum shortfall shortfall, const struct report *report,
                  const struct totals *totals)
{
    if (shortfall == SHORTFALL_COVERAGE) {
        return totals->coverage != NULL &&
               !coverage_result_suffices(totals->coverage, report->least_coverage);
    }
    return report->baseline_strict && totals->vanished > 0;
}

void shortfall_add(struct buffer *out, enum shortfall shortfall, const struct report *report,
                   const struct totals *totals)
{
    if (shortfall == SHORTFALL_COVERAGE) {
        coverage_result_add_words(out, totals->coverage, report->least_coverage);
    } else {
        summary_add_count(out, totals->vanished, "known finding is gone",
                          "known findings are gone");
    }
}
