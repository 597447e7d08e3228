/* The fast way through an object: properties in contract order, in their usual spelling. Generated
 * code has a function for each object, with one line per property:
 *
 *     bool dg_kettle_fast(struct dg_object *at)
 *     {
 *         struct dg_kettle *out = at->out;
 *         struct dg_fast in = dg_fast_begin(at);
 *
 *         dg_fast_text(&in, DG_MEMBER(KETTLE_ID, "id"), &out->id, DG_ANY_LENGTH);
 *         dg_fast_time(&in, DG_MEMBER(KETTLE_MADE_AT, "made_at"), &out->made_at);
 *         return dg_fast_end(&in);
 *     }
 *
 * dg_object_next calls it. It stops at the first surprise: another order, a member that the
 * contract doesn't list, an object or array, a spelling that isn't usual, anything that breaks the
 * contract. Then dg_object_next goes on from there, and calls the function again for the members
 * after it. The function reports nothing.
 *
 * Not stable: for generated code. */
#ifndef DG_RUNTIME_FAST_H
#define DG_RUNTIME_FAST_H

#include "leaf.h"
#include "reader.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The compiler has to see the whole way at once, so that a property takes a few comparisons with
   constants. */
#if defined(__GNUC__)
#define DG_FAST_INLINE static inline __attribute__((always_inline))
#define DG_FAST_SURPRISE(condition) __builtin_expect((condition), 0)
#else
#define DG_FAST_INLINE static inline
#define DG_FAST_SURPRISE(condition) (condition)
#endif

/* A property of an object: its index, and the text of its name with quotes and colon. `name` is a
 * literal that JSON spells without escapes. */
struct dg_member {
    size_t index;
    struct dg_text text;
};
#define DG_MEMBER(index, name) ((struct dg_member){(index), DG_TEXT("\"" name "\":")})

/* The state. */
struct dg_fast {
    struct dg_object *object;
    const struct dg_property *properties;
    const char *at; /* after the value that was read last; while stopped at a value: the value */
    const char *end;
    char before;  /* the byte at `at` before a name: a comma, or the brace of the object */
    size_t next;  /* index of the next property; DG_FAST_STOPPED: none. The properties before it,
                     from object->expected on, were read and aren't noted in the object yet */
    size_t limit; /* index of a property that was read before, out of order */
    size_t last;  /* while stopped: the index of the next property */
    bool value;   /* while stopped: the name of this property was read, and its value is next */
};
#define DG_FAST_STOPPED SIZE_MAX

/* The index of the first property from object->expected on that was read already; the number of
   properties if there is none. */
size_t dg_fast_limit(const struct dg_object *object);

DG_FAST_INLINE struct dg_fast dg_fast_begin(struct dg_object *object)
{
    const struct dg_reader *in = object->in;
    bool opened = object->members.count == 0 && in->at == object->members.start + 1;
    struct dg_fast fast;

    fast.object = object;
    fast.properties = object->shape->properties;
    fast.at = opened ? object->members.start : in->at;
    fast.end = in->end;
    fast.before = opened ? '{' : ',';
    fast.next = object->expected;
    fast.limit = opened ? object->shape->count : dg_fast_limit(object);
    fast.last = 0;
    fast.value = false;
    object->absent = 0;
    return fast;
}

/* Leaves the state to the object: the properties before `last` were read, up to `at`. `value`: the
   value of the property `last` is next. Returns `value`. */
bool dg_fast_leave(struct dg_object *object, const char *at, size_t last, bool value);

/* Returns where the name after the byte `before` begins, or NULL if another byte is next, or if
   there is no white space. There may be white space before and after that byte. */
const char *dg_fast_separator(struct dg_object *object, const char *at, const char *end,
                              char before);

/* Notes that the properties before `index` were read. The property `index` isn't the next member:
   returns true if the property may be absent, so that a later one may be next. */
bool dg_fast_absent(struct dg_object *object, size_t index);

/* Values that are not read inline. Each returns the end of the value at `at`, or NULL. `out` points
   to an enum. */
const char *dg_fast_enumerator(struct dg_reader *in, const char *at, const struct dg_words *words,
                               void *out);
const char *dg_fast_decimal(const char *at, const char *end, struct dg_number *out);
bool dg_fast_within(struct dg_text spelling, struct dg_number_range range);
bool dg_fast_fits(struct dg_text text, const struct dg_text_limits *limits);

/* Stops before the name of the property, or at its value. */
DG_FAST_INLINE void dg_fast_stop(struct dg_fast *in, size_t index, bool value)
{
    in->last = index;
    in->value = value;
    in->next = DG_FAST_STOPPED;
}

