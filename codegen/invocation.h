/* The command line of dg-codegen, read by the tables of options and commands. */
#ifndef DG_CODEGEN_INVOCATION_H
#define DG_CODEGEN_INVOCATION_H

#include <stdbool.h>

#include "common/option.h"
#include "load/load.h"

#define INVOCATION_VERSION "0.1.0"

/* The commands, as bits: a row of an option combines the commands that accept the option. */
enum invocation_command {
    INVOCATION_GENERATE = 1,
    INVOCATION_LINT = 2,
    INVOCATION_DUMP = 4,
    INVOCATION_BUNDLE = 8,
    INVOCATION_DIFF = 16
};

/* The words of --fail-on; NULL after the last. */
extern const char *const invocation_fail_on[];
enum invocation_fail_on {
    INVOCATION_FAIL_ON_BREAKING,
    INVOCATION_FAIL_ON_WARNING,
    INVOCATION_FAIL_ON_NEVER
};

/* What `help` prints. */
enum invocation_help_form {
    INVOCATION_HELP_TEXT,
    INVOCATION_HELP_MANUAL,
    INVOCATION_HELP_BASH,
    INVOCATION_HELP_ZSH,
    INVOCATION_HELP_FISH
};

/* Strings are those of argv. */
struct invocation {
    enum invocation_command command; /* 0: no command was given */
    bool help;     /* print the help of the command or, without one, of the program */
    bool version;  /* print the version */
    int help_form; /* enum invocation_help_form */
    const char *spec;
    const char *other; /* of diff: the new contract */
    const char *out;
    const char *depfile; /* NULL: none */
    bool check;
    bool with_runtime;     /* also write the runtime and what gperf makes */
    bool strict;           /* notes fail, too */
    bool memory;           /* the bounds of memory, not the model */
    int64_t max_errors;    /* diagnostics of each level that are printed */
    int format;            /* index of diff_format_names */
    int fail_on;           /* index of invocation_fail_on */
    const char *witnesses; /* NULL: none are written */
    struct model_options model;
    const struct option_command *row; /* the row of the command; NULL: no command was given */
    struct option_list operations;    /* the texts to which `model` points */
    struct option_list schemas;
    struct option_list annotations;
    struct option_list overlays; /* files, in the order of their application */
};

/* Reads the command line. Returns false, with one line on stderr, if it is invalid: then only
 * invocation_free may be called. */
DG_CHECKED bool invocation_parse(struct invocation *invocation, int argc, char **argv);
void invocation_free(struct invocation *invocation);

void invocation_add_help(struct buffer *out, const struct invocation *invocation);

#endif
