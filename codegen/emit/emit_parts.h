/* The emitters, and what several of them must spell alike. */
#ifndef DG_CODEGEN_EMIT_PARTS_H
#define DG_CODEGEN_EMIT_PARTS_H

#include "emit/emit_template.h"
#include "emit/file_set.h"

/* One function a file; the table in emit.c says which. */
void emit_types_header(const struct emitter *emitter);
void emit_types_source(const struct emitter *emitter);
void emit_lookups_header(const struct emitter *emitter);
void emit_lookups_source(const struct emitter *emitter);
void emit_decode_header(const struct emitter *emitter);
void emit_decode_source(const struct emitter *emitter);
void emit_encode_header(const struct emitter *emitter);
void emit_encode_source(const struct emitter *emitter);
void emit_copy_header(const struct emitter *emitter);
void emit_copy_source(const struct emitter *emitter);
void emit_validate_header(const struct emitter *emitter);
void emit_validate_source(const struct emitter *emitter);
void emit_shapes_header(const struct emitter *emitter);
void emit_shapes_source(const struct emitter *emitter);
void emit_rule_table_header(const struct emitter *emitter);
void emit_rule_table_source(const struct emitter *emitter);
void emit_rules_header(const struct emitter *emitter);
void emit_rules_source(const struct emitter *emitter);
void emit_contract_header(const struct emitter *emitter);
void emit_contract_source(const struct emitter *emitter);
void emit_cjson_header(const struct emitter *emitter);
void emit_cjson_source(const struct emitter *emitter);

/* lookups/<name>.gperf, one for each enum of strings and each object. */
void emit_lookup_tables(const struct model *model, struct file_set *files);

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

/* Whether all properties of an object leave nothing to store. */
bool emit_holds_nothing(const struct model_type *object);

/* What is passed after a value: its limits, the constant. Empty: the kind has none. The caller
   frees `data`. */
struct buffer emit_limits(const struct model_type *type);

/* An int64 as a C constant. */
void emit_integer(struct buffer *out, int64_t value);

/* Where a value goes, as C. */
struct target {
    const char *address; /* "&out->error" */
    const char *access;  /* "out->error.": what a member of a struct dg_opt_… hangs on */
    const char *lvalue;  /* "out->status" */
    const char *text;    /* "&out->status_text" */
    const char *faults;  /* an argument after the others, or empty */
};

/* The statement that reads a value of `type` to `target`. */
void emit_read(const struct emitter *emitter, const char *indent, const struct model_type *type,
               enum holding holding, const struct target *target);

/* Files of functions */

/* Whether there are functions about it: an object, map or list. */
bool emit_has_function(const struct model_type *type);
/* Whether it has a public one. */
bool emit_is_root(const struct model_type *type);

/* What a file has for each type: a function that its others call, and a public one for roots. Heads
   are templates with $name$, $faults$ (the parameter for what has failed, where it is asked for)
   and $tail$; bodies come without braces. */
struct function_kind {
    bool (*wanted)(const struct model_type *type); /* those that have the former */
    const char *head;
    /* The bodies: of an object, of a map, of a list. */
    void (*object)(const struct emitter *emitter, const struct model_type *type);
    void (*map)(const struct emitter *emitter, const struct model_type *type);
    void (*list)(const struct emitter *emitter, const struct model_type *type);
    const char *root_head; /* NULL: there are no public ones */
    void (*root_body)(const struct emitter *emitter, const struct model_type *type);
};
void emit_functions(const struct emitter *emitter, const struct function_kind *kind);
/* The declarations of the public ones, and an empty line. */
void emit_root_prototypes(const struct emitter *emitter, const struct function_kind *kind);

/* The target of a property in the struct that `owner` points to. */
struct property_target {
    struct target target;
    struct buffer address, access, text;
};
struct property_target emit_property_target(const char *owner,
                                            const struct model_property *property);
void emit_property_target_free(struct property_target *target);

/* A statement about one value. */
struct statement {
    const char *indent;
    const char *place; /* $place$: what the value's key or frame is, as C */
    const struct model_type *type;
    enum holding holding;
    const struct target *target;
};

/* Templates of statements, without indentation; names are those of struct target and $place$,
   $name$, $limits$. */
struct statement_kind {
    const char *(*plain)(const struct model_type *type); /* NULL: there is none */
    /* NULL: the plain one, inside `test`. */
    const char *(*opt)(const struct model_type *type);
    const char *(*test)(const struct model_type *type); /* "if (…) {" */
    const char *place;                                  /* inside the test; NULL: as outside */
};
void emit_statement(const struct emitter *emitter, const struct statement *statement,
                    const struct statement_kind *kind);

/* Rules */

/* Of the checks, those that compare. */
size_t emit_count_comparing(const struct model_check *const *checks, size_t count);
/* Whether states of a type are kept, to be compared. */
bool emit_has_states(const struct model *model, const struct model_type *type);
/* The parts of rules.c that are about them. */
void emit_state_structs(const struct emitter *emitter);
void emit_states(const struct emitter *emitter);
void emit_digests(const struct emitter *emitter);
/* What an object's function is given for its faults, as an argument after others: those of the
   property that it stands at in `owner`'s, or fresh ones. Empty: nobody asks for its faults. The
   caller frees `data`. */
struct buffer emit_faults_argument(const struct model *model, const struct model_type *type,
                                   const struct model_property *property);

/* The opening of a header (guard, C++ linkage) and its end. */
void emit_header_open(const struct emitter *emitter, const char *guard,
                      const char *const *includes);
void emit_header_close(const struct emitter *emitter);

#endif