/* Goes on after the property, which isn't the next member, or stops. */
DG_FAST_INLINE void dg_fast_other(struct dg_fast *in, size_t index)
{
    if (dg_fast_absent(in->object, index)) {
        in->next = index + 1;
    } else {
        dg_fast_stop(in, index, false);
    }
}

/* Whether the property is the next member. Then moves to its value. */
DG_FAST_INLINE bool dg_fast_name(struct dg_fast *in, struct dg_member member)
{
    ptrdiff_t length = (ptrdiff_t)member.text.length;
    const char *name = in->at + 1;

    if (member.index < in->next) {
        return false; /* stopped, or begun after this property */
    }
    if (DG_FAST_SURPRISE(member.index == in->limit)) {
        dg_fast_stop(in, member.index, false);
        return false;
    }
    if (DG_FAST_SURPRISE(in->end - in->at <= length + 1 || *in->at != in->before ||
                         memcmp(name, member.text.data, member.text.length) != 0)) {
        name = dg_fast_separator(in->object, in->at, in->end, in->before);
        if (name == NULL || in->end - name <= length ||
            memcmp(name, member.text.data, member.text.length) != 0) {
            dg_fast_other(in, member.index);
            return false;
        }
    }
    in->at = name + length;
    if (*in->at <= ' ') {
        in->at = in->end - in->at > 1 && *in->at == ' ' && in->at[1] > ' '
                     ? in->at + 1
                     : dg_leaf_space(in->at, in->end);
    }
    in->before = ',';
    return true;
}

/* Ends the value of the property. `after` is its end; NULL: the general reader has to read it. */
DG_FAST_INLINE void dg_fast_value(struct dg_fast *in, size_t index, const char *after)
{
    if (DG_FAST_SURPRISE(after == NULL)) {
        dg_fast_stop(in, index, true);
        return;
    }
    in->at = after;
    in->next = index + 1;
}

DG_FAST_INLINE bool dg_fast_end(struct dg_fast *in)
{
    if (in->next != DG_FAST_STOPPED) {
        dg_fast_stop(in, in->next, false);
    }
    return dg_fast_leave(in->object, in->before == '{' ? in->at + 1 : in->at, in->last, in->value);
}

/* The end of a null that is allowed. */
DG_FAST_INLINE const char *dg_fast_null(const struct dg_fast *in, size_t index)
{
    const char *after = dg_leaf_null(in->at, in->end);

    return after != NULL && in->properties[index].site.nullable ? after : NULL;
}

/* Objects, maps, arrays and free-form JSON: stops at the value. The _opt_ forms read null. */
DG_FAST_INLINE void dg_fast_nested(struct dg_fast *in, struct dg_member member)
{
    if (dg_fast_name(in, member)) {
        dg_fast_stop(in, member.index, true);
    }
}

DG_FAST_INLINE void dg_fast_opt_nested(struct dg_fast *in, struct dg_member member,
                                       enum dg_presence *presence)
{
    if (dg_fast_name(in, member)) {
        const char *after = dg_fast_null(in, member.index);

        *presence = after == NULL ? DG_ABSENT : DG_NULL;
        dg_fast_value(in, member.index, after);
    }
}

/* Reads an object inside another one to its end. At a surprise, notes where the general loop goes
   on and returns NULL. The shape has a fast way, at most 64 properties and no further limits. */
const char *dg_fast_whole(struct dg_object *around, const char *at, const struct dg_shape *shape,
                          void *out);

DG_FAST_INLINE void dg_fast_object(struct dg_fast *in, struct dg_member member, void *out,
                                   const struct dg_shape *shape)
{
    if (dg_fast_name(in, member)) {
        dg_fast_value(in, member.index, dg_fast_whole(in->object, in->at, shape, out));
    }
}

DG_FAST_INLINE void dg_fast_opt_object(struct dg_fast *in, struct dg_member member,
                                       enum dg_presence *presence, void *out,
                                       const struct dg_shape *shape)
{
    if (dg_fast_name(in, member)) {
        const char *after = dg_fast_null(in, member.index);

        *presence = after == NULL ? DG_VALUE : DG_NULL;
        if (after == NULL) {
            after = dg_fast_whole(in->object, in->at, shape, out);
        }
        dg_fast_value(in, member.index, after);
    }
}

/* A map of strings inside its struct. */
struct dg_texts {
    size_t *count;
    void *entries; /* each has a key and a value, both struct dg_text */
    const struct dg_map_shape *shape;
    struct dg_length length; /* of values */
};

