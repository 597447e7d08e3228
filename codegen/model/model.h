/* The contract for emitters: finished, checked, read-only, in contract order, with C names. */
#ifndef DG_CODEGEN_MODEL_H
#define DG_CODEGEN_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "model/model_limit.h"
#include "runtime/report.h"
#include "runtime/text.h"

/* All strings are terminated and belong to the model's arena; those that may hold NUL are struct
   dg_text. C names are without the prefix: "kettle_state" is spelled dg_kettle_state. */

enum model_kind {
    MODEL_TEXT,
    MODEL_TIME,
    MODEL_INTEGER,
    MODEL_NUMBER,
    MODEL_BOOLEAN,
    MODEL_CONST_TEXT,
    MODEL_CONST_INTEGER,
    MODEL_JSON, /* free-form */
    MODEL_ENUM,
    MODEL_OBJECT,
    MODEL_MAP,
    MODEL_LIST,
    MODEL_UNION, /* one of several alternatives, which the value itself tells apart */
    MODEL_VALUE  /* a document that isn't an object, map or list, or that may be null: never a part
                  */
};

/* The parts that types of a kind consist of. */
enum model_form {
    MODEL_FORM_SCALAR, /* nothing: these types have no name of their own */
    MODEL_FORM_WORDS,
    MODEL_FORM_PROPERTIES,
    MODEL_FORM_ENTRIES,
    MODEL_FORM_ITEMS,
    MODEL_FORM_ALTERNATIVES,
    MODEL_FORM_VALUE
};

enum model_form model_kind_form(enum model_kind kind);

/* Whether a value of the kind has a C type with a name of its own: these types are in model.types.
 */
bool model_kind_is_named(enum model_kind kind);

/* Whether a value of the kind has parts: properties, entries, items, or the value of a document. */
bool model_kind_is_container(enum model_kind kind);

struct model_type;

/* The use of a type by a property, an item or a map value. */
struct model_use {
    const struct model_type *type;
    bool nullable;
};

struct model_property {
    struct location at; /* of its name in the document */
    struct dg_text wire;
    const char *name;      /* C member */
    const char *text_name; /* C member that holds the text of a plain enum member; NULL elsewhere */
    const char *constant;  /* "KETTLE_ID": unique in the whole output */
    const char *description; /* may be NULL */
    struct model_use use;
    bool required;
    bool deprecated;
    bool circular; /* required and not nullable, but a pointer, since it would contain itself */
    bool faults;   /* of an object: rules of the containing object read its faults */
};

struct model_word {
    struct location at;
    struct dg_text wire;  /* of an integer enum: its decimal spelling */
    int64_t number;       /* of an integer enum */
    bool repeated;        /* while the values are read: an earlier one is equal */
    const char *constant; /* "KETTLE_STATE_COLD", without the prefix */
};

/* The treatment of members that `properties` doesn't list. */
enum model_unknown {
    MODEL_UNKNOWN_WARNS,
    MODEL_UNKNOWN_ALLOWED,
    MODEL_UNKNOWN_REFUSED,
    MODEL_UNKNOWN_JUDGED /* by a schema: `others` holds them */
};

/* A rule of the contract (x-dg-rules). */
struct model_rule {
    struct location at;
    const char *id;
    const char *name; /* C name */
    const char *expression;
    const char *message;
    enum dg_severity severity;
    const char *contract; /* JSON Pointer of the rule */
    const char *pointer;  /* of the value that findings are about, from the object */
    const struct dg_text *steps;
    size_t step_count;
    const char *source;         /* NULL: none */
    const char *words;          /* the words at `source`; NULL: `source` is a URL or NULL */
    const char *const *passing; /* paths of examples */
    size_t passing_count;
    const char *const *failing;
    size_t failing_count;
};

struct rule_node;

/* A rule for values of one type. */
struct model_check {
    const struct model_rule *rule;
    const char *name;     /* C name: the rule's; of further checks, with the type's name after it */
    const char *constant; /* "COUNTS_ADD_UP": the same in upper case */
    bool further;         /* an earlier check has the same rule, for another type */
    const struct model_type *self;
    struct rule_node *root;
    bool response; /* the rule is on a response */
    bool old;      /* the rule reads oldSelf: it compares states */
    bool http;
    bool request;
};

/* The rules of a response for bodies of one type. */
struct model_response_rules {
    struct location at;
    const char *contract; /* JSON Pointer of the list */
    const char *name;     /* C name, to be spelled dg_<name>_rules */
    const struct model_type *self;
    const struct model_check *const *checks;
    size_t count;
};

