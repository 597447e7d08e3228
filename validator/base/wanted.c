/* Reads the lists of --expect. */
#include "base/wanted.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#define ENTRY_LENGTH 3

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether a status, or a range such as 4XX, is at `entry`. */
static bool is_entry(const char *entry)
{
    if (entry[0] < '1' || entry[0] > '5') {
        return false;
    }
    return (is_digit(entry[1]) && is_digit(entry[2])) ||
           strncasecmp(entry + 1, "XX", ENTRY_LENGTH - 1) == 0;
}

bool wanted_is_list(const char *list)
{
    if (strcmp(list, WANTED_ANY) == 0) {
        return true;
    }
    for (; is_entry(list); list += ENTRY_LENGTH + 1) {
        if (list[ENTRY_LENGTH] == '\0') {
            return true;
        }
        if (list[ENTRY_LENGTH] != ',') {
            return false;
        }
    }
    return false;
}

bool wanted_is_any(const char *list)
{
    return list != NULL && strcmp(list, WANTED_ANY) == 0;
}

static bool is_named_by(const char *entry, int status)
{
    const int digits[ENTRY_LENGTH] = {status / 100, status / 10 % 10, status % 10};

    for (size_t i = 0; i < ENTRY_LENGTH; i++) {
        if (is_digit(entry[i]) && entry[i] - '0' != digits[i]) {
            return false;
        }
    }
    return true;
}

bool wanted_names(const char *list, int status)
{
    if (list == NULL || wanted_is_any(list)) {
        return list != NULL;
    }
    for (;; list += ENTRY_LENGTH + 1) {
        if (is_named_by(list, status)) {
            return true;
        }
        if (list[ENTRY_LENGTH] == '\0') {
            return false;
        }
    }
}
