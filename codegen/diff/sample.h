/* JSON documents that are made for the types of a model. */
#ifndef DG_CODEGEN_SAMPLE_H
#define DG_CODEGEN_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buffer.h"
#include "model/model.h"
#include "runtime/arena.h"

/* The limits of one document: larger documents are not made. */
#define SAMPLE_MAX_BYTES ((size_t)1024 * 1024)
#define SAMPLE_MAX_COUNT 100000 /* code points of a text, members, items */
#define SAMPLE_MAX_DEPTH 64
/* Values that further schemas judge aren't made deeper than this: each of the schemas is tried. */
#define SAMPLE_MAX_JUDGED 3
#define SAMPLE_MAX_FAILURES 16

enum sample_kind {
    SAMPLE_NULL,
    SAMPLE_BOOLEAN,
    SAMPLE_NUMBER,
    SAMPLE_TEXT,
    SAMPLE_LIST,
    SAMPLE_OBJECT
};

struct sample_member {
    struct dg_text name; /* in a list: empty */
    struct sample *value;
};

struct sample {
    enum sample_kind kind;
    bool boolean;
    struct dg_text text; /* TEXT; NUMBER: its spelling */
    struct sample_member *members;
    size_t count;
    size_t capacity;
    const struct model_type *type; /* of an object or list, once diff_satisfy knows it */
    bool fixed;                    /* it shows a change, so that it must stay as it is */
};

/* Makes documents in an arena. */
struct sample_maker {
    struct dg_arena *arena;
    size_t bytes; /* of the documents made since sample_begin */
    unsigned depth;
    unsigned judged;   /* the depth of values that further schemas judge */
    bool exhausted;    /* a document was not made because it would be too large */
    unsigned failures; /* how often bytes ran out */
};

/* A type of the same kind that limits nothing. */
struct model_type sample_bare(const struct model_type *type);

/* Allows SAMPLE_MAX_BYTES for the next documents, unless bytes ran out too often before: so a
   contract whose documents are large costs no more than others. */
void sample_begin(struct sample_maker *maker);

/* These make a value. They return NULL, and set `exhausted`, if it would be too large. */
struct sample *sample_new(struct sample_maker *maker, enum sample_kind kind);
struct sample *sample_text(struct sample_maker *maker, struct dg_text text);
struct sample *sample_number(struct sample_maker *maker, const char *spelling);

/* Adds a member or an item. Returns false if `value` is NULL or there is no room. */
bool sample_add(struct sample_maker *maker, struct sample *to, struct dg_text name,
                struct sample *value);
/* Returns NULL if there is no such member. */
struct sample *sample_find(const struct sample *object, struct dg_text name);

/* An object with the members of both. NULL: there is no room. */
struct sample *sample_both(struct sample_maker *maker, const struct sample *object,
                           const struct sample *other);

/* The one text after the other; either may contain NUL. */
struct dg_text sample_join(struct dg_text first, struct dg_text second, struct dg_arena *arena);

/* Appends the JSON text, without white space. */
void sample_write(const struct sample *sample, struct buffer *out);

/* Makes a small value of the type; NULL: there is none, or it would be too large. */
struct sample *sample_make(struct sample_maker *maker, const struct model_type *type);
/* As sample_make; null where null is allowed. */
struct sample *sample_make_use(struct sample_maker *maker, const struct model_use *use);

/* What a value of an object, a map or a list has to have, besides what the type requires. */
struct sample_wish {
    uint64_t count;                /* at least this many members or items */
    const struct dg_text *with;    /* NULL: none. A list has the value as its first item */
    struct sample *value;          /* of that member or item */
    const struct dg_text *without; /* an optional property that must be absent; NULL: none */
};
struct sample *sample_make_wish(struct sample_maker *maker, const struct model_type *type,
                                const struct sample_wish *wish);

/* Makes a text of that many code points. */
struct sample *sample_make_text(struct sample_maker *maker, uint64_t length);
/* Makes the name of a member that an object doesn't list. */
struct dg_text sample_make_name(struct sample_maker *maker, uint64_t length, uint64_t number);

/* Whether the type describes the value. Warnings are no reason against it. */
bool sample_fits(const struct model_type *type, const struct sample *sample);
bool sample_fits_use(const struct model_use *use, const struct sample *sample);
/* The schema of a member that an object doesn't list; NULL: there is none. */
const struct model_use *sample_use_of_other(const struct model_type *object, struct dg_text name);

/* Whether a value of the type matches the further schemas. */
bool sample_fits_subschemas(const struct model_type *type, const struct sample *sample);

/* Values near the limits of the two types, and values of all kinds. */
#define SAMPLE_MAX_VARIANTS 256
struct sample_list {
    struct sample *items[SAMPLE_MAX_VARIANTS];
    size_t count;
};
/* Adds a value, unless it is NULL or the list is full. */
void sample_list_add(struct sample_list *list, struct sample *sample);
/* Collects values of the type `of`, which may or may not be values of `other`. Some may not fit
 * `of`. */
void sample_variants(struct sample_maker *maker, const struct model_type *of,
                     const struct model_type *other, struct sample_list *out);

#endif
