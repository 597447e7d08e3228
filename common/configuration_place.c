/* Where a value was given. No YAML is needed here: programs that read no configuration files link
 * this file, too. */
#include "common/configuration.h"

#include <string.h>

const char *configuration_place(const struct configuration *configuration, const char *name,
                                const char *value)
{
    for (size_t i = configuration->count; i > 0; i--) {
        const struct option_setting *setting = &configuration->settings[i - 1];

        if (setting->used && strcmp(setting->row->name, name) == 0 &&
            (value == NULL || setting->value == value)) {
            return setting->place;
        }
    }
    return NULL;
}