/* The keywords of values of several types, and values that are listed as JSON. The limits of
 * strings and numbers are those of the type. */
struct model_any {
    unsigned types;   /* enum dg_json_type */
    unsigned implied; /* 0: any */
    const struct dg_text *values;
    size_t count; /* 0: values aren't listed */
    bool constant;
};

/* A property that requires another one (dependentRequired), by their indexes. */
struct model_dependent {
    size_t property;
    size_t needs;
};

/* One of the schemas of a choice. */
struct model_alternative {
    struct location at;
    const char *label;    /* the name by the rule, before clashes */
    const char *name;     /* C member of the union */
    const char *constant; /* "PET_KIND_CAT" */
    struct model_use use; /* nullable only if null leads to the alternative, otherwise it belongs to
                             the use of the choice */
};

/* A value that leads to an alternative. */
struct model_tag {
    struct dg_text value; /* as JSON; of MODEL_BY_NAME the name of a member */
    size_t alternative;   /* the count of alternatives: to none */
};

/* The types of JSON that alternatives are told apart by. A number without a fraction is an
 * integer. */
enum json_type {
    JSON_TYPE_NULL,
    JSON_TYPE_BOOLEAN,
    JSON_TYPE_INTEGER,
    JSON_TYPE_FRACTION,
    JSON_TYPE_STRING,
    JSON_TYPE_ARRAY,
    JSON_TYPE_OBJECT,
    JSON_TYPES /* their number */
};

/* The members that tell objects apart. */
enum model_tagging {
    MODEL_BY_TYPE,  /* none: there is at most one alternative of objects */
    MODEL_BY_VALUE, /* the values of the property `tag` */
    MODEL_BY_NAME   /* the names of members, each of one alternative only */
};

/* A choice whose alternatives are told apart. "Alternative" is an index; the count means none. */
struct model_choice {
    bool exactly_one; /* `oneOf`: the code of findings */
    bool of_types;    /* the alternatives are the types of one schema: findings `type` */
    const struct model_alternative *alternatives;
    size_t count;
    size_t by_type[JSON_TYPES];    /* the alternative for other values than `words` and `tags` */
    const struct model_tag *words; /* strings and numbers that are told apart by their value */
    size_t word_count;
    enum model_tagging tagging;
    struct dg_text tag; /* BY_VALUE: the name of the property */
    const struct model_tag *tags;
    size_t tag_count;
    size_t untagged;          /* BY_VALUE, BY_NAME: the alternative of objects that have no tag */
    const char *kind_name;    /* C name of the enum of alternatives: "pet_kind" */
    const char *unrecognized; /* "UNRECOGNIZED_PET_KIND" */
};

/* The code of findings about values that aren't of the type of the listed ones. */
enum model_listed {
    MODEL_LISTED_TYPE, /* `type` */
    MODEL_LISTED_NULL, /* `enum` for null, which the type allows; otherwise `type` */
    MODEL_LISTED_ENUM, /* `enum`: there is no type */
    MODEL_LISTED_CONST /* `const`: there is no type */
};

struct pattern;

/* The keywords that judge a value by other schemas, from its text. */
enum model_applicator {
    MODEL_ONE_OF,
    MODEL_ANY_OF,
    MODEL_NOT,
    MODEL_IF, /* with `then` and `else` */
    MODEL_CONTAINS,
    MODEL_PREFIX_ITEMS, /* also `items`, which is the last type */
    MODEL_DEPENDENT,
    MODEL_PATTERN_PROPERTIES, /* of members that `properties` doesn't list */
    MODEL_PROPERTY_NAMES      /* of the names of all members */
};

/* Whether the schemas of the keyword judge items, members or names, not the value itself. */
bool model_applies_to_parts(enum model_applicator applicator);

struct model_subschema {
    enum model_applicator applicator;
    struct location at;
    /* [count]: OBJECT, MAP, LIST or VALUE. IF: the condition, `then` and `else`, which may be NULL.
     * PREFIX_ITEMS: of each position, and of the items after them, which may be NULL. */
    const struct model_type *const *types;
    size_t count;
    struct dg_text property;               /* DEPENDENT */
    const struct pattern *const *patterns; /* PATTERN_PROPERTIES: [count] */
    struct model_count matches;            /* CONTAINS: minContains and maxContains */
    bool has_min;                          /* CONTAINS: minContains is stated */
};

