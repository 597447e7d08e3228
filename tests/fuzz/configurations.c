/* Configuration files. What isn't taken is told, and the options are the same each time. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command_line.h"
#include "dg-contract/contract.h"
#include "digest.h"
#include "fuzz.h"
#include "run.h"
#include "scratch.h"

/* Parses a command line with the file. Returns a digest of the options and of what was told. */
static uint64_t parse(void)
{
    char *argv[] = {(char[]){"dg-validate"}, (char[]){"--config"}, NULL, (char[]){"-"}, NULL};
    struct options options;
    struct run run;
    struct run quiet;
    uint64_t hash = DIGEST_BEGIN;
    bool taken = false;

    argv[2] = strdup(scratch_path(0));
    assert(argv[2] != NULL);
    run_listen(&quiet);
    run_listen(&run);
    taken = command_line_parse(&options, 4, argv, &dg_contract);
    assert(taken || run.trouble != quiet.trouble);
    hash = digest_number(digest_number(hash, taken), run.trouble);
    if (taken) {
        hash = digest_number(hash, options.severity_count);
        hash = digest_number(hash, options.report_count);
        hash = digest_number(hash, options.configuration.count);
        hash = digest_number(hash, (uint64_t)options.max_findings);
    }
    command_line_free(&options);
    free(argv[2]);
    return hash;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint64_t hash = 0;

    scratch_write(0, (struct dg_text){(const char *)data, size});
    hash = parse();
    assert(parse() == hash);
    return 0;
}
