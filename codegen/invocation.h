/* The command line. */
#ifndef DG_CODEGEN_OPTIONS_H
#define DG_CODEGEN_OPTIONS_H

#include <stdbool.h>

#include "load/load.h"

enum command {
    COMMAND_GENERATE,
    COMMAND_LINT,
    COMMAND_DUMP,
    COMMAND_HELP,
    COMMAND_VERSION
};

struct options {
    enum command command;
    const char *spec;
    const char *out;
    const char *depfile; /* NULL: none */
    bool check;
    struct model_options model;
};

/* Reads the command line. False, with one line on stderr, if it makes no sense. */
bool options_parse(struct options *options, int argc, char **argv);
void options_free(struct options *options);
void options_print_help(void);

#endif
