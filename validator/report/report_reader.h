/* Reads JSON reports, of both forms, part after part. Only the part being read is in memory. */
#ifndef DG_VALIDATE_REPORT_READER_H
#define DG_VALIDATE_REPORT_READER_H

#include <stdbool.h>

#include "common/buffer.h"
#include "input/skipper.h"
#include "runtime/text.h"

enum report_part {
    REPORT_PART_SCHEMA,
    REPORT_PART_CONTRACT,
    REPORT_PART_FINDING,
    REPORT_PART_INPUT,
    REPORT_PART_LIFECYCLE,
    REPORT_PART_COVERAGE,
    REPORT_PART_SUMMARY,
    REPORT_PART_END, /* the report is whole */
    REPORT_PART_OTHER
};

/* A reader. The caller sets the first two members. */
struct report_reader {
    /* Gets the parts: well-formed JSON without blanks between its tokens. Returns false to end
       reading. */
    bool (*take)(struct report_reader *reader, enum report_part part, struct dg_text json);
    size_t longest;      /* the limit of bytes of a part */
    struct buffer fault; /* why the report can't be read; empty: `take` ended reading */
    /* the rest is the reader's */
    struct skipper skipper;
    struct buffer text;    /* of the part being read */
    const char *kept;      /* the first byte in the block that isn't in `text`; NULL: no part */
    bool begun;            /* the skipper is in a text */
    bool lines;            /* the first line of a report of lines was read */
    bool listing;          /* the member's value is a list of parts */
    enum report_part part; /* of the member */
    bool listed[2];        /* the report has the lists of findings and inputs */
    bool headed;           /* the report has its contract */
    bool ended;            /* the report has its summary */
    bool any;              /* a report was read, in whole */
};

/* Reads the file; "-" is standard input. Returns false if the caller ended reading, or if the file
   isn't one or several whole reports. */
DG_CHECKED bool report_reader_read(struct report_reader *reader, const char *path);
void report_reader_free(struct report_reader *reader);

/* The members of an object without blanks between its tokens. The caller sets `at` to its text. */
struct report_member {
    const char *at;
    struct dg_text name; /* between its quotes, with escapes */
    struct dg_text value;
};

/* Moves to the next member. Returns false after the last one, or if the text isn't an object. */
bool report_reader_member(struct report_member *member);

/* The same for the elements of an array, which have no name. */
bool report_reader_element(struct report_member *element);

#endif
