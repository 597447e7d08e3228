/* Findings, and the sink of the caller that receives them.
 *
 * Stable: programs may rely on this header. */
#ifndef DG_RUNTIME_REPORT_H
#define DG_RUNTIME_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

#ifdef __cplusplus
extern "C" {
#endif

enum dg_severity {
    DG_SEVERITY_OFF = 0,
    DG_SEVERITY_INFO,
    DG_SEVERITY_WARNING,
    DG_SEVERITY_ERROR
};

/* The subject of the findings of a code. */
enum dg_code_kind {
    DG_CODE_KIND_SYNTAX,  /* the text, whose rest isn't judged */
    DG_CODE_KIND_TEXT,    /* the text, which is judged to its end */
    DG_CODE_KIND_KEYWORD, /* a keyword of JSON Schema: the code is its name */
    DG_CODE_KIND_SCHEMA,  /* a schema as a whole */
    DG_CODE_KIND_RULE,    /* a rule of the contract: users know it as rule.<id> */
    DG_CODE_KIND_RESPONSE /* the response around the text: such findings have no location in the
                             text */
};

/* X(identifier, code, kind, severity, meaning) */
#define DG_CODES(X)                                                                                \
    X(JSON_SYNTAX, "json.syntax", SYNTAX, ERROR, "the text is not JSON (RFC 8259)")                \
    X(JSON_DEPTH, "json.depth", SYNTAX, ERROR, "values are nested deeper than the limit")          \
    X(JSON_UTF8, "json.utf8", TEXT, ERROR, "a string is not valid UTF-8 (RFC 7493 §2.1)")          \
    X(JSON_SURROGATE, "json.surrogate", TEXT, ERROR,                                               \
      "a string has a lone surrogate (RFC 7493 §2.1)")                                             \
    X(JSON_BOM, "json.bom", TEXT, ERROR, "the text begins with a byte order mark (RFC 8259 §8.1)") \
    X(JSON_DUPLICATE_KEY, "json.duplicate-key", TEXT, ERROR,                                       \
      "a member name occurs twice (RFC 7493 §2.3)")                                                \
    X(TYPE, "type", KEYWORD, ERROR, "the value has the wrong type")                                \
    X(REQUIRED, "required", KEYWORD, ERROR, "a required member is missing")                        \
    X(DEPENDENT_REQUIRED, "dependentRequired", KEYWORD, ERROR,                                     \
      "a member that another one requires is missing")                                             \
    X(ENUM, "enum", KEYWORD, ERROR, "the value is not in the enum")                                \
    X(CONST, "const", KEYWORD, ERROR, "the value differs from the constant")                       \
    X(FORMAT, "format", KEYWORD, ERROR, "the string does not match the format")                    \
    X(PATTERN, "pattern", KEYWORD, ERROR, "the string does not match the pattern")                 \
    X(MIN_LENGTH, "minLength", KEYWORD, ERROR, "the string has too few code points")               \
    X(MAX_LENGTH, "maxLength", KEYWORD, ERROR, "the string has too many code points")              \
    X(MINIMUM, "minimum", KEYWORD, ERROR, "the number is too small")                               \
    X(MAXIMUM, "maximum", KEYWORD, ERROR, "the number is too large")                               \
    X(EXCLUSIVE_MINIMUM, "exclusiveMinimum", KEYWORD, ERROR, "the number is too small")            \
    X(EXCLUSIVE_MAXIMUM, "exclusiveMaximum", KEYWORD, ERROR, "the number is too large")            \
    X(MULTIPLE_OF, "multipleOf", KEYWORD, ERROR, "the number is not a multiple")                   \
    X(MIN_ITEMS, "minItems", KEYWORD, ERROR, "the array has too few items")                        \
    X(MAX_ITEMS, "maxItems", KEYWORD, ERROR, "the array has too many items")                       \
    X(UNIQUE_ITEMS, "uniqueItems", KEYWORD, ERROR, "two items of the array are equal")             \
    X(MIN_PROPERTIES, "minProperties", KEYWORD, ERROR, "the object has too few members")           \
    X(MAX_PROPERTIES, "maxProperties", KEYWORD, ERROR, "the object has too many members")          \
    X(PROPERTY_NAMES, "propertyNames", KEYWORD, ERROR,                                             \
      "the member name violates the limits for names")                                             \
    X(ADDITIONAL_PROPERTIES, "additionalProperties", KEYWORD, ERROR, "the member is not allowed")  \
    X(ONE_OF, "oneOf", KEYWORD, ERROR, "the value does not match exactly one of the schemas")      \
    X(ANY_OF, "anyOf", KEYWORD, ERROR, "the value matches none of the schemas")                    \
    X(NOT, "not", KEYWORD, ERROR, "the value matches a schema that is excluded")                   \
    X(THEN, "then", KEYWORD, ERROR, "the value does not match the schema after the condition")     \
    X(ELSE, "else", KEYWORD, ERROR, "the value does not match the schema without the condition")   \
    X(CONTAINS, "contains", KEYWORD, ERROR, "no item matches the schema")                          \
    X(MIN_CONTAINS, "minContains", KEYWORD, ERROR, "too few items match the schema")               \
    X(MAX_CONTAINS, "maxContains", KEYWORD, ERROR, "too many items match the schema")              \
    X(PREFIX_ITEMS, "prefixItems", KEYWORD, ERROR,                                                 \
      "an item does not match the schema for its position")                                        \
    X(PATTERN_PROPERTIES, "patternProperties", KEYWORD, ERROR,                                     \
      "the member does not match the schema for its name")                                         \
    X(DEPENDENT_SCHEMAS, "dependentSchemas", KEYWORD, ERROR,                                       \
      "the value does not match the schema for objects with the member")                           \
    X(INTEGER_RANGE, "integer-range", SCHEMA, ERROR, "the integer has more than 64 bits")          \
    X(IMPLIED_TYPE, "implied-type", SCHEMA, WARNING,                                               \
      "the value isn't of the type that the keywords of its schema are for")                       \
    X(DEPRECATED, "deprecated", SCHEMA, INFO, "a deprecated property is present")                  \
    X(UNKNOWN_PROPERTY, "unknown-property", SCHEMA, WARNING,                                       \
      "the contract doesn't list the member")                                                      \
    X(RULE, "rule", RULE, ERROR, "a rule of the contract does not hold")                           \
    X(HTTP_STATUS, "http.status", RESPONSE, ERROR, "the status is not documented, or not wanted")  \
    X(HTTP_MEDIA_TYPE, "http.media-type", RESPONSE, ERROR, "the media type is not documented")     \
    X(HTTP_BODY, "http.body", RESPONSE, ERROR, "the body is missing, too large or encoded")        \
    X(HTTP_PROBLEM_STATUS, "http.problem-status", RESPONSE, ERROR,                                 \
      "the member 'status' differs from the HTTP status")

enum dg_code {
#define DG_CODE_ENUMERATOR(identifier, code, kind, severity, meaning) DG_CODE_##identifier,
    DG_CODES(DG_CODE_ENUMERATOR)
#undef DG_CODE_ENUMERATOR
};

/* The number of codes. Not an enumerator of dg_code, so that a switch over the codes needs no case
   for it. */
enum {
#define DG_CODE_ONE(identifier, code, kind, severity, meaning) +1
    DG_CODE_COUNT = DG_CODES(DG_CODE_ONE)
#undef DG_CODE_ONE
};

/* The code as users write it, and its meaning in one line. Static. */
const char *dg_code_name(enum dg_code code);
const char *dg_code_meaning(enum dg_code code);

enum dg_code_kind dg_code_kind(enum dg_code code);

/* The severity that a finding of this code has unless the contract says otherwise. */
enum dg_severity dg_code_severity(enum dg_code code);

/* One step of the path from the document to a value. Frames live on the reader's stack, innermost
   first. */
struct dg_frame {
    const struct dg_frame *parent; /* NULL: the document */
    /* The name of a member: the text between its quotes, with its escapes. NULL for an element. */
    struct dg_text name;
    size_t index; /* of an element, from 0 */
    bool plain; /* the name has no escapes, and a backslash is a character: in values that a program
                   built */
};

/* Writes the JSON Pointer (RFC 6901) of `frame`; NULL: the document. The text is terminated if it
   fits. Names are unescaped, bytes that are not UTF-8 are written as \xNN, and lone surrogates as
   received. Returns the length of the whole text without the NUL, as snprintf does. */
size_t dg_pointer_write(const struct dg_frame *frame, char *buffer, size_t capacity);

struct dg_rule;
struct dg_words;
struct dg_exchange;
struct dg_history;

/* One finding. It is valid during the call of the sink only, with everything that it points to. */
struct dg_finding {
    enum dg_code code;
    enum dg_severity severity;    /* from the contract */
    size_t offset;                /* of the finding, in bytes from the beginning of the text */
    const struct dg_frame *frame; /* the value that the finding is about; NULL: the document */
    /* JSON Pointer in the contract of the schema that the value breaks, or of the list with the
       rule; NULL: there is none. */
    const char *schema;
    /* For DG_CODE_RULE: the rule. Otherwise NULL. */
    const struct dg_rule *rule;
    bool overflow; /* for DG_CODE_RULE: the rule fails because a result is beyond its type */
    /* For `required`: the missing member; otherwise empty. */
    struct dg_text property;
    /* For people: "string or null", "at most 64 code points"; may be empty. A long list is cut
       after whole values: ", and 20 more". */
    struct dg_text expected;
    /* The bytes at `offset`, as received: the whole scalar, a string with its quotes; of an object
       or array the bracket; of a finding about a member the name, with its quotes; of json.syntax
       the one bad byte; of a rule the value, but of a long object or array the beginning. For a
       limit of a count, a phrase such as "17 members". Empty for `required` and at the end of the
       text. */
    struct dg_text actual;
    /* For `enum`: the values, of which `expected` may lack some. Otherwise NULL. */
    const struct dg_words *words;
};

/* The caller's side of a judgement. To pass more data to `finding`, make the report a member of
   another struct. */
struct dg_report {
    void (*finding)(struct dg_report *report,
                    const struct dg_finding *finding); /* NULL: findings are not wanted */
    /* The limit of nesting; 0: DG_DEFAULT_MAX_DEPTH. Each level takes some stack, so that values
       above DG_LARGEST_MAX_DEPTH are taken as DG_LARGEST_MAX_DEPTH. */
    unsigned max_depth;
    /* For rules (rule.h): the exchange of the document, or the response against which the document
     * is judged; and memory for the document's state, which is compared later. NULL: there is
     * none. */
    const struct dg_exchange *exchange;
    struct dg_history *history;
    /* Incremented for each rule that could not be judged because a value that it reads has failed,
       or that isn't applicable because the response or a path parameter that it names doesn't
       exist. */
    uint64_t rules_skipped;
    uint64_t rules_not_applicable;
    /* Gets each rule that is counted as not applicable, except those of objects inside the document
       that compare states. NULL: only the number is wanted. */
    void (*not_applicable)(struct dg_report *report, const struct dg_rule *rule);
    /* Gets each rule that is counted as skipped by a decoder, a validator or dg_compare_states.
       NULL: only the number is wanted. */
    void (*skipped)(struct dg_report *report, const struct dg_rule *rule);
};

#define DG_DEFAULT_MAX_DEPTH 512
#define DG_LARGEST_MAX_DEPTH 4096

#ifdef __cplusplus
}
#endif

#endif
