/* The table of emitters. */
#include "emit/emit.h"

#include "emit/emit_outputs.h"
#include "emit/layout.h"

static const struct {
    const char *path;
    void (*emit)(const struct emitter *emitter);
} emitters[] = {
#define EMIT_OUTPUT_ROW(path, function) {path, function},
    EMIT_OUTPUTS(EMIT_OUTPUT_ROW)
#undef EMIT_OUTPUT_ROW
};

void emit_all(const struct model *model, struct file_set *files)
{
    for (size_t i = 0; i < sizeof emitters / sizeof emitters[0]; i++) {
        struct buffer text = {0};
        struct emitter emitter = {.model = model, .out = &text};

        emitters[i].emit(&emitter);
        layout_text(file_set_add(files, emitters[i].path),
                    (struct dg_text){text.data, text.length});
        buffer_free(&text);
    }
    emit_lookups_tables(model, files);
}
