/* Recognizes files in formats that are not read, although they may contain captures: messages name
 * the format, so that such a file isn't taken for a capture with faults. */
#ifndef DG_VALIDATE_FOREIGN_H
#define DG_VALIDATE_FOREIGN_H

#include "runtime/text.h"

/* The number of bytes at the beginning of a file that foreign_words needs, unless it is shorter. */
#define FOREIGN_SIZE 16

/* A clause about the format of a file, from its name and first bytes, if the format is not read.
 * NULL: the file has no such format. Static. */
const char *foreign_words(const char *path, struct dg_text beginning);

#endif
