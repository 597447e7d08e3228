/* The table of keywords, one row each, and the walk that does what all rows need. */
#include "load/keywords.h"

#include <assert.h>
#include <string.h>

#include "common/buffer.h"
#include "common/suggestion.h"

#define EVERYWHERE (~0U)
#define SCHEMAS (KEYWORD_SCHEMA | KEYWORD_NAMES | KEYWORD_NULL)
#define NUMBERS (KEYWORD_INTEGER | KEYWORD_NUMBER)

#define LOAD(name, places)                                                                         \
    {                                                                                              \
        name, places, KEYWORD_ANY_TYPE, KEYWORD_LOAD, NULL, -1                                     \
    }
#define LOAD_OF(name, types)                                                                       \
    {                                                                                              \
        name, KEYWORD_SCHEMA, types, KEYWORD_LOAD, NULL, -1                                        \
    }
#define LOAD_ONLY(name, places, types, only, hint)                                                 \
    {                                                                                              \
        name, places, types, KEYWORD_LOAD, hint, only                                              \
    }
#define IGNORE(name, places)                                                                       \
    {                                                                                              \
        name, places, KEYWORD_ANY_TYPE, KEYWORD_ANNOTATION, NULL, -1                               \
    }
#define IGNORE_ONLY(name, places, only)                                                            \
    {                                                                                              \
        name, places, KEYWORD_ANY_TYPE, KEYWORD_ANNOTATION, NULL, only                             \
    }
#define REFUSE(name, places, reason)                                                               \
    {                                                                                              \
        name, places, KEYWORD_ANY_TYPE, KEYWORD_REFUSE, reason, -1                                 \
    }
#define REFUSE_ONLY(name, places, reason, only)                                                    \
    {                                                                                              \
        name, places, KEYWORD_ANY_TYPE, KEYWORD_REFUSE, reason, only                               \
    }

static const char not_compiled[] = "is not supported";
static const char one_schema[] = "is not supported: a value is described by one schema";
static const char no_meta[] = "is not supported: only the dialect of OpenAPI itself is";

