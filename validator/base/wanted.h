/* The statuses that --expect wants. */
#ifndef DG_VALIDATE_WANTED_H
#define DG_VALIDATE_WANTED_H

#include <stdbool.h>

/* A list is "any", or statuses and ranges of statuses with commas between: "200,4XX". NULL means a
 * documented success. */

#define WANTED_ANY "any"

/* Whether the text is such a list. */
bool wanted_is_list(const char *list);

bool wanted_is_any(const char *list);

/* Whether the list names the status. Returns false if the list is NULL: the successes are in the
 * contract. */
bool wanted_names(const char *list, int status);

#endif
