/* The limits of values: a row carries everything that is known of one. */
#ifndef DG_CODEGEN_MODEL_LIMIT_H
#define DG_CODEGEN_MODEL_LIMIT_H

#include <stdbool.h>
#include <stdint.h>

/* The columns:
   - kind: MODEL_<kind>, the kind of values that it limits
   - member: of struct model_type
   - none: the value of that member without the keywords
   - form: limit_read_<form>() and limit_excludes_<form>() load it, dump_<form>() dumps it, and
     limits_<form>() in emit/ writes it as C
   - first, second: the keywords, which may exclude each other; a limit of one keyword has "" for
     the second, and is checked where it is read
   - label: its name in the dump and, for OBJECT, MAP and LIST, in the table of the C type
   - comment: comment_<comment>() in emit/ adds it to the comments of generated C
   The order is that of arguments in generated C. The functions are pasted from their names: a row
   that lacks one, or names one that doesn't exist, doesn't compile. The keywords beside `enum`,
   `const`, and a `format` that makes another kind of the type, are refused. */
#define MODEL_LIMITS(X)                                                                            \
    X(TEXT, length, MODEL_ANY_COUNT, count, "minLength", "maxLength", "length", code_points)       \
    X(INTEGER, range, MODEL_ANY_INTEGER, integer, "minimum", "maximum", "value", integer)          \
    X(NUMBER, number_range, MODEL_ANY_NUMBER, number, "minimum", "maximum", "value", number)       \
    X(OBJECT, count, MODEL_ANY_COUNT, count, "minProperties", "maxProperties", "members", members) \
    X(MAP, names, MODEL_ANY_COUNT, count, "minLength", "maxLength", "names", nothing)              \
    X(MAP, count, MODEL_ANY_COUNT, count, "minProperties", "maxProperties", "members", entries)    \
    X(LIST, count, MODEL_ANY_COUNT, count, "minItems", "maxItems", "items", items)

/* Bounds are inclusive, unless a flag says otherwise. */
struct model_count {
    uint64_t min;
    uint64_t max; /* UINT64_MAX: none */
};

struct model_range {
    int64_t minimum; /* INT64_MIN: none */
    int64_t maximum; /* INT64_MAX: none */
    bool above;      /* the minimum is exclusive */
    bool below;      /* the maximum is exclusive */
};

struct model_number_range {
    const char *minimum, *maximum; /* JSON numbers; NULL: none */
    bool above;                    /* the minimum is exclusive */
    bool below;                    /* the maximum is exclusive */
};

#define MODEL_ANY_COUNT ((struct model_count){0, UINT64_MAX})
#define MODEL_ANY_INTEGER ((struct model_range){INT64_MIN, INT64_MAX, false, false})
#define MODEL_ANY_NUMBER ((struct model_number_range){NULL, NULL, false, false})

#endif