static const struct keyword keywords[] = {
    /* The document */
    LOAD("openapi", KEYWORD_DOCUMENT),
    LOAD("info", KEYWORD_DOCUMENT),
    LOAD("servers", KEYWORD_DOCUMENT),
    LOAD("paths", KEYWORD_DOCUMENT),
    LOAD("components", KEYWORD_DOCUMENT),
    LOAD("security", KEYWORD_DOCUMENT | KEYWORD_OPERATION),
    LOAD_ONLY("webhooks", KEYWORD_DOCUMENT, KEYWORD_ANY_TYPE, 1, ""),
    IGNORE("tags", KEYWORD_DOCUMENT | KEYWORD_OPERATION),
    IGNORE("externalDocs", KEYWORD_DOCUMENT | KEYWORD_OPERATION | SCHEMAS),
    REFUSE_ONLY("jsonSchemaDialect", KEYWORD_DOCUMENT, no_meta, 1),
    LOAD("title", KEYWORD_INFO),
    LOAD("version", KEYWORD_INFO),
    IGNORE("termsOfService", KEYWORD_INFO),
    IGNORE("contact", KEYWORD_INFO),
    IGNORE("license", KEYWORD_INFO),
    LOAD("url", KEYWORD_SERVER),
    REFUSE("variables", KEYWORD_SERVER, "is not supported: state the address itself"),
    LOAD("x-dg-env", KEYWORD_SERVER | KEYWORD_PARAMETER | KEYWORD_SECURITY_SCHEME),

    /* Paths and operations */
    LOAD("get", KEYWORD_PATH_ITEM),
    LOAD("put", KEYWORD_PATH_ITEM),
    LOAD("post", KEYWORD_PATH_ITEM),
    LOAD("delete", KEYWORD_PATH_ITEM),
    LOAD("options", KEYWORD_PATH_ITEM),
    LOAD("head", KEYWORD_PATH_ITEM),
    LOAD("patch", KEYWORD_PATH_ITEM),
    LOAD("trace", KEYWORD_PATH_ITEM),
    LOAD("parameters", KEYWORD_PATH_ITEM | KEYWORD_OPERATION),
    REFUSE("servers", KEYWORD_PATH_ITEM | KEYWORD_OPERATION,
           "is not supported here: all operations use the first server of the document"),
    LOAD("operationId", KEYWORD_OPERATION),
    LOAD("x-dg-command", KEYWORD_OPERATION),
    LOAD("requestBody", KEYWORD_OPERATION),
    LOAD("responses", KEYWORD_OPERATION),
    REFUSE("callbacks", KEYWORD_OPERATION, not_compiled),

    /* Parameters */
    LOAD("name", KEYWORD_PARAMETER),
    LOAD("in", KEYWORD_PARAMETER),
    LOAD("required", KEYWORD_PARAMETER),
    LOAD("style", KEYWORD_PARAMETER),
    LOAD("allowReserved", KEYWORD_PARAMETER),
    IGNORE("schema", KEYWORD_PARAMETER), /* what is sent is not judged */
    IGNORE("content", KEYWORD_PARAMETER),
    IGNORE("explode", KEYWORD_PARAMETER),
    IGNORE("allowEmptyValue", KEYWORD_PARAMETER),

    /* Responses */
    LOAD("content", KEYWORD_RESPONSE),
    IGNORE("headers", KEYWORD_RESPONSE),
    IGNORE("links", KEYWORD_RESPONSE),
    LOAD("schema", KEYWORD_MEDIA),
    REFUSE("encoding", KEYWORD_MEDIA, not_compiled),

    /* Rules */
    LOAD_ONLY("x-dg-rules", KEYWORD_SCHEMA | KEYWORD_RESPONSE, KEYWORD_OBJECT, -1, NULL),
    LOAD("id", KEYWORD_RULE),
    LOAD("rule", KEYWORD_RULE),
    LOAD("message", KEYWORD_RULE),
    LOAD("severity", KEYWORD_RULE),
    LOAD("pointer", KEYWORD_RULE),
    LOAD("source", KEYWORD_RULE),
    LOAD("examples", KEYWORD_RULE),
    LOAD("pass", KEYWORD_RULE_EXAMPLES),
    LOAD("fail", KEYWORD_RULE_EXAMPLES),

    /* Security schemes */
    LOAD("type", KEYWORD_SECURITY_SCHEME),
    LOAD("scheme", KEYWORD_SECURITY_SCHEME),
    IGNORE("bearerFormat", KEYWORD_SECURITY_SCHEME),
    IGNORE("in", KEYWORD_SECURITY_SCHEME),
    IGNORE("name", KEYWORD_SECURITY_SCHEME),
    IGNORE("flows", KEYWORD_SECURITY_SCHEME),
    IGNORE("openIdConnectUrl", KEYWORD_SECURITY_SCHEME),

    /* Schemas */
    LOAD("type", SCHEMAS),
    LOAD_ONLY("nullable", KEYWORD_SCHEMA, KEYWORD_ANY_TYPE, 0, ": 3.1 says type: [T, 'null']"),
    LOAD_OF("enum", KEYWORD_STRING | KEYWORD_INTEGER),
    LOAD_ONLY("const", KEYWORD_SCHEMA, KEYWORD_STRING | KEYWORD_INTEGER, 1,
              ": 3.0 says enum with one value"),
    LOAD_OF("format", KEYWORD_STRING | NUMBERS),
    LOAD_ONLY("minLength", KEYWORD_SCHEMA | KEYWORD_NAMES, KEYWORD_STRING, -1, ""),
    LOAD_ONLY("maxLength", KEYWORD_SCHEMA | KEYWORD_NAMES, KEYWORD_STRING, -1, ""),
    LOAD_OF("minimum", NUMBERS),
    LOAD_OF("maximum", NUMBERS),
    LOAD_OF("items", KEYWORD_ARRAY),
    LOAD_OF("minItems", KEYWORD_ARRAY),
    LOAD_OF("maxItems", KEYWORD_ARRAY),
    LOAD_OF("properties", KEYWORD_OBJECT),
    LOAD_OF("required", KEYWORD_OBJECT),
    LOAD_OF("additionalProperties", KEYWORD_OBJECT),
    LOAD_ONLY("propertyNames", KEYWORD_SCHEMA, KEYWORD_OBJECT, 1, ""),
    LOAD_OF("minProperties", KEYWORD_OBJECT),
    LOAD_OF("maxProperties", KEYWORD_OBJECT),
    LOAD_OF("anyOf", KEYWORD_ANY_TYPE),
    LOAD_OF("oneOf", KEYWORD_ANY_TYPE),
    LOAD("x-dg-name", KEYWORD_SCHEMA),
    LOAD("x-dg-open", KEYWORD_SCHEMA),
    IGNORE("title", SCHEMAS),
    IGNORE("default", SCHEMAS),
    IGNORE("readOnly", SCHEMAS),
    IGNORE("writeOnly", SCHEMAS),
    IGNORE("xml", SCHEMAS),
    IGNORE_ONLY("$comment", SCHEMAS, 1),
    REFUSE("pattern", SCHEMAS, "is not supported"),
    REFUSE("exclusiveMinimum", SCHEMAS, "is not supported; for integers, use minimum"),
    REFUSE("exclusiveMaximum", SCHEMAS, "is not supported; for integers, use maximum"),
    REFUSE("multipleOf", SCHEMAS, not_compiled),
    REFUSE("uniqueItems", SCHEMAS, not_compiled),
    REFUSE("allOf", SCHEMAS, one_schema),
    REFUSE("not", SCHEMAS, one_schema),
    REFUSE("discriminator", SCHEMAS, one_schema),
    REFUSE_ONLY("if", SCHEMAS, one_schema, 1),
    REFUSE_ONLY("then", SCHEMAS, one_schema, 1),
    REFUSE_ONLY("else", SCHEMAS, one_schema, 1),
    REFUSE_ONLY("dependentSchemas", SCHEMAS, one_schema, 1),
    REFUSE_ONLY("dependentRequired", SCHEMAS, not_compiled, 1),
    REFUSE_ONLY("patternProperties", SCHEMAS, not_compiled, 1),
    REFUSE_ONLY("unevaluatedProperties", SCHEMAS, not_compiled, 1),
    REFUSE_ONLY("unevaluatedItems", SCHEMAS, not_compiled, 1),
    REFUSE_ONLY("prefixItems", SCHEMAS, not_compiled, 1),
    REFUSE_ONLY("contains", SCHEMAS, not_compiled, 1),
    REFUSE_ONLY("minContains", SCHEMAS, not_compiled, 1),
    REFUSE_ONLY("maxContains", SCHEMAS, not_compiled, 1),
    REFUSE_ONLY("contentEncoding", SCHEMAS, not_compiled, 1),
    REFUSE_ONLY("contentMediaType", SCHEMAS, not_compiled, 1),
    REFUSE_ONLY("contentSchema", SCHEMAS, not_compiled, 1),
    REFUSE_ONLY("$schema", SCHEMAS, no_meta, 1),
    REFUSE_ONLY("$vocabulary", SCHEMAS, no_meta, 1),
    REFUSE_ONLY("$id", SCHEMAS, "is not supported: $ref is resolved in this document", 1),
    REFUSE_ONLY("$anchor", SCHEMAS, "is not supported: use a JSON Pointer in $ref", 1),
    REFUSE_ONLY("$dynamicRef", SCHEMAS, "is not supported: use $ref", 1),
    REFUSE_ONLY("$dynamicAnchor", SCHEMAS, "is not supported: use $ref", 1),
    IGNORE_ONLY("$defs", SCHEMAS, 1), /* $ref reaches into it */

    /* Said of many things */
    IGNORE("summary", KEYWORD_INFO | KEYWORD_PATH_ITEM),
    LOAD("summary", KEYWORD_OPERATION),
    LOAD("description", EVERYWHERE),
    IGNORE("deprecated", KEYWORD_OPERATION | KEYWORD_PARAMETER | SCHEMAS),
    IGNORE("example", KEYWORD_PARAMETER | KEYWORD_MEDIA | SCHEMAS),
    IGNORE("examples", KEYWORD_PARAMETER | KEYWORD_MEDIA),
    IGNORE_ONLY("examples", SCHEMAS, 1),
};

