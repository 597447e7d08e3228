/* The walk through two models at once, shared by the files that compare their parts. */
#ifndef DG_CODEGEN_DIFF_WALK_H
#define DG_CODEGEN_DIFF_WALK_H

#include "diff/diff.h"
#include "diff/sample.h"

/* A document of an operation, or of a schema alone. */
struct diff_entry {
    const char *operation; /* NULL: a schema alone */
    int status;
    const char *content_type;
    const char *schema;
    const struct model_type *types[DIFF_SIDES]; /* of the body; NULL: it has none there */
    const struct model_media *media[DIFF_SIDES];
};

enum diff_step {
    DIFF_BODY,
    DIFF_PROPERTY,
    DIFF_ITEM,
    DIFF_ENTRY /* of a map */
};

/* Where a value is in documents of both contracts. */
struct diff_place {
    enum diff_step step;
    const struct diff_entry *entry;
    const struct diff_place *parent;                /* NULL: the body */
    const struct model_type *container[DIFF_SIDES]; /* of the parent */
    struct dg_text name;                            /* of the property */
};

/* Two types that describe the same values, in both contracts. */
struct diff_pair {
    const struct model_type *types[DIFF_SIDES];
    const struct diff_place *place; /* NULL: no document has both, so that no verdict is at stake */
    const char *member;             /* the C member whose type changes with the kind; NULL: none */
    bool c;                         /* the C types are to be compared, too */
};

struct diff_walk {
    const struct model *models[DIFF_SIDES];
    struct dg_arena *arena;
    struct diff *diff;
    struct sample_maker maker;
    size_t work;                 /* rules that were evaluated */
    struct diff_table *met;      /* pairs of types, of rules */
    struct diff_table *partners; /* the type that a C type becomes, by side */
    struct diff_pair *queue;
    size_t next;
    size_t count;
    size_t capacity;
};

/* The two places and the pointer of a change. */
struct diff_where {
    const char *pointer;
    struct location at[DIFF_SIDES];
};
struct diff_where diff_where_types(const struct diff_pair *pair, const char *suffix,
                                   struct dg_arena *arena);

/* Adds a change without effects. The words may be NULL where the message lacks them. */
struct diff_change *diff_walk_add(struct diff_walk *walk, enum diff_kind kind,
                                  const struct diff_where *where, const char *what, const char *old,
                                  const char *new);

/* Returns words in quotes for messages; a long text is cut. NULL: "nothing". */
const char *diff_walk_quote(struct diff_walk *walk, struct dg_text text);
const char *diff_walk_word(struct diff_walk *walk, const char *word);
/* Returns a text in quotes; a long text is cut at both ends so that what is at `offset` is shown.
 */
const char *diff_walk_quote_from(struct diff_walk *walk, const char *text, size_t offset);
/* Returns "#/paths/~1kettles/get" with a suffix. */
const char *diff_walk_operation(struct diff_walk *walk, const struct model_operation *operation,
                                const char *suffix);
/* Names the value at a place for messages. */
const char *diff_walk_what(struct diff_walk *walk, const struct diff_place *place);

/* Whether the pair of pointers is met for the first time. */
bool diff_walk_meet(struct diff_walk *walk, const void *old, const void *new);

/* Puts two types into the queue, unless they were there before. Returns whether they are new. */
bool diff_walk_pair(struct diff_walk *walk, const struct diff_place *place,
                    const struct model_type *old, const struct model_type *new, const char *member);

/* States that a C type takes the place of another. */
void diff_walk_set_partners(struct diff_walk *walk, const struct model_type *old,
                            const struct model_type *new);
/* The type of the other contract whose C name replaces that of a named type. NULL: none. */
const struct model_type *diff_walk_partner(const struct diff_walk *walk, enum diff_side side,
                                           const struct model_type *type);

