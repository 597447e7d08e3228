/* The forms of values in C. */
#ifndef DG_CODEGEN_EMIT_VALUES_H
#define DG_CODEGEN_EMIT_VALUES_H

#include "emit/emit_template.h"

enum emit_holding {
    EMIT_PLAIN, /* required and not nullable: the bare type */
    EMIT_OPT    /* with a presence; in lists and maps also enums, to keep their received text */
};

enum emit_holding emit_values_of_property(const struct model_property *property);
enum emit_holding emit_values_of_element(const struct model_use *use);

/* Whether C has to store a value (a required constant needs no member). Writes the value's C
 * type. */
bool emit_values_are_stored(const struct model_use *use, enum emit_holding holding);
void emit_values_type(const struct emitter *emitter, const struct model_use *use,
                      enum emit_holding holding);

/* A map of an object for members that `properties` doesn't list. */
struct emit_map {
    const struct model_type *type;
    const char *member; /* of the struct */
    const char *local;  /* the local that reads or validates it; open: dg_object_<local> */
};

/* The maps of an object. Returns their number. */
#define EMIT_MAX_MAPS 2
size_t emit_values_maps(const struct model_type *object, struct emit_map maps[EMIT_MAX_MAPS]);

/* Whether C has to store no property of an object. */
bool emit_values_are_empty(const struct model_type *object);
/* Whether the JSON form of an object needs nothing of its struct. */
bool emit_values_are_unwritten(const struct model_type *object);

/* Whether C has to store no value of a union's alternatives. */
bool emit_values_union_is_empty(const struct model_type *type);

/* Whether JSON can spell the member name without escapes. */
bool emit_values_name_is_plain(struct dg_text name);

/* The enumerator of enum dg_listed. */
const char *emit_values_listed(enum model_listed listed);

/* The members of the struct dg_site of a document. The caller frees `data`. */
struct buffer emit_values_site(const struct model_type *type);

#endif
