/* The certificates and the key for the connection, in the format PEM. */
#ifndef DG_VALIDATE_CERTIFICATES_H
#define DG_VALIDATE_CERTIFICATES_H

#include <stdbool.h>

#include "base/options.h"
#include "common/buffer.h"

/* The texts of the files; empty: the option isn't given. Zero-initialised, there are none. */
struct certificates {
    struct buffer authorities; /* of --cacert */
    struct buffer certificate; /* of --cert */
    struct buffer key;         /* of --key; empty: `certificate` has the key */
};

/* Reads the files that the options name. Returns false, with one line of trouble, if one of them
   can't be read or isn't what it should be. Warns of a private key that other users can read. The
   caller frees the certificates after both results. */
DG_CHECKED bool certificates_read(struct certificates *certificates, const struct options *options);

/* Frees the texts, and leaves no copy of the key. */
void certificates_free(struct certificates *certificates);

#endif
