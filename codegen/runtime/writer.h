/* A JSON writer (RFC 8259, no white space): into a buffer, or through a buffer into a sink. The
 * writer inserts commas.
 *
 * Not stable: for generated code. */
#ifndef DG_RUNTIME_WRITER_H
#define DG_RUNTIME_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

#ifdef __cplusplus
extern "C" {
#endif

struct dg_writer {
    char *buffer;
    size_t capacity;
    size_t used; /* bytes in the buffer */
    size_t gone; /* bytes written before those: flushed, or dropped because there was no room */
    /* Takes the `used` bytes when the buffer is full. After it returned false, an error, nothing
     * more is written. NULL: bytes that don't fit are counted and dropped. */
    bool (*flush)(struct dg_writer *writer);
    bool failed;
    bool comma; /* there is a value before the next one */
};

/* `flush` may be NULL; if it isn't, `capacity` is at least 1. To pass data to `flush`, make the
   writer a member of another struct. */
void dg_writer_init(struct dg_writer *writer, char *buffer, size_t capacity,
                    bool (*flush)(struct dg_writer *writer));

/* The bytes written in all, including those for which there was no room. */
size_t dg_writer_length(const struct dg_writer *writer);

/* Hands the rest of the buffer to `flush`. Returns false if this or an earlier flush failed. */
bool dg_writer_finish(struct dg_writer *writer);

void dg_write_object(struct dg_writer *writer);     /* { */
void dg_write_object_end(struct dg_writer *writer); /* } */
void dg_write_array(struct dg_writer *writer);      /* [ */
void dg_write_array_end(struct dg_writer *writer);  /* ] */
/* Writes a name that is spelled already: a comma, the JSON string and a colon. */
void dg_write_spelled_key(struct dg_writer *writer, struct dg_text key);

/* Escapes only quote, backslash and control characters: as \b \f \n \r \t where there is such a
   form, otherwise as \u00xx. Returns false if `text` isn't UTF-8: other bytes
   are written as they are, and the result isn't JSON. */
bool dg_write_text(struct dg_writer *writer, struct dg_text text);
bool dg_write_key(struct dg_writer *writer, struct dg_text name); /* the same, and a colon */
void dg_write_integer(struct dg_writer *writer, int64_t value);
void dg_write_boolean(struct dg_writer *writer, bool value);
void dg_write_null(struct dg_writer *writer);
/* Writes `json` unchanged; it must be one valid JSON value. */
void dg_write_raw(struct dg_writer *writer, struct dg_text json);
/* Writes bytes between documents, such as a newline, without a comma before or after them. */
void dg_write_bytes(struct dg_writer *writer, const char *bytes, size_t length);

#ifdef __cplusplus
}
#endif

#endif
