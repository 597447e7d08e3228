/* Reports that are merged. In the input, DIGEST stands for the digest of the contract.
   - What isn't merged is told, and nothing is written.
   - A merged report is one, and merges to itself.
   - Three reports give the same report in one step and in two. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "common/buffer.h"
#include "dg-contract/contract.h"
#include "digest.h"
#include "fuzz.h"
#include "report/merge.h"
#include "report/report_format.h"
#include "run.h"
#include "scratch.h"

/* Puts the contract's digest into the input. */
static void fill_in(struct buffer *out, struct dg_text input)
{
    static const char word[] = "DIGEST";
    const size_t length = sizeof word - 1;

    for (size_t i = 0; i < input.length; i++) {
        if (input.length - i >= length && memcmp(input.data + i, word, length) == 0) {
            buffer_add(out, dg_contract.digest);
            i += length - 1;
        } else {
            buffer_add_bytes(out, input.data + i, 1);
        }
    }
}

static const struct report_format *lines_format(void)
{
    const struct report_format *format = report_format_of("x.ndjson");

    assert(format != NULL);
    return format;
}

/* Merges reports into the file of that number, and takes the text of the file. Returns whether they
   could be merged. */
static bool merge(const char **paths, size_t count, unsigned number, struct buffer *out)
{
    struct report_request request = {.format = lines_format(), .path = scratch_path(number)};
    struct options options = run_options();
    struct run run;
    struct run quiet;
    enum exit_status status = EXIT_CONFORMS;

    options.command = COMMAND_MERGE;
    options.arguments = paths;
    options.argument_count = count;
    options.reports = &request;
    options.report_count = 1;
    options.max_findings = 0;
    run_listen(&quiet);
    run_listen(&run);
    status = merge_reports(&options, &dg_contract);
    scratch_take(number, out);
    assert(status <= EXIT_UNREADABLE);
    assert(out->length > 0 || run.trouble != quiet.trouble);
    return out->length > 0;
}

static void test_merged(const struct buffer *one)
{
    const char *paths[3] = {scratch_path(1), scratch_path(1), scratch_path(1)};
    struct buffer again = {.data = NULL};
    struct buffer all = {.data = NULL};

    scratch_write(1, (struct dg_text){one->data, one->length});
    assert(merge(paths, 1, 0, &again));
    assert(dg_text_equal(buffer_text(one), buffer_text(&again)));
    assert(merge(paths, 3, 0, &all));
    assert(merge(paths, 2, 0, &again));
    scratch_write(2, buffer_text(&again));
    paths[0] = scratch_path(2);
    assert(merge(paths, 2, 0, &again));
    assert(dg_text_equal(buffer_text(&all), buffer_text(&again)));
    buffer_free(&again);
    buffer_free(&all);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *paths[] = {"-"};
    struct buffer input = {.data = NULL};
    struct buffer merged = {.data = NULL};

    fill_in(&input, (struct dg_text){(const char *)data, size});
    run_feed(buffer_text(&input), SIZE_MAX);
    if (merge(paths, 1, 0, &merged)) {
        test_merged(&merged);
    }
    buffer_free(&input);
    buffer_free(&merged);
    return 0;
}
