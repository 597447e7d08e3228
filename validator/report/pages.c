/* The page of each finding code. */
#include "report/pages.h"

#include <assert.h>

#define VALIDATION "JSON Schema Validation 2020-12, section "
#define CORE "JSON Schema Core 2020-12, section "
#define THE_VALUE "the value's first byte"
#define THE_NAME "the member's name"
#define THE_BRACKET "the bracket that opens the value"
#define THE_HEADER "the response as a whole: no line, no column, and an empty pointer"

/* X(identifier of the code, members of its struct page) */
#define PAGES(X)                                                                                   \
    X(JSON_SYNTAX, "RFC 8259", "the first byte that is not allowed there, or the end of the text", \
      "{\"a\": 1,}", "a member must follow the comma")                                             \
    X(JSON_DEPTH, "RFC 8259, section 9, lets every parser set a limit",                            \
      "the bracket that opens the value nested too deeply", "[[[[1]]]]",                           \
      "with --max-depth 3 there is one array too many")                                            \
    X(JSON_UTF8, "RFC 7493 (I-JSON), section 2.1", "the string", "{\"a\": \"\\xFF\"}",             \
      "where \\xFF stands for the one byte 255")                                                   \
    X(JSON_SURROGATE, "RFC 7493 (I-JSON), section 2.1", "the string", "{\"a\": \"\\ud83d\"}",      \
      "the escape of a high surrogate, without a low surrogate after it")                          \
    X(JSON_BOM, "RFC 8259, section 8.1", "the first byte of the document",                         \
      "\\xEF\\xBB\\xBF{\"a\": 1}", "where the three bytes before the brace are a byte order mark") \
    X(JSON_DUPLICATE_KEY, "RFC 7493 (I-JSON), section 2.3", "the second occurrence of the name",   \
      "{\"a\": 1, \"\\u0061\": 2}", "both names are a after escapes are replaced")                 \
    X(TYPE, VALIDATION "6.1.1", THE_VALUE, "{\"size\": \"7\"}",                                    \
      "the type is integer, and \"7\" is a string")                                                \
    X(REQUIRED, VALIDATION "6.5.3", "the brace of the object that lacks the member",               \
      "{\"size\": 7}", "size and name are required")                                               \
    X(DEPENDENT_REQUIRED, VALIDATION "6.5.4", "the brace of the object that lacks the member",     \
      "{\"width\": 7}", "dependentRequired: width requires height")                                \
    X(ENUM, VALIDATION "6.1.2", THE_VALUE, "{\"color\": \"Red\"}",                                 \
      "the enum lists red, green and blue; case counts")                                           \
    X(CONST, VALIDATION "6.1.3", THE_VALUE, "{\"kind\": \"cup\"}", "const is kettle")              \
    X(FORMAT, VALIDATION "7.3, and OpenAPI 3.1, section 4.4", THE_VALUE,                           \
      "{\"at\": \"2026-02-30T12:00:00Z\"}",                                                        \
      "the format is date-time (RFC 3339), and February has no 30th")                              \
    X(PATTERN, VALIDATION "6.3.3, and ECMA-262, section 22.2", THE_VALUE,                          \
      "{\"name\": \"Kettle\"}", "pattern is ^[a-z]+$")                                             \
    X(MIN_LENGTH, VALIDATION "6.3.2", THE_VALUE, "{\"name\": \"\"}", "minLength is 1")             \
    X(MAX_LENGTH, VALIDATION "6.3.1", THE_VALUE, "{\"name\": \"abcd\"}",                           \
      "maxLength is 3; code points count, not bytes")                                              \
    X(MINIMUM, VALIDATION "6.2.4", THE_VALUE, "{\"size\": -1}", "minimum is 0")                    \
    X(MAXIMUM, VALIDATION "6.2.2", THE_VALUE, "{\"size\": 101}", "maximum is 100")                 \
    X(EXCLUSIVE_MINIMUM, VALIDATION "6.2.5", THE_VALUE, "{\"size\": 0}", "exclusiveMinimum is 0")  \
    X(EXCLUSIVE_MAXIMUM, VALIDATION "6.2.3", THE_VALUE, "{\"size\": 100}",                         \
      "exclusiveMaximum is 100")                                                                   \
    X(MULTIPLE_OF, VALIDATION "6.2.1", THE_VALUE, "{\"price\": 9.995}",                            \
      "multipleOf is 0.01; numbers are compared as exact decimals")                                \
    X(MIN_ITEMS, VALIDATION "6.4.2", THE_BRACKET, "{\"sizes\": []}", "minItems is 1")              \
    X(MAX_ITEMS, VALIDATION "6.4.1", THE_BRACKET, "{\"sizes\": [1, 2, 3]}", "maxItems is 2")       \
    X(UNIQUE_ITEMS, VALIDATION "6.4.3", THE_BRACKET, "{\"sizes\": [1, 2, 1.0]}",                   \
      "uniqueItems is true, and 1 and 1.0 are equal")                                              \
    X(MIN_PROPERTIES, VALIDATION "6.5.2", THE_BRACKET, "{\"labels\": {}}",                         \
      "minProperties of labels is 1")                                                              \
    X(MAX_PROPERTIES, VALIDATION "6.5.1", THE_BRACKET, "{\"labels\": {\"a\": 1, \"b\": 2}}",       \
      "maxProperties of labels is 1")                                                              \
    X(PROPERTY_NAMES, CORE "10.3.2.4", THE_NAME, "{\"labels\": {\"abcd\": 1}}",                    \
      "propertyNames of labels has a maxLength of 3")                                              \
    X(ADDITIONAL_PROPERTIES, CORE "10.3.2.3", THE_NAME, "{\"size\": 7, \"surprise\": true}",       \
      "only size is listed, and additionalProperties is false")                                    \
    X(ONE_OF, CORE "10.2.1.3", THE_VALUE, "{\"size\": 7, \"name\": \"cup\"}",                      \
      "oneOf lists a schema that requires size and one that requires name")                        \
    X(ANY_OF, CORE "10.2.1.2", THE_VALUE, "{\"color\": \"red\"}",                                  \
      "anyOf lists a schema that requires size and one that requires name")                        \
    X(NOT, CORE "10.2.1.4", THE_VALUE, "{\"size\": 7}", "not has a schema that requires size")     \
    X(THEN, CORE "10.2.2.2", THE_VALUE, "{\"kind\": \"cup\"}",                                     \
      "the value matches the schema in if, and then has one that requires size")                   \
    X(ELSE, CORE "10.2.2.3", THE_VALUE, "{\"kind\": \"pot\"}",                                     \
      "the value doesn't match the schema in if, and else has one that requires size")             \
    X(CONTAINS, CORE "10.3.1.3", THE_BRACKET, "{\"sizes\": [1, 2]}",                               \
      "contains has a minimum of 3")                                                               \
    X(MIN_CONTAINS, VALIDATION "6.4.5", THE_BRACKET, "{\"sizes\": [1, 3]}",                        \
      "contains has a minimum of 3, and minContains is 2")                                         \
    X(MAX_CONTAINS, VALIDATION "6.4.4", THE_BRACKET, "{\"sizes\": [3, 4]}",                        \
      "contains has a minimum of 3, and maxContains is 1")                                         \
    X(PREFIX_ITEMS, CORE "10.3.1.1, and 10.3.1.2 for items after them", THE_BRACKET,               \
      "{\"size\": [7, 8]}", "prefixItems has an integer and a string")                             \
    X(PATTERN_PROPERTIES, CORE "10.3.2.2", THE_VALUE, "{\"size_x\": 7, \"name_x\": 7}",            \
      "patternProperties has an integer for names that begin with size, and a string for those "   \
      "that "                                                                                      \
      "begin with name")                                                                           \
    X(DEPENDENT_SCHEMAS, CORE "10.2.2.4", THE_VALUE, "{\"size\": 7}",                              \
      "dependentSchemas has a schema for objects with size, which requires name")                  \
    X(INTEGER_RANGE,                                                                               \
      CORE "4.2.1, which sets no limit for integers; RFC 8259, section 6, "                        \
           "lets programs set one",                                                                \
      THE_VALUE, "{\"size\": 9223372036854775808}",                                                \
      "the type is integer, without a maximum; an integer of 64 bits is at most "                  \
      "9223372036854775807, so the value isn't read")                                              \
    X(IMPLIED_TYPE, CORE "7.6.1, which lets keywords stand beside values of other types",          \
      THE_VALUE, "{\"lid\": 7}", "the schema of lid has properties, and no type")                  \
    X(DEPRECATED, VALIDATION "9.3", THE_NAME, "{\"color\": \"red\"}", "color is deprecated")       \
    X(UNKNOWN_PROPERTY, CORE "10.3.2.3, which allows the member", THE_NAME,                        \
      "{\"size\": 7, \"surprise\": true}",                                                         \
      "only size is listed, and additionalProperties isn't stated: the member is allowed, but "    \
      "perhaps misspelt or new")                                                                   \
    X(HTTP_STATUS, "OpenAPI 3.1, section 4.8.16 (Responses Object)", THE_HEADER,                   \
      "HTTP/1.1 418 I'm a teapot",                                                                 \
      "neither 418 nor 4XX nor default is documented; a documented status that --expect doesn't "  \
      "name is a finding, too")                                                                    \
    X(HTTP_MEDIA_TYPE, "OpenAPI 3.1, section 4.8.17 (Response Object)", THE_HEADER,                \
      "Content-Type: text/html", "only application/json is documented for the status")             \
    X(HTTP_BODY, "OpenAPI 3.1, section 4.8.17 (Response Object)", THE_HEADER, "Content-Length: 0", \
      "a body is documented for the status")                                                       \
    X(HTTP_PROBLEM_STATUS, "RFC 9457, section 3.1.2", THE_HEADER,                                  \
      "{\"title\": \"Conflict\", \"status\": 400}", "the status of the response is 409")

static const struct page pages[DG_CODE_COUNT] = {
#define PAGE_ROW(identifier, source, place, example, fault)                                        \
    [DG_CODE_##identifier] = {(source), (place), (example), (fault)},
    PAGES(PAGE_ROW)
#undef PAGE_ROW
};

/* The page of a rule comes from the contract. */
enum page_number {
#define PAGE_NUMBER(identifier, source, place, example, fault) PAGE_OF_##identifier,
    PAGES(PAGE_NUMBER) PAGE_OF_RULE
#undef PAGE_NUMBER
};

/* A code without a page doesn't compile: its PAGE_OF_… isn't declared. */
enum page_of_code {
#define PAGE_OF_CODE(identifier, code, kind, severity, meaning)                                    \
    PAGE_OF_CODE_##identifier = PAGE_OF_##identifier,
    DG_CODES(PAGE_OF_CODE)
#undef PAGE_OF_CODE
};

const struct page *pages_find(enum dg_code code)
{
    assert(code != DG_CODE_RULE);
    return &pages[code];
}
