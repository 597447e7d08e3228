/* The findings that are known (--baseline): they are not reported and make nothing fail. */
#ifndef DG_VALIDATE_BASELINE_H
#define DG_VALIDATE_BASELINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/exit_status.h"
#include "base/options.h"
#include "report/baseline_file.h"
#include "report/fingerprint.h"

struct baseline {
    const struct options *options;
    const struct dg_contract *contract;
    struct baseline_file file;
    void *tree; /* the entries, by their lines */
    struct fingerprint fingerprint;
    struct buffer code;
    struct buffer line;
    uint64_t added;
    bool full; /* there are more findings than a baseline may have */
};

/* Reads the file of the options. Without --baseline, nothing is known. Returns false, with one line
   of trouble, if the file can't be read or is malformed: then nothing is left to close. */
DG_CHECKED bool baseline_open(struct baseline *baseline, const struct options *options,
                              const struct dg_contract *contract);

/* Whether a finding is known. With --update-baseline it is from now on. A fault after which nothing
   is judged is never known. */
bool baseline_knows(struct baseline *baseline, const struct dg_finding *finding,
                    const struct fingerprint_document *document);

/* Ends the run: with --update-baseline writes the file, otherwise prints a line for each known
   finding that the run didn't have, and sets *vanished to their number. If the run isn't
   `complete`, nothing has vanished: what wasn't read may have such findings. Returns EXIT_FINDINGS
   if findings have vanished and --baseline-strict is given, EXIT_FAILED if the file can't be
   written. */
enum exit_status baseline_end(struct baseline *baseline, bool complete, uint64_t *vanished);

void baseline_close(struct baseline *baseline);

#endif
