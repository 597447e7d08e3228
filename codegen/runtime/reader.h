/* A strict RFC 8259 reader that judges while it reads: generated decoders call it, one line per
 * property. */
#ifndef DG_RUNTIME_READER_H
#define DG_RUNTIME_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "report.h"
#include "rule.h"
#include "text.h"
#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What the contract says of a place where a value may stand. */
struct dg_site {
    const char *schema; /* JSON Pointer of the schema that judges the value */
    bool nullable;
};

/* Who judges a value: whom it tells, and where it is. */
struct dg_judge {
    struct dg_report *report;
    const struct dg_frame *frame; /* of the value that is judged */
    const struct dg_site *site;   /* of the value that is judged */
    const char *begin; /* of the text that offsets count from; NULL: there is none, they are 0 */
    bool failed;       /* a finding of severity error was met; where something is read part by part:
                          in the part that is read */
    bool refused;      /* the part isn't of the type that it should have */
    uint64_t turns;    /* that loops of rules took in the document: DG_RULE_TURNS at the most */
    uint64_t walked;   /* bytes that were gone through again, to find what findings of rules name */
    bool broken;       /* a rule of severity error doesn't hold; that fails no part */
};

/* A reader of one text. Generated code passes it on and never looks inside. */
struct dg_reader {
    struct dg_judge judge; /* of the value at `at` */
    const char *begin;
    const char *at;
    const char *end;
    struct dg_arena *arena;
    unsigned depth;
    unsigned max_depth;
    bool stopped; /* not JSON, too deep, or no memory: nothing more is read */
    /* A stack of member names, those of the innermost open object on top, in the arena. */
    struct dg_name *names;
    struct dg_name *names_scratch; /* at least half as large, for sorting */
    size_t names_used;
    size_t names_capacity;
    struct dg_spare *spare; /* arena memory that was given back, to be lent again */
};

/* Begins to read `json`, whose data may be NULL if its length is 0: reports a byte order mark,
   skips white space. `report` may be NULL. `arena` is never NULL. */
void dg_reader_open(struct dg_reader *in, const struct dg_site *site, struct dg_text json,
                    struct dg_arena *arena, struct dg_report *report);

/* Ends it: anything but white space left is json.syntax. True when nothing of severity error was
 * met and memory sufficed. */
bool dg_reader_close(struct dg_reader *in);

/* Objects whose members the contract lists */

struct dg_property {
    struct dg_text name; /* on the wire */
    struct dg_site site;
    bool required;
};

/* What happens to a member that the contract doesn't list. */
enum dg_unknown {
    DG_UNKNOWN_WARNS,   /* additionalProperties isn't stated */
    DG_UNKNOWN_ALLOWED, /* additionalProperties: true */
    DG_UNKNOWN_REFUSED  /* additionalProperties: false */
};

/* Bounds, both inclusive, of a length or count. */
struct dg_length {
    size_t min;
    size_t max;
};
#define DG_ANY_LENGTH ((struct dg_length){0, SIZE_MAX})
#define DG_AT_LEAST(n) ((struct dg_length){(n), SIZE_MAX})
#define DG_AT_MOST(n) ((struct dg_length){0, (n)})
#define DG_BETWEEN(n, m) ((struct dg_length){(n), (m)})

/* An object may list at most this many properties. */
#define DG_MAX_PROPERTIES 256

/* The object as the contract states it. */
struct dg_shape {
    const char *schema;
    const struct dg_property *properties; /* in contract order */
    size_t count;
    size_t (*lookup)(const char *name,
                     size_t length); /* the index of a property; `count` or more: none */
    enum dg_unknown unknown;
    struct dg_length members; /* minProperties, maxProperties */
    size_t size;              /* of the struct that it is read into */
};

/* A member name, by the first bytes of it. */
struct dg_name {
    uint64_t key;   /* seven bytes, unescaped, and how many there are of them */
    const char *at; /* into the text, between the quotes */
};

/* Member names met so far in one object, to find duplicates: the first ones here, all of them on
   the reader's stack once there are more. */
#define DG_NAMES_DIRECT 16
struct dg_names {
    size_t count;
    size_t base; /* on the reader's stack */
    struct dg_name direct[DG_NAMES_DIRECT];
};

