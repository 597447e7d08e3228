/* The bearer token, only from a file or the environment. */
#ifndef DG_VALIDATE_CREDENTIALS_H
#define DG_VALIDATE_CREDENTIALS_H

#include <stdbool.h>

#include "base/options.h"
#include "common/buffer.h"

/* To be called first. Memory and environment of this process may hold the token; this function
 * keeps the token out of core dumps, and away from other processes of the user. */
void credentials_forbid_cores(void);

/* Reads the token that the options or the contract name. Returns false, with one line of trouble,
   if there is no token, or if the token can't be sent. The line doesn't contain the token. */
DG_CHECKED bool credentials_read(struct buffer *token, const struct options *options,
                                 const struct dg_contract *contract);

/* Warns if users other than its owner can read the file, which has a secret. */
void credentials_warn_of_readers(const char *path);

/* Frees the secret and leaves no copy. */
void credentials_wipe(struct buffer *secret);

#endif
