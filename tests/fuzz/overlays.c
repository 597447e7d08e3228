/* Overlays: a contract, a line "#overlay", and an overlay that changes the contract. What must hold
   of any two documents:
   - either there are errors, or there is output (copies have the places of their originals, where
   the same error is reported only once);
   - the outcome is the same the second time;
   - what `dg-codegen bundle` writes of the result compiles to the same. */
#define _GNU_SOURCE

#include <assert.h>
#include <string.h>

#include "compile.h"
#include "fuzz.h"

#define LONGEST ((size_t)1 << 14)

static void assert_same(const struct compiled *one, const struct compiled *other)
{
    assert(one->good == other->good);
    assert(dg_text_equal(buffer_text(&one->bundle), buffer_text(&other->bundle)));
    assert(dg_text_equal(buffer_text(&one->dump), buffer_text(&other->dump)));
    assert(dg_text_equal(buffer_text(&one->files), buffer_text(&other->files)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char line[] = "\n#overlay\n";
    const char *text = (const char *)data;
    const char *cut = size > LONGEST ? NULL : memmem(text, size, line, sizeof line - 1);
    const char *overlay = cut == NULL ? NULL : cut + sizeof line - 1;
    struct compiled compiled;
    struct compiled again;

    if (cut == NULL) {
        return 0;
    }
    compiled =
        compile_overlaid((struct dg_text){text, (size_t)(cut - text)},
                         (struct dg_text){overlay, (size_t)(text + size - overlay)}, COMPILE_RULES);
    if (compiled.bundle.length > 0) {
        again = compile_contract(buffer_text(&compiled.bundle), COMPILE_RULES);
    } else {
        again = compile_overlaid((struct dg_text){text, (size_t)(cut - text)},
                                 (struct dg_text){overlay, (size_t)(text + size - overlay)},
                                 COMPILE_RULES);
    }
    assert_same(&compiled, &again);
    compile_free(&again);
    compile_free(&compiled);
    return 0;
}
