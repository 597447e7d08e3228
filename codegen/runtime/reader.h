/* A strict RFC 8259 reader that judges while it reads: generated decoders call it, one line per
 * property.
 *
 * Not stable: for generated code. */
#ifndef DG_RUNTIME_READER_H
#define DG_RUNTIME_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "format.h"
#include "pattern.h"
#include "report.h"
#include "rule.h"
#include "text.h"
#include "value.h"

/* Marks a function that reads values with parts. It isn't inlined: values inside each other take
 * the stack that decode.h states, and no more. */
#if defined(__GNUC__)
#define DG_NESTED __attribute__((noinline))
#else
#define DG_NESTED
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The code of findings about values that aren't of the type of the values that an enum or const
 * lists. */
enum dg_listed {
    DG_LISTED_TYPE, /* `type` */
    DG_LISTED_NULL, /* `enum` for null, otherwise `type`: the type allows null, the enum doesn't */
    DG_LISTED_ENUM, /* `enum`: the schema states no type */
    DG_LISTED_CONST /* `const`: the same */
};

/* The schema of a property, item or map value. */
struct dg_site {
    const char *schema; /* JSON Pointer of the schema that judges the value */
    bool nullable;
    enum dg_listed listed;
};

/* The state of judging: the report, and the current value. */
struct dg_judge {
    struct dg_report *report;
    const struct dg_frame *frame; /* of the value that is judged */
    const struct dg_site *site;   /* of the value that is judged */
    const char *
        begin; /* of the text from which offsets count; NULL: there is no text, and offsets are 0 */
    bool failed;    /* a finding of severity error was reported; while parts of a value are read: in
                       the current part */
    bool refused;   /* the part doesn't have its type */
    uint64_t turns; /* turns of loops of rules in the document: at most DG_RULE_TURNS */
    uint64_t walked;       /* bytes that were read again to find the values for findings of rules */
    uint64_t compared;     /* the work to compare items: at most DG_COMPARED_BYTES */
    uint64_t trial_budget; /* what is left for judging by further schemas (subschema.h); 0: all */
    bool trial;            /* only the verdict is wanted */
    bool lenient;          /* integers beyond 64 bits are no error: the value is kept as text */
    bool unjudged;         /* that didn't suffice for some value */
    bool broken; /* a rule of severity error doesn't hold; unlike other findings, this doesn't make
                    a part fail */
};

/* An object or map of which the fast way read the first members. */
struct dg_begun {
    const char *at; /* the rest */
    size_t count;   /* members that were read */
    size_t expected;
    uint64_t seen;       /* the object has at most 64 properties */
    struct dg_text name; /* of a map: the name that was read */
    bool value;          /* the name of the expected property, or of an entry, was read, and its
                            value is next */
};

/* The number of objects inside each other that the fast way reads in one go. */
#define DG_FAST_LEVELS 4

/* A string in the text. */
struct dg_string {
    struct dg_text raw; /* between the quotes, escapes as received */
    bool escaped;       /* the string has an escape */
    bool faulty;        /* the string isn't I-JSON; see `fault` */
    enum dg_code fault; /* json.utf8 or json.surrogate: the first fault */
};

/* A reader of one text. Generated code passes it on and doesn't use its members. */
struct dg_reader {
    struct dg_judge judge; /* of the value at `at` */
    const char *begin;
    const char *at;
    const char *end;
    struct dg_arena *arena;
    unsigned depth;
    unsigned max_depth;
    unsigned learnt;         /* the habits that the arena has: a bit for each */
    bool stopped;            /* not JSON, too deep, or no memory: nothing more is read */
    struct dg_string string; /* the one that was read last: here, so that no function needs memory
                                on the stack for it, which a stack protector guards */
    uint64_t looked; /* bytes that were looked at ahead, to find the alternatives of unions */
    /* Objects inside each other that the fast way began to read and left to the general loop: the
       outer one is the last. They are the very next values. [DG_FAST_LEVELS], shared by all readers
       of a document, of which only the innermost one has such values; NULL: the fast way reads no
       objects inside each other. */
    struct dg_begun *begun;
    unsigned begun_count;
    /* A stack of member names in the arena, those of the innermost open object on top. */
    struct dg_name *names;
    struct dg_name *names_scratch; /* at least half as large, for sorting */
    size_t names_used;
    size_t names_capacity;
    struct dg_spare *spare; /* arena memory that was returned and can be lent again */
    bool forgets; /* nothing asks for parts that were judged by further schemas: what they took from
                     the arena is given back */
};

