/* Baselines. What isn't read is told; what is written is read, and written in the same way. */
#include <assert.h>

#include "dg-contract/contract.h"
#include "fuzz.h"
#include "report/baseline_file.h"
#include "run.h"
#include "scratch.h"

/* Reads the first file, and writes it as text. Returns false if it isn't a baseline. */
static bool rewrite(struct buffer *out)
{
    struct baseline_file file = {.count = 0};
    struct run run;
    struct run quiet;
    bool taken = false;

    run_listen(&quiet);
    run_listen(&run);
    buffer_clear(out);
    taken = baseline_file_read(&file, scratch_path(0));
    assert(taken == (run.trouble == quiet.trouble));
    if (taken) {
        baseline_file_write(out, &file, &dg_contract, true);
    }
    baseline_file_free(&file);
    return taken;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buffer once = {.data = NULL};
    struct buffer twice = {.data = NULL};

    scratch_write(0, (struct dg_text){(const char *)data, size});
    if (rewrite(&once)) {
        scratch_write(0, buffer_text(&once));
        assert(rewrite(&twice));
        assert(dg_text_equal(buffer_text(&once), buffer_text(&twice)));
    }
    buffer_free(&once);
    buffer_free(&twice);
    return 0;
}
