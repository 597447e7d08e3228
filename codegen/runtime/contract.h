/* A contract as data. generated/contract.c fills in the data, so that a program can judge any API
 * without code of its own.
 *
 * Stable: programs may rely on this header. */
#ifndef DG_RUNTIME_CONTRACT_H
#define DG_RUNTIME_CONTRACT_H

#include "arena.h"
#include "cover.h"
#include "report.h"
#include "rule.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Outlines tell which findings values can have, before there are values. */

/* In a set of codes, the bit of the code DG_CODE_<identifier>. */
#define DG_CODE_BIT(identifier) (UINT64_C(1) << DG_CODE_##identifier)

/* Beside the bit of DG_CODE_ENUM: values that the enum doesn't list are only warned of. */
#define DG_OUTLINE_OPEN (UINT64_C(1) << 63)

/* The findings of a value that a schema judges. Those about the text (json.*) may be anywhere and
   are not mentioned. */
struct dg_outline {
    uint64_t codes;                       /* of findings about the value itself: bits DG_CODE_BIT */
    const struct dg_outline_parts *parts; /* NULL: nothing inside the value is judged */
};

enum dg_outline_form {
    DG_OUTLINE_PROPERTIES, /* an object whose members the contract lists */
    DG_OUTLINE_ENTRIES,    /* a map */
    DG_OUTLINE_ITEMS,      /* an array */
    /* The parts are the value itself: */
    DG_OUTLINE_ALTERNATIVES, /* a union */
    DG_OUTLINE_WARNINGS,     /* further schemas that judge the value from its text (anyOf): if they
                                match, their warnings are reported, and the findings of their rules */
    DG_OUTLINE_RULES         /* the same, but for the warnings */
};

struct dg_outline_part {
    struct dg_text name; /* of a property, on the wire; otherwise empty */
    struct dg_outline value;
};

/* The parts of an object, map or array. */
struct dg_outline_parts {
    enum dg_outline_form form;
    const struct dg_outline_part *list; /* properties in contract order; or the part that all
                                           entries or items are like */
    size_t count;
    const struct dg_outline_part *others;  /* of an object: the part that members are like that the
                                              contract doesn't list; NULL: they aren't judged */
    const struct dg_outline_part *matched; /* the part that those are like whose names match a
                                              pattern; NULL: there is no pattern */
    /* Codes of findings about members: of an object, those that the contract doesn't list; of a
       map, any. */
    uint64_t members;
    /* The rules of the object: their findings are about the value at the rule's pointer, or about
       the object if there is none. */
    const struct dg_rule *const *rules;
    size_t rule_count;
    const struct dg_outline_parts *further; /* more parts of the same value; NULL: none */
};

/* A schema against which documents can be judged: an object, map or array. */
struct dg_schema {
    const char *name;    /* as in the contract: "Kettle"; the C name of an inline schema */
    const char *pointer; /* JSON Pointer into the contract */
    struct dg_outline outline;
    size_t size; /* of the C struct, in bytes */
    size_t alignment;
    /* Judges `json` and reads it into *out (of `size` and `alignment`). Returns true when no
       finding was an error. If arena->failed is set, memory ran out and there is no verdict.
       `report` may be NULL. */
    bool (*decode)(void *out, const char *json, size_t length, struct dg_arena *arena,
                   struct dg_report *report);
    /* Validates a value that a program built, in memory of `size` and `alignment`. Returns true
     * when no finding was an error. `report` may be NULL. */
    bool (*validate)(const void *value, struct dg_report *report);
    /* Writes the value as JSON, with the snprintf convention; returns 0 if the value has no JSON
     * form. */
    size_t (*encode)(const void *value, char *buffer, size_t capacity);
    /* Copies the value to *out, and everything that it points to into the arena. Returns false if
       memory ran out. */
    bool (*copy)(void *out, const void *value, struct dg_arena *arena);
    /* The states of values, for rules that compare two values; NULL: there are no such rules. */
    const struct dg_states *states;
    /* Marks what a decoded value exercises. */
    void (*cover)(struct dg_cover *in, const void *value);
};

/* A body that a response may have. */
struct dg_media {
    const char *type; /* "application/json", a range too: lower case, without parameters */
    const struct dg_schema *schema; /* NULL: bodies of the type aren't judged */
    bool lines; /* a body is a sequence of documents, one on each line (itemSchema) */
    /* For application/problem+json (RFC 9457 §3.1.2): gets the member `status` of a decoded value.
       Returns false if there is none. NULL for other media types. */
    bool (*problem_status)(const void *value, int64_t *status);
    const struct dg_response_rules
        *rules; /* the rules of the response; NULL: the response has none */
    /* JSON Pointers of the enum properties that those rules are about: these properties tell the
     * outcome of the operation. */
    const char *const *outcome;
    size_t outcome_count;
    /* In the responses of the operation, the number of the body, from 1, by which generated code
       tells the bodies of a response apart; 0: there is only one. */
    unsigned body;
};

struct dg_response {
    const char *status; /* "200", "4XX" or "default" */
    const struct dg_media *media;
    size_t media_count; /* 0: no body */
};

enum dg_parameter_in {
    DG_IN_PATH,
    DG_IN_QUERY,
    DG_IN_HEADER,
    DG_IN_COOKIE,
    DG_IN_QUERY_STRING
};

struct dg_parameter {
    const char *name; /* on the wire */
    enum dg_parameter_in in;
    bool required;
    const char *environment; /* the variable that holds its value (x-dg-env); NULL: none */
    const char *unsent;      /* the reason why live commands don't send it; NULL: they do */
    const char *description; /* may be NULL */
};

struct dg_operation {
    const char *id;
    const char *command; /* sub-command of the CLI (x-dg-command); NULL: none */
    const char *summary; /* may be NULL */
    const char *method;  /* "POST" */
    const char *path;    /* template: "/things/{thing_id}/cancel" */
    const char *server;  /* servers[0].url of the operation or its path; NULL: the contract's */
    const char *unsent;  /* the part of a request that live commands don't send; NULL: none */
    const struct dg_parameter *parameters;
    size_t parameter_count;
    const struct dg_response *responses; /* in contract order */
    size_t response_count;
    const struct dg_media *success; /* the body of the documented success; NULL: none is judged */
    bool bearer;                    /* a bearer token is required (RFC 6750) */
    bool body;                      /* the operation has a request body */
};

struct dg_contract {
    const char *title;
    const char *version;
    const char *digest; /* "sha256:" and the SHA-256, in hex, of the output of `dg-codegen dump` */
    const char *server; /* servers[0].url with the defaults of its variables; NULL: none */
    const char *server_environment; /* x-dg-env; NULL: none */
    const char *token_environment;  /* x-dg-env of the bearer scheme; NULL: none */
    const struct dg_operation *operations;
    size_t operation_count;
    const struct dg_schema *const *schemas;
    size_t schema_count;
    const struct dg_rule *rules; /* in contract order */
    size_t rule_count;
    const struct dg_coverage *coverage; /* what documents can exercise */
};

#ifdef __cplusplus
}
#endif

#endif
