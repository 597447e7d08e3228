/* The items of coverage: what values can exercise, found in the model, with their marks. */
#ifndef DG_CODEGEN_EMIT_COVER_ITEMS_H
#define DG_CODEGEN_EMIT_COVER_ITEMS_H

#include "model/model.h"
#include "runtime/arena.h"
#include "runtime/cover.h"

/* The items at one place of the contract: see struct dg_cover_row. */
struct cover_row {
    enum dg_cover_kind kind;
    const char *pointer;
    size_t mark;
    const char **values;
    size_t count;
};

/* The changes of an enum property: see struct dg_cover_changes. */
struct cover_changes {
    const struct model_type *type;
    const struct model_property *property;
    const char *pointer;
    const char *member; /* of the state */
    size_t mark;
    char *allowed;
};

struct cover_items {
    const struct model *model;
    struct dg_arena arena;
    bool *reached; /* for each type of the model: documents may hold values of it, each of which is
                      decoded */
    struct cover_row *rows;
    size_t row_count;
    size_t row_capacity;
    size_t *slots; /* rows by the hash of their pointers, from 1; 0: none */
    size_t slot_count;
    struct cover_changes *changes;
    size_t change_count;
    size_t mark_count; /* mark 0 is that of nothing */
};

/* Finds the items of the model. To be released with emit_cover_items_free. */
void emit_cover_items_find(struct cover_items *items, const struct model *model);
void emit_cover_items_free(struct cover_items *items);

bool emit_cover_items_reach(const struct cover_items *items, const struct model_type *type);

/* The first mark of the row with this pointer, which exists. */
size_t emit_cover_items_mark(const struct cover_items *items, enum dg_cover_kind kind,
                             const char *pointer);

/* One more mark, which belongs to no row. */
size_t emit_cover_items_add_mark(struct cover_items *items);

/* The pointers of rows. The arena owns them. */
const char *emit_cover_items_property(struct cover_items *items, const struct model_type *object,
                                      const struct model_property *property);

/* A limit of integers or counts that values can be at; `next` is NULL if no value can be next to
   it. */
struct cover_limit {
    const char *pointer;
    const char *at;
    const char *next;
};

/* The limits of a value, or of the names in a map (`names`). Returns their number, at most 2. */
#define COVER_LIMITS 2
size_t emit_cover_items_limits(struct cover_items *items, const struct model_type *type, bool names,
                               struct cover_limit limits[COVER_LIMITS]);

#endif