#define KEYWORD_COUNT (sizeof keywords / sizeof keywords[0])

bool keyword_is_extension(struct dg_text key)
{
    return key.length >= 2 && memcmp(key.data, "x-", 2) == 0 &&
           !(key.length >= 5 && memcmp(key.data, "x-dg-", 5) == 0);
}

static const struct keyword *keyword_find(struct dg_text name, unsigned places)
{
    for (size_t i = 0; i < KEYWORD_COUNT; i++) {
        if ((keywords[i].places & places) != 0 &&
            dg_text_equal(name, dg_text_of(keywords[i].name))) {
            return &keywords[i];
        }
    }
    return NULL;
}

static void keyword_report_unknown(const struct tree_member *member, enum keyword_place place,
                                   struct diag *diag)
{
    struct suggestion suggestion = suggestion_for(member->key);

    diag_error(diag, DIAG_UNKNOWN_KEYWORD, member->at, "'%.*s' is no keyword here",
               DIAG_TEXT(member->key));
    if (!diag_is_open(diag)) {
        return;
    }
    for (size_t i = 0; i < KEYWORD_COUNT; i++) {
        if ((keywords[i].places & place) != 0 && keywords[i].action != KEYWORD_REFUSE) {
            suggestion_offer(&suggestion, dg_text_of(keywords[i].name));
        }
    }
    diag_did_you_mean(diag, suggestion.nearest);
}

