/* Makes one schema of the schemas of a conjunction, keyword by keyword. */
#ifndef DG_CODEGEN_LOAD_MERGE_H
#define DG_CODEGEN_LOAD_MERGE_H

#include "load/load_all.h"
#include "load/load_join.h"

/* Types as bits. */
enum merge_type {
    MERGE_NULL = 1 << 0,
    MERGE_BOOLEAN = 1 << 1,
    MERGE_STRING = 1 << 2,
    MERGE_INTEGER = 1 << 3,
    MERGE_NUMBER = 1 << 4, /* with MERGE_INTEGER: an integer is a number */
    MERGE_OBJECT = 1 << 5,
    MERGE_ARRAY = 1 << 6,
    MERGE_ANY_TYPE = (1 << 7) - 1
};

/* A limit of numbers. */
struct merge_bound {
    const struct tree_member *limit; /* NULL: none */
    const struct tree_member *flag;  /* the boolean that makes it exclusive; NULL: none */
    bool exclusive;
};

/* A schema under construction. */
struct merge {
    struct loader *loader;
    struct all_scope *scope;
    const struct all_source *sources;
    size_t count;
    struct tree *node;           /* a map without children, yet */
    struct tree_member *members; /* its children */
    size_t member_count;
    size_t member_capacity;
    unsigned types;               /* that values may have: enum merge_type */
    struct merge_bound bounds[2]; /* of numbers: below, above */
    bool as_stated; /* a `type` has an error, which is reported when the schema is read */
    bool refused;   /* there is an error */
    bool nothing;   /* no value matches, which was reported */
};

/* The schema that says what all of them say, at the place; its properties are conjunctions of the
 * scope. NULL, with an error, if there is none. */
struct tree *load_merge(const struct all *all, const struct tree *place, struct all_scope *scope);

/* The keyword of a schema of the conjunction; NULL: the schema doesn't have it. */
const struct tree_member *load_merge_of(const struct merge *merge, size_t index, const char *key);
/* The number of schemas that have the keyword. */
size_t load_merge_count(const struct merge *merge, const char *key);
/* The first one; NULL: none. */
const struct tree_member *load_merge_first(const struct merge *merge, const char *key);

/* Adds a keyword to the result. */
void load_merge_add(struct merge *merge, const struct tree_member *member);
/* The keyword of the result; NULL: none. */
struct tree_member *load_merge_find(const struct merge *merge, const char *key);
/* The same keyword of the result, with the same value; NULL: none. */
const struct tree_member *load_merge_find_same(const struct merge *merge,
                                               const struct tree_member *member);
/* Adds a keyword with a value that isn't in the document, at the location of a keyword that is. */
void load_merge_add_new(struct merge *merge, const struct tree_member *like, struct tree *value);

/* Reports a keyword that is in two schemas and can't be merged. */
void load_merge_refuse(struct merge *merge, const struct tree_member *member,
                       const struct tree_member *other);
/* Warns that two keywords leave no value. */
void load_merge_nothing(struct merge *merge, enum diag_id id, const struct tree_member *member,
                        const struct tree_member *other, const char *why);
/* Adds to the work on conjunctions. Returns false, with an error, if it is too much. */
bool load_merge_spend(struct merge *merge, size_t work);

/* Types and limits (load_merge_type.c) */

void load_merge_types(struct merge *merge);
void load_merge_numbers(struct merge *merge);
void load_merge_sizes(struct merge *merge);
/* Adds `type`. */
void load_merge_finish_types(struct merge *merge);

/* Listed values (load_merge_values.c) */

void load_merge_values(struct merge *merge);

/* Objects and arrays (load_merge_parts.c, load_merge_properties.c) */

/* Schemas of one part, which become one. The user frees `schemas`. */
struct merge_parts {
    struct merge *merge;
    const struct tree **schemas;
    size_t count;
    size_t capacity;
};

void load_merge_parts_add(struct merge_parts *parts, const struct tree *schema);
/* The schema for all: the only one, or a new one at the place. Forgets the schemas. */
struct tree *load_merge_parts_join(struct merge_parts *parts, struct tree *parent, size_t step);
/* Adds a keyword of the result whose value is a schema: the conjunction of those of the parts. */
void load_merge_parts_keyword(struct merge_parts *parts, const struct tree_member *like);
/* Merges a keyword whose value is a schema. */
void load_merge_parts_schema(struct merge *merge, const char *key);
/* Merges lists of names. */
void load_merge_parts_names(struct merge *merge, const char *key);

void load_merge_objects(struct merge *merge);
void load_merge_arrays(struct merge *merge);
/* Removes the type of objects if their limits leave none. */
void load_merge_check_objects(struct merge *merge);

/* Whether a schema, or one that it refers to or has in `allOf`, is writeOnly in OpenAPI 3.0
 * (load_merge_write_only.c). */
bool load_merge_is_write_only(struct merge *merge, const struct tree *schema);

/* Other keywords (load_merge_rest.c) */

void load_merge_rest(struct merge *merge);
/* Adds that a schema, of load_join_new, is satisfied, at the location of a keyword: as `not` a
 * schema that says `not` the schema. */
void load_merge_state(struct merge *merge, const struct tree_member *like, struct tree *stated);

#endif
