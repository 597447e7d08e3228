/* The command `merge`: one report out of many. */
#ifndef DG_VALIDATE_MERGE_H
#define DG_VALIDATE_MERGE_H

#include "base/exit_status.h"
#include "base/options.h"

/* Reads the JSON reports that the arguments name, and writes the reports of the options as one run
   over all inputs would. Returns the exit status of that run. If a report can't be merged, nothing
   is written: EXIT_USAGE if it is of another contract, EXIT_UNREADABLE if it can't be read. */
DG_CHECKED enum exit_status merge_reports(const struct options *options,
                                          const struct dg_contract *contract);

#endif