/* The schemas by which a value is judged again, after its type. */
struct model_subschemas {
    const struct model_subschema *list;
    size_t count;
    bool null; /* OBJECT, MAP, LIST: they also judge null, which the type allows */
    const char *alternative_name; /* OBJECT, MAP, LIST: the C member for the number of the
                                 alternative that matches; NULL: there are no alternatives */
};

struct model_type {
    enum model_kind kind;
    struct location at;
    const char *pointer;     /* "#/components/schemas/Kettle/properties/state" */
    const char *description; /* may be NULL */
    const char *name;        /* C name; NULL where the kind has none */
    const char *schema_name; /* name under components/schemas; NULL: inline */

    /* Limits: see model_limit.h. */
    struct model_count length;              /* TEXT: code points */
    struct model_count names;               /* MAP: code points of names (propertyNames) */
    struct model_count count;               /* OBJECT, MAP: members. LIST: items */
    struct model_range range;               /* INTEGER */
    struct model_number_range number_range; /* NUMBER */

    bool int32;           /* INTEGER with format int32 */
    bool integral;        /* NUMBER: an integer, which may have more than 64 bits */
    const char *whole;    /* INTEGER, NUMBER: another format, "uint32"; NULL: none */
    const char *multiple; /* INTEGER, NUMBER: multipleOf, a JSON number; NULL: none */
    const char *format;   /* TEXT: the C name of its format, "uri_reference"; NULL: none */
    /* TEXT, JSON: each must match the string. MAP: the names. */
    const struct pattern *const *patterns;
    size_t pattern_count;
    struct dg_text const_text; /* CONST_TEXT */
    int64_t const_integer;     /* CONST_INTEGER */

    const struct model_any *any; /* JSON: NULL: any value */
    /* JSON, OBJECT, MAP, LIST; NULL: none. A JSON with subschemas has a name, of its table. */
    const struct model_subschemas *subschemas;
    enum model_listed listed; /* ENUM, CONST_TEXT */

    const struct model_word *words; /* ENUM */
    size_t word_count;
    bool integer_enum;
    bool open; /* x-dg-open */
    /* ENUM, if it is open: the limits of values that it doesn't list, as those of a TEXT or, for
     * integers, of a NUMBER. NULL: there are none. */
    const struct model_type *unlisted;
    const char *unrecognized; /* "UNRECOGNIZED_KETTLE_STATE" */

    const struct model_property *properties; /* OBJECT */
    size_t property_count;
    enum model_unknown unknown;
    const struct model_type *others;            /* OBJECT: a MAP; NULL: other members aren't kept */
    const char *others_name;                    /* the C member that holds it */
    const struct pattern *const *name_patterns; /* OBJECT: of patternProperties */
    size_t name_pattern_count;
    /* OBJECT: a MAP: other members, whose names match one of the patterns; or NULL. Of patterns
     * with different schemas the values are any JSON, which MODEL_PATTERN_PROPERTIES judges. */
    const struct model_type *matched;
    const char *matched_name;        /* the C member that holds it */
    const struct model_type *naming; /* OBJECT: a MAP, which has the limits of names; or NULL */
    bool states_others;              /* OBJECT, MAP: additionalProperties is stated */
    bool is_others;                  /* MAP: the members of an object that aren't listed */
    bool is_matched;                 /* MAP: of these, those whose names match a pattern */
    const struct model_dependent *dependents; /* OBJECT */
    size_t dependent_count;

    bool unique;            /* LIST: uniqueItems */
    struct model_use item;  /* MAP: of a value. LIST: of an item. VALUE: of the value */
    size_t inline_capacity; /* MAP: entries inside the struct (count.max, if at most 32); 0: in the
                               arena */

    const struct model_choice *choice; /* UNION */

    bool implied; /* OBJECT, MAP, LIST: the schema has no `type`, so values of others are allowed */
    const char *other_name; /* of an implied type: the C member for values of other types */

    bool by_pointer; /* OBJECT, UNION: its struct would contain itself: a value with a presence is a
                        pointer */
    bool nests;      /* OBJECT, MAP, LIST: its values may contain values of it */
    bool has_opt;    /* some use is optional or nullable, or an enum in a list or map: struct
                        dg_opt_<name> is needed */
    const struct model_check *const *checks; /* OBJECT: its rules */
    size_t check_count;
    bool has_faults; /* OBJECT: rules read its faults */
    size_t number;   /* OBJECT: its number among the objects, from 0 */
    bool has_digest; /* OBJECT, MAP, LIST: rules compare values of it by digest */

    /* Names of selected component schemas that only refer to this type. */
    const char *const *aliases;
    size_t alias_count;
    bool is_root; /* documents can be judged against the type: component objects, maps and lists,
                     and bodies of responses */
};

