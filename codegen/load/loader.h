/* Declarations that the files of the loader share. */
#ifndef DG_CODEGEN_LOADER_H
#define DG_CODEGEN_LOADER_H

#include "load/keywords.h"
#include "load/load.h"
#include "runtime/format.h"

/* A type under construction: one for each schema that operations or the user's choice reach.
   Members of the document that are kept for checks are NULL where the schema doesn't have them. */
struct draft {
    struct model_type type; /* of a named kind, once loaded: model.types points here */
    const struct tree *node;
    const struct diag_link *chain; /* the references that led to it */
    enum keyword_type stated_type; /* `type`; KEYWORD_ANY_TYPE: none, or one with an error */
    unsigned several;              /* `type` lists several: bits of enum keyword_type */
    bool only_null;                /* `type` is null alone */
    bool deprecated;
    bool any;                  /* values are kept as text (load_any.c) */
    bool judged;               /* values are judged by further schemas (load_subschema.c) */
    const char **alternative;  /* of an object: type.subschemas->alternative_name; NULL: none */
    const struct tree *listed; /* judges listed objects and arrays, too; NULL: none */
    bool within;       /* a part of another schema that judges the same value, without a name */
    bool judging;      /* during the search for circles of schemas that judge the same value */
    bool judging_done; /* the schema was searched */
    bool every;        /* `enum` lists every value of the type */
    bool has_type;     /* there is a `type`, or keywords imply one */
    bool write_only;   /* only in OpenAPI 3.0 */
    const struct tree_member *values; /* `enum` */
    const struct tree_member *value;  /* `const` */
    const struct tree_member *format;
    const struct tree_member *open;     /* `x-dg-open` */
    bool extensible;                    /* `values` is `x-extensible-enum` */
    const struct tree_member *fixed;    /* `x-dg-const` */
    const struct tree *required;        /* a list */
    const struct tree *dependent;       /* `dependentRequired` */
    const struct tree_member *names;    /* `propertyNames` or `x-dg-property-names` */
    const struct tree *others;          /* `additionalProperties`, a schema beside properties */
    const struct tree_member **matches; /* of each of type.name_patterns; NULL: not compiled yet */
    bool scattered; /* the schemas of the patterns judge members again (load_subschema.c) */
    const struct tree *naming; /* the schema that judges the names of members again; NULL: none */
    const struct tree_member *rules;   /* `x-dg-rules` */
    struct model_property *properties; /* OBJECT: type.properties points here */
    struct model_word *words;          /* ENUM: type.words points here */
    bool *released;       /* OBJECT: whether the property is writeOnly, in OpenAPI 3.0 */
    struct draft **parts; /* OBJECT: of each property, and of others. UNION: of each alternative.
                             MAP, LIST, VALUE: of the element */
    size_t part_count;
    size_t
        listed_count; /* OBJECT: properties that `properties` lists; the others are only required */
    const struct tree_member *exclusive[2]; /* `exclusiveMinimum`, `exclusiveMaximum` */
    bool wide; /* a limit of an INTEGER isn't an int64: type.number_range has the limits */
    struct draft *documents[2]; /* the types of documents of this schema, the second one nullable;
                                   NULL: none */
    struct union_plan *plan;    /* UNION: how its alternatives are told apart */
    struct model_alternative *alternatives; /* UNION: type.choice->alternatives points here */
    bool nullable;                          /* null is a value of the schema itself */
    bool refused;  /* the schema has errors: no further ones are reported */
    bool visiting; /* during the ordering */
    bool ordered;
    size_t number; /* during a search for circles: in the order of visits */
    size_t lowest; /* the first type that is on a circle with this one */
    size_t circle; /* types have the same number if each holds the other */
    uint64_t size; /* an estimate of sizeof, to refuse structs that are too large */
};

/* The common members of schemas, references to schemas, and choices. */
struct schema_head {
    const struct tree *node;
    const char *description; /* NULL: none */
    bool deprecated;
};

