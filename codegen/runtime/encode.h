/* Functions for generated encoders, one line per property: they write values as JSON, in contract
 * order.
 *
 * Not stable: for generated code. */
#ifndef DG_RUNTIME_ENCODE_H
#define DG_RUNTIME_ENCODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "reader.h"
#include "writer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The state of writing one value. Generated code passes the encoder on and doesn't use its
 * members. */
struct dg_encoder {
    struct dg_writer writer;
    bool formless;  /* a value without a JSON form was met */
    bool taken;     /* the buffer was taken from an arena, for a text that needs it all */
    unsigned depth; /* of values that may contain values of their own type */
};

/* Begins to write at most `capacity` bytes, including a NUL at the end. `buffer` may be NULL if
   `capacity` is 0. */
void dg_encoder_open(struct dg_encoder *out, char *buffer, size_t capacity);

/* Ends the text. Returns the length of the whole text without the NUL, even if it did not fit.
   Returns 0 if a value has no JSON form; then the buffer holds the empty string. */
size_t dg_encoder_close(struct dg_encoder *out);

/* The same, but the text goes into the arena: it is written where there is room, and written again
   if it didn't fit. Between the two, generated code writes the value; it does so again while
   dg_encoder_close_arena returns false. *json is the text, followed by a NUL, or {NULL, 0}: a value
   has no JSON form, or memory has run out. */
void dg_encoder_open_arena(struct dg_encoder *out, struct dg_arena *arena);
bool dg_encoder_close_arena(struct dg_encoder *out, struct dg_arena *arena, struct dg_text *json);

/* The functions below write the name of a member before its value. `name` is a literal: the name as
   in a JSON string. */
#define DG_KEY(name) ((struct dg_text)DG_TEXT(",\"" name "\":"))
/* The value is an element, or the whole document. */
#define DG_NO_KEY ((struct dg_text){NULL, 0})

/* A union without a kind has no JSON form. */
void dg_encode_nothing(struct dg_encoder *out);

void dg_encode_object(struct dg_encoder *out, struct dg_text key);
void dg_encode_object_end(struct dg_encoder *out);
void dg_encode_array(struct dg_encoder *out, struct dg_text key);
void dg_encode_array_end(struct dg_encoder *out);
/* Begins a map; dg_encode_object_end ends it. Returns the number of entries to write. A `count`
   above `capacity` (0: unlimited) has no JSON form. */
size_t dg_encode_map(struct dg_encoder *out, struct dg_text key, size_t count, size_t capacity);
/* The same for the members of an object that the contract doesn't list: begins nothing. */
size_t dg_encode_others(struct dg_encoder *out, size_t count, size_t capacity);
/* Begins an entry, whose value follows without a key. */
void dg_encode_entry(struct dg_encoder *out, const struct dg_text *name);

/* Text that is not UTF-8 has no JSON form. */
void dg_encode_text(struct dg_encoder *out, struct dg_text key, const struct dg_text *value);
/* Write the text of the time or number or, if the text is empty, the value as dg_time_write or
 * dg_number_write spells it. A number whose text isn't a number has no JSON form. */
void dg_encode_time(struct dg_encoder *out, struct dg_text key, const struct dg_time *value);
void dg_encode_number(struct dg_encoder *out, struct dg_text key, const struct dg_number *value);
void dg_encode_integer(struct dg_encoder *out, struct dg_text key, int64_t value);
void dg_encode_boolean(struct dg_encoder *out, struct dg_text key, bool value);
void dg_encode_const_text(struct dg_encoder *out, struct dg_text key, struct dg_text value);
void dg_encode_const_integer(struct dg_encoder *out, struct dg_text key, int64_t value);
/* `text` is written for an enumerator of 0. {NULL, 0} is not a received text and has no JSON form,
   nor has an enumerator above the count. */
void dg_encode_enum(struct dg_encoder *out, struct dg_text key, const struct dg_words *words,
                    unsigned enumerator, const struct dg_text *text);

/* An absent member is left out; an absent item or entry has no JSON form. */
void dg_encode_opt_text(struct dg_encoder *out, struct dg_text key,
                        const struct dg_opt_text *value);
void dg_encode_opt_time(struct dg_encoder *out, struct dg_text key,
                        const struct dg_opt_time *value);
void dg_encode_opt_number(struct dg_encoder *out, struct dg_text key,
                          const struct dg_opt_number *value);
void dg_encode_opt_integer(struct dg_encoder *out, struct dg_text key,
                           const struct dg_opt_integer *value);
void dg_encode_opt_boolean(struct dg_encoder *out, struct dg_text key,
                           const struct dg_opt_boolean *value);
void dg_encode_opt_const_text(struct dg_encoder *out, struct dg_text key, enum dg_presence presence,
                              struct dg_text value);
void dg_encode_opt_const_integer(struct dg_encoder *out, struct dg_text key,
                                 enum dg_presence presence, int64_t value);
/* Free-form JSON: its text, without white space around it. A text has no JSON form unless it is one
   JSON value in UTF-8 with at most DG_DEFAULT_MAX_DEPTH levels. */
void dg_encode_json(struct dg_encoder *out, struct dg_text key, const struct dg_opt_json *value);

/* Of schemas that don't state their type: writes a value of another type, and returns true, if
   there is one. */
bool dg_encode_other(struct dg_encoder *out, struct dg_text key, const struct dg_json *other);

/* Around a value that may contain values of its own type. dg_encode_enter returns false if nothing
 * more is written: deeper than DG_LARGEST_MAX_DEPTH there is no JSON form. */
bool dg_encode_enter(struct dg_encoder *out);
void dg_encode_leave(struct dg_encoder *out);

/* To be called before any other kind of value that may be null or absent. Writes a null. Returns
 * true if there is a value, which the caller then writes with the same key. */
bool dg_encode_opt(struct dg_encoder *out, struct dg_text key, enum dg_presence presence);

#ifdef __cplusplus
}
#endif

#endif