/* The use of two types by a property, an item or a map value. */
struct diff_used {
    const struct model_use *uses[DIFF_SIDES];
    bool opt[DIFF_SIDES]; /* whether the C type has a presence */
    struct diff_where where;
    const char *member; /* C symbol; NULL: C is not compared */
};

/* Comparisons, by file */
void diff_operations(struct diff_walk *walk);
void diff_schema(struct diff_walk *walk, const struct diff_pair *pair);
void diff_keyword_all(struct diff_walk *walk, const struct diff_pair *pair);
void diff_object(struct diff_walk *walk, const struct diff_pair *pair);
void diff_union(struct diff_walk *walk, const struct diff_pair *pair);
/* "one of cat, dog" */
const char *diff_union_words(struct diff_walk *walk, const struct model_type *type);
/* Members that the objects don't list. */
void diff_others(struct diff_walk *walk, const struct diff_pair *pair);
void diff_subschema(struct diff_walk *walk, const struct diff_pair *pair);
/* `change` already tells of this use; it gets the C member, too. NULL: none does. */
void diff_use(struct diff_walk *walk, const struct diff_place *place, const struct diff_used *used,
              struct diff_change *change);
/* `pair`: the objects, or the bodies of responses, that the rules are about. */
void diff_rules(struct diff_walk *walk, const struct diff_pair *pair,
                const struct model_check *const *const checks[DIFF_SIDES],
                const size_t counts[DIFF_SIDES]);

/* C */
void diff_symbols_add(struct diff_walk *walk, struct diff_change *change, enum diff_source source,
                      const char *symbol);
/* Adds the symbols that a type declares. */
void diff_symbols_type(struct diff_walk *walk, struct diff_change *change, enum diff_side side,
                       const struct model_type *type);
const char *diff_symbols_tag(struct diff_walk *walk, const struct model_type *type);
const char *diff_symbols_member(struct diff_walk *walk, const struct model_type *type,
                                const char *member);
const char *diff_symbols_constant(struct diff_walk *walk, const char *constant);
/* The C type of a member. */
const char *diff_symbols_held(struct diff_walk *walk, enum diff_side side,
                              const struct model_use *use, bool opt);
/* Whether two uses have the same C type, but for types that are renamed. */
bool diff_symbols_same(struct diff_walk *walk, const struct diff_used *used);
/* The names and functions of two types. */
void diff_symbols_types(struct diff_walk *walk, const struct diff_pair *pair);
/* Types that only one contract has. */
void diff_symbols_rest(struct diff_walk *walk);

/* Adds the symbols of the responses to an operation that only one contract has. */
void diff_answer_lone(struct diff_walk *walk, struct diff_change *change, enum diff_side side,
                      const struct model_operation *operation);
/* Compares the symbols of the responses to an operation. They are added to `renamed`; NULL: to a
 * change of their own. */
void diff_answer_both(struct diff_walk *walk, struct diff_change *renamed,
                      const struct model_operation *const both[DIFF_SIDES]);

/* Witnesses */

/* Claims that a document is newly refused or newly accepted: makes a document that `by` accepts,
   with the value at the place. Returns false, and claims nothing, if there is no such document; if
   only its rules are in the way, or its size, claims without a document. `value` may be NULL: none
   could be made. */
bool diff_witness_claim(struct diff_walk *walk, struct diff_change *change,
                        const struct diff_place *place, enum diff_side by, struct sample *value);
/* The same, where a value that `by` describes and `refuses`, a part of the other contract, doesn't
   describe has to be found. If it would be too large, `certain` says whether there is one. */
void diff_witness_find(struct diff_walk *walk, struct diff_change *change,
                       const struct diff_pair *pair, enum diff_side by,
                       const struct model_type *refuses, bool certain);
/* The same for a value that breaks a rule of the other contract. */
bool diff_witness_break(struct diff_walk *walk, struct diff_change *change,
                        const struct diff_pair *pair, enum diff_side by,
                        const struct model_check *broken);
/* Claims without a document. */
void diff_witness_bare(struct diff_change *change, enum diff_side by);

#endif
