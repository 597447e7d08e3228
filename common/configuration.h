/* Configuration files: YAML with the options of a program, by the table that parses command lines.
 */
#ifndef DG_COMMON_CONFIGURATION_H
#define DG_COMMON_CONFIGURATION_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buffer.h"
#include "common/option.h"

/* Zero-initialised, it has no settings. */
struct configuration {
    char *path; /* NULL: no file was read */
    struct option_setting *settings;
    size_t count;
    size_t capacity;
};

/* Looks for the file `name` in the working directory and in the folders above. Returns its path,
   which the caller frees; NULL: there is none. */
DG_CHECKED char *configuration_find(const char *name);

/* Reads the settings of a file: a map from names of options to their values. The value of an option
   without one is a boolean; an option that may be repeated takes a list, too; one whose value is a
   pair takes a map. Names of files are relative to the folder of the configuration. If the file was
   `found`, and not named by the user, it may only set options that are OPTION_IN_ANY_FILE. Returns
   false, after the table's refuse() with the place, if the file isn't valid. The caller frees the
   configuration after both results. */
DG_CHECKED bool configuration_read(struct configuration *configuration, const char *path,
                                   bool found, const struct option_table *table);

/* Where the value of an option stands, of those that are used: the last one or, if `value` isn't
   NULL, the one with that text (the pointer of the setting). NULL: it isn't in the file. */
const char *configuration_place(const struct configuration *configuration, const char *name,
                                const char *value);
void configuration_free(struct configuration *configuration);

#endif
