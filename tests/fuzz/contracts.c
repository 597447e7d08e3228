/* Contracts in YAML and JSON, from their bytes to the generated files. What must hold of any bytes:
   - either there are errors, or there is output;
   - the outcome is the same the second time;
   - it doesn't depend on whether lines end with LF or CR LF;
   - what `dg-codegen bundle` writes of the contract compiles to the same. */
#include <assert.h>
#include <string.h>

#include "compile.h"
#include "fuzz.h"

#define LONGEST ((size_t)1 << 15)

static void assert_same(const struct compiled *one, const struct compiled *other)
{
    assert(one->good == other->good && one->errors == other->errors);
    assert(dg_text_equal(buffer_text(&one->dump), buffer_text(&other->dump)));
    assert(dg_text_equal(buffer_text(&one->files), buffer_text(&other->files)));
}

/* The same text with other ends of lines, to be freed. */
static struct buffer with_crlf(struct dg_text text)
{
    struct buffer out = {0};

    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\n') {
            buffer_add(&out, "\r");
        }
        buffer_add_bytes(&out, text.data + i, 1);
    }
    return out;
}

static void check_bundle(const struct compiled *compiled)
{
    struct compiled again;

    if (compiled->bundle.length > 0) {
        again = compile_contract(buffer_text(&compiled->bundle), COMPILE_FILES);
        assert_same(compiled, &again);
        assert(dg_text_equal(buffer_text(&compiled->bundle), buffer_text(&again.bundle)));
        compile_free(&again);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct dg_text text = {(const char *)data, size};
    struct compiled compiled;
    struct compiled again;
    struct buffer other = {0};

    if (size > LONGEST) {
        return 0;
    }
    compiled = compile_contract(text, COMPILE_FILES);
    if (size % 2 == 0 || memchr(data, '\r', size) != NULL) {
        again = compile_contract(text, COMPILE_FILES);
        assert(dg_text_equal(buffer_text(&compiled.messages), buffer_text(&again.messages)));
    } else {
        other = with_crlf(text);
        again = compile_contract(buffer_text(&other), COMPILE_FILES);
    }
    assert_same(&compiled, &again);
    if (size % 4 == 0) {
        check_bundle(&compiled);
    }
    compile_free(&again);
    compile_free(&compiled);
    buffer_free(&other);
    return 0;
}
