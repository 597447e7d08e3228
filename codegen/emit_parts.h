/* The emitters, and what several of them must spell alike. */
#ifndef DG_CODEGEN_EMIT_PARTS_H
#define DG_CODEGEN_EMIT_PARTS_H

#include "emit_template.h"

/* One function a file; the table in emit.c says which. */
void emit_types_header(const struct emitter *emitter);
void emit_types_source(const struct emitter *emitter);
void emit_lookups_header(const struct emitter *emitter);
void emit_lookups_source(const struct emitter *emitter);
void emit_decode_header(const struct emitter *emitter);
void emit_decode_source(const struct emitter *emitter);
void emit_contract_header(const struct emitter *emitter);
void emit_contract_source(const struct emitter *emitter);
void emit_cjson_header(const struct emitter *emitter);
void emit_cjson_source(const struct emitter *emitter);

/* lookups/<name>.gperf, one for each enum of strings and each object. */
void emit_lookup_tables(const struct model *model, struct output *output);

/* How a value is held in C. */
enum holding {
    HOLD_PLAIN, /* required and not nullable: the bare type */
    HOLD_OPT    /* with a presence; in lists and maps also enums, so that their text as received is
                   kept */
};

enum holding property_holding(const struct model_property *property);
enum holding element_holding(const struct model_use *use);

/* Whether a value leaves anything to store (a required constant doesn't), and its C type. */
bool emit_is_stored(const struct model_use *use, enum holding holding);
void emit_value_type(const struct emitter *emitter, const struct model_use *use,
                     enum holding holding);

/* An int64 as a C constant. */
void emit_integer(struct buffer *out, int64_t value);

/* Where a value goes, as C. */
struct target {
    const char *address; /* "&out->error" */
    const char *access;  /* "out->error.": what a member of a struct dg_opt_… hangs on */
    const char *lvalue;  /* "out->status" */
    const char *text;    /* "&out->status_text" */
};

/* The statement that reads a value of `type` to `target`. */
void emit_read(const struct emitter *emitter, const char *indent, const struct model_type *type,
               enum holding holding, const struct target *target);

/* The opening of a header (guard, C++ linkage) and its end. */
void emit_header_open(const struct emitter *emitter, const char *guard,
                      const char *const *includes);
void emit_header_close(const struct emitter *emitter);

#endif
