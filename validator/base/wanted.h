/* The statuses that --expect wants. */
#ifndef DG_VALIDATE_WANTED_H
#define DG_VALIDATE_WANTED_H

#include <stdbool.h>

/* A list is "any", or statuses and ranges of statuses with commas between: "200,4XX". NULL is the
   list of somebody who wants a documented success. */

#define WANTED_ANY "any"

/* Whether the text is such a list. */
bool wanted_is_list(const char *list);

bool wanted_is_any(const char *list);

/* Whether the list names the status. False for NULL: only the contract knows its successes. */
bool wanted_names(const char *list, int status);

#endif
