/* The keywords of OpenAPI and JSON Schema: the objects that may have them, their treatment, and the
 * functions that read them. */
#ifndef DG_CODEGEN_KEYWORDS_H
#define DG_CODEGEN_KEYWORDS_H

#include <stdbool.h>

#include "base/diag.h"
#include "tree/tree.h"

struct buffer;
struct all;
struct keyword;
struct loader;
struct media_draft;
struct model;
struct model_rule;
struct draft;
struct operation_draft;
struct parameter_draft;
struct path_draft;
struct reference;
struct response_draft;
struct schema_head;
struct schema_lead;
struct scheme_draft;
struct server_draft;
struct subschema_list;

/* The objects of a contract that have keywords; values are bits. */
enum keyword_object {
    KEYWORD_DOCUMENT = 1 << 0,
    KEYWORD_INFO = 1 << 1,
    KEYWORD_SERVER = 1 << 2,
    KEYWORD_PATH_ITEM = 1 << 3,
    KEYWORD_OPERATION = 1 << 4,
    KEYWORD_PARAMETER = 1 << 5,
    KEYWORD_RESPONSE = 1 << 6,
    KEYWORD_MEDIA = 1 << 7,
    KEYWORD_SCHEMA = 1 << 8,
    KEYWORD_NAMES = 1 << 9, /* the schema in propertyNames, if it only limits strings */
    KEYWORD_SECURITY_SCHEME = 1 << 10,
    KEYWORD_RULE = 1 << 12,
    KEYWORD_RULE_EXAMPLES = 1 << 13,
    KEYWORD_REFERENCE = 1 << 14 /* the members beside $ref */
};

/* The types that a keyword of a schema belongs to; values are bits, 0: any or none. */
enum keyword_type {
    KEYWORD_ANY_TYPE = 0,
    KEYWORD_STRING = 1 << 0,
    KEYWORD_INTEGER = 1 << 1,
    KEYWORD_NUMBER = 1 << 2,
    KEYWORD_BOOLEAN = 1 << 3,
    KEYWORD_OBJECT = 1 << 4,
    KEYWORD_ARRAY = 1 << 5
};

enum keyword_action {
    KEYWORD_LOADED,     /* read by its function */
    KEYWORD_DESCRIBING, /* read by its function, but doesn't restrict values, at least not alone */
    KEYWORD_ANNOTATION, /* doesn't restrict values: ignored on purpose */
    KEYWORD_IGNORED,    /* a part of something that isn't judged in any contract */
    KEYWORD_NOTED,      /* isn't judged, and makes no verdict wrong: gives a note */
    KEYWORD_REFUSED
};

/* X(NAME, name, target). A walk goes through the members of an object and reads the keywords that
 * belong to the walk. Most objects need one walk; if some keywords must be known before others are
 * read, the object needs several. */
#define KEYWORD_WALKS(X)                                                                           \
    X(VERSION, version, struct loader)                                                             \
    X(DOCUMENT, document, struct loader)                                                           \
    X(PATHS, paths, struct loader)                                                                 \
    X(INFO, info, struct model)                                                                    \
    X(SERVER, server, struct server_draft)                                                         \
    X(SHARED, shared, struct path_draft)                                                           \
    X(METHODS, methods, struct path_draft)                                                         \
    X(OPERATION, operation, struct operation_draft)                                                \
    X(RESPONSES, responses, struct operation_draft)                                                \
    X(PARAMETER, parameter, struct parameter_draft)                                                \
    X(RESPONSE, response, struct response_draft)                                                   \
    X(MEDIA, media, struct media_draft)                                                            \
    X(SCHEME, scheme, struct scheme_draft)                                                         \
    X(REFERENCE, reference, struct reference)                                                      \
    X(HEAD, head, struct schema_head)                                                              \
    X(CHOICE, choice, struct schema_lead)                                                          \
    X(ALL, all, struct all)                                                                        \
    X(TYPE, type, struct draft)                                                                    \
    X(VALUE, value, struct draft)                                                                  \
    X(PARTS, parts, struct draft)                                                                  \
    X(JUDGED, judged, struct subschema_list)                                                       \
    X(NAMES, names, struct draft)                                                                  \
    X(RULE, rule, struct model_rule)                                                               \
    X(EXAMPLES, examples, struct model_rule)

enum keyword_walk {
    KEYWORD_NO_WALK, /* of keywords that aren't loaded */
#define KEYWORD_WALK_NAME(NAME, name, into) KEYWORD_WALK_##NAME,
    KEYWORD_WALKS(KEYWORD_WALK_NAME)
#undef KEYWORD_WALK_NAME
};

