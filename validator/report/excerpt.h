/* What reports quote of a document: the line of a finding's position, or a part of that line. */
#ifndef DG_VALIDATE_EXCERPT_H
#define DG_VALIDATE_EXCERPT_H

#include <stdbool.h>

#include "common/buffer.h"

/* The characters before and after the position that reports for programs have: enough for the
   others, if they are merged. */
#define EXCERPT_BEFORE 80
#define EXCERPT_AFTER 120

/* A part of a text that includes a position. */
struct excerpt {
    const char *begin; /* in the line of the position; NULL: there is nothing to quote */
    const char *at;    /* the position */
    const char *end;   /* perhaps in a later line */
    bool cut_before;   /* the line begins before `begin` */
    bool cut_after;    /* the line goes on at `end` */
};

/* The excerpt, in `text` if it has bytes that aren't UTF-8: they are written as \xNN, as reports
   for programs have them, so that merged reports quote the same. */
struct excerpt excerpt_in_utf8(struct excerpt excerpt, struct buffer *text);

/* The part of the line with up to that number of characters before and after the position. */
struct excerpt excerpt_trim(struct excerpt excerpt, unsigned before, unsigned after);

#endif
