/* Every keyword of OpenAPI and JSON Schema that may meet us: where it stands and what becomes of
 * it. */
#ifndef DG_CODEGEN_KEYWORDS_H
#define DG_CODEGEN_KEYWORDS_H

#include <stdbool.h>

#include "base/diag.h"
#include "tree/tree.h"

/* The objects of a contract; values are bits. */
enum keyword_place {
    KEYWORD_DOCUMENT = 1 << 0,
    KEYWORD_INFO = 1 << 1,
    KEYWORD_SERVER = 1 << 2,
    KEYWORD_PATH_ITEM = 1 << 3,
    KEYWORD_OPERATION = 1 << 4,
    KEYWORD_PARAMETER = 1 << 5,
    KEYWORD_RESPONSE = 1 << 6,
    KEYWORD_MEDIA = 1 << 7,
    KEYWORD_SCHEMA = 1 << 8,
    KEYWORD_NAMES = 1 << 9, /* the schema in propertyNames */
    KEYWORD_SECURITY_SCHEME = 1 << 10,
    KEYWORD_NULL = 1 << 11, /* {type: 'null'} beside another schema in anyOf */
    KEYWORD_RULE = 1 << 12,
    KEYWORD_RULE_EXAMPLES = 1 << 13
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
    KEYWORD_LOAD,       /* the model's loaders read it */
    KEYWORD_ANNOTATION, /* says nothing about values: ignored on purpose */
    KEYWORD_REFUSE
};

struct keyword {
    const char *name;
    unsigned places;
    unsigned types;
    enum keyword_action action;
    const char *reason; /* why it is refused; or what another version says instead */
    /* The minor version of OpenAPI 3 that alone has it; -1: every one. */
    int only;
};

/* Whether a key is somebody's extension, which is not ours to read: x-…, but not x-dg-…. */
bool keyword_is_extension(struct dg_text key);

/* Checks each key of `map`, an object of kind `place` in a contract of OpenAPI 3.`minor`: what is
   unknown, refused or of another version is reported, and the answer false. */
bool keywords_check(const struct tree *map, enum keyword_place place, int minor, struct diag *diag);

/* Checks that what stands beside $ref says nothing about values. A reference may not be anything
   else. */
void keywords_check_siblings(const struct tree *reference, int minor, struct diag *diag);

/* Checks that the keywords of a schema belong to its type. */
void keywords_check_types(const struct tree *schema, enum keyword_type type, struct diag *diag);

/* The first member of a schema, not counting the one named `except` (may be NULL), that says
   something about values; NULL: none does. */
const struct tree_member *keywords_first_constraint(const struct tree *schema, const char *except);

#endif
