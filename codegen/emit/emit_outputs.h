/* The files of the output, each with the function that writes it. */
#ifndef DG_CODEGEN_EMIT_OUTPUTS_H
#define DG_CODEGEN_EMIT_OUTPUTS_H

#include "emit/emit_template.h"
#include "emit/file_set.h"

/* X(file, function, audience, library). The declarations of PUBLIC headers are for programs, and
 * part of the ABI. Files of the library CJSON need cJSON. */
#define EMIT_OUTPUTS(X)                                                                            \
    X("abi.h", emit_abi_header, PRIVATE, CORE)                                                     \
    X("abi.c", emit_abi_source, PRIVATE, CORE)                                                     \
    X("types.h", emit_types_header, PUBLIC, CORE)                                                  \
    X("types.c", emit_types_source, PRIVATE, CORE)                                                 \
    X("lookups.h", emit_lookups_header, PRIVATE, CORE)                                             \
    X("lookups.c", emit_lookups_source, PRIVATE, CORE)                                             \
    X("patterns.h", emit_patterns_header, PRIVATE, CORE)                                           \
    X("patterns.c", emit_patterns_source, PRIVATE, CORE)                                           \
    X("shapes.h", emit_shapes_header, PRIVATE, CORE)                                               \
    X("shapes.c", emit_shapes_source, PRIVATE, CORE)                                               \
    X("fast.h", emit_fast_header, PRIVATE, CORE)                                                   \
    X("fast.c", emit_fast_source, PRIVATE, CORE)                                                   \
    X("decode.h", emit_decode_header, PUBLIC, CORE)                                                \
    X("decode.c", emit_decode_source, PRIVATE, CORE)                                               \
    X("encode.h", emit_encode_header, PUBLIC, CORE)                                                \
    X("encode.c", emit_encode_source, PRIVATE, CORE)                                               \
    X("copy.h", emit_copy_header, PUBLIC, CORE)                                                    \
    X("copy.c", emit_copy_source, PRIVATE, CORE)                                                   \
    X("validate.h", emit_validate_header, PUBLIC, CORE)                                            \
    X("validate.c", emit_validate_source, PRIVATE, CORE)                                           \
    X("rule_table.h", emit_rule_table_header, PRIVATE, CORE)                                       \
    X("rule_table.c", emit_rule_table_source, PRIVATE, CORE)                                       \
    X("rules.h", emit_rules_header, PRIVATE, CORE)                                                 \
    X("rules.c", emit_rules_source, PRIVATE, CORE)                                                 \
    X("marks.h", emit_cover_header, PRIVATE, CORE)                                                 \
    X("marks.c", emit_cover_source, PRIVATE, CORE)                                                 \
    X("answers.h", emit_answers_header, PUBLIC, CORE)                                              \
    X("answers.c", emit_answers_source, PRIVATE, CORE)                                             \
    X("contract.h", emit_contract_header, PUBLIC, CORE)                                            \
    X("contract.c", emit_contract_source, PRIVATE, CORE)                                           \
    X("cjson.h", emit_cjson_header, PUBLIC, CJSON)                                                 \
    X("cjson.c", emit_cjson_source, PRIVATE, CJSON)

#define EMIT_OUTPUT_FUNCTION(path, function, audience, library)                                    \
    void function(const struct emitter *emitter);
EMIT_OUTPUTS(EMIT_OUTPUT_FUNCTION)
#undef EMIT_OUTPUT_FUNCTION

/* Whether an object has a function in fast.c: its members have names that need no escapes. */
bool emit_fast_has(const struct model_type *type);
/* Whether such a function can read the object inside another one, to its end. */
bool emit_fast_is_nested(const struct model_type *type);

/* Adds the pattern, shortened, for a comment. */
void emit_patterns_comment(struct buffer *out, const struct pattern *pattern);

/* The include of patterns.h; empty if the contract has no patterns. */
const char *emit_patterns_include(const struct model *model);

/* The row of a rule in the table, as it is named there. */
const char *emit_rule_table_row(const struct model *model, const struct model_rule *rule);

/* Outlines, for contract.c: the tables of all types, and the members of an outline of one type. */
void emit_outlines(const struct emitter *emitter);
void emit_outline_members(const struct emitter *emitter, unsigned indent, const char *designator,
                          const struct model_type *type);

/* Adds lookups/<name>.gperf for each enum of strings and each object. */
void emit_lookups_tables(const struct model *model, struct file_set *files);

/* Adds lookups/<name>.c for each of them, which gperf makes. Returns false, with a line on stderr,
 * if gperf fails. */
DG_CHECKED bool emit_lookups_made(const struct model *model, struct file_set *files);

#endif