/* A point in the work of a reader: what it has taken from the arena. */
struct dg_reader_mark {
    struct dg_arena_block *blocks;
    char *next;
    char *limit;
    struct dg_name *names;
    struct dg_name *names_scratch;
    size_t names_capacity;
    struct dg_spare *spare;
};

/* Begins to read `json`, whose data may be NULL if its length is 0. Reports a byte order mark and
   skips white space. `report` may be NULL, `arena` may not. */
void dg_reader_open(struct dg_reader *in, const struct dg_site *site, struct dg_text json,
                    struct dg_arena *arena, struct dg_report *report);

/* Ends reading. Reports json.syntax if anything but white space is left. Returns true when no
 * finding of severity error was reported and memory sufficed. */
bool dg_reader_close(struct dg_reader *in);

/* Objects whose members the contract lists */

struct dg_property {
    struct dg_text name; /* on the wire */
    struct dg_site site;
    bool required;
    bool escaped; /* JSON can't spell the name without escapes */
    bool deprecated;
};

/* The treatment of a member that the contract doesn't list. */
enum dg_unknown {
    DG_UNKNOWN_WARNS,   /* additionalProperties isn't stated */
    DG_UNKNOWN_ALLOWED, /* additionalProperties: true; or a schema, see dg_object_others */
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
#define DG_MAX_PROPERTIES 1024

struct dg_map;
struct dg_map_shape;
struct dg_object;

/* A property that requires another one to be present (dependentRequired), by their indexes. */
struct dg_dependent {
    size_t property;
    size_t needs;
};

/* An object in the contract. */
struct dg_shape {
    const char *schema;
    const struct dg_property *properties; /* in contract order */
    size_t count;
    size_t (*lookup)(const char *name,
                     size_t length); /* the index of a property; `count` or more: none */
    enum dg_unknown unknown;
    struct dg_length members;              /* minProperties, maxProperties */
    const struct dg_dependent *dependents; /* [dependent_count] */
    size_t dependent_count;
    size_t size;                              /* size of the struct for the object */
    const struct dg_pattern *const *patterns; /* of other members: up to NULL; NULL: none */
    const struct dg_map_shape *names;         /* the limits of their names; NULL: none */
    /* Reads members in their usual order and spelling (fast.h); NULL: there is no such function. */
    bool (*fast)(struct dg_object *at);
    size_t number; /* of the object in its contract */
};

/* The function `fast` of an object. A library can be built without these functions. */
#if defined(DG_FAST) && !DG_FAST
#define DG_FAST_WAY(function) NULL
#else
#define DG_FAST_WAY(function) (function)
#endif

/* A member name, known by its first bytes. */
struct dg_name {
    uint64_t key;   /* up to seven unescaped bytes, and their number */
    const char *at; /* points into the text, after the quote */
};

/* Member names of one object so far, to find duplicates: the first ones are here; if there are
   more, all are on the reader's stack. */
#define DG_NAMES_DIRECT 16
struct dg_names {
    size_t count;
    size_t base; /* on the reader's stack */
    struct dg_name direct[DG_NAMES_DIRECT];
};

/* The members of an object being read, for all kinds of objects. */
struct dg_members {
    const char *start; /* the brace */
    size_t count;      /* of distinct names */
    struct dg_frame frame;
    struct dg_names names;
};

/* How the next member of an object is foreseen. */
enum dg_foresight {
    DG_FORESEES_NOTHING, /* the name is looked up: the fast way pauses */
    DG_FORESEES_MEMBER,  /* the name is compared with that of the expected property: there is no
                            fast way */
    DG_FORESEES_LATER,   /* the same; if the name is the expected one, the fast way is next */
    DG_FORESEES_WAY      /* the fast way reads what it can */
};

/* An object being read:
       struct dg_object at;
       dg_object_open(&at, in, &shape, out);
       at.faults = faults; if rules read them
       while (dg_object_next(&at)) { switch (at.property) { case …: dg_read_…(in, &out->…); break; }
       dg_object_close(&at);

   Each turn must read exactly one value. dg_object_next skips unknown members, and judges
   duplicates without keeping them. `faults` is an array of DG_FAULT_WORDS(shape.count), zeroed,
   which receives the properties that failed; or NULL. */
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
    bool failed; /* something failed before the current member */
    enum dg_foresight foresight;
    unsigned found;         /* members that were looked up, unless the fast way pauses */
    struct dg_habit *habit; /* NULL: none is remembered */
    bool met;               /* the name of the expected property was read already */
    unsigned absent;        /* properties in a row that the fast way passed over */
    unsigned level;         /* of an object that the fast way reads inside another one; 0: it isn't
                               inside another one */
    ptrdiff_t gap;          /* from the comma before the name that was met last to the name's quote,
                               with white space between; 0: there was none */
    struct dg_spare *kept;  /* while a duplicate is read: the struct before it */
    struct dg_map *others;  /* receives members that aren't listed; NULL: they are skipped */
    struct dg_map *matched; /* receives those whose names match a pattern; NULL: the same */
    struct dg_map *into;    /* that received the current member */
    uint64_t seen[DG_MAX_PROPERTIES / 64];
    struct dg_members members;
};

