/* The findings of a reader as one line of words, and memory that fails on request. */
#ifndef DG_TESTS_UNIT_HEARD_H
#define DG_TESTS_UNIT_HEARD_H

#include "runtime/reader.h"

/* A sink that writes findings as `code@offset:pointer`, with a space between them, `~` before a
   warning, and `!property` after `required`. A text that is too long is cut. */
struct heard {
    struct dg_report report;
    size_t count;
    size_t errors; /* findings of severity error */
    size_t length;
    char words[2048];
    char expected[256]; /* of the last finding */
    char actual[256];
    char schema[256];
};

void heard_init(struct heard *heard);

/* An allocator over malloc that returns NULL from the `fail_at`th call on (from 1; 0: never). */
struct memory {
    struct dg_allocator allocator;
    size_t calls;
    size_t fail_at;
    size_t blocks; /* not yet released */
};

void memory_init(struct memory *memory, size_t fail_at);

/* A decoder, as generated code declares it. */
typedef bool decode_function(void *out, const char *json, size_t length, struct dg_arena *arena,
                             struct dg_report *report);

/* Decodes a copy of `json` of the exact length, so that reads past its end are detected. `heard`
   may be NULL. Asserts that the verdict agrees with the findings. */
bool heard_decode(decode_function *decode, void *out, struct dg_text json, struct heard *heard);

/* Reads free-form JSON; `out` is a struct dg_opt_json. */
bool heard_read_json(void *out, const char *json, size_t length, struct dg_arena *arena,
                     struct dg_report *report);

/* The bytes of a test's text: `\xNN` is a byte, all other characters are unchanged. `bytes` has the
   size of the text. */
size_t heard_bytes(const char *text, char *bytes);

#endif
