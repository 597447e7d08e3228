/* What generated encoders call, one line per property: values to JSON, in contract order. */
#ifndef DG_RUNTIME_ENCODE_H
#define DG_RUNTIME_ENCODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "reader.h"
#include "writer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One value being written. Generated code passes it on and never looks inside. */
struct dg_encoder {
    struct dg_writer writer;
    bool formless; /* something was met that JSON cannot say */
};

/* Begins to write at most `capacity` bytes with a NUL at their end. `buffer` may be NULL if
   `capacity` is 0. */
void dg_encoder_open(struct dg_encoder *out, char *buffer, size_t capacity);

/* Ends it. Returns the length of the whole text without the NUL, also where it did not fit; 0 if
   something has no JSON form, and then the buffer holds the empty string. */
size_t dg_encoder_close(struct dg_encoder *out);

/* The name of a member, for the functions below: they write it before the value. NULL: the value is
   an element of an array, or the whole. */
#define DG_KEY(name) (&(const struct dg_text)DG_TEXT(name))

void dg_encode_object(struct dg_encoder *out, const struct dg_text *key);
void dg_encode_object_end(struct dg_encoder *out);
void dg_encode_array(struct dg_encoder *out, const struct dg_text *key);
void dg_encode_array_end(struct dg_encoder *out);
/* A map, which dg_encode_object_end ends. Returns how many entries there are to write; a `count`
   above the capacity (0: there is none) has no JSON form. */
size_t dg_encode_map(struct dg_encoder *out, const struct dg_text *key, size_t count,
                     size_t capacity);

/* Text that is not UTF-8 has no JSON form. */
void dg_encode_text(struct dg_encoder *out, const struct dg_text *key, const struct dg_text *value);
/* As spelled in its text; where that is empty, as dg_time_write or dg_number_write spell it. A text
   that isn't a number has no JSON form. */
void dg_encode_time(struct dg_encoder *out, const struct dg_text *key, const struct dg_time *value);
void dg_encode_number(struct dg_encoder *out, const struct dg_text *key,
                      const struct dg_number *value);
void dg_encode_integer(struct dg_encoder *out, const struct dg_text *key, int64_t value);
void dg_encode_boolean(struct dg_encoder *out, const struct dg_text *key, bool value);
void dg_encode_const_text(struct dg_encoder *out, const struct dg_text *key, struct dg_text value);
void dg_encode_const_integer(struct dg_encoder *out, const struct dg_text *key, int64_t value);
/* `text` is written for an enumerator of 0. {NULL, 0} was never received: it has no JSON form, nor
   has an enumerator above the count. */
void dg_encode_enum(struct dg_encoder *out, const struct dg_text *key, const struct dg_words *words,
                    unsigned enumerator, const struct dg_text *text);

/* What is absent is left out; in an array it has no JSON form. */
void dg_encode_opt_text(struct dg_encoder *out, const struct dg_text *key,
                        const struct dg_opt_text *value);
void dg_encode_opt_time(struct dg_encoder *out, const struct dg_text *key,
                        const struct dg_opt_time *value);
void dg_encode_opt_number(struct dg_encoder *out, const struct dg_text *key,
                          const struct dg_opt_number *value);
void dg_encode_opt_integer(struct dg_encoder *out, const struct dg_text *key,
                           const struct dg_opt_integer *value);
void dg_encode_opt_boolean(struct dg_encoder *out, const struct dg_text *key,
                           const struct dg_opt_boolean *value);
void dg_encode_opt_const_text(struct dg_encoder *out, const struct dg_text *key,
                              enum dg_presence presence, struct dg_text value);
void dg_encode_opt_const_integer(struct dg_encoder *out, const struct dg_text *key,
                                 enum dg_presence presence, int64_t value);
/* Free-form JSON: its text, without white space around it. What isn't one JSON value in UTF-8,
   nested at most DG_DEFAULT_MAX_DEPTH deep, has no JSON form. */
void dg_encode_json(struct dg_encoder *out, const struct dg_text *key,
                    const struct dg_opt_json *value);

/* Before anything else that may be null or absent: true if there is a value, for the caller to
   write with the same key. A null is written here. */
bool dg_encode_opt(struct dg_encoder *out, const struct dg_text *key, enum dg_presence presence);

#ifdef __cplusplus
}
#endif

#endif