/* The members of an object being read, whatever it is read into. */
struct dg_members {
    const char *start; /* the brace */
    size_t count;      /* of distinct names */
    struct dg_frame frame;
    struct dg_names names;
};

/* An object being read:
       struct dg_object at = dg_object_open(in, &shape, out, faults);
       while (dg_object_next(&at)) { switch (at.property) { case …: dg_read_…(in, &out->…); break; }
       dg_object_close(&at);

   Each turn must read exactly one value. Unknown members are skipped, duplicates judged but not
   kept, inside. `faults` is an array of DG_FAULT_WORDS(shape.count), zeroed, where properties that
   failed are noted; or NULL. */
struct dg_object {
    struct dg_reader *in;
    const struct dg_shape *shape;
    void *out;
    uint64_t *faults;
    size_t property; /* index of the member whose value is next */
    /* the rest is the reader's */
    size_t expected; /* index of the member that the contract lists next */
    const struct dg_site *site;
    bool open;
    bool failed;           /* something failed before the member that is read */
    struct dg_spare *kept; /* while a duplicate is read: the struct as it was */
    uint64_t seen[DG_MAX_PROPERTIES / 64];
    struct dg_members members;
};

struct dg_object dg_object_open(struct dg_reader *in, const struct dg_shape *shape, void *out,
                                uint64_t *faults);
bool dg_object_next(struct dg_object *at);
/* True if it was an object and was read to its end, so that rules can judge it. */
bool dg_object_close(struct dg_object *at);
/* What rules are to tell of, after that. */
struct dg_subject dg_object_subject(const struct dg_object *at);

/* When the document's value was read, which has rules: runs those of the response that it is judged
   as, and puts the value's state where it is wanted. `states` may be NULL. */
void dg_reader_judge_root(struct dg_reader *in, const struct dg_states *states, const void *value,
                          const void *faults);

/* Maps: objects whose names are data */

struct dg_map_shape {
    struct dg_site value;
    const char *schema;
    struct dg_length names;   /* propertyNames: minLength, maxLength, in code points */
    struct dg_length members; /* minProperties, maxProperties */
    size_t entry_size;        /* the entry's first member is `struct dg_text key` */
    size_t capacity;          /* of the array inside the struct; 0: the entries are in the arena */
};

/* A map being read; `slot` is the zeroed entry, its key set, that the value goes into:
       struct dg_map at = dg_map_open(in, &shape, out->entries);
       while (dg_map_next(&at)) { struct dg_x_entry *e = at.slot; dg_read_…(in, &e->value); }
       out->count = dg_map_close(&at);

   Entries beyond the capacity, duplicates and entries whose name breaks its limits are judged, not
   stored. A key has its escapes until the map is closed. */
struct dg_map {
    struct dg_reader *in;
    const struct dg_map_shape *shape;
    void *slot;
    void *entries;
    size_t count; /* stored */
    /* the rest is the reader's */
    size_t capacity;
    const struct dg_site *site;
    struct dg_spare *scratch; /* the slot of entries that are not stored */
    bool escaped;             /* a stored key has escapes; it loses them when the map is closed */
    bool open;
    struct dg_members members;
};

/* `entries` is the array inside the struct, NULL if the map's capacity is 0: then use `at.entries`
 * after closing. */
struct dg_map dg_map_open(struct dg_reader *in, const struct dg_map_shape *shape, void *entries);
bool dg_map_next(struct dg_map *at);
size_t dg_map_close(struct dg_map *at);

/* Arrays */

struct dg_array_shape {
    struct dg_site item;
    const char *schema;
    struct dg_length items; /* minItems, maxItems */
    size_t item_size;
};

/* An array being read; `slot` is the zeroed item that the value goes into:
       struct dg_array at = dg_array_open(in, &shape);
       while (dg_array_next(&at)) { dg_read_…(in, at.slot); }
       out->count = dg_array_close(&at);
       out->items = at.items;

   Items beyond maxItems, and items that fail, are judged, not stored. */
struct dg_array {
    struct dg_reader *in;
    const struct dg_array_shape *shape;
    void *slot;
    void *items;
    size_t count;
    /* the rest is the reader's */
    size_t capacity;
    size_t met; /* items read, stored or not */
    const char *start;
    const struct dg_site *site;
    struct dg_spare *scratch; /* the slot of items that are not stored */
    bool open;
    bool failed; /* something failed before the item that is read */
    struct dg_frame frame;
};

