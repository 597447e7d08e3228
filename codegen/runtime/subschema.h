/* Values that are judged by further schemas, from their text: oneOf, anyOf, not, if … Generated
 * decoders first read the value by its other keywords, which alone report faults of the text.
 *
 * Not stable: for generated code. */
#ifndef DG_RUNTIME_SUBSCHEMA_H
#define DG_RUNTIME_SUBSCHEMA_H

#include "check.h"
#include "reader.h"

#ifdef __cplusplus
extern "C" {
#endif

struct dg_subschemas;

/* A schema by which a value is judged. */
struct dg_alternative {
    void (*read)(struct dg_reader *in, void *out); /* the decoder of its type */
    size_t size;                                   /* of its struct */
    bool keeps; /* rules read its values, which may have further schemas */
    struct dg_site site;
    const struct dg_shape *shape;           /* the properties that it lists; NULL: it lists none */
    bool lists_all;                         /* its additionalProperties take any other name */
    const struct dg_subschemas *subschemas; /* its further schemas; NULL: none */
};

enum dg_applicator {
    DG_ONE_OF,
    DG_ANY_OF,
    DG_NOT,
    DG_IF, /* alternatives: the condition, then, else */
    DG_CONTAINS,
    DG_PREFIX_ITEMS, /* alternatives: of each position, and of the items after them */
    DG_DEPENDENT,
    DG_PATTERN_PROPERTIES, /* alternatives: of each pattern */
    DG_PROPERTY_NAMES
};

struct dg_subschema {
    enum dg_applicator applicator;
    const struct dg_alternative *alternatives; /* [count]; one without `read` doesn't exist */
    size_t count;
    struct dg_text property;                  /* of DG_DEPENDENT */
    const struct dg_pattern *const *patterns; /* [count]; of DG_PATTERN_PROPERTIES */
    const struct dg_shape *listed; /* of DG_PATTERN_PROPERTIES: has the names that it isn't about */
    struct dg_length matches;      /* of DG_CONTAINS */
    bool has_min;                  /* of DG_CONTAINS: minContains is stated */
};

/* The further schemas of a value. */
struct dg_subschemas {
    const struct dg_subschema *list; /* [count] */
    size_t count;
};

/* The work for one document, about in bytes that are read again: at most DG_TRIAL_BYTES, and
 * DG_TRIAL_TIMES times its length. Values that it doesn't suffice for are counted in the report, as
 * rules that can't be judged are. */
#define DG_TRIAL_BYTES (UINT64_C(1) << 25)
#define DG_TRIAL_TIMES 16

/* Any JSON value that its keywords and further schemas allow, as received. Sets out->alternative.
 */
void dg_read_judged(struct dg_reader *in, struct dg_opt_json *out, const struct dg_any *any,
                    const struct dg_subschemas *subschemas);

/* A value that is read into a struct:
       struct dg_judged judged = dg_judged_open(in);
       … the value is read …
       dg_judged_close(in, &judged, &subschemas, &out->alternative);
   The number of the first alternative of oneOf, or otherwise of anyOf, that matches is stored in
   *alternative, which may be NULL; it counts from 1, and 0 means none. */
struct dg_judged {
    struct dg_reader_mark mark;
    const char *start;
    bool failed; /* something failed before */
    /* Of an object whose members may be listed by its further schemas: reports those that are
     * listed nowhere. NULL: there are no such members. */
    const struct dg_shape *shape;
};
struct dg_judged dg_judged_open(struct dg_reader *in);
void dg_judged_close(struct dg_reader *in, const struct dg_judged *judged,
                     const struct dg_subschemas *subschemas, uint32_t *alternative);

/* Like dg_opt_object, dg_opt_array and dg_opt_other, for schemas that judge null, too. */
bool dg_opt_judged_object(struct dg_reader *in, enum dg_presence *presence,
                          const struct dg_subschemas *subschemas);
bool dg_opt_judged_array(struct dg_reader *in, enum dg_presence *presence,
                         const struct dg_subschemas *subschemas);
bool dg_opt_judged_other(struct dg_reader *in, enum dg_presence *presence,
                         const struct dg_subschemas *subschemas);

/* The same for objects and maps that are held by pointer. */
void *dg_opt_judged_object_pointer(struct dg_reader *in, enum dg_presence *presence, size_t size,
                                   const struct dg_subschemas *subschemas);
void *dg_opt_judged_other_pointer(struct dg_reader *in, enum dg_presence *presence, size_t size,
                                  const struct dg_subschemas *subschemas);

/* Values that a program built. Their text is judged with what fits into a few KiB of the stack:
 * other values are counted in the report, as rules that can't be judged are. */

void dg_check_judged(struct dg_checker *in, const struct dg_opt_json *json,
                     const struct dg_any *any, const struct dg_subschemas *subschemas);

/* A value in a struct:
       struct dg_checked_judged judged = dg_check_judged_open(in);
       … the value is validated …
       dg_check_judged_close(in, &judged, value, dg_x_judged_text, &subschemas); */
struct dg_checked_judged {
    bool failed;
};
struct dg_checked_judged dg_check_judged_open(struct dg_checker *in);
/* `write` writes the value as JSON, as snprintf does. */
void dg_check_judged_close(struct dg_checker *in, const struct dg_checked_judged *judged,
                           const void *value,
                           size_t (*write)(const void *value, char *buffer, size_t capacity),
                           const struct dg_subschemas *subschemas);

/* To be called before a value that may be null or absent, whose schemas judge null, too: like
 * dg_check_opt_object, dg_check_opt_array and dg_check_opt_other. */
bool dg_check_opt_judged_object(struct dg_checker *in, enum dg_presence presence,
                                const struct dg_subschemas *subschemas);
bool dg_check_opt_judged_array(struct dg_checker *in, enum dg_presence presence,
                               const struct dg_subschemas *subschemas);
bool dg_check_opt_judged_other(struct dg_checker *in, char bracket, enum dg_presence presence,
                               const struct dg_subschemas *subschemas);

#ifdef __cplusplus
}
#endif

#endif
