/* Files that are no captures, though captures may be in them: named, so that nobody takes them for
 * captures with faults. */
#ifndef DG_VALIDATE_FOREIGN_H
#define DG_VALIDATE_FOREIGN_H

#include "runtime/text.h"

/* The number of bytes at the beginning of a file that foreign_words needs, unless it is shorter. */
#define FOREIGN_SIZE 16

/* A clause about a file in a format that is not read, by its name and first bytes. NULL: it isn't
   one. Static. */
const char *foreign_words(const char *path, struct dg_text beginning);

#endif
