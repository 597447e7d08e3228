/* The bearer token, from a file or the environment and nowhere else. */
#ifndef DG_VALIDATE_CREDENTIALS_H
#define DG_VALIDATE_CREDENTIALS_H

#include <stdbool.h>

#include "base/options.h"
#include "common/buffer.h"

/* Before anything else: the memory and the environment of this process may hold the token, whatever
   it does, and no core dump or other process of the user shall. */
void credentials_forbid_cores(void);

/* Reads the token that the options or the contract name. False, with one line of trouble that does
   not hold it, if there is none or it can't be sent. */
bool credentials_read(struct buffer *token, const struct options *options,
                      const struct dg_contract *contract);

/* Frees it and leaves no copy. */
void credentials_wipe(struct buffer *secret);

#endif
