/* The text of a baseline: a line for each finding that is known, with the comments of people. */
#ifndef DG_VALIDATE_BASELINE_FILE_H
#define DG_VALIDATE_BASELINE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buffer.h"
#include "report/fingerprint.h"
#include "runtime/contract.h"

/* A finding that is known. */
struct baseline_entry {
    char *line;           /* "CODE POINTER CONTRACT", as baseline_file_line() makes it */
    struct dg_text above; /* comments, in the text of the file: whole lines */
    struct dg_text after; /* a comment on the same line; may be empty */
    uint64_t number;      /* of the line in the file, from 1; 0: the file lacks the entry */
    bool met;             /* the run had such a finding */
};

struct baseline_file {
    struct buffer text;    /* of the file, in which the slices are */
    struct dg_text above;  /* comments before the line of the contract */
    struct dg_text digest; /* of the contract */
    struct dg_text title;
    struct baseline_entry **entries; /* in the order of the file */
    size_t count;
    size_t capacity;
    struct dg_text below; /* comments after the last entry */
};

/* Reads a baseline. Returns false, with one line of trouble and the place, if the file can't be
   read or isn't a baseline. The caller frees the file after both results. */
DG_CHECKED bool baseline_file_read(struct baseline_file *file, const char *path);

/* Adds an entry with this line, which is copied. Returns it. */
struct baseline_entry *baseline_file_add(struct baseline_file *file, const char *line);

/* Writes the text of a baseline with those entries that were met, sorted; or with all. */
void baseline_file_write(struct buffer *out, const struct baseline_file *file,
                         const struct dg_contract *contract, bool all);

void baseline_file_free(struct baseline_file *file);

/* Writes the line of a fingerprint. White space, '%', controls, and characters that hide or reorder
   text are percent-encoded, and an empty pointer is "". */
void baseline_file_line(struct buffer *out, struct dg_text code,
                        const struct fingerprint *fingerprint);

#endif