void dg_object_open(struct dg_object *at, struct dg_reader *in, const struct dg_shape *shape,
                    void *out);
bool dg_object_next(struct dg_object *at);
/* Returns true if the value was an object and was read to its end, so that rules can judge it. */
bool dg_object_close(struct dg_object *at);
/* The subject of the findings of rules, to be used after the end. */
struct dg_subject dg_object_subject(const struct dg_object *at);

/* To be called after the document's value was read, if the value has rules. Runs the rules of the
 * response, and stores the state of the value in the report's history, if there is one. `states`
 * may be NULL. */
void dg_reader_judge_root(struct dg_reader *in, const struct dg_states *states, const void *value,
                          const void *faults);

/* Maps: objects whose names are data */

struct dg_map_shape {
    struct dg_site value;
    const char *schema;
    struct dg_length names; /* propertyNames: minLength, maxLength, in code points */
    const struct dg_pattern *const *patterns; /* propertyNames: up to NULL; NULL: none */
    struct dg_length members;                 /* minProperties, maxProperties */
    size_t entry_size; /* size of an entry, whose first member is `struct dg_text key` */
    size_t capacity;   /* capacity of the array inside the struct; 0: the entries
                          are in the arena */
    bool matched;      /* of an object: the members whose names match a pattern */
    const struct dg_map_shape *named; /* that has the limits of names; NULL: this one */
};

/* A map being read; `slot` is the next entry, zeroed except for its key, for the value:
       struct dg_map at;
       dg_map_open(&at, in, &shape, out->entries);
       while (dg_map_next(&at)) { struct dg_x_entry *e = at.slot; dg_read_…(in, &e->value); }
       out->count = dg_map_close(&at);
   Entries beyond the capacity, duplicates, and entries whose name breaks its limits are judged and
   not stored. Keys keep their escapes until the map is closed. */
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
    bool escaped; /* a stored key has escapes, which are replaced when the map is closed */
    bool open;
    struct dg_text
        met; /* the name of the next entry, if the fast way read it; no data: it didn't */
    struct dg_members members;
};