/* The kinds of values that a keyword takes. Values of another kind are reported and not read. */
enum keyword_kind {
    KEYWORD_ANYTHING, /* the keyword's function looks at the kind */
    KEYWORD_TEXT,
    KEYWORD_FLAG,
    KEYWORD_LIST,
    KEYWORD_MAP
};

/* The versions of OpenAPI that have a keyword. */
enum keyword_version {
    KEYWORD_EVERY_VERSION,
    KEYWORD_3_0, /* only 3.0 */
    KEYWORD_3_1, /* 3.1 and later */
    KEYWORD_3_2  /* 3.2 and later */
};

/* A keyword with its value, as its function gets it. */
struct keyword_value {
    struct loader *loader;
    const struct keyword *keyword;    /* its row */
    const struct tree_member *member; /* the keyword */
    const struct tree *node;          /* its value */
};

/* The function that reads a keyword, by its walk. */
union keyword_loader {
#define KEYWORD_LOADER(NAME, name, into) void (*name)(const struct keyword_value *, into *);
    KEYWORD_WALKS(KEYWORD_LOADER)
#undef KEYWORD_LOADER
};

struct keyword {
    const char *name;
    unsigned objects; /* the objects that may have the keyword */
    unsigned types;
    enum keyword_kind kind;
    enum keyword_action action;
    enum keyword_walk walk;
    union keyword_loader load;
    const char *missing; /* the end of the error message if the keyword is missing; NULL: the
                            keyword is optional */
    const char *words;   /* for docs/keywords.md; for REFUSED: the reason, in diagnostics, too */
    enum keyword_version version;
    const char *elsewhere; /* ": …", the form of other versions; NULL: there is none */
};

/* The rows, in the order of the document (keywords_table.c). */
extern const struct keyword keywords_table[];
extern const size_t keywords_table_count;

/* Whether a key is an extension of other tools: x-…, but not x-dg-…. */
bool keywords_is_extension(struct dg_text key);

/* Checks each key of `map`, an object of that kind. Reports keys that are unknown, refused, or of
   another version, and then returns false. */
bool keywords_check(struct loader *loader, const struct tree *map, enum keyword_object object);

/* Adds to the error reported last, about a keyword with that value, the action of an overlay that
 * removes the keyword, if overlays reach it. */
void keywords_note_removal(struct loader *loader, const struct tree *value);

/* keywords_load_info(loader, map, into), and so on for each walk: reads the keywords of that walk,
 * in the order of the contract. Reports missing keywords and values of the wrong kind. */
#define KEYWORD_LOAD(NAME, name, into_type)                                                        \
    void keywords_load_##name(struct loader *loader, const struct tree *map, into_type *into);
KEYWORD_WALKS(KEYWORD_LOAD)
#undef KEYWORD_LOAD

/* Whether an object has a keyword of that walk. */
bool keywords_have(struct loader *loader, const struct tree *map, enum keyword_walk walk);

/* Whether a member of a schema or beside $ref restricts values, and is known. */
bool keywords_restricts(const struct loader *loader, const struct tree_member *member);

/* Whether every keyword of the map is one of the object that isn't refused. */
bool keywords_all_are(const struct loader *loader, const struct tree *map,
                      enum keyword_object object);

/* Whether a keyword of schemas is refused. */
bool keywords_refuses(const struct loader *loader, struct dg_text key);

/* Notes unknown keywords beside the $ref of a schema. */
void keywords_note_siblings(struct loader *loader, const struct tree *reference);

/* Checks that the members beside $ref don't restrict values. In OpenAPI 3.0 none does, which is
 * noted. */
void keywords_check_siblings(struct loader *loader, const struct tree *reference);

/* Notes keywords of a schema that belong to none of its types. */
void keywords_check_types(struct loader *loader, const struct tree *schema, unsigned types);

/* The types that a keyword of schemas belongs to, as bits; 0: any or none. */
unsigned keywords_types_of(const struct loader *loader, struct dg_text key);

/* The types that the keywords of a schema speak of, as bits; 0: there is no such keyword. */
unsigned keywords_implied_types(const struct loader *loader, const struct tree *schema);

/* The name of a type: "string", "object" … */
const char *keywords_type_name(enum keyword_type type);

/* Appends the names of the types, as in "string, integer or number". */
void keywords_add_types(struct buffer *out, unsigned types);

/* The first member of a schema that restricts values, other than the one with the key `except` (may
   be empty); NULL: there is none. */
const struct tree_member *keywords_first_constraint(const struct loader *loader,
                                                    const struct tree *schema,
                                                    struct dg_text except);

#endif