enum model_parameter_in {
    MODEL_IN_PATH,
    MODEL_IN_QUERY,
    MODEL_IN_HEADER,
    MODEL_IN_COOKIE,
    MODEL_IN_QUERY_STRING
};

struct model_parameter {
    struct location at;
    const char *name;
    enum model_parameter_in in;
    bool required;
    const char *environment; /* x-dg-env; NULL: none */
    struct location environment_at;
    const char *unsent;      /* the reason why live commands don't send it; NULL: they do */
    const char *description; /* may be NULL */
};

struct model_media {
    struct location at;
    const char *type;                /* lower case, without parameters */
    const struct model_type *schema; /* OBJECT, MAP, LIST or VALUE; NULL: bodies aren't judged */
    bool lines;                      /* a body is a sequence of lines, each judged by the schema */
    const struct model_response_rules *rules; /* the rules of its response; NULL: none */
};

struct model_response {
    struct location at;
    const char *status; /* "200", "4XX", "default" */
    const char *description;
    const struct model_media *media;
    size_t media_count;
};

/* A member of the union of the bodies that an operation's responses may have. */
struct model_body {
    const struct model_type *type;
    bool lines;           /* bodies are sequences of lines, each of the type */
    const char *name;     /* C member: "kettle", "kettle_lines" */
    const char *constant; /* "GET_KETTLE_BODY_KETTLE" */
};

/* A parameter in the path of the request, as a member of a struct. */
struct model_path_member {
    const struct model_parameter *parameter;
    const char *name;
};

/* A response, as an enumerator: its value is the status, the first digit of a range, or that of
 * `default`. Neither the order of responses nor further ones change it. */
#define MODEL_OUTCOME_DEFAULT 1000
struct model_outcome {
    const struct model_response *response;
    const char *constant; /* "GET_KETTLE_RESPONSE_200" */
    unsigned value;
};

/* The C interface of an operation's responses: its types and its function. */
struct model_answer {
    const char *operation;     /* of the operation: "get_kettle" */
    const char *name;          /* of the struct and the function: "get_kettle_answer" */
    const char *exchange_name; /* of the struct of its input: "get_kettle_exchange" */
    const char *response_name; /* of the enum of documented responses: "get_kettle_response" */
    const char *unrecognized;  /* "UNRECOGNIZED_GET_KETTLE_RESPONSE" */
    const struct model_outcome *outcomes; /* statuses, ranges, `default`; each in order */
    size_t outcome_count;
    const char *kind_name; /* of the enum of bodies: "get_kettle_body" */
    const char *unrecognized_kind;
    const struct model_body *bodies; /* in the order of outcomes and media types, each once */
    size_t body_count;
    bool has_kind; /* a response doesn't tell the body: it has several media types, or none is read
                    */
    const struct model_path_member *path;
    size_t path_count;
    const struct model_media
        *success; /* the body of the documented success; NULL: none is judged */
    const struct model_type
        *before; /* of an earlier body, with which one is compared; NULL: none */
};

/* The number of the member, from 1, that a body of the media is; 0: bodies aren't judged. */
size_t model_answer_body(const struct model_answer *answer, const struct model_media *media);

struct model_operation {
    struct location at;
    const char *id;
    const char *command; /* x-dg-command; NULL: none */
    const char *summary; /* may be NULL */
    const char *method;  /* upper case */
    const char *path;
    const char *server; /* of the operation or its path; NULL: the document's */
    const char *unsent; /* the part of a request that live commands don't send; NULL: none */
    const struct model_parameter *parameters;
    size_t parameter_count;
    const struct model_response *responses;
    size_t response_count;
    bool bearer;
    bool body;
    const struct model_answer *answer;
};

struct model {
    const char *prefix;       /* "dg" */
    const char *upper_prefix; /* "DG" */
    const char *title;
    const char *version;
    const char *server;             /* servers[0].url; NULL: none */
    const char *server_environment; /* NULL: none */
    const char *token_environment;  /* NULL: none */
    char digest[sizeof "sha256:" + 64];
    /* Named types, each after those that its struct holds by value, otherwise in contract order. */
    const struct model_type *const *types;
    size_t type_count;
    /* The types with subschemas, in contract order. */
    const struct model_type *const *judged;
    size_t judged_count;
    const struct model_operation *operations;
    size_t operation_count;
    const struct model_rule *const *rules; /* in contract order */
    size_t rule_count;
    const struct model_response_rules *const *response_rules;
    size_t response_rules_count;
};

#endif