/* `entries` is the array inside the struct; NULL if the map's capacity is 0: then use `at.entries`
 * after closing. */
void dg_map_open(struct dg_map *at, struct dg_reader *in, const struct dg_map_shape *shape,
                 void *entries);
bool dg_map_next(struct dg_map *at);
size_t dg_map_close(struct dg_map *at);

/* Of an object with a schema for members that aren't listed, or for those of them whose names match
 * a pattern: after dg_object_open, opens the map that holds them. Then dg_object_next stops at such
 * a member, too, with the shape's `count` as the property, and the caller reads a value into the
 * slot of the map `into`. After the last member, before dg_object_close, the number of entries is
 * known:
       struct dg_map others;
       dg_object_others(&at, &others, &others_shape, out->others.entries);
       …
       dg_others_close(&at);
       out->others.count = others.count; */
void dg_object_others(struct dg_object *at, struct dg_map *others, const struct dg_map_shape *shape,
                      void *entries);
void dg_object_matched(struct dg_object *at, struct dg_map *matched,
                       const struct dg_map_shape *shape, void *entries);
void dg_others_close(struct dg_object *at);

/* Arrays */

/* The work to compare items in one document, about in bytes that are read again. If more would be
 * needed, arrays are counted in the report, as rules that can't be judged are. */
#define DG_COMPARED_BYTES (UINT64_C(1) << 30)

struct dg_array_shape {
    struct dg_site item;
    const char *schema;
    struct dg_length items; /* minItems, maxItems */
    size_t item_size;
    bool unique; /* uniqueItems */
};

/* An array being read; `slot` is the next item, zeroed, for the value:
       struct dg_array at;
       dg_array_open(&at, in, &shape);
       while (dg_array_next(&at)) { dg_read_…(in, at.slot); }
       out->count = dg_array_close(&at);
       out->items = at.items;
   Items beyond maxItems, and items that fail, are judged and not stored. */
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
    bool failed; /* something failed before the current item */
    struct dg_frame frame;
};

void dg_array_open(struct dg_array *at, struct dg_reader *in, const struct dg_array_shape *shape);
bool dg_array_next(struct dg_array *at);
size_t dg_array_close(struct dg_array *at);

/* Unions: values of one of several alternatives, which the value itself tells apart */

/* Types of JSON that alternatives are told apart by. A number without a fraction is an integer. */
enum dg_union_type {
    DG_UNION_NULL,
    DG_UNION_BOOLEAN,
    DG_UNION_INTEGER,
    DG_UNION_FRACTION,
    DG_UNION_STRING,
    DG_UNION_ARRAY,
    DG_UNION_OBJECT
};

/* How objects are told apart. */
enum dg_tagging {
    DG_TAG_NONE,  /* by their type alone */
    DG_TAG_VALUE, /* by the value of a member */
    DG_TAG_NAME   /* by members, each of which only one kind has */
};

/* A value that leads to an alternative. */
struct dg_tag {
    struct dg_text value; /* as JSON; of DG_TAG_NAME the name of a member */
    unsigned kind;        /* counts from 1 in contract order; 0: no alternative has the value */
};

struct dg_union_part {
    struct dg_site site;
    size_t size; /* of the member of the C union; 0: it has none */
};

struct dg_union_shape {
    const char *schema;
    bool exactly_one;                         /* finding `oneOf`, otherwise `anyOf` */
    bool of_types;                            /* finding `type` */
    const struct dg_union_part *alternatives; /* by kind - 1 */
    size_t count;
    unsigned by_type[DG_UNION_OBJECT + 1]; /* the kind of values that no word or tag leads to */
    const struct dg_tag *words;            /* strings, numbers and booleans */
    size_t word_count;
    enum dg_tagging tagging;
    struct dg_text tag; /* DG_TAG_VALUE: the name of the member, as JSON */
    const struct dg_tag *tags;
    size_t tag_count;
    unsigned untagged; /* the kind of objects without a tag */
};

