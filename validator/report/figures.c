/* Adds and compares figures. */
#include "report/figures.h"

struct figures figures_of(const struct totals *totals)
{
    return (struct figures){
        .documents = totals->documents,
        .conforming = totals->conforming,
        .violating = totals->violating,
        .unwanted = totals->unwanted,
        .skipped = totals->skipped,
        .unreadable = totals->unreadable,
        .unmatched = totals->unmatched,
    };
}

struct figures figures_since(struct figures now, struct figures before)
{
    return (struct figures){
        .documents = now.documents - before.documents,
        .conforming = now.conforming - before.conforming,
        .violating = now.violating - before.violating,
        .unwanted = now.unwanted - before.unwanted,
        .skipped = now.skipped - before.skipped,
        .unreadable = now.unreadable - before.unreadable,
        .unmatched = now.unmatched - before.unmatched,
    };
}

bool figures_all_conform(const struct figures *figures)
{
    return figures->documents > 0 && figures->conforming == figures->documents &&
           figures->unreadable == 0;
}