/* Reads such a map to its end, as dg_fast_whole does an object. */
const char *dg_fast_entries(struct dg_object *around, const char *at, struct dg_texts map);

DG_FAST_INLINE void dg_fast_texts(struct dg_fast *in, struct dg_member member, struct dg_texts map)
{
    if (dg_fast_name(in, member)) {
        dg_fast_value(in, member.index, dg_fast_entries(in->object, in->at, map));
    }
}

DG_FAST_INLINE void dg_fast_opt_texts(struct dg_fast *in, struct dg_member member,
                                      enum dg_presence *presence, struct dg_texts map)
{
    if (dg_fast_name(in, member)) {
        const char *after = dg_fast_null(in, member.index);

        *presence = after == NULL ? DG_VALUE : DG_NULL;
        if (after == NULL) {
            after = dg_fast_entries(in->object, in->at, map);
        }
        dg_fast_value(in, member.index, after);
    }
}

/* Values, as in reader.h */

DG_FAST_INLINE const char *dg_fast_read_text(const struct dg_fast *in, struct dg_text *out,
                                             struct dg_length length)
{
    const char *after = dg_leaf_text(in->at, in->end, out);

    /* A code point has one to four bytes; the general reader counts. */
    return after != NULL && out->length <= length.max && out->length / 4 >= length.min ? after
                                                                                       : NULL;
}

DG_FAST_INLINE void dg_fast_text(struct dg_fast *in, struct dg_member member, struct dg_text *out,
                                 struct dg_length length)
{
    if (dg_fast_name(in, member)) {
        dg_fast_value(in, member.index, dg_fast_read_text(in, out, length));
    }
}

DG_FAST_INLINE void dg_fast_opt_text(struct dg_fast *in, struct dg_member member,
                                     struct dg_opt_text *out, struct dg_length length)
{
    if (dg_fast_name(in, member)) {
        const char *after = dg_fast_null(in, member.index);

        out->presence = after == NULL ? DG_VALUE : DG_NULL;
        if (after == NULL) {
            after = dg_fast_read_text(in, &out->value, length);
        }
        dg_fast_value(in, member.index, after);
    }
}

/* Strings with a format. */
DG_FAST_INLINE const char *dg_fast_read_formatted(const struct dg_fast *in, struct dg_text *out,
                                                  struct dg_length length,
                                                  const struct dg_format *format)
{
    const char *after = dg_fast_read_text(in, out, length);

    return after != NULL && format->fits(*out) ? after : NULL;
}

DG_FAST_INLINE void dg_fast_formatted(struct dg_fast *in, struct dg_member member,
                                      struct dg_text *out, struct dg_length length,
                                      const struct dg_format *format)
{
    if (dg_fast_name(in, member)) {
        dg_fast_value(in, member.index, dg_fast_read_formatted(in, out, length, format));
    }
}

DG_FAST_INLINE void dg_fast_opt_formatted(struct dg_fast *in, struct dg_member member,
                                          struct dg_opt_text *out, struct dg_length length,
                                          const struct dg_format *format)
{
    if (dg_fast_name(in, member)) {
        const char *after = dg_fast_null(in, member.index);

        out->presence = after == NULL ? DG_VALUE : DG_NULL;
        if (after == NULL) {
            after = dg_fast_read_formatted(in, &out->value, length, format);
        }
        dg_fast_value(in, member.index, after);
    }
}

/* Strings with further limits. */
DG_FAST_INLINE const char *dg_fast_read_limited_text(const struct dg_fast *in, struct dg_text *out,
                                                     const struct dg_text_limits *limits)
{
    const char *after = dg_fast_read_text(in, out, limits->length);

    return after != NULL && dg_fast_fits(*out, limits) ? after : NULL;
}

DG_FAST_INLINE void dg_fast_limited_text(struct dg_fast *in, struct dg_member member,
                                         struct dg_text *out, const struct dg_text_limits *limits)
{
    if (dg_fast_name(in, member)) {
        dg_fast_value(in, member.index, dg_fast_read_limited_text(in, out, limits));
    }
}

DG_FAST_INLINE void dg_fast_opt_limited_text(struct dg_fast *in, struct dg_member member,
                                             struct dg_opt_text *out,
                                             const struct dg_text_limits *limits)
{
    if (dg_fast_name(in, member)) {
        const char *after = dg_fast_null(in, member.index);

        out->presence = after == NULL ? DG_VALUE : DG_NULL;
        if (after == NULL) {
            after = dg_fast_read_limited_text(in, &out->value, limits);
        }
        dg_fast_value(in, member.index, after);
    }
}

