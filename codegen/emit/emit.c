/* The table of emitters. */
#include "emit/emit.h"

#include "emit/emit_abi.h"
#include "emit/emit_outputs.h"
#include "emit/layout.h"

static const struct {
    const char *path;
    void (*emit)(const struct emitter *emitter);
} emitters[] = {
#define EMIT_OUTPUT_ROW(path, function, audience) {path, function},
    EMIT_OUTPUTS(EMIT_OUTPUT_ROW)
#undef EMIT_OUTPUT_ROW
};

void emit_all(const struct model *model, struct file_set *files)
{
    char abi[EMIT_ABI_DIGITS + 1];

    emit_abi_digest(model, abi);
    for (size_t i = 0; i < sizeof emitters / sizeof emitters[0]; i++) {
        struct buffer text = {0};
        struct emitter emitter = {.model = model, .out = &text, .abi = abi};

        emitters[i].emit(&emitter);
        layout_text(file_set_add(files, emitters[i].path),
                    (struct dg_text){text.data, text.length});
        buffer_free(&text);
    }
    emit_lookups_tables(model, files);
}