/* Where only part of what a schema may say is read: reports a keyword of JSON Schema that is not.
 * False: it is none. */
static bool keyword_report_partial(const struct tree_member *member, enum keyword_place place,
                                   int minor, struct diag *diag)
{
    const struct keyword *keyword = keyword_find(member->key, KEYWORD_SCHEMA);
    bool schema = keyword != NULL && (keyword->only < 0 || keyword->only == minor) &&
                  strncmp(keyword->name, "x-", 2) != 0;

    if (place != KEYWORD_NAMES && place != KEYWORD_NULL) {
        return false;
    }
    if (!schema && !dg_text_equal(member->key, dg_text_of("$ref"))) {
        return false;
    }
    diag_error(diag, DIAG_UNSUPPORTED, member->at, "'%.*s' is not supported %s",
               DIAG_TEXT(member->key),
               place == KEYWORD_NAMES ? "in 'propertyNames'" : "beside type 'null'");
    return true;
}

static bool keyword_check(const struct tree_member *member, enum keyword_place place, int minor,
                          struct diag *diag)
{
    const struct keyword *keyword = keyword_find(member->key, place);

    if (keyword == NULL) {
        if (keyword_is_extension(member->key)) {
            return true;
        }
        if (!keyword_report_partial(member, place, minor, diag)) {
            keyword_report_unknown(member, place, diag);
        }
        return false;
    }
    if (keyword->only >= 0 && keyword->only != minor) {
        bool hint = keyword->action == KEYWORD_LOAD && keyword->reason != NULL;

        diag_error(diag, DIAG_KEYWORD_VERSION, member->at,
                   "'%s' is a keyword of OpenAPI 3.%d, not of 3.%d%s", keyword->name, keyword->only,
                   minor, hint ? keyword->reason : "");
        return false;
    }
    if (keyword->action == KEYWORD_REFUSE) {
        diag_error(diag, DIAG_UNSUPPORTED, member->at, "'%s' %s", keyword->name, keyword->reason);
        return false;
    }
    return true;
}