struct dg_array dg_array_open(struct dg_reader *in, const struct dg_array_shape *shape);
bool dg_array_next(struct dg_array *at);
size_t dg_array_close(struct dg_array *at);

/* Values */

/* Each reads the value that is next and judges it. What fails leaves zero (absent) behind. The
   _opt_ forms accept null where the site is nullable; where it isn't, they serve members that may
   be absent, and null is `type`. */
void dg_read_text(struct dg_reader *in, struct dg_text *out, struct dg_length length);
void dg_read_opt_text(struct dg_reader *in, struct dg_opt_text *out, struct dg_length length);
void dg_read_time(struct dg_reader *in, struct dg_time *out);
void dg_read_opt_time(struct dg_reader *in, struct dg_opt_time *out);
void dg_read_boolean(struct dg_reader *in, bool *out);
void dg_read_opt_boolean(struct dg_reader *in, struct dg_opt_boolean *out);

/* Bounds, both inclusive, of an integer. */
struct dg_range {
    int64_t minimum;
    int64_t maximum;
};
#define DG_ANY_INTEGER ((struct dg_range){INT64_MIN, INT64_MAX})
#define DG_MINIMUM(n) ((struct dg_range){(n), INT64_MAX})
#define DG_MAXIMUM(n) ((struct dg_range){INT64_MIN, (n)})
#define DG_RANGE(n, m) ((struct dg_range){(n), (m)})
void dg_read_integer(struct dg_reader *in, int64_t *out, struct dg_range range);
void dg_read_opt_integer(struct dg_reader *in, struct dg_opt_integer *out, struct dg_range range);
/* As above, and outside int32 is `format`. */
void dg_read_int32(struct dg_reader *in, int64_t *out, struct dg_range range);
void dg_read_opt_int32(struct dg_reader *in, struct dg_opt_integer *out, struct dg_range range);

/* Bounds, both inclusive, of a number, as JSON numbers; NULL: none. Compared as exact decimals. */
struct dg_number_range {
    const char *minimum;
    const char *maximum;
};
#define DG_ANY_NUMBER ((struct dg_number_range){NULL, NULL})
void dg_read_number(struct dg_reader *in, struct dg_number *out, struct dg_number_range range);
void dg_read_opt_number(struct dg_reader *in, struct dg_opt_number *out,
                        struct dg_number_range range);

/* Any JSON value, checked, as received. A null is presence DG_NULL. */
void dg_read_json(struct dg_reader *in, struct dg_opt_json *out);

/* The words of an enum. Enumerators count from 1 in contract order; 0 is unrecognized. */
struct dg_words {
    const struct dg_text *words; /* [count] */
    const int64_t *numbers; /* of an integer enum: [count], and words their spelling; else NULL */
    size_t count;
    /* The index from 0; `count` or more: none. NULL: it is an enum of integers. */
    size_t (*lookup)(const char *word, size_t length);
    bool open; /* x-dg-open: an unknown value is a warning */
};

/* Returns the enumerator, 0 if unrecognized; then *text (if not NULL) is the value as received: of
   a string unescaped, of a number its spelling. */
unsigned dg_read_enum(struct dg_reader *in, const struct dg_words *words, struct dg_text *text);
unsigned dg_read_opt_enum(struct dg_reader *in, const struct dg_words *words,
                          enum dg_presence *presence, struct dg_text *text);

/* A value that can only be one; nothing is stored but whether it was there. */
void dg_read_const_text(struct dg_reader *in, struct dg_text value);
void dg_read_opt_const_text(struct dg_reader *in, enum dg_presence *presence, struct dg_text value);
void dg_read_const_integer(struct dg_reader *in, int64_t value);
void dg_read_opt_const_integer(struct dg_reader *in, enum dg_presence *presence, int64_t value);

/* Before an object, map or array that may be null or absent: true, *presence DG_VALUE, if one is
   next, for the caller to read. False if it was null or of another type: then it was read, judged,
   and *presence says what it was. */
bool dg_opt_object(struct dg_reader *in, enum dg_presence *presence);
bool dg_opt_array(struct dg_reader *in, enum dg_presence *presence);

#ifdef __cplusplus
}
#endif

#endif
