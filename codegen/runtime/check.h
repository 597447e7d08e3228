/* Functions for generated validators, one line per property. They validate values that a program
 * built, with the findings that the reader would report for their JSON. Nothing is allocated.
 *
 * Not stable: for generated code. */
#ifndef DG_RUNTIME_CHECK_H
#define DG_RUNTIME_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "reader.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The state of a validation. Generated code passes the checker on and doesn't use its members. */
struct dg_checker {
    struct dg_judge judge;
    unsigned depth;
    unsigned max_depth;
    bool optional; /* the next value is a member and may be absent */
    bool absent;   /* that member is absent */
    bool stopped;  /* values are nested too deep: nothing more is validated */
};

/* Begins a validation. `report` may be NULL: verdict only. The offsets of findings are 0. */
void dg_checker_open(struct dg_checker *in, struct dg_report *report);

/* The same for a value whose schema doesn't state an object, a map or an array: findings may be
   about the value itself. */
void dg_checker_open_at(struct dg_checker *in, const struct dg_site *site,
                        struct dg_report *report);

/* Ends the validation. Returns true when no finding of severity error was reported. */
bool dg_checker_close(const struct dg_checker *in);

/* An object being validated, with its members in any order and `faults` as in reader.h:
       struct dg_checked_object at = dg_check_object(in, &shape, faults);
       dg_check_…(dg_check_member(&at, X_ID), &value->id, …);
       dg_check_object_end(&at); */
struct dg_checked_object {
    struct dg_checker *in;
    const struct dg_shape *shape;
    uint64_t *faults;
    /* the rest is the checker's */
    bool failed; /* something failed before the current member */
    const struct dg_site *site;
    size_t property; /* the current member; the shape's `count`: none so far */
    size_t missing;
    size_t others; /* members that the contract doesn't list */
    uint64_t seen[DG_MAX_PROPERTIES / 64];
    struct dg_frame frame;
    bool open;
};

struct dg_checked_object dg_check_object(struct dg_checker *in, const struct dg_shape *shape,
                                         uint64_t *faults);
/* Makes the member with that index the current one. Returns the checker. */
struct dg_checker *dg_check_member(struct dg_checked_object *at, size_t property);
/* Returns true if rules can judge the object. */
bool dg_check_object_end(struct dg_checked_object *at);
/* The subject of the findings of rules, to be used after the end. */
struct dg_subject dg_check_subject(const struct dg_checked_object *at);

/* A union being validated:
       struct dg_checked_union at = dg_check_union(in, &shape, value->kind);
       switch (value->kind) { case …: dg_check_…(in, &value->value.…); break; }
       dg_check_union_end(&at); */
struct dg_checked_union {
    struct dg_checker *in;
    const struct dg_site *site;
};

struct dg_checked_union dg_check_union(struct dg_checker *in, const struct dg_union_shape *shape,
                                       unsigned kind);
void dg_check_union_end(struct dg_checked_union *at);
/* As dg_check_opt_object. */
bool dg_check_opt_union(struct dg_checker *in, const struct dg_union_shape *shape,
                        enum dg_presence presence);
/* Reports a value of another type, which belongs to no alternative or to another one. */
void dg_check_no_other(struct dg_checker *in, char bracket, const struct dg_json *other);

/* A map being validated:
       struct dg_checked_map at = dg_check_map(in, &shape, value->entries, value->count);
       while (dg_check_map_next(&at)) {
           const struct dg_x_entry *entry = at.slot;
           dg_check_…(in, &entry->value, …);
       }
       dg_check_map_end(&at);
   Duplicate keys are reported at the end, in the order of the keys. This takes n²/512 comparisons
   for n keys if there are more than 512. */
struct dg_checked_map {
    const void *slot; /* the entry whose value is next */
    /* the rest is the checker's */
    struct dg_checker *in;
    const struct dg_map_shape *shape;
    const struct dg_site *site;
    const char *entries;
    size_t count;  /* entries that exist */
    size_t stated; /* the map's `count`, which may exceed its capacity */
    size_t index;  /* of the next entry */
    struct dg_frame frame;
    bool open;
};

struct dg_checked_map dg_check_map(struct dg_checker *in, const struct dg_map_shape *shape,
                                   const void *entries, size_t count);
bool dg_check_map_next(struct dg_checked_map *at);
void dg_check_map_end(struct dg_checked_map *at);

/* The members of an object that the contract doesn't list, after its properties. An entry with the
 * name of a property is json.duplicate-key, whether the property is there or not; one that belongs
 * to another map, by the pattern of names, is additionalProperties:
       struct dg_checked_map others = dg_check_others(&at, &shape, entries, count);
       while (dg_check_map_next(&others)) { … }
       dg_check_others_end(&at, &others); */
struct dg_checked_map dg_check_others(struct dg_checked_object *object,
                                      const struct dg_map_shape *shape, const void *entries,
                                      size_t count);
