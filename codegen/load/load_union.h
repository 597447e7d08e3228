/* Choices (anyOf, oneOf) whose alternatives the value itself tells apart. Only the files
 * load_union*.c use the declarations about parts. */
#ifndef DG_CODEGEN_LOAD_UNION_H
#define DG_CODEGEN_LOAD_UNION_H

#include "load/loader.h"

/* Types of JSON as bits: 1 << enum json_type. */
#define UNION_BIT(type) (1U << JSON_TYPE_##type)
#define UNION_ALL ((1U << JSON_TYPES) - 1)

/* What a search found out. It is the same wherever the search began, since all have the same
 * limits. */
struct union_search {
    struct loader *loader;
    size_t work;  /* schemas that were looked at */
    bool tired;   /* there are too many, or they lead in a circle */
    size_t depth; /* of schemas inside schemas */
};

/* Counts a schema. Returns false if there were too many. */
bool load_union_enter(struct union_search *search);
void load_union_leave(struct union_search *search);

/* An alternative as far as a choice looks at it. */
struct union_part {
    const struct tree *node;   /* as listed */
    const struct tree *schema; /* the end of its references; NULL: there is none */
    bool component;            /* a reference leads to the schema */
    bool nullable;             /* so says the keyword of the same name, on the way */
    unsigned types;            /* of its values; bits */
    unsigned whole;            /* types of which it allows every value */
    bool implied;              /* it is about objects or arrays, but allows others */
    bool invalid;              /* it names a type that doesn't exist */
    bool opaque;               /* it may refuse values of its types for reasons that aren't known */
};

/* Follows the references of an alternative, and reads its types. */
void load_union_read_part(struct union_search *search, const struct tree *node,
                          struct union_part *part);

/* Values that a schema lists. */
struct union_values {
    const struct tree **items;
    size_t count;
    size_t capacity;
};

void load_union_free_values(struct union_values *values);

/* Whether a schema lists its values, which are then added; it may refuse some of them. *exact: it
 * refuses none. */
bool load_union_list(struct union_search *search, const struct tree *schema,
                     struct union_values *values, bool *exact);

/* Whether the objects of a schema have a property with listed values, which are then added. If an
 * object may lack the property, *optional becomes true. */
bool load_union_list_tags(struct union_search *search, const struct tree *schema,
                          struct dg_text name, struct union_values *values, bool *optional);

/* Adds the names of properties that objects of a schema may have. */
void load_union_add_names(struct union_search *search, const struct tree *schema,
                          struct union_values *names);

/* Adds the names of properties that all objects of a schema have. */
void load_union_add_required(struct union_search *search, const struct tree *schema,
                             struct union_values *names);

/* Whether no object of a schema has the property. */
bool load_union_forbids(struct union_search *search, const struct tree *schema,
                        struct dg_text name);

/* The types that `type` and, in OpenAPI 3.0, `nullable` beside it state. */
unsigned load_union_stated_types(const struct tree *schema);

/* The types of JSON, as bits, of types as bits of enum keyword_type. */
unsigned load_union_bits(unsigned types);

/* The type of JSON of a value, as a bit. */
unsigned load_union_type_of(struct loader *loader, const struct tree *value);

/* The list of the choice of a schema; NULL: there is none, or there are two. */
const struct tree *load_union_choice(const struct tree *schema);

/* Finds the alternatives of a choice */

/* An alternative that no value leads to. */
#define UNION_NONE SIZE_MAX

/* Choices with more listed values aren't looked at. */
#define UNION_MAX_VALUES 4096

/* A choice that is being looked at. */
struct union_choice {
    struct union_search search;
    struct union_part *parts;
    size_t count;
    bool strict;  /* at most one alternative may fit: it is `oneOf`, or contains one */
    bool layered; /* strict, and with the alternatives of choices in it: several may fit */
    bool refused; /* it has too many alternatives */
    size_t by_type[JSON_TYPES];
    struct model_tag *words;
    size_t word_count;
    const struct tree **word_nodes; /* the values of words */
    enum model_tagging tagging;
    struct dg_text tag;
    struct model_tag *tags;
    size_t tag_count;
    const struct tree **tag_nodes; /* the values of tags */
    size_t untagged;
};

/* Tells objects apart by the listed values of a property, or by the names of properties. `first` is
 * an alternative that has objects. Returns false if nothing tells them apart. */
bool load_union_split_objects(struct union_choice *choice, const struct tree *schema, size_t first);

enum union_answer {
    UNION_UNKNOWN, /* they aren't told apart */
    UNION_ONE,     /* one schema says the same, but for null */
    UNION_MANY
};

/* How the alternatives of a choice are told apart. */
struct union_plan {
    const struct tree *schema;
    enum union_answer answer;
    const struct tree *next; /* ONE */
    bool nullable;
    bool exactly_one;
    bool circular;               /* UNKNOWN: the schemas lead back to the choice, or are too many */
    const struct tree **dropped; /* schemas that no C type is made of */
    size_t dropped_count;
    unsigned implied; /* MANY: the types that keywords of a schema without `type` speak of */
    const struct tree **nodes; /* MANY: of each alternative */
    const char **labels;       /* NULL: the alternative is named after its schema or type */
    struct model_choice choice;
};

/* Looks at the choice of a schema. Reports nothing. NULL: it has none, or two. */
const struct union_plan *load_union_of(struct loader *loader, const struct tree *schema);
/* Checks the schemas of a choice that no C type is made of, since null or other schemas have all of
 * their values. */
void load_union_check_dropped(struct loader *loader, const struct union_plan *plan);
/* Makes the type of a choice whose alternatives are told apart. Returns false if they aren't. */
bool load_union_begin(struct loader *loader, struct draft *draft);
/* Reads its alternatives. */
void load_union_finish(struct loader *loader, struct draft *draft);

/* Makes the type of a schema of several types, or without `type`, with keywords of objects or
 * arrays: a union of its types. Returns false if the schema isn't one. */
bool load_types_begin(struct loader *loader, struct draft *draft);
/* Finishes the alternative with that index of such a union, and returns its use. */
struct model_use load_types_finish(struct loader *loader, struct draft *draft, size_t index,
                                   const struct schema_use *use);
/* A text that tells the alternative from others of its name, whatever their order. */
struct dg_text load_union_wire(struct loader *loader, const struct draft *draft, size_t index);
/* The name of the alternative at a node; NULL: the node isn't one. */
const char *load_union_label(const struct draft *draft, const struct tree *node);

#endif
