/* The files of the output, each with the function that writes it. */
#ifndef DG_CODEGEN_EMIT_OUTPUTS_H
#define DG_CODEGEN_EMIT_OUTPUTS_H

#include "emit/emit_template.h"
#include "emit/file_set.h"

#define EMIT_OUTPUTS(row)                                                                          \
    row("types.h", emit_types_header) row("types.c", emit_types_source)                            \
        row("lookups.h", emit_lookups_header) row("lookups.c", emit_lookups_source)                \
            row("shapes.h", emit_shapes_header) row("shapes.c", emit_shapes_source)                \
                row("decode.h", emit_decode_header) row("decode.c", emit_decode_source)            \
                    row("encode.h", emit_encode_header) row("encode.c", emit_encode_source)        \
                        row("copy.h", emit_copy_header) row("copy.c", emit_copy_source)            \
                            row("validate.h", emit_validate_header)                                \
                                row("validate.c", emit_validate_source)                            \
                                    row("rule_table.h", emit_rule_table_header)                    \
                                        row("rule_table.c", emit_rule_table_source)                \
                                            row("rules.h", emit_rules_header)                      \
                                                row("rules.c", emit_rules_source)                  \
                                                    row("contract.h", emit_contract_header)        \
                                                        row("contract.c", emit_contract_source)    \
                                                            row("cjson.h", emit_cjson_header)      \
                                                                row("cjson.c", emit_cjson_source)

#define EMIT_OUTPUT_FUNCTION(path, function) void function(const struct emitter *emitter);
EMIT_OUTPUTS(EMIT_OUTPUT_FUNCTION)
#undef EMIT_OUTPUT_FUNCTION

/* lookups/<name>.gperf, one for each enum of strings and each object. */
void emit_lookups_tables(const struct model *model, struct file_set *files);

#endif