void dg_check_others_end(struct dg_checked_object *object, struct dg_checked_map *at);

/* An array being validated:
       struct dg_checked_array at = dg_check_array(in, &shape, value->items, value->count);
       while (dg_check_array_next(&at)) { dg_check_…(in, at.slot, …); }
       dg_check_array_end(&at); */
struct dg_checked_array {
    const void *slot; /* the item that is next */
    /* the rest is the checker's */
    struct dg_checker *in;
    const struct dg_array_shape *shape;
    const struct dg_site *site;
    const char *items; /* NULL: the items have no data */
    size_t count;
    size_t index; /* of the next item */
    struct dg_frame frame;
    bool open;
};

struct dg_checked_array dg_check_array(struct dg_checker *in, const struct dg_array_shape *shape,
                                       const void *items, size_t count);
bool dg_check_array_next(struct dg_checked_array *at);
void dg_check_array_end(struct dg_checked_array *at);
/* To be called after the end if items must differ. `write` writes the array as JSON, as snprintf
 * does. Arrays of more than 4,095 bytes of JSON or 256 items are counted in the report, as rules
 * that can't be judged are. */
void dg_check_unique(struct dg_checked_array *at, const void *value,
                     size_t (*write)(const void *value, char *buffer, size_t capacity));

/* A time whose text is not empty must be the instant that the text spells. */
void dg_check_time(struct dg_checker *in, const struct dg_time *value);
void dg_check_opt_time(struct dg_checker *in, const struct dg_opt_time *value);
void dg_check_text(struct dg_checker *in, const struct dg_text *value, struct dg_length length);
void dg_check_opt_text(struct dg_checker *in, const struct dg_opt_text *value,
                       struct dg_length length);
void dg_check_formatted(struct dg_checker *in, const struct dg_text *value, struct dg_length length,
                        const struct dg_format *format);
void dg_check_opt_formatted(struct dg_checker *in, const struct dg_opt_text *value,
                            struct dg_length length, const struct dg_format *format);
void dg_check_limited_text(struct dg_checker *in, const struct dg_text *value,
                           const struct dg_text_limits *limits);
void dg_check_opt_limited_text(struct dg_checker *in, const struct dg_opt_text *value,
                               const struct dg_text_limits *limits);
void dg_check_integer(struct dg_checker *in, int64_t value, struct dg_range range);
void dg_check_opt_integer(struct dg_checker *in, const struct dg_opt_integer *value,
                          struct dg_range range);
void dg_check_int32(struct dg_checker *in, int64_t value, struct dg_range range);
void dg_check_opt_int32(struct dg_checker *in, const struct dg_opt_integer *value,
                        struct dg_range range);
void dg_check_limited_integer(struct dg_checker *in, int64_t value,
                              const struct dg_integer_limits *limits);
void dg_check_opt_limited_integer(struct dg_checker *in, const struct dg_opt_integer *value,
                                  const struct dg_integer_limits *limits);
/* A number whose text is not empty must be the double nearest to it. */
void dg_check_number(struct dg_checker *in, const struct dg_number *value,
                     struct dg_number_range range);
void dg_check_opt_number(struct dg_checker *in, const struct dg_opt_number *value,
                         struct dg_number_range range);
void dg_check_opt_boolean(struct dg_checker *in, const struct dg_opt_boolean *value);
void dg_check_enum(struct dg_checker *in, const struct dg_words *words, unsigned enumerator,
                   const struct dg_text *text);
void dg_check_opt_const_text(struct dg_checker *in, enum dg_presence presence);
void dg_check_opt_const_integer(struct dg_checker *in, enum dg_presence presence);
/* Free-form JSON, with every check of the reader. Duplicate names are found in objects of up to 16
 * names; in larger ones, if the open objects with more than 16 names have at most 256 names
 * together. */
void dg_check_json(struct dg_checker *in, const struct dg_opt_json *value);

/* The same, judged by keywords. The length and the format of a string of more than 4,096 bytes that
 * has escapes aren't checked. */
void dg_check_any(struct dg_checker *in, const struct dg_opt_json *json, const struct dg_any *any);

/* To be called before any other kind of value that may be null or absent. Returns true if there is
   a value, which the caller then judges. */
bool dg_check_opt_object(struct dg_checker *in, enum dg_presence presence);
bool dg_check_opt_array(struct dg_checker *in, enum dg_presence presence);
bool dg_check_opt_enum(struct dg_checker *in, enum dg_presence presence,
                       const struct dg_words *words);

/* Of schemas that don't state their type, as in reader.h. Returns true if there is a value of
   another type, which was validated. Such a text must not begin with the bracket (`type`). */
bool dg_check_other(struct dg_checker *in, char bracket, const struct dg_json *other);
bool dg_check_opt_other(struct dg_checker *in, char bracket, enum dg_presence presence);

#ifdef __cplusplus
}
#endif

#endif
