/* The run of a live command. */
#ifndef DG_VALIDATE_LIVE_RUN_H
#define DG_VALIDATE_LIVE_RUN_H

#include "base/exit_status.h"
#include "base/options.h"
#include "common/memory.h"
#include "runtime/contract.h"

/* Runs the command. A program without libcurl (DG_STATIC) has none: that is one line of trouble. */
DG_CHECKED enum exit_status live_run(const struct options *options,
                                     const struct dg_contract *contract);

#endif
