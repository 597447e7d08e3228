/* Patterns that are sequences of runs of sets, whose ends are known. */
#ifndef DG_CODEGEN_PATTERN_RUNS_H
#define DG_CODEGEN_PATTERN_RUNS_H

#include "pattern/pattern_parse.h"
#include "runtime/pattern.h"

/* Makes the runs of `^[a-z]{1,64}$` and the like. Returns false if the pattern is of another form,
   or if a run could end in several places. The arena owns the runs. */
bool pattern_runs_make(struct dg_pattern *pattern, const struct pattern_parsed *parsed,
                       struct dg_arena *arena);

#endif
