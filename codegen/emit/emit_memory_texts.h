/* The shortest texts that a contract allows, as JSON spells them between their quotes. */
#ifndef DG_CODEGEN_EMIT_MEMORY_TEXTS_H
#define DG_CODEGEN_EMIT_MEMORY_TEXTS_H

#include "model/model.h"
#include "pattern/pattern_compile.h"

/* Of the texts of a TEXT, or of the strings of a JSON. */
struct pattern_shortest emit_memory_text_of(const struct model_type *type);

/* Of the names of members. */
struct emit_memory_names {
    struct pattern_shortest read;   /* of members that are read as entries of a map */
    struct pattern_shortest stored; /* of those that are stored: the limits of names allow them */
};

/* Of the entries of a map; `object` has the map as members that it doesn't list, or is NULL. */
struct emit_memory_names emit_memory_names_of(const struct model_type *object,
                                              const struct model_type *map);

/* Of any name. */
#define EMIT_MEMORY_ANY_TEXT ((struct pattern_shortest){0, 2})

/* The shortest value of a JSON, in bytes. */
uint64_t emit_memory_json_of(const struct model_type *type);

#endif
