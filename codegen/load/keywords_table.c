/* The table of keywords. A row has everything that is known about its keyword. */
#include "load/keywords.h"
#include "load/load_keywords.h"

/* Objects of the contract */
#define SCHEMAS (KEYWORD_SCHEMA | KEYWORD_NAMES)
#define NUMBERS (KEYWORD_INTEGER | KEYWORD_NUMBER)

/* The objects that may have a keyword, and the function that reads the keyword. With `&`, a row
 * without a function doesn't compile. */
#define WALK(NAME, name, object, function)                                                         \
    .objects = (object), .walk = KEYWORD_WALK_##NAME, .load.name = &function
#define VERSION(function) WALK(VERSION, version, KEYWORD_DOCUMENT, function)
#define DOCUMENT(function) WALK(DOCUMENT, document, KEYWORD_DOCUMENT, function)
#define PATHS(function) WALK(PATHS, paths, KEYWORD_DOCUMENT, function)
#define INFO(function) WALK(INFO, info, KEYWORD_INFO, function)
#define SERVER(function) WALK(SERVER, server, KEYWORD_SERVER, function)
#define SHARED(function) WALK(SHARED, shared, KEYWORD_PATH_ITEM, function)
#define METHOD(function) WALK(METHODS, methods, KEYWORD_PATH_ITEM, function)
#define OPERATION(function) WALK(OPERATION, operation, KEYWORD_OPERATION, function)
#define RESPONSES(function) WALK(RESPONSES, responses, KEYWORD_OPERATION, function)
#define PARAMETER(function) WALK(PARAMETER, parameter, KEYWORD_PARAMETER, function)
#define RESPONSE(function) WALK(RESPONSE, response, KEYWORD_RESPONSE, function)
#define MEDIA(function) WALK(MEDIA, media, KEYWORD_MEDIA, function)
#define SCHEME(function) WALK(SCHEME, scheme, KEYWORD_SECURITY_SCHEME, function)
#define REFERENCE(function) WALK(REFERENCE, reference, KEYWORD_REFERENCE, function)
#define HEAD(object, function) WALK(HEAD, head, object, function)
#define CHOICE(function) WALK(CHOICE, choice, KEYWORD_SCHEMA, function)
#define ALL(function) WALK(ALL, all, KEYWORD_SCHEMA, function)
#define TYPE(function) WALK(TYPE, type, KEYWORD_SCHEMA, function)
#define VALUE(type, function) .types = (type), WALK(VALUE, value, KEYWORD_SCHEMA, function)
#define PARTS(type, function) .types = (type), WALK(PARTS, parts, KEYWORD_SCHEMA, function)
#define JUDGED(function) WALK(JUDGED, judged, KEYWORD_SCHEMA, function)
#define NAMES(function) WALK(NAMES, names, KEYWORD_NAMES, function)
#define RULE(function) WALK(RULE, rule, KEYWORD_RULE, function)
#define EXAMPLES(function) WALK(EXAMPLES, examples, KEYWORD_RULE_EXAMPLES, function)

/* LOADED(name, kind, WALK(function), result, further members). */
#define LOADED(keyword, what, reader, becomes, ...)                                                \
    {                                                                                              \
        .name = keyword, .kind = KEYWORD_##what, .action = KEYWORD_LOADED, reader,                 \
        .words = becomes, __VA_ARGS__                                                              \
    }
#define DESCRIBING(keyword, what, reader, becomes, ...)                                            \
    {                                                                                              \
        .name = keyword, .kind = KEYWORD_##what, .action = KEYWORD_DESCRIBING, reader,             \
        .words = becomes, __VA_ARGS__                                                              \
    }
/* ANNOTATION(name, objects, subject, …) */
#define ANNOTATION(keyword, where, about, ...)                                                     \
    {                                                                                              \
        .name = keyword, .objects = (where), .action = KEYWORD_ANNOTATION, .words = about,         \
        __VA_ARGS__                                                                                \
    }