/* The target of a schema that is only a reference, or a choice between another schema and null. */
struct schema_lead {
    bool known;
    const struct tree *next;       /* NULL: there is no target, which was reported */
    const struct union_plan *plan; /* of a choice that was looked at; otherwise NULL */
    bool nullable;
    bool deprecated;
    bool write_only;         /* only in OpenAPI 3.0 */
    const char *description; /* may be NULL */
};

/* The keywords of a schema that judge values by further schemas, while they are read. */
struct subschema_list {
    struct loader *loader;
    struct model_subschema *items;
    size_t count;
    bool alternatives; /* oneOf or anyOf is among them */
};

/* A body under construction. */
struct media_draft {
    struct model_media *media;
    const struct tree *node;
    const struct tree *schema;       /* NULL: none */
    const struct tree_member *items; /* `itemSchema`; NULL: none */
};

/* What is loaded at some time. */
struct load_mark {
    size_t drafts;
    size_t leads;
    size_t named;
};

/* The target of a reference. */
struct reference {
    const struct tree *target; /* NULL: there is none, which was reported */
};

/* The name of an environment variable, and its location. */
struct environment {
    const char *name; /* NULL: none */
    struct location at;
};

/* The path item of a path. */
struct path_draft {
    struct operation_list *list; /* the list to which its operations are added */
    const struct tree_member *path;
    const struct tree *node;
    const struct tree *parameters; /* for all its operations; NULL: none */
    const char *server;            /* for all its operations; NULL: the document's */
    const char *unsent; /* the reason why no request can be sent to the path; NULL: none */
};

struct parameter_list {
    const char *path; /* the template */
    struct model_parameter *items;
    size_t count;
    size_t inherited; /* number of parameters from the path item, which come first: the operation
                         may replace them */
    bool unread;      /* there are too many: some were not read */
};

struct operation_draft {
    struct model_operation operation;
    const struct path_draft *path;
    struct parameter_list parameters;
    const struct tree *security; /* NULL: the document's `security` applies */
};

struct parameter_draft {
    struct model_parameter parameter;
    bool has_in;
    const struct tree *style;
    const struct tree *reserved; /* `allowReserved`, if it is true */
    const struct tree_member *environment;
};

/* A response that has rules. */
struct response_rules {
    const struct tree *node;
    const struct tree_member *rules;
    struct model_media *media; /* the content that gets its rules */
    size_t media_count;
    const struct model_parameter *parameters; /* of its operation */
    size_t parameter_count;
    struct location operation;
};

struct response_draft {
    struct model_response *response;
    bool success; /* bodies must be compiled */
    struct response_rules rules;
};

struct server_draft {
    const struct tree *url;
    const struct tree *variables; /* NULL: none */
    struct environment environment;
};

struct scheme_draft {
    const struct tree *node;
    const struct tree *type;
    const struct tree *scheme;
    struct environment environment;
    bool bearer;
    bool reported; /* it has a fault */
};

struct all_node;
struct load_file;
struct load_identifier;
struct load_pattern;

