/* The table of emitters. */
#include "emit/emit.h"

#include "emit/emit_parts.h"
#include "emit/layout.h"

static const struct {
    const char *path;
    void (*emit)(const struct emitter *emitter);
} emitters[] = {
    {"types.h", emit_types_header},
    {"types.c", emit_types_source},
    {"lookups.h", emit_lookups_header},
    {"lookups.c", emit_lookups_source},
    {"shapes.h", emit_shapes_header},
    {"shapes.c", emit_shapes_source},
    {"decode.h", emit_decode_header},
    {"decode.c", emit_decode_source},
    {"encode.h", emit_encode_header},
    {"encode.c", emit_encode_source},
    {"copy.h", emit_copy_header},
    {"copy.c", emit_copy_source},
    {"validate.h", emit_validate_header},
    {"validate.c", emit_validate_source},
    {"rule_table.h", emit_rule_table_header},
    {"rule_table.c", emit_rule_table_source},
    {"rules.h", emit_rules_header},
    {"rules.c", emit_rules_source},
    {"contract.h", emit_contract_header},
    {"contract.c", emit_contract_source},
    {"cjson.h", emit_cjson_header},
    {"cjson.c", emit_cjson_source},
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
    emit_lookup_tables(model, files);
}