/* A union being read:
       struct dg_union at;
       out->kind = dg_union_open(&at, in, &shape, &out->value);
       switch (out->kind) { case …: dg_read_…(in, &out->value.…); break; }
       dg_union_close(&at);
   Kind 0: the value fits no alternative; it has been read and reported. */
struct dg_union {
    struct dg_reader *in;
    const struct dg_site *site;
};

/* `value` is the C union, of which the member of the kind is zeroed; NULL: there is none. */
unsigned dg_union_open(struct dg_union *at, struct dg_reader *in,
                       const struct dg_union_shape *shape, void *value);
void dg_union_close(struct dg_union *at);

/* Values */

/* Each reads and judges the next value. A value that fails leaves *out zero (absent). The _opt_
   forms accept null if the site is nullable; otherwise they serve members that may be absent, and
   null is `type`. */
void dg_read_text(struct dg_reader *in, struct dg_text *out, struct dg_length length);
void dg_read_opt_text(struct dg_reader *in, struct dg_opt_text *out, struct dg_length length);
/* The same for a text that must have a format. */
void dg_read_formatted(struct dg_reader *in, struct dg_text *out, struct dg_length length,
                       const struct dg_format *format);
void dg_read_opt_formatted(struct dg_reader *in, struct dg_opt_text *out, struct dg_length length,
                           const struct dg_format *format);

/* Further limits of a text. */
struct dg_text_limits {
    struct dg_length length;
    const struct dg_format *format;           /* NULL: none */
    const struct dg_pattern *const *patterns; /* up to NULL: the text must match each */
};
void dg_read_limited_text(struct dg_reader *in, struct dg_text *out,
                          const struct dg_text_limits *limits);
void dg_read_opt_limited_text(struct dg_reader *in, struct dg_opt_text *out,
                              const struct dg_text_limits *limits);
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
/* The same for int32: a value outside int32 is `format`. */
void dg_read_int32(struct dg_reader *in, int64_t *out, struct dg_range range);
void dg_read_opt_int32(struct dg_reader *in, struct dg_opt_integer *out, struct dg_range range);

/* Further limits of an integer. */
struct dg_integer_limits {
    struct dg_range range;
    bool above;                    /* the minimum is exclusive */
    bool below;                    /* the maximum is exclusive */
    const struct dg_whole *format; /* NULL: none */
    const char *multiple;          /* the integer must be a multiple of it; NULL: of nothing */
};
void dg_read_limited_integer(struct dg_reader *in, int64_t *out,
                             const struct dg_integer_limits *limits);
void dg_read_opt_limited_integer(struct dg_reader *in, struct dg_opt_integer *out,
                                 const struct dg_integer_limits *limits);

/* Bounds of a number, as JSON numbers; NULL: none. Compared as exact decimals. */
struct dg_number_range {
    const char *minimum;
    const char *maximum;
    bool above;                    /* the minimum is exclusive */
    bool below;                    /* the maximum is exclusive */
    bool integral;                 /* the number must be an integer */
    const struct dg_whole *format; /* NULL: none */
    const char *multiple;          /* the number must be a multiple of it; NULL: of nothing */
};
#define DG_ANY_NUMBER ((struct dg_number_range){.minimum = NULL})
void dg_read_number(struct dg_reader *in, struct dg_number *out, struct dg_number_range range);
void dg_read_opt_number(struct dg_reader *in, struct dg_opt_number *out,
                        struct dg_number_range range);

/* Any JSON value, checked, as received. A null is presence DG_NULL. */
void dg_read_json(struct dg_reader *in, struct dg_opt_json *out);

/* Types of JSON values, as bits. An integer is a number, too. */
enum dg_json_type {
    DG_JSON_NULL = 1,
    DG_JSON_BOOLEAN = 2,
    DG_JSON_INTEGER = 4,
    DG_JSON_NUMBER = 8,
    DG_JSON_STRING = 16,
    DG_JSON_ARRAY = 32,
    DG_JSON_OBJECT = 64
};
#define DG_JSON_ANYTHING 127