struct loader {
    const struct tree *root;
    size_t node_count; /* of the contract, the files that references led to, and joined schemas */
    size_t node_capacity; /* of the arrays by node */
    struct load_file *files;
    size_t file_count;
    size_t file_bytes;
    struct load_identifier *identifiers; /* the schemas with an $id or $anchor, in all files */
    size_t identifier_count;
    size_t identifier_capacity;
    bool identifiers_sorted;
    size_t identified;  /* nodes of the files whose names were read */
    const char **bases; /* [node capacity]: of a schema with an $id: its URI. NULL: there is none */
    int minor;          /* of OpenAPI 3 */
    const struct model_options *options;
    struct diag *diag;
    struct diag *printed; /* those that are printed, also while `diag` are others */
    struct dg_arena *arena;
    struct model *model;
    const struct keyword
        *keywords; /* the table of keywords, for the files whose functions its rows name */
    size_t keyword_count;
    const struct tree *schemas;          /* under components; NULL: none */
    const struct tree *security_schemes; /* under components; NULL: none */
    const struct tree *security;         /* the document's; NULL: none */
    bool *operation_seen; /* for each operation that the user named: whether the document has it */
    struct draft **by_node;    /* [node count]: the draft of the schema at the node */
    struct schema_lead *leads; /* [node count] */
    size_t *lead_nodes;        /* the ids of the nodes whose leads are known */
    size_t lead_count;
    size_t lead_capacity;
    struct all_node **all_nodes; /* a hash table: load_all_node.c */
    size_t all_room;
    size_t all_count;
    size_t all_work; /* on conjunctions */
    unsigned all_stamp;
    unsigned drops;  /* the number of times that something loaded was dropped, with its errors */
    bool *name_used; /* [node count]: whether a C name was made of the node's x-dg-name */
    const struct tree **named; /* the schemas that were reached and have an x-dg-name */
    size_t named_count;
    size_t named_capacity;
    struct environment server_environment;
    struct environment token_environment;
    struct draft **drafts; /* of all schemas, in the order in which they were reached */
    size_t count;
    size_t capacity;
    struct response_rules *response_rules;
    size_t response_rules_count;
    size_t response_rules_capacity;
    struct load_pattern *patterns; /* that were compiled, by text */
    size_t pattern_count;
    size_t pattern_capacity;
    size_t *pattern_table; /* [4 * capacity]: a hash table of patterns; 0: free */
    uint64_t pattern_work;
    size_t finished;        /* number of drafts whose parts were read */
    size_t checked;         /* number of drafts that were checked while responses were read */
    size_t circles;         /* of types: load_recursion.c */
    struct draft *refused;  /* stands for a schema with errors */
    struct draft *anything; /* stands for a missing schema */
};

/* Values of the tree, with diagnostics (loader.c) */

/* The text of a string. NULL, with an error, if the text has a NUL. */
const char *loader_terminated(struct loader *loader, const struct tree *node);
/* The string under a key. NULL if there is none; NULL, with an error, if the value isn't such a
 * string. */
const char *loader_string(struct loader *loader, const struct tree *map, const char *key);
/* Whether a key is a keyword of our own, or a misspelled one: x-dg-…. */
bool loader_is_own(struct dg_text key);
/* Whether the node is of the kind. If not, reports an error about the key `what`. */
bool loader_expect(struct loader *loader, const struct tree *node, enum tree_kind kind,
                   struct dg_text what);
/* Whether a keyword is a list that isn't empty. If not, reports an error. */
bool loader_expect_items(struct loader *loader, const struct tree_member *member);
/* Whether the value of a keyword is a map or a boolean. If not, reports an error. */
bool loader_expect_map_or_boolean(struct loader *loader, const struct tree *node,
                                  struct dg_text what);
/* Whether the node is a map. If not, reports an error; `what` names the object: "a parameter". */
bool loader_expect_map(struct loader *loader, const struct tree *node, const char *what);
/* The text of a description; NULL if it isn't a string. */
const char *loader_description(struct loader *loader, const struct tree *node);
/* The name of an environment variable that x-dg-env gives. */
struct environment loader_environment(struct loader *loader, const struct tree *node);
/* Whether the texts are equal without regard to the case of ASCII letters. */
bool loader_equal_ignoring_case(struct dg_text a, struct dg_text b);

/* Reports that no value of a schema can match: an error, but a warning for one of the types of a
 * schema or a conjunction. */
void loader_no_value(struct loader *loader, const struct tree *schema, struct location at,
                     const char *why);

/* Makes room for more nodes in the arrays of the loader, and counts them. */
void loader_add_nodes(struct loader *loader, size_t count);

/* The types that a schema states, as bits of enum keyword_type. Without `type`: string if it lists
   strings only, otherwise all. */
unsigned loader_stated_types(const struct draft *draft);

/* Other files (load_file.c) */

/* The root of the file that the reference at `ref` leads to by the path `to`, decoded; an empty
 * path leads to the file of `ref`. NULL, with an error, if there is none below the contract's
 * folder. */
const struct tree *load_file_root(struct loader *loader, const struct tree *ref, struct dg_text to);

/* Names of schemas (load_identifier.c) */