/* IGNORED(name, objects, reason why no verdict depends on it, …) */
#define IGNORED(keyword, where, why, ...)                                                          \
    {                                                                                              \
        .name = keyword, .objects = (where), .action = KEYWORD_IGNORED, .words = why, __VA_ARGS__  \
    }
/* NOTED(name, objects, reason why no verdict depends on it, …) */
#define NOTED(keyword, where, why, ...)                                                            \
    {                                                                                              \
        .name = keyword, .objects = (where), .action = KEYWORD_NOTED, .words = why, __VA_ARGS__    \
    }
/* REFUSED(name, objects, reason, …) */
#define REFUSED(keyword, where, why, ...)                                                          \
    {                                                                                              \
        .name = keyword, .objects = (where), .action = KEYWORD_REFUSED, .words = why, __VA_ARGS__  \
    }

/* Further members */
#define REQUIRED .missing = ""
#define ONLY_3_0(other) .version = KEYWORD_3_0, .elsewhere = other
#define ONLY_3_1 .version = KEYWORD_3_1
#define ONLY_3_2 .version = KEYWORD_3_2
#define EVERY .version = KEYWORD_EVERY_VERSION

#define CHOICE_WORDS(finding, number)                                                              \
    "null and one other schema: null is allowed. Lists of strings or integers: one enum. Schemas " \
    "that values tell apart, by their type of JSON, by a property whose values each schema "       \
    "lists or by a property that one requires and the others forbid: a struct with the kind of "   \
    "the value and a union. Other choices: " number                                                \
    " of the schemas must match, and values that aren't objects or arrays by the keywords beside " \
    "it are kept as text. Finding `" finding "` if the value fits none"

