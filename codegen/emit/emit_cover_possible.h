/* The items of coverage that the rules of the contract allow. */
#ifndef DG_CODEGEN_EMIT_COVER_POSSIBLE_H
#define DG_CODEGEN_EMIT_COVER_POSSIBLE_H

#include "model/model.h"
#include "runtime/value.h"

/* A property that alone has a schema. */
struct cover_holder {
    const struct model_type *object;
    const struct model_property *property;
};

bool emit_cover_possible_presence(const struct cover_holder *holder, enum dg_presence presence);

/* `holder` may be NULL: then every word is possible. */
bool emit_cover_possible_word(const struct cover_holder *holder, const struct model_type *type,
                              const struct model_word *word);

/* Sets those of the integers, which may be NULL, to NULL that aren't possible. */
void emit_cover_possible_numbers(const struct cover_holder *holder, const struct model_type *type,
                                 const char **numbers, size_t count);

/* Whether an enum property may change from one word to another one. */
bool emit_cover_possible_change(const struct cover_holder *holder, const struct model_word *from,
                                const struct model_word *to);

#endif