/* Finds the schemas of a file that have an $id or $anchor. */
void load_identifier_read(struct loader *loader, const struct tree *root);
/* The resource that the reference at `ref` leads to by `uri`, without fragment: a schema with an
 * $id, or the root of a file, which has the path `to`: the same, decoded. NULL, with an error, if
 * there is none. */
const struct tree *load_identifier_root(struct loader *loader, const struct tree *ref,
                                        const char *uri, struct dg_text to);
/* The schema with that $anchor in a resource. NULL, with an error, if there is none. */
const struct tree *load_identifier_anchor(struct loader *loader, const struct tree *ref,
                                          const struct tree *root, struct dg_text anchor);

/* References (load_reference.c) */

/* The target of `node`: `node` itself, or the end of its chain of $ref. NULL, with an error, if
   there is none. */
const struct tree *load_reference_resolve(struct loader *loader, const struct tree *node);
/* The target of one reference, which may be a reference, too. */
const struct tree *load_reference_follow(struct loader *loader, const struct tree *reference);
/* The same, whatever is beside $ref. */
const struct tree *load_reference_next(struct loader *loader, const struct tree *reference);
bool load_reference_is(const struct tree *node);
/* The node that the text of a node, "#/…", points to. NULL, with an error, if there is none. */
const struct tree *load_reference_target(struct loader *loader, const struct tree *ref);

/* Returns whether the target of a reference may be the expected object (`what`: "a schema"),
 * judging by its path in the document. If not, reports an error at the $ref. */
bool load_reference_check(struct loader *loader, const struct tree *reference,
                          const struct tree *target, const char *what);

/* A kind of object that can be under `components` and elsewhere. */
struct loader_kind {
    enum keyword_object object;
    const char *section; /* under components */
    const char *what;    /* "a parameter" */
};
/* The target of `node`, a mapping whose keywords are checked. NULL, with an error, if there is
   none. */
const struct tree *load_reference_object(struct loader *loader, const struct tree *node,
                                         const struct loader_kind *kind);
/* Adds a reference to the chain of errors that follow. */
void load_reference_enter(struct loader *loader, const struct tree *reference);
/* Adds the location of the reference to the error reported last, if its target `node` isn't in the
   section. */
void load_reference_note(struct loader *loader, const struct tree *reference,
                         const struct tree *node, const char *section);

/* The nodes of a chain of references. */
#define LOAD_MAX_HOPS 64
struct load_way {
    const struct tree *steps[LOAD_MAX_HOPS];
    size_t count;
};
/* Adds a node. Returns false, with an error, if the chain has a circle or is too long. */
bool load_reference_add(struct loader *loader, struct load_way *way, const struct tree *node);

/* Keywords beside others (load_merge.c) */

/* Whether `nullable` beside $ref makes null a value, which it doesn't in OpenAPI 3.0; otherwise it
 * is noted. */
bool load_merge_is_nullable(struct loader *loader, const struct tree *reference);
/* Notes `nullable`, unless OpenAPI 3.0 has it. */
void load_merge_note_nullable(struct loader *loader, const struct tree_member *nullable);
/* The schema; if it has `const` beside `enum`, without the `enum`, which must list the constant. */
const struct tree *load_merge_listed(struct loader *loader, const struct tree *schema);

/* Conjunctions (load_all.c) */

/* Whether a schema has `allOf`. */
bool load_all_is(const struct tree *node);
/* The conjunctions that parts of a schema lead to: those of the conjunction that it was made of, or
 * its own. */
struct all_scope;
struct all_scope *load_all_scope(struct loader *loader, const struct tree *node);
/* The schema in place of one with `allOf` or $ref. NULL, with an error, if there is none. */
const struct tree *load_all_follow(struct loader *loader, const struct tree *node);

/* Schemas */

/* A schema where it is used. */
struct schema_use {
    struct draft *draft;
    bool nullable;
    bool deprecated;
    bool write_only;
    const char *description; /* the description nearest to the use; may be NULL */
};

/* Finds the type of the schema at a node, through references and "anyOf with null". Its parts are
   read later, by load_object_finish_all. */