bool keywords_check(const struct tree *map, enum keyword_place place, int minor, struct diag *diag)
{
    bool good = true;

    for (size_t i = 0; i < map->count; i++) {
        good = keyword_check(&map->members[i], place, minor, diag) && good;
    }
    return good;
}

void keywords_check_siblings(const struct tree *reference, int minor, struct diag *diag)
{
    for (size_t i = 0; i < reference->count; i++) {
        const struct tree_member *member = &reference->members[i];
        const struct keyword *keyword = keyword_find(member->key, KEYWORD_SCHEMA);
        bool harmless = keyword == NULL ? keyword_is_extension(member->key)
                                        : keyword->action == KEYWORD_ANNOTATION;

        harmless = harmless || dg_text_equal(member->key, dg_text_of("$ref")) ||
                   dg_text_equal(member->key, dg_text_of("summary")) ||
                   dg_text_equal(member->key, dg_text_of("description")) ||
                   (minor > 0 && dg_text_equal(member->key, dg_text_of("x-dg-name")));
        if (harmless) {
            continue;
        }
        diag_error(diag, DIAG_REF_SIBLING, member->at, "'%.*s' beside $ref %s",
                   DIAG_TEXT(member->key),
                   minor == 0 ? "has no effect in OpenAPI 3.0" : "is not supported");
    }
}

/* "string", "object" … */
static const char *keyword_type_name(enum keyword_type type)
{
    switch (type) {
    case KEYWORD_ANY_TYPE:
        break;
    case KEYWORD_STRING:
        return "string";
    case KEYWORD_INTEGER:
        return "integer";
    case KEYWORD_NUMBER:
        return "number";
    case KEYWORD_BOOLEAN:
        return "boolean";
    case KEYWORD_OBJECT:
        return "object";
    case KEYWORD_ARRAY:
        return "array";
    }
    assert(false);
    return "";
}

static void keyword_report_type(const struct tree_member *member, const struct keyword *keyword,
                                enum keyword_type type, struct diag *diag)
{
    static const enum keyword_type all[] = {KEYWORD_STRING,  KEYWORD_INTEGER, KEYWORD_NUMBER,
                                            KEYWORD_BOOLEAN, KEYWORD_OBJECT,  KEYWORD_ARRAY};
    struct buffer names = {0};
    unsigned left = keyword->types;

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if ((left & all[i]) == 0) {
            continue;
        }
        left &= ~(unsigned)all[i];
        if (names.length > 0) {
            buffer_add(&names, left == 0 ? " or " : ", ");
        }
        buffer_add(&names, keyword_type_name(all[i]));
    }
    diag_error(diag, DIAG_KEYWORD_TYPE, member->at, "'%s' is for type %s, not for %s",
               keyword->name, names.data, keyword_type_name(type));
    buffer_free(&names);
}

void keywords_check_types(const struct tree *schema, enum keyword_type type, struct diag *diag)
{
    for (size_t i = 0; i < schema->count; i++) {
        const struct tree_member *member = &schema->members[i];
        const struct keyword *keyword = keyword_find(member->key, KEYWORD_SCHEMA);

        if (keyword != NULL && keyword->action == KEYWORD_LOAD && keyword->types != 0 &&
            (keyword->types & type) == 0) {
            keyword_report_type(member, keyword, type, diag);
        }
    }
}

const struct tree_member *keywords_first_constraint(const struct tree *schema, const char *except)
{
    static const char *const harmless[] = {"nullable", "description", "x-dg-name"};

    for (size_t i = 0; i < schema->count; i++) {
        const struct tree_member *member = &schema->members[i];
        const struct keyword *keyword = keyword_find(member->key, KEYWORD_SCHEMA);
        bool counts = keyword != NULL && keyword->action == KEYWORD_LOAD;

        for (size_t j = 0; j < sizeof harmless / sizeof harmless[0]; j++) {
            counts = counts && strcmp(keyword->name, harmless[j]) != 0;
        }
        if (counts && (except == NULL || strcmp(keyword->name, except) != 0)) {
            return member;
        }
    }
    return NULL;
}