const struct keyword keywords_table[] = {
    /* The document */
    LOADED("openapi", TEXT, VERSION(load_document_version),
           "the version of OpenAPI, which decides the meaning of keywords", REQUIRED),
    LOADED("info", MAP, DOCUMENT(load_document_info), "the title and version of the contract",
           REQUIRED),
    LOADED("servers", LIST, DOCUMENT(load_document_servers),
           "the first server: the base address of live requests", EVERY),
    LOADED("paths", MAP, PATHS(load_operation_paths), "the operations", EVERY),
    LOADED("components", MAP, DOCUMENT(load_document_components),
           "schemas, responses, parameters and security schemes for references", EVERY),
    LOADED("security", ANYTHING, DOCUMENT(load_document_security),
           "`security` of operations that don't have their own", EVERY),
    NOTED("webhooks", KEYWORD_DOCUMENT, "they are requests of the server", ONLY_3_1),
    ANNOTATION("$self", KEYWORD_DOCUMENT, "references are resolved in the file", ONLY_3_2),
    ANNOTATION("tags", KEYWORD_DOCUMENT | KEYWORD_OPERATION, "groups of operations", EVERY),
    ANNOTATION("externalDocs", KEYWORD_DOCUMENT | KEYWORD_OPERATION | SCHEMAS, "documentation",
               EVERY),
    LOADED("jsonSchemaDialect", TEXT, DOCUMENT(load_document_dialect),
           "that of OpenAPI 3.1 or 3.2, or JSON Schema 2020-12; others are refused", ONLY_3_1),
    LOADED("title", TEXT, INFO(load_document_info_title), "the title of the contract in reports",
           REQUIRED),
    LOADED("version", TEXT, INFO(load_document_info_version),
           "the version of the contract in reports", REQUIRED),
    ANNOTATION("termsOfService", KEYWORD_INFO, "documentation", EVERY),
    ANNOTATION("contact", KEYWORD_INFO, "documentation", EVERY),
    ANNOTATION("license", KEYWORD_INFO, "documentation", EVERY),
    LOADED("url", TEXT, SERVER(load_server_url), "the base address of live requests", REQUIRED),
    LOADED("variables", MAP, SERVER(load_server_variables), "their defaults are used", EVERY),
    ANNOTATION("name", KEYWORD_SERVER, "documentation", ONLY_3_2),
    LOADED("x-dg-env", TEXT, SERVER(load_server_environment),
           "the environment variable that gives another base address", EVERY),

    /* Paths and operations */
    LOADED("get", ANYTHING, METHOD(load_operation_method), "an operation", EVERY),
    LOADED("put", ANYTHING, METHOD(load_operation_method), "an operation", EVERY),
    LOADED("post", ANYTHING, METHOD(load_operation_method), "an operation", EVERY),
    LOADED("delete", ANYTHING, METHOD(load_operation_method), "an operation", EVERY),
    LOADED("options", ANYTHING, METHOD(load_operation_method), "an operation", EVERY),
    LOADED("head", ANYTHING, METHOD(load_operation_method), "an operation", EVERY),
    LOADED("patch", ANYTHING, METHOD(load_operation_method), "an operation", EVERY),
    LOADED("trace", ANYTHING, METHOD(load_operation_method), "an operation", EVERY),
    LOADED("query", ANYTHING, METHOD(load_operation_method), "an operation", ONLY_3_2),
    LOADED("additionalOperations", MAP, METHOD(load_operation_additional),
           "operations with other methods", ONLY_3_2),
    LOADED("parameters", ANYTHING, SHARED(load_operation_shared),
           "parameters of all operations of the path", EVERY),
    LOADED("parameters", ANYTHING, OPERATION(load_parameter_list),
           "parameters of live requests; `request.path` of rules", EVERY),
    LOADED("servers", LIST, SHARED(load_operation_path_servers),
           "the first one is the base address of live requests of the path's operations", EVERY),
    LOADED("servers", LIST, OPERATION(load_operation_servers),
           "the first one is the base address of live requests of the operation", EVERY),
    LOADED("operationId", ANYTHING, OPERATION(load_operation_id),
           "the name of the operation; without it, its method and path are its name: `GET /things`",
           EVERY),
    LOADED("x-dg-command", TEXT, OPERATION(load_operation_command),
           "the sub-command of dg-validate that calls the operation", EVERY),
    LOADED("summary", ANYTHING, OPERATION(load_operation_summary),
           "the text for the operation in `--help` and `dg-validate contract`", EVERY),
    LOADED("requestBody", ANYTHING, OPERATION(load_operation_body),
           "noted; `dg-validate call` refuses the operation, since live requests have no body",
           EVERY),
    LOADED("responses", MAP, RESPONSES(load_response_list),
           "the documented statuses; finding `http.status`", EVERY),
    LOADED("security", ANYTHING, OPERATION(load_operation_security),
           "whether live requests carry a bearer token; other schemes are noted", EVERY),
    NOTED("callbacks", KEYWORD_OPERATION, "they are requests of the server", EVERY),

    /* Parameters */
    LOADED("name", TEXT, PARAMETER(load_parameter_name), "the name of the parameter", REQUIRED),
    LOADED("in", TEXT, PARAMETER(load_parameter_in),
           "where a live request carries it: `path`, `query` or `header`; others are noted",
           REQUIRED),
    LOADED("required", FLAG, PARAMETER(load_parameter_required),
           "whether a live request must have it; must be true in `path`", EVERY),
    LOADED("style", TEXT, PARAMETER(load_parameter_style),
           "`simple` in `path` and `header`, `form` in `query`; others are noted", EVERY),
    LOADED("allowReserved", FLAG, PARAMETER(load_parameter_reserved), "true is noted", EVERY),
    LOADED("x-dg-env", TEXT, PARAMETER(load_parameter_environment),
           "the environment variable that gives the value of the header", EVERY),
    LOADED("description", ANYTHING, PARAMETER(load_parameter_description),
           "the text for the parameter in `--help` and `dg-validate contract`", EVERY),
    IGNORED("schema", KEYWORD_PARAMETER, "requests aren't judged", EVERY),
    IGNORED("content", KEYWORD_PARAMETER, "requests aren't judged", EVERY),
    IGNORED("explode", KEYWORD_PARAMETER, "values are sent as single strings", EVERY),
    IGNORED("allowEmptyValue", KEYWORD_PARAMETER, "requests aren't judged", EVERY),

    /* Responses */
    LOADED("description", ANYTHING, RESPONSE(load_response_description),
           "comments of the generated C", EVERY),
    LOADED("content", MAP, RESPONSE(load_response_content),
           "the documented media types; findings `http.media-type` and `http.body`", EVERY),
    LOADED("x-dg-rules", ANYTHING, RESPONSE(load_response_rules),
           "rules of the response and its request; finding `rule.ID`", EVERY),
    NOTED("headers", KEYWORD_RESPONSE, "of a response, only status, media type and body are judged",
          EVERY),
    NOTED("links", KEYWORD_RESPONSE, "links don't restrict the response", EVERY),
    LOADED("schema", ANYTHING, MEDIA(load_response_schema),
           "the type of the body; without it, any JSON conforms; bodies of other media types than "
           "JSON "
           "are noted: they are skipped",
           EVERY),
    LOADED("itemSchema", ANYTHING, MEDIA(load_response_items),
           "of `application/jsonl` and `application/x-ndjson`: the type of each line; without it, "
           "lines "
           "may be any JSON; otherwise noted",
           ONLY_3_2),
    IGNORED("itemEncoding", KEYWORD_MEDIA, "applies to forms, which aren't judged", ONLY_3_2),
    IGNORED("prefixEncoding", KEYWORD_MEDIA, "applies to forms, which aren't judged", ONLY_3_2),
    IGNORED("encoding", KEYWORD_MEDIA, "applies to forms, which aren't judged", EVERY),
    ANNOTATION("summary", KEYWORD_RESPONSE, "documentation", ONLY_3_2),

    /* Rules */
    LOADED("x-dg-rules", ANYTHING, PARTS(KEYWORD_OBJECT, load_object_rules),
           "rules of the object; finding `rule.ID`", EVERY),
    LOADED("id", TEXT, RULE(load_rule_id), "the `ID` of finding `rule.ID`", REQUIRED),
    LOADED("rule", TEXT, RULE(load_rule_rule), "a C function", REQUIRED),
    LOADED("message", TEXT, RULE(load_rule_message), "the message of the finding", EVERY),
    LOADED("severity", TEXT, RULE(load_rule_severity), "the severity of the finding", EVERY),
    LOADED("pointer", TEXT, RULE(load_rule_pointer), "the value that the finding is about", EVERY),
    LOADED("source", TEXT, RULE(load_rule_source),
           "the part of the API's documentation that states the rule", EVERY),
    LOADED("examples", MAP, RULE(load_rule_examples), "sample documents", EVERY),
    LOADED("pass", LIST, EXAMPLES(load_rule_pass), "paths of samples that satisfy the rule", EVERY),
    LOADED("fail", LIST, EXAMPLES(load_rule_fail), "paths of samples that break the rule", EVERY),

    /* Security schemes */
    LOADED("type", TEXT, SCHEME(load_security_type),
           "with `scheme`: whether the scheme is a bearer token", REQUIRED),
    LOADED("scheme", TEXT, SCHEME(load_security_scheme),
           "with `type`: whether the scheme is a bearer token", EVERY),
    LOADED("x-dg-env", TEXT, SCHEME(load_security_environment),
           "the environment variable that gives the token", EVERY),
    IGNORED("bearerFormat", KEYWORD_SECURITY_SCHEME, "the token is sent as it is", EVERY),
    IGNORED("in", KEYWORD_SECURITY_SCHEME, "API keys aren't sent", EVERY),
    IGNORED("name", KEYWORD_SECURITY_SCHEME, "API keys aren't sent", EVERY),
    IGNORED("flows", KEYWORD_SECURITY_SCHEME, "tokens come from the user", EVERY),
    IGNORED("openIdConnectUrl", KEYWORD_SECURITY_SCHEME, "tokens come from the user", EVERY),

    /* Schemas */
    LOADED("$ref", TEXT, REFERENCE(load_reference_ref),
           "the object that the reference points to, in the same document or in a file below its "
           "folder. In 3.1 keywords beside it restrict a schema, too: they are merged with it, as "
           "`allOf` is",
           EVERY),
    LOADED(
        "type", ANYTHING, TYPE(load_schema_type),
        "the C type; finding `type`. Several types with keywords for objects or arrays: a struct "
        "with the kind of the value and a union, in which each type has the keywords that apply "
        "to it; other lists of types are kept as text. Without `type`, keywords for objects or "
        "arrays make the C type, of both or beside keywords for other types a union, too, and "
        "other values are `implied-type` (warning)",
        EVERY),
    LOADED("type", TEXT, NAMES(load_names_type), "must be `string`", EVERY),
    DESCRIBING(
        "nullable", FLAG, TYPE(load_schema_nullable),
        "null is allowed; in 3.1 noted, since `type: [T, 'null']` says so there, and without "
        "effect beside `$ref` in a conjunction",
        EVERY),
    LOADED("enum", LIST, VALUE(KEYWORD_ANY_TYPE, load_enum_values),
           "finding `enum`. A C enum of strings or integers; other values are kept as text, and "
           "listed objects and arrays that break the keywords beside the list have the finding "
           "`anyOf`",
           EVERY),
    LOADED("const", ANYTHING, VALUE(KEYWORD_ANY_TYPE, load_enum_const),
           "finding `const`; a string or integer isn't stored, another value is kept as text",
           ONLY_3_1, .elsewhere = "; in 3.0, write an enum with one value"),
    LOADED("x-dg-const", FLAG, VALUE(KEYWORD_ANY_TYPE, load_enum_fixed),
           "of an enum with one value: as `const`, which 3.0 lacks",
           ONLY_3_0("; in 3.1, write const")),
    LOADED(
        "format", TEXT, VALUE(KEYWORD_STRING | NUMBERS, load_scalar_format),
        "finding `format`. Strings: `date-time` (a `struct dg_time`), `date`, `time`, `duration`, "
        "`uuid`, `email`, `hostname`, `ipv4`, `ipv6`, `uri`, `uri-reference`, `byte`; numbers: "
        "`int32`, `int64`, `uint32`, `uint64`; `float` and `double` are no limit. Others are "
        "noted, and those that `--format-annotation` names aren't judged",
        EVERY),
    LOADED("minLength", ANYTHING, VALUE(KEYWORD_STRING, load_limit), "finding `minLength`", EVERY),
    LOADED("maxLength", ANYTHING, VALUE(KEYWORD_STRING, load_limit), "finding `maxLength`", EVERY),
    LOADED("minLength", ANYTHING, NAMES(load_limit), "finding `propertyNames`", EVERY),
    LOADED("maxLength", ANYTHING, NAMES(load_limit), "finding `propertyNames`", EVERY),
    LOADED("pattern", TEXT, VALUE(KEYWORD_STRING, load_pattern),
           "finding `pattern`: a regular expression of ECMA-262, by code points; look-around, back "
           "references and patterns of too large tables are refused",
           EVERY),
    LOADED("pattern", TEXT, NAMES(load_pattern), "finding `propertyNames`", EVERY),
    LOADED("enum", LIST, NAMES(load_names_enum), "finding `propertyNames`", EVERY),
    LOADED("const", ANYTHING, NAMES(load_names_const), "finding `propertyNames`", ONLY_3_1),
    LOADED("minimum", ANYTHING, VALUE(NUMBERS, load_limit), "finding `minimum`", EVERY),
    LOADED("maximum", ANYTHING, VALUE(NUMBERS, load_limit), "finding `maximum`", EVERY),
    LOADED("exclusiveMinimum", ANYTHING, VALUE(NUMBERS, load_limit_exclusive),
           "finding `exclusiveMinimum`; a boolean in 3.0, a number in 3.1", EVERY),
    LOADED("exclusiveMaximum", ANYTHING, VALUE(NUMBERS, load_limit_exclusive),
           "finding `exclusiveMaximum`; a boolean in 3.0, a number in 3.1", EVERY),
    LOADED("items", ANYTHING, PARTS(KEYWORD_ARRAY, load_object_items), "the C type of items",
           EVERY),
    LOADED("minItems", ANYTHING, PARTS(KEYWORD_ARRAY, load_limit), "finding `minItems`", EVERY),
    LOADED("maxItems", ANYTHING, PARTS(KEYWORD_ARRAY, load_limit), "finding `maxItems`", EVERY),
    LOADED("properties", MAP, PARTS(KEYWORD_OBJECT, load_object_properties),
           "a struct with a member for each; finding `unknown-property` (warning) for others",
           EVERY),
    LOADED("required", LIST, PARTS(KEYWORD_OBJECT, load_object_required), "finding `required`",
           EVERY),
    LOADED("additionalProperties", ANYTHING, PARTS(KEYWORD_OBJECT, load_object_additional),
           "without `properties`: a map; beside `properties`: true allows others, false refuses "
           "them, finding `additionalProperties`; a schema judges them, and they are in the map "
           "`others`",
           EVERY),
    LOADED(
        "patternProperties", MAP, PARTS(KEYWORD_OBJECT, load_others_patterns),
        "the members whose names match are in the map `matched`. If patterns have different "
        "schemas, its values are any JSON in C, and each is judged by the schemas of all patterns "
        "that its name matches, finding `patternProperties`. A property that matches has the "
        "conjunction of its schemas",
        ONLY_3_1),
    LOADED("propertyNames", ANYTHING, PARTS(KEYWORD_OBJECT, load_names),
           "finding `propertyNames`; `false` refuses every name. The schema may have any keywords; "
           "with others than those below, names are judged from the text",
           ONLY_3_1, .elsewhere = "; in 3.0, write x-dg-property-names"),
    LOADED("x-dg-property-names", ANYTHING, PARTS(KEYWORD_OBJECT, load_names),
           "as `propertyNames`, which 3.0 lacks", ONLY_3_0("; in 3.1, write propertyNames")),
    LOADED("minProperties", ANYTHING, PARTS(KEYWORD_OBJECT, load_limit), "finding `minProperties`",
           EVERY),
    LOADED("maxProperties", ANYTHING, PARTS(KEYWORD_OBJECT, load_limit),
           "finding `maxProperties`; a map of at most 32 entries is part of its struct", EVERY),
    LOADED("allOf", LIST, ALL(load_all_of),
           "values satisfy all of the schemas and the keywords beside it. One schema with "
           "annotations is the type of that schema; others are merged to one: a property of "
           "several of them has all its schemas. Of keywords that can't be merged, such as two "
           "different `format`, the second one is judged from the text, finding `not`",
           EVERY),
    LOADED("unevaluatedProperties", ANYTHING, ALL(load_all_unevaluated),
           "as `additionalProperties` of all properties beside it, in `allOf` and in references. "
           "What schemas of `anyOf`, `oneOf`, `if` and `dependentSchemas` evaluate if they match "
           "is judged from the text, finding `not`; refused if they have `patternProperties`",
           ONLY_3_1),
    LOADED("unevaluatedItems", ANYTHING, ALL(load_all_unevaluated),
           "as `items` after all positions beside it, in `allOf` and in references; items that "
           "`contains` matches are evaluated. What other schemas evaluate if they match is judged "
           "from the text, finding `not`; refused if they have `contains`",
           ONLY_3_1),
    LOADED("anyOf", LIST, CHOICE(load_schema_any_of), CHOICE_WORDS("anyOf", "one or more"), EVERY),
    LOADED("oneOf", LIST, CHOICE(load_schema_one_of), CHOICE_WORDS("oneOf", "exactly one"), EVERY),
    LOADED("not", ANYTHING, JUDGED(load_subschema_not), "finding `not`", EVERY),
    LOADED("if", ANYTHING, JUDGED(load_subschema_if), "chooses `then` or `else`", ONLY_3_1),
    LOADED("then", ANYTHING, JUDGED(load_subschema_beside), "finding `then`", ONLY_3_1),
    LOADED("else", ANYTHING, JUDGED(load_subschema_beside), "finding `else`", ONLY_3_1),
    LOADED("contains", ANYTHING, JUDGED(load_subschema_contains), "finding `contains`", ONLY_3_1),
    LOADED("prefixItems", LIST, JUDGED(load_subschema_prefix),
           "finding `prefixItems`, also for `items` beside it; the items are any JSON in C",
           ONLY_3_1),
    LOADED("minContains", ANYTHING, JUDGED(load_subschema_beside), "finding `minContains`",
           ONLY_3_1),
    LOADED("maxContains", ANYTHING, JUDGED(load_subschema_beside), "finding `maxContains`",
           ONLY_3_1),
    LOADED("dependentSchemas", MAP, JUDGED(load_subschema_dependent), "finding `dependentSchemas`",
           ONLY_3_1),
    DESCRIBING("x-dg-name", ANYTHING, HEAD(KEYWORD_SCHEMA, load_schema_name), "the C name", EVERY),
    DESCRIBING("x-dg-name", ANYTHING, HEAD(KEYWORD_REFERENCE, load_schema_name), "the C name",
               ONLY_3_1),
    LOADED("x-dg-open", FLAG, VALUE(KEYWORD_ANY_TYPE, load_enum_open),
           "of an enum: finding `enum` is a warning", EVERY),
    LOADED("x-extensible-enum", LIST, VALUE(KEYWORD_ANY_TYPE, load_enum_extensible),
           "as `enum` with `x-dg-open`; without effect beside `enum`", EVERY),
    DESCRIBING("deprecated", ANYTHING,
               HEAD(KEYWORD_SCHEMA | KEYWORD_REFERENCE, load_schema_deprecated),
               "of a property: finding `deprecated` (info)", EVERY),
    DESCRIBING("description", ANYTHING,
               HEAD(KEYWORD_SCHEMA | KEYWORD_REFERENCE, load_schema_description),
               "comments of the generated C", EVERY),
    ANNOTATION("discriminator", SCHEMAS,
               "a hint: `oneOf`, `anyOf` and the values of the property decide", EVERY),
    ANNOTATION("title", SCHEMAS, "documentation", EVERY),
    ANNOTATION("default", SCHEMAS, "an absent member stays absent", EVERY),
    ANNOTATION("readOnly", SCHEMAS, "concerns requests only", EVERY),
    DESCRIBING("writeOnly", ANYTHING, TYPE(load_schema_write_only),
               "responses may lack the property, even if `required` lists it",
               .version = KEYWORD_3_0),
    ANNOTATION("writeOnly", KEYWORD_SCHEMA, "concerns requests only", ONLY_3_1),
    ANNOTATION("writeOnly", KEYWORD_REFERENCE, "concerns requests only", EVERY),
    ANNOTATION("writeOnly", KEYWORD_NAMES, "concerns requests only", EVERY),
    ANNOTATION("xml", SCHEMAS, "concerns XML only", EVERY),
    ANNOTATION("$comment", SCHEMAS, "documentation", ONLY_3_1),
    LOADED("multipleOf", ANYTHING, VALUE(NUMBERS, load_multiple),
           "finding `multipleOf`, compared as exact decimals; at most 18 digits", EVERY),
    LOADED("uniqueItems", FLAG, PARTS(KEYWORD_ARRAY, load_object_unique),
           "finding `uniqueItems`: 1 equals 1.0, and objects are equal whatever the order of their "
           "members",
           EVERY),
    LOADED("dependentRequired", MAP, PARTS(KEYWORD_OBJECT, load_dependent),
           "finding `dependentRequired`; its names are members of the struct, too", ONLY_3_1),
    ANNOTATION("contentEncoding", SCHEMAS, "describes what a string contains", ONLY_3_1),
    ANNOTATION("contentMediaType", SCHEMAS, "describes what a string contains", ONLY_3_1),
    ANNOTATION("contentSchema", SCHEMAS, "describes what a string contains", ONLY_3_1),
    DESCRIBING("$schema", TEXT, HEAD(KEYWORD_SCHEMA | KEYWORD_REFERENCE, load_schema_dialect),
               "as `jsonSchemaDialect`, of a schema", ONLY_3_1),
    NOTED("$vocabulary", SCHEMAS, "it applies to meta-schemas only", ONLY_3_1),
    DESCRIBING("$id", TEXT, HEAD(KEYWORD_SCHEMA | KEYWORD_REFERENCE, load_identifier_id),
               "the URI of a schema, for `$ref` in the files of the contract", ONLY_3_1),
    ANNOTATION("$id", KEYWORD_NAMES, "the schema is not referred to", ONLY_3_1),
    DESCRIBING("$anchor", ANYTHING, HEAD(KEYWORD_SCHEMA | KEYWORD_REFERENCE, load_identifier_name),
               "a name of the schema for `$ref`", ONLY_3_1),
    ANNOTATION("$anchor", KEYWORD_NAMES, "a name of the schema for `$ref`", ONLY_3_1),
    REFUSED("$dynamicRef", SCHEMAS, "is not supported: use $ref", ONLY_3_1),
    DESCRIBING("$dynamicAnchor", ANYTHING,
               HEAD(KEYWORD_SCHEMA | KEYWORD_REFERENCE, load_identifier_name),
               "the same, since `$dynamicRef` is refused", ONLY_3_1),
    ANNOTATION("$dynamicAnchor", KEYWORD_NAMES, "the same, since `$dynamicRef` is refused",
               ONLY_3_1),
    DESCRIBING("$defs", ANYTHING,
               HEAD(KEYWORD_SCHEMA | KEYWORD_REFERENCE, load_identifier_definitions),
               "holds schemas for $ref", ONLY_3_1),
    ANNOTATION("$defs", KEYWORD_NAMES, "holds schemas for $ref", ONLY_3_1),

    /* Keywords of many objects */
    ANNOTATION("summary", KEYWORD_INFO | KEYWORD_PATH_ITEM | KEYWORD_REFERENCE, "documentation",
               EVERY),
    ANNOTATION("description",
               KEYWORD_DOCUMENT | KEYWORD_INFO | KEYWORD_SERVER | KEYWORD_PATH_ITEM |
                   KEYWORD_OPERATION | KEYWORD_MEDIA | KEYWORD_NAMES | KEYWORD_SECURITY_SCHEME |
                   KEYWORD_RULE | KEYWORD_RULE_EXAMPLES,
               "documentation", EVERY),
    ANNOTATION("deprecated", KEYWORD_OPERATION | KEYWORD_PARAMETER | KEYWORD_NAMES, "documentation",
               EVERY),
    ANNOTATION("example", KEYWORD_PARAMETER | KEYWORD_MEDIA | SCHEMAS, "documentation", EVERY),
    ANNOTATION("examples", KEYWORD_PARAMETER | KEYWORD_MEDIA, "documentation", EVERY),
    ANNOTATION("examples", SCHEMAS, "documentation", ONLY_3_1),
};

const size_t keywords_table_count = sizeof keywords_table / sizeof keywords_table[0];
