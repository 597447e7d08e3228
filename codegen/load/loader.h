/* What the parts of the model's loader share. */
#ifndef DG_CODEGEN_LOADER_H
#define DG_CODEGEN_LOADER_H

#include "load/keywords.h"
#include "load/load.h"

/* A type under construction: one for each schema of the tree that is reached. */
struct draft {
    struct model_type type; /* of a named kind, once loaded, what model.types points to */
    const struct tree *node;
    struct model_property *properties; /* OBJECT: what type.properties points to */
    struct model_word *words;          /* ENUM: what type.words points to */
    struct draft **parts;              /* OBJECT: of each property. MAP, LIST: of the element */
    size_t part_count;
    bool nullable; /* null is a value of the schema itself */
    bool refused;  /* it has errors: nothing more is said of it */
    bool visiting; /* during the ordering */
    bool ordered;
    uint64_t size; /* an estimate of sizeof, for structs that get too large */
};

/* Where a schema leads that is only a reference, or a choice between another and null. */
struct schema_lead {
    bool known;
    const struct tree *next; /* NULL: nowhere, which was reported */
    const char *description; /* may be NULL */
};

/* A name of an environment variable, and where it is said. */
struct environment_place {
    const char *name; /* NULL: none */
    struct location at;
};

/* A response that has rules. */
struct rules_place {
    const struct tree *node;
    struct model_media *media; /* what its rules become part of */
    size_t media_count;
    const struct model_parameter *parameters; /* of its operation */
    size_t parameter_count;
    struct location operation;
};

struct loader {
    const struct tree *root;
    int minor; /* of OpenAPI 3 */
    const struct model_options *options;
    struct diag *diag;
    struct dg_arena *arena;
    struct model *model;
    struct draft **by_node;    /* [node count]: the draft of the schema that the node is */
    struct schema_lead *leads; /* [node count] */
    bool *name_used;           /* [node count]: a C name was made of the x-dg-name of the node */
    const struct tree **named; /* the schemas that were reached and have an x-dg-name */
    size_t named_count;
    size_t named_capacity;
    struct environment_place server_environment;
    struct environment_place token_environment;
    struct draft **drafts; /* all of them, in the order in which they were met */
    size_t count;
    size_t capacity;
    struct rules_place *rules_places;
    size_t rules_place_count;
    size_t rules_place_capacity;
    size_t finished;        /* so many of them have their details */
    struct draft *refused;  /* what a schema with errors is taken for */
    struct draft *anything; /* what a missing schema is taken for */
};

/* The tree, with what is wrong reported (loader.c) */

/* The value of a key if it is of that kind; NULL if there is none, or with an error. */
const struct tree *loader_get(struct loader *loader, const struct tree *map, const char *key,
                              enum tree_kind kind);
/* The same, and that there is none is an error. */
const struct tree *loader_require(struct loader *loader, const struct tree *map, const char *key,
                                  enum tree_kind kind);
/* The text of a string that has no NUL in it. NULL, with an error: it has one. */
const char *loader_terminated(struct loader *loader, const struct tree *node);
/* A string without NUL; NULL as above. */
const char *loader_string(struct loader *loader, const struct tree *map, const char *key);
bool loader_boolean(struct loader *loader, const struct tree *map, const char *key);
bool loader_expect(struct loader *loader, const struct tree *node, enum tree_kind kind,
                   struct dg_text what);
/* The same of an object of the contract, `what` being "a parameter", say. */
bool loader_expect_map(struct loader *loader, const struct tree *node, const char *what);
/* The description, if it is a string; NULL if there is none. */
const char *loader_description(struct loader *loader, const struct tree *map);
/* The name of an environment variable under x-dg-env. */
struct environment_place loader_environment(struct loader *loader, const struct tree *map);
/* Whether they differ at most in the case of ASCII letters. */
bool loader_equal_ignoring_case(struct dg_text a, struct dg_text b);

/* References (model_ref.c) */

/* The node that `node` stands for: itself, or what its $ref, and the $ref there, lead to. NULL,
   with an error, if they lead nowhere. */
