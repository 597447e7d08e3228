/* Runs dg-validate's command `check` in this process: standard input comes from memory, and
 * findings go to digests. Programs need the linker's options --wrap for read, close and
 * trouble. */
#ifndef DG_TESTS_RUN_H
#define DG_TESTS_RUN_H

#include <stdbool.h>

#include "base/options.h"
#include "judge/session.h"
#include "runtime/text.h"

/* The output of a run, as digests and counts. Secrets count as one asterisk, whatever their length:
 * where they are escaped, they are longer. */
struct run {
    uint64_t findings; /* with their places in the input */
    uint64_t contents; /* without these, and without findings of rules about the exchange */
    uint64_t told;     /* without places, with all findings */
    uint64_t trouble;  /* lines on standard error */
    struct totals totals;
    enum exit_status status;
};

/* The bytes of standard input, and the most that a read returns. */
void run_feed(struct dg_text bytes, size_t portion);

/* A report that goes to the current run. */
const struct report_format *run_format(void);

/* Options as the command line leaves them, with standard input as the only input, and with a report
   that goes to the current run. */
struct options run_options(void);

/* Begins a run: all findings and messages go to *run. */
void run_listen(struct run *run);

/* Judges `bytes` in portions. */
void run_check(struct run *run, struct options *options, struct dg_text bytes, size_t portion);

#endif