DG_FAST_INLINE void dg_fast_time(struct dg_fast *in, struct dg_member member, struct dg_time *out)
{
    if (dg_fast_name(in, member)) {
        dg_fast_value(in, member.index, dg_leaf_time(in->at, in->end, out));
    }
}

DG_FAST_INLINE void dg_fast_opt_time(struct dg_fast *in, struct dg_member member,
                                     struct dg_opt_time *out)
{
    if (dg_fast_name(in, member)) {
        const char *after = dg_fast_null(in, member.index);

        out->presence = after == NULL ? DG_VALUE : DG_NULL;
        if (after == NULL) {
            after = dg_leaf_time(in->at, in->end, &out->value);
        }
        dg_fast_value(in, member.index, after);
    }
}

DG_FAST_INLINE const char *dg_fast_read_boolean(const struct dg_fast *in, bool *out)
{
    if (in->end - in->at >= 4 && memcmp(in->at, "true", 4) == 0) {
        *out = true;
        return in->at + 4;
    }
    if (in->end - in->at >= 5 && memcmp(in->at, "false", 5) == 0) {
        *out = false;
        return in->at + 5;
    }
    return NULL;
}

DG_FAST_INLINE void dg_fast_boolean(struct dg_fast *in, struct dg_member member, bool *out)
{
    if (dg_fast_name(in, member)) {
        dg_fast_value(in, member.index, dg_fast_read_boolean(in, out));
    }
}

DG_FAST_INLINE void dg_fast_opt_boolean(struct dg_fast *in, struct dg_member member,
                                        struct dg_opt_boolean *out)
{
    if (dg_fast_name(in, member)) {
        const char *after = dg_fast_null(in, member.index);

        out->presence = after == NULL ? DG_VALUE : DG_NULL;
        if (after == NULL) {
            after = dg_fast_read_boolean(in, &out->value);
        }
        dg_fast_value(in, member.index, after);
    }
}

DG_FAST_INLINE const char *dg_fast_read_integer(const struct dg_fast *in, int64_t *out,
                                                struct dg_range range)
{
    const char *after = dg_leaf_integer(in->at, in->end, out);

    return after != NULL && *out >= range.minimum && *out <= range.maximum ? after : NULL;
}

DG_FAST_INLINE void dg_fast_integer(struct dg_fast *in, struct dg_member member, int64_t *out,
                                    struct dg_range range)
{
    if (dg_fast_name(in, member)) {
        dg_fast_value(in, member.index, dg_fast_read_integer(in, out, range));
    }
}

DG_FAST_INLINE void dg_fast_opt_integer(struct dg_fast *in, struct dg_member member,
                                        struct dg_opt_integer *out, struct dg_range range)
{
    if (dg_fast_name(in, member)) {
        const char *after = dg_fast_null(in, member.index);

        out->presence = after == NULL ? DG_VALUE : DG_NULL;
        if (after == NULL) {
            after = dg_fast_read_integer(in, &out->value, range);
        }
        dg_fast_value(in, member.index, after);
    }
}

/* The part of the range that int32 holds. */
DG_FAST_INLINE struct dg_range dg_fast_int32_range(struct dg_range range)
{
    if (range.minimum < INT32_MIN) {
        range.minimum = INT32_MIN;
    }
    if (range.maximum > INT32_MAX) {
        range.maximum = INT32_MAX;
    }
    return range;
}

DG_FAST_INLINE void dg_fast_int32(struct dg_fast *in, struct dg_member member, int64_t *out,
                                  struct dg_range range)
{
    dg_fast_integer(in, member, out, dg_fast_int32_range(range));
}

DG_FAST_INLINE void dg_fast_opt_int32(struct dg_fast *in, struct dg_member member,
                                      struct dg_opt_integer *out, struct dg_range range)
{
    dg_fast_opt_integer(in, member, out, dg_fast_int32_range(range));
}

DG_FAST_INLINE const char *dg_fast_read_number(const struct dg_fast *in, struct dg_number *out,
                                               struct dg_number_range range)
{
    const char *after = dg_fast_decimal(in->at, in->end, out);
    bool any = range.minimum == NULL && range.maximum == NULL;

    return after == NULL || any || dg_fast_within(out->text, range) ? after : NULL;
}

DG_FAST_INLINE void dg_fast_number(struct dg_fast *in, struct dg_member member,
                                   struct dg_number *out, struct dg_number_range range)
{
    if (dg_fast_name(in, member)) {
        dg_fast_value(in, member.index, dg_fast_read_number(in, out, range));
    }
}

