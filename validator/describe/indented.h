/* Indents JSON for people. */
#ifndef DG_VALIDATE_INDENTED_H
#define DG_VALIDATE_INDENTED_H

#include <stdbool.h>

#include "base/output.h"

/* JSON that is written to `writer` and printed with a line for each member. It must not move while
   it is open. */
struct indented {
    struct dg_writer writer; /* first, for `flush` to recover the whole */
    struct output *out;
    unsigned depth;
    uint64_t arrays; /* a bit for each container around the text: an array. At most 64 */
    bool in_string;
    bool escaped; /* the next byte of the string */
    char buffer[4096];
};

void indented_open(struct indented *indented, struct output *out);

/* Prints the rest, and the end of the last line. */
void indented_close(struct indented *indented);

#endif
