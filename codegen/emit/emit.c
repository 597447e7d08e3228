/* The table of emitters. */
#include "emit/emit.h"

#include "emit/emit_abi.h"
#include "emit/emit_outputs.h"
#include "emit/layout.h"
#include "emit/runtime_sources.h"

enum library {
    LIBRARY_CORE,
    LIBRARY_CJSON
};

static const struct {
    const char *path;
    void (*emit)(const struct emitter *emitter);
    enum library library;
} emitters[] = {
#define EMIT_OUTPUT_ROW(path, function, audience, library) {path, function, LIBRARY_##library},
    EMIT_OUTPUTS(EMIT_OUTPUT_ROW)
#undef EMIT_OUTPUT_ROW
};

static void emit_library(const struct model *model, enum library library, struct file_set *files)
{
    char abi[EMIT_ABI_DIGITS + 1];

    emit_abi_digest(model, abi);
    for (size_t i = 0; i < sizeof emitters / sizeof emitters[0]; i++) {
        struct buffer text = {0};
        struct emitter emitter = {.model = model, .out = &text, .abi = abi};

        if (emitters[i].library != library) {
            continue;
        }
        emitters[i].emit(&emitter);
        layout_text(file_set_add(files, emitters[i].path),
                    (struct dg_text){text.data, text.length});
        buffer_free(&text);
    }
}

void emit_all(const struct model *model, struct file_set *files)
{
    emit_library(model, LIBRARY_CORE, files);
    emit_library(model, LIBRARY_CJSON, files);
    emit_lookups_tables(model, files);
}

static void add_runtime(struct file_set *files)
{
    for (size_t i = 0; i < runtime_source_count; i++) {
        const struct runtime_source *source = &runtime_sources[i];
        struct buffer *text = file_set_add(files, source->path);

        buffer_add(text, "/* " FILE_SET_MARKER ": a copy from its runtime. Do not edit. */\n");
        buffer_add_bytes(text, (const char *)source->text, source->length);
    }
}

bool emit_with_runtime(const struct model *model, struct file_set *files)
{
    emit_library(model, LIBRARY_CORE, files);
    add_runtime(files);
    return emit_lookups_made(model, files);
}