DG_FAST_INLINE void dg_fast_opt_number(struct dg_fast *in, struct dg_member member,
                                       struct dg_opt_number *out, struct dg_number_range range)
{
    if (dg_fast_name(in, member)) {
        const char *after = dg_fast_null(in, member.index);

        out->presence = after == NULL ? DG_VALUE : DG_NULL;
        if (after == NULL) {
            after = dg_fast_read_number(in, &out->value, range);
        }
        dg_fast_value(in, member.index, after);
    }
}

/* The value of an enum of strings. `out` points to the enum. Unknown values are left to the general
   reader. */
DG_FAST_INLINE const char *dg_fast_read_enum(const struct dg_fast *in, const struct dg_words *words,
                                             void *out)
{
    return dg_fast_enumerator(in->object->in, in->at, words, out);
}

DG_FAST_INLINE void dg_fast_enum(struct dg_fast *in, struct dg_member member,
                                 const struct dg_words *words, void *out)
{
    if (dg_fast_name(in, member)) {
        dg_fast_value(in, member.index, dg_fast_read_enum(in, words, out));
    }
}

/* `out` points to a struct of an enum with presence: after the presence is the value. */
DG_FAST_INLINE void dg_fast_opt_enum(struct dg_fast *in, struct dg_member member,
                                     const struct dg_words *words, void *out)
{
    if (dg_fast_name(in, member)) {
        const char *after = dg_fast_null(in, member.index);
        enum dg_presence presence = after == NULL ? DG_VALUE : DG_NULL;

        memcpy(out, &presence, sizeof presence);
        if (after == NULL) {
            after = dg_fast_read_enum(in, words, (char *)out + sizeof presence);
        }
        dg_fast_value(in, member.index, after);
    }
}

/* An enum of one value, which JSON spells without escapes. */
DG_FAST_INLINE const char *dg_fast_read_const_text(const struct dg_fast *in, struct dg_text value);

DG_FAST_INLINE void dg_fast_only(struct dg_fast *in, struct dg_member member, struct dg_text value,
                                 void *out)
{
    if (dg_fast_name(in, member)) {
        const char *after = dg_fast_read_const_text(in, value);
        unsigned enumerator = after == NULL ? 0 : 1;

        memcpy(out, &enumerator, sizeof enumerator);
        dg_fast_value(in, member.index, after);
    }
}

/* The string `value`, which JSON spells without escapes. */
DG_FAST_INLINE const char *dg_fast_read_const_text(const struct dg_fast *in, struct dg_text value)
{
    const char *text = in->at + 1;

    return in->end - in->at >= (ptrdiff_t)value.length + 2 && *in->at == '"' &&
                   memcmp(text, value.data, value.length) == 0 && text[value.length] == '"'
               ? text + value.length + 1
               : NULL;
}

DG_FAST_INLINE void dg_fast_const_text(struct dg_fast *in, struct dg_member member,
                                       struct dg_text value)
{
    if (dg_fast_name(in, member)) {
        dg_fast_value(in, member.index, dg_fast_read_const_text(in, value));
    }
}

DG_FAST_INLINE const char *dg_fast_read_const_integer(const struct dg_fast *in, int64_t value)
{
    struct dg_range range = {value, value};

    return dg_fast_read_integer(in, &value, range);
}

DG_FAST_INLINE void dg_fast_const_integer(struct dg_fast *in, struct dg_member member,
                                          int64_t value)
{
    if (dg_fast_name(in, member)) {
        dg_fast_value(in, member.index, dg_fast_read_const_integer(in, value));
    }
}

/* Constants of which the presence is stored. */
DG_FAST_INLINE void dg_fast_opt_const_text(struct dg_fast *in, struct dg_member member,
                                           enum dg_presence *presence, struct dg_text value)
{
    if (dg_fast_name(in, member)) {
        const char *after = dg_fast_null(in, member.index);

        *presence = after == NULL ? DG_VALUE : DG_NULL;
        dg_fast_value(in, member.index, after == NULL ? dg_fast_read_const_text(in, value) : after);
    }
}

DG_FAST_INLINE void dg_fast_opt_const_integer(struct dg_fast *in, struct dg_member member,
                                              enum dg_presence *presence, int64_t value)
{
    if (dg_fast_name(in, member)) {
        const char *after = dg_fast_null(in, member.index);

        *presence = after == NULL ? DG_VALUE : DG_NULL;
        dg_fast_value(in, member.index,
                      after == NULL ? dg_fast_read_const_integer(in, value) : after);
    }
}

#ifdef __cplusplus
}
#endif

#endif