struct schema_use load_schema_use(struct loader *loader, const struct tree *node);
/* The type of documents of a schema, whatever they are. */
struct draft *load_schema_document(struct loader *loader, const struct schema_use *use);
/* The use of a schema that says nothing, in place of one below the node. */
struct schema_use load_schema_anything(struct loader *loader, const struct tree *node);

/* Adds a type of another kind for a part of a schema; `at` is the part. */
struct draft *load_schema_part(struct loader *loader, const struct tree *schema,
                               const struct tree *at);

/* Marks what is loaded, and drops what was loaded since. All parts must be read when it is marked.
 */
struct load_mark load_schema_mark(const struct loader *loader);
void load_schema_drop(struct loader *loader, const struct load_mark *mark);

/* Types, bits of enum keyword_type, as bits of enum dg_json_type. */
unsigned load_any_types(unsigned types);
/* A value of the contract as JSON. */
struct dg_text load_any_json(struct loader *loader, const struct tree *node);

/* Make a type from the keywords of a schema, and check their combination. */
/* The list of `enum` or, without one, of `x-extensible-enum`; NULL: none. */
const struct tree *load_enum_list(const struct tree *schema);
void load_enum_finish(struct loader *loader, struct draft *draft);
void load_enum_finish_const(struct loader *loader, struct draft *draft);
/* A name and its location. */
struct load_name {
    struct dg_text text;
    struct location at;
};
/* The names in `dependentRequired` of a schema, some perhaps more than once (load_dependent.c).
 * `names` may be NULL. Returns their number. */
size_t load_dependent_names(const struct loader *loader, const struct tree *schema,
                            struct load_name *names);
/* Sets which properties require others. */
void load_dependent_finish(struct loader *loader, struct draft *draft);
/* Whether a schema has `prefixItems`, with which `items` is read (load_subschema.c). */
bool load_subschema_has_prefix(const struct loader *loader, const struct tree *schema);
/* The number that is the value of a keyword, as JSON. Empty, with an error, if there is none. */
struct dg_text load_limit_number(const struct keyword_value *value);
void load_scalar_finish_text(struct loader *loader, struct draft *draft);
void load_scalar_finish_integer(struct loader *loader, struct draft *draft);
void load_scalar_finish_number(struct loader *loader, struct draft *draft);
/* A format that is judged. */
struct load_format {
    const char *name;
    unsigned types;               /* the types that it applies to: enum keyword_type */
    const char *constant;         /* the end of its C name; NULL: there is nothing to judge */
    const struct dg_format *text; /* of strings; otherwise NULL */
    const struct dg_whole *whole; /* of numbers; otherwise NULL */
};
/* Whether a value has a format, if it is of a type that the format applies to. */
bool load_scalar_fits(struct loader *loader, const struct tree *format, const struct tree *value);
/* Whether a format is judged for some type; if not, it is noted. */
bool load_scalar_is_judged(struct loader *loader, const struct tree *format);
/* Whether a format applies to some of the types, bits of enum keyword_type, or is unknown. */
bool load_scalar_is_for(const struct tree *format, unsigned types);
/* The format of a schema with a `type`. NULL if there is none, or if it isn't judged, which is
   noted. */
const struct load_format *load_scalar_format_of(struct loader *loader, const struct draft *draft);
/* Whether values of a schema are kept as text, since they have several types or are listed and not
   all of one kind. If so, load_any_finish makes the type. */
bool load_any_wants(struct loader *loader, struct draft *draft);
void load_any_finish(struct loader *loader, struct draft *draft);
/* Whether the schema at a node is only a choice between null and another schema. */
bool load_choice_is_lead(struct loader *loader, const struct tree *node);
/* Whether the schema at a node judges values by further schemas. */
bool load_choice_wants(struct loader *loader, const struct tree *node);
/* Whether values of such a schema are kept as text, since they may be others than objects and
 * arrays. */
