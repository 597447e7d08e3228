/* The kinds of changes: a row carries everything that is known of one. */
#ifndef DG_CODEGEN_DIFF_KIND_H
#define DG_CODEGEN_DIFF_KIND_H

/* The columns:
   - identifier: the kind is DIFF_<identifier>
   - name: as reports print it
   - message: $what$ is the part that changes, $old$ and $new$ its two values */
#define DIFF_KINDS(X)                                                                              \
    /* Operations */                                                                               \
    X(OPERATION_ADDED, "operation-added", "operation $what$ is added")                             \
    X(OPERATION_REMOVED, "operation-removed", "operation $what$ is removed")                       \
    X(OPERATION_RENAMED, "operation-renamed", "operation $old$ is renamed to $new$")               \
    X(OPERATION_PATH, "operation-path", "operation $what$ moves from $old$ to $new$")              \
    X(COMMAND, "command", "the command of operation $what$ changes from $old$ to $new$")           \
    X(REQUEST_BODY, "request-body", "the request body of operation $what$ is $new$")               \
    X(SECURITY, "security", "the bearer token of operation $what$ is $new$")                       \
    X(PARAMETER_ADDED, "parameter-added", "parameter $what$ is added")                             \
    X(PARAMETER_REMOVED, "parameter-removed", "parameter $what$ is removed")                       \
    X(PARAMETER_REQUIRED, "parameter-required", "parameter $what$ is $new$")                       \
    X(ENVIRONMENT, "environment",                                                                  \
      "the environment variable of $what$ changes from $old$ to $new$")                            \
    X(SERVER, "server", "the base address changes from $old$ to $new$")                            \
    X(TITLE, "title", "the title of the contract changes from $old$ to $new$")                     \
    X(VERSION, "version", "the version of the contract changes from $old$ to $new$")               \
    /* Responses */                                                                                \
    X(STATUS_ADDED, "status-added", "status $what$ is added")                                      \
    X(STATUS_REMOVED, "status-removed", "status $what$ is removed")                                \
    X(MEDIA_ADDED, "media-type-added", "media type $what$ is added")                               \
    X(MEDIA_REMOVED, "media-type-removed", "media type $what$ is removed")                         \
    X(BODY_ADDED, "body-added", "the response of status $what$ has a body now")                    \
    X(BODY_REMOVED, "body-removed", "the response of status $what$ has no body any more")          \
    /* Values */                                                                                   \
    X(PROPERTY_ADDED, "property-added", "property $what$ is added")                                \
    X(PROPERTY_REMOVED, "property-removed", "property $what$ is removed")                          \
    X(PROPERTY_REQUIRED, "property-required", "property $what$ becomes required")                  \
    X(PROPERTY_OPTIONAL, "property-optional", "property $what$ becomes optional")                  \
    X(NULL_ALLOWED, "null-allowed", "$what$ may be null now")                                      \
    X(NULL_REFUSED, "null-refused", "$what$ may not be null any more")                             \
    X(TYPE, "type", "the type of $what$ changes from $old$ to $new$")                              \
    X(FORMAT, "format", "the format of $what$ changes from $old$ to $new$")                        \
    X(CONST, "const", "the only value of $what$ changes from $old$ to $new$")                      \
    X(VALUE_ADDED, "enum-value-added", "enum value $what$ is added")                               \
    X(VALUE_REMOVED, "enum-value-removed", "enum value $what$ is removed")                         \
    X(ENUM_OPENED, "enum-opened", "unknown values of $what$ are only a warning now")               \
    X(ENUM_CLOSED, "enum-closed", "unknown values of $what$ are an error now")                     \
    X(OTHER_TYPES, "other-types",                                                                  \
      "a value of another type in place of $what$: $old$ becomes $new$")                           \
    X(SUBSCHEMAS, "subschemas", "the schemas of oneOf, anyOf, not … of $what$ change")             \
    X(ALTERNATIVE_ADDED, "alternative-added", "$what$ has the alternative $new$ now")              \
    X(ALTERNATIVE_REMOVED, "alternative-removed", "$what$ has no alternative $old$ any more")      \
    X(LIMIT, "limit", "$what$ changes from $old$ to $new$")                                        \
    X(UNKNOWN, "unknown-properties", "unknown properties of $what$: $old$ becomes $new$")          \
    X(RULE_ADDED, "rule-added", "rule $what$ is added")                                            \
    X(RULE_REMOVED, "rule-removed", "rule $what$ is removed")                                      \
    X(RULE_RENAMED, "rule-renamed", "rule $old$ is renamed to $new$")                              \
    X(RULE_SEVERITY, "rule-severity", "the severity of rule $what$ changes from $old$ to $new$")   \
    X(RULE_TEXT, "rule-text", "rule $what$ changes from $old$ to $new$")                           \
    X(RULE_MESSAGE, "rule-message", "the message or pointer of rule $what$ changes")               \
    X(DESCRIPTION, "description", "the description of $what$ changes")                             \
    /* C */                                                                                        \
    X(SCHEMA_ADDED, "c-type-added", "the C type $what$ is added")                                  \
    X(SCHEMA_REMOVED, "c-type-removed", "the C type $what$ is removed")                            \
    X(C_NAME, "c-name", "the C name $old$ becomes $new$")                                          \
    X(C_MEMBER, "c-member", "the C type of $what$ changes from $old$ to $new$")                    \
    X(C_ORDER, "c-order", "the members of $what$ are in another order")                            \
    X(C_VALUES, "c-values", "the enumerators of $what$ are in another order")                      \
    X(C_ROOM, "c-room", "the room of $what$ in its struct changes from $old$ to $new$ entries")    \
    X(C_OPTIONAL, "c-optional", "the C type $what$ is $new$")                                      \
    X(C_FUNCTIONS, "c-functions", "the functions of $what$ are $new$")                             \
    X(C_ANSWER, "c-answer", "the C interface of the responses to $what$ changes")

enum diff_kind {
#define DIFF_KIND_ENUMERATOR(identifier, ...) DIFF_##identifier,
    DIFF_KINDS(DIFF_KIND_ENUMERATOR)
#undef DIFF_KIND_ENUMERATOR
};

/* As reports print the kind: "enum-value-added". */
const char *diff_kind_name(enum diff_kind kind);
/* The message of the kind, with $what$, $old$ and $new$. */
const char *diff_kind_message(enum diff_kind kind);

#endif