const struct tree *loader_resolve(struct loader *loader, const struct tree *node);
/* One step of it. */
const struct tree *loader_follow(struct loader *loader, const struct tree *reference);
bool loader_is_reference(const struct tree *node);
/* What the text of a node, "#/…", points to. NULL, with an error, if that is nothing. */
const struct tree *loader_target(struct loader *loader, const struct tree *ref);

/* A kind of object that stands under `components`, and elsewhere. */
struct loader_kind {
    enum keyword_place place;
    const char *section; /* under components */
    const char *what;    /* "a parameter" */
};
/* The mapping that `node` stands for, its keywords checked. NULL, with an error, if it stands for
   none. */
const struct tree *loader_object(struct loader *loader, const struct tree *node,
                                 const struct loader_kind *kind);
/* Adds the place of the reference to the error reported last, if `node`, to which that leads, is
   none of the section's. */
void loader_note_reference(struct loader *loader, const struct tree *reference,
                           const struct tree *node, const char *section);

/* The nodes that lead on to others, from the place where a reference stands. */
#define REF_MAX_HOPS 64
struct ref_path {
    const struct tree *steps[REF_MAX_HOPS];
    size_t count;
};
/* Adds a node. False, with an error, if the way came back to it or is too long. */
bool ref_path_add(struct loader *loader, struct ref_path *path, const struct tree *node);

/* Schemas */

/* A schema where it is used. */
struct schema_use {
    struct draft *draft;
    bool nullable;
    const char *description; /* nearest to the place of use; may be NULL */
};

/* Finds what the schema at a node describes, through references and "anyOf with null"
   (model_schema.c). Its details may come later: loader_finish_schemas. */
struct schema_use loader_use(struct loader *loader, const struct tree *node);
void loader_finish_schemas(struct loader *loader);
/* Whether documents can be judged as it: an object, map or list that isn't null. */
bool loader_can_be_root(const struct draft *draft);

/* Reads the keywords of one kind into the draft. */
void loader_read_enum(struct loader *loader, struct draft *draft, enum keyword_type type);
void loader_read_const(struct loader *loader, struct draft *draft, enum keyword_type type);
void loader_read_text(struct loader *loader, struct draft *draft);
void loader_read_integer(struct loader *loader, struct draft *draft);
void loader_read_number(struct loader *loader, struct draft *draft);
void loader_read_object(struct loader *loader, struct draft *draft);
void loader_read_map(struct loader *loader, struct draft *draft);
void loader_read_list(struct loader *loader, struct draft *draft);

/* The bounds that two keywords give. */
struct model_length loader_length(struct loader *loader, const struct tree *map, const char *min,
                                  const char *max);

/* The rest of the document */

void loader_read_operations(struct loader *loader);
/* An operation and where it stands. */
struct operation_place {
    const struct tree *path_item;
    const struct tree_member *path;
    const struct tree *node;
    const char *method;
};
/* Whether the braces of a path's template match and its names are distinct; if not, an error. */
bool loader_check_template(struct loader *loader, const struct tree_member *path);
/* The parameters of an operation, those of its path item included. */
void loader_read_parameters(struct loader *loader, const struct operation_place *place,
                            struct model_operation *out);
void loader_read_responses(struct loader *loader, const struct tree *operation,
                           struct model_operation *out);
/* Whether the operation needs a bearer token. */
bool loader_read_security(struct loader *loader, const struct tree *operation);

/* Rules */

/* Notes the rules of a response, if it has any. */
void loader_note_rules(struct loader *loader, const struct rules_place *place);
/* Reads the rules of all that is reached, when all schemas have their details. */
void loader_read_rules(struct loader *loader);

/* When everything is loaded */

/* Gives the named types their order (model_order.c). */
void loader_order(struct loader *loader);
/* Chooses all C names (names.c). */
void loader_name(struct loader *loader);
/* Checks that no two values that one request needs come from the same variable. */
void loader_check_environments(struct loader *loader);

#endif