bool load_choice_is_text(const struct draft *draft);
/* Reads the further schemas of a schema, if it has any. */
void load_subschema_finish(struct loader *loader, struct draft *draft);
/* Reports schemas that judge a value by themselves, of the drafts from number `first` on. */
void load_subschema_check(struct loader *loader, size_t first);
/* Makes null a value of a schema if its type allows it and its enum lists it. */
void load_enum_read_null(struct loader *loader, struct draft *draft, const struct tree *list);
/* A map of at most this many entries is inside its struct. */
#define LOAD_INLINE_ENTRIES 32
/* Reads the limits of the names of a map. */
void load_names_of_map(struct loader *loader, struct draft *draft);
/* Reads those of the names of an object's members. */
void load_names_of_object(struct loader *loader, struct draft *draft);
/* The schema of a property of that index in `properties`: also that of patterns that its name
 * matches. */
const struct tree *load_others_listed(struct loader *loader, struct draft *draft, size_t index);
/* The schema of a member that `properties` doesn't list. */
struct draft *load_others_schema(struct loader *loader, struct draft *draft, struct dg_text name);
/* Adds the maps of an object for such members, after its properties. */
void load_others_finish(struct loader *loader, struct draft *draft);
/* Sets the schema of the values of a map or of the items of a list. */
void loader_set_element(const struct loader *loader, struct draft *draft,
                        const struct schema_use *use);
/* Reads the parts of all objects, maps and lists, nested ones included. */
void load_object_finish_all(struct loader *loader);

/* Whether the value of a keyword is a number, or an integer that isn't negative; otherwise reports
 * an error. */
bool load_limit_is_number(struct loader *loader, const struct tree_member *member);
/* Notes a boolean exclusiveMinimum or exclusiveMaximum without the limit. */
void load_limit_note_alone(struct loader *loader, const struct tree_member *exclusive);
bool load_limit_is_count(struct loader *loader, const struct tree_member *member);

/* Sets the limits that a schema without keywords has. */
void load_limit_clear(struct model_type *type);
/* Checks that some value is within the limits that keywords of the map set for a type of this
 * kind. */
bool load_limit_check(struct loader *loader, const struct tree *map, const struct model_type *type);
/* Reads minContains and maxContains of a schema. */
void load_limit_matches(struct loader *loader, const struct tree *node, struct model_count *limit);
/* Makes limits exclusive as the schema of an integer or number says. */
void load_limit_finish_exclusive(struct loader *loader, struct draft *draft);

/* The rest of the document */

/* The address of the first of some servers, with the defaults of its variables, and the variable of
   its x-dg-env. NULL: there is none. The address may be one to which no request can be sent. */
const char *load_server_first(struct loader *loader, const struct tree *servers,
                              struct environment *environment);
/* Checks that the document has the operations that the user named. */
void load_operation_check_selection(struct loader *loader);
/* Checks that no two values of a request come from the same environment variable. */
void load_operation_check_environments(struct loader *loader);
/* Whether a text, which is terminated, is a token: the name of a header or a method (RFC 9110
 * §5.6.2). */
bool load_parameter_is_token(struct dg_text name);
/* Whether the braces of a path's template match and its names are distinct; if not, an error. */
bool load_parameter_check_template(struct loader *loader, const struct tree_member *path);
/* Reads the parameters of an operation's path item. */
void load_parameter_inherit(struct loader *loader, struct operation_draft *draft);
/* Sets and checks the parameters of the operation. */
void load_parameter_finish(struct loader *loader, struct operation_draft *draft);
/* Sets whether requests of the operation carry a bearer token, or what else they would need. */
void load_security_finish(struct loader *loader, struct operation_draft *draft);

/* Rules */

/* Keeps the rules of a response, if there are any, for load_rule_all. */
void load_rule_note(struct loader *loader, const struct response_rules *rules);
/* Reads all rules, when all schemas are finished. */
void load_rule_all(struct loader *loader);

/* When everything is loaded */

/* Sets what becomes a pointer since types contain themselves, of the drafts from number `first` on.
 * All parts must be read. The drafts before were seen by an earlier call, and hold none of these.
 */
void load_recursion(struct loader *loader, size_t first);
/* Notes the types that have no finite value, after load_recursion. */
void load_recursion_note(struct loader *loader);
/* Orders the named types. */
void load_order(struct loader *loader);
/* Reports types that can't be ordered, likewise. */
void load_order_check(struct loader *loader, size_t first);

#endif