/* The keywords of a schema whose values have several types. Each applies to values of its type. */
struct dg_any {
    unsigned types;                 /* the allowed ones, of enum dg_json_type */
    unsigned implied;               /* others are implied-type; 0: there is no such finding */
    struct dg_length length;        /* of strings */
    const struct dg_format *format; /* of strings; NULL: none */
    const struct dg_pattern *const *patterns; /* of strings, up to NULL; NULL: none */
    struct dg_number_range range;             /* of numbers */
    const struct dg_text *values;             /* [count]: the allowed ones, as JSON */
    size_t count;                             /* 0: all */
    bool constant;                            /* another value is `const`, not `enum` */
};
/* Any JSON value that its keywords allow, as received. */
void dg_read_any(struct dg_reader *in, struct dg_opt_json *out, const struct dg_any *any);

/* The words of an enum. Enumerators count from 1 in contract order; 0 is unrecognized. */
struct dg_words {
    const struct dg_text *words; /* [count] */
    const int64_t *numbers; /* for an enum of integers: [count], and `words` are their spellings;
                               otherwise NULL */
    size_t count;
    /* Returns the index from 0; `count` or more: there is none. NULL: an enum of integers. */
    size_t (*lookup)(const char *word, size_t length);
    bool open; /* x-dg-open: an unknown value is a warning */
    /* Of an open enum: the limits of unknown values. NULL: there are none. */
    const struct dg_text_limits *text;
    const struct dg_number_range *number; /* for an enum of integers */
};

/* The enumerator of the spelling `text`: a string without quotes and escapes or, in an enum of
   integers, a JSON number. 0: there is none. */
unsigned dg_word_find(const struct dg_words *words, struct dg_text text);

/* Returns the enumerator, 0 if unrecognized. Then *text (if not NULL) is the received value: a
   string without escapes, or the spelling of a number. */
unsigned dg_read_enum(struct dg_reader *in, const struct dg_words *words, struct dg_text *text);
unsigned dg_read_opt_enum(struct dg_reader *in, const struct dg_words *words,
                          enum dg_presence *presence, struct dg_text *text);

/* A constant; only its presence is stored. */
void dg_read_const_text(struct dg_reader *in, struct dg_text value);
void dg_read_opt_const_text(struct dg_reader *in, enum dg_presence *presence, struct dg_text value);
void dg_read_const_integer(struct dg_reader *in, int64_t value);
void dg_read_opt_const_integer(struct dg_reader *in, enum dg_presence *presence, int64_t value);

/* To be called before an object, map or array that may be null or absent. If there is an object,
   map or array, returns true and sets *presence to DG_VALUE; the caller then reads the value.
   Returns false if the value was null or had another type; then it has been read and judged, and
   *presence is set. */
bool dg_opt_object(struct dg_reader *in, enum dg_presence *presence);
bool dg_opt_array(struct dg_reader *in, enum dg_presence *presence);

/* The same for a value behind a pointer: returns `size` zeroed bytes of the arena for it; NULL
 * where dg_opt_object returns false, or if memory runs out. */
void *dg_opt_object_pointer(struct dg_reader *in, enum dg_presence *presence, size_t size);

/* Of schemas that don't state their type. `bracket` begins values of the type that they speak of:
   '{' or '['. Returns false if such a value is next, which the caller then reads. Otherwise reads
   another value into *other, reports implied-type, and returns true. */
bool dg_read_other(struct dg_reader *in, char bracket, struct dg_json *other);
/* The same as dg_opt_object and dg_opt_array, before dg_read_other: any value but a null that is
   allowed is read by the caller. */
bool dg_opt_other(struct dg_reader *in, enum dg_presence *presence);
void *dg_opt_other_pointer(struct dg_reader *in, enum dg_presence *presence, size_t size);

#ifdef __cplusplus
}
#endif

#endif
