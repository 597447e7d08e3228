/* Messages about values of options. */
#include "base/options.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/trouble.h"

bool options_refuse(const struct options *options, const char *name, const char *value,
                    const char *format, ...)
{
    const char *place = configuration_place(&options->configuration, name, value);
    char reason[4096];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    trouble(place, "%s", reason);
    return false;
}
