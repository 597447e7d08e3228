/* The command lines of the torture, and single runs of them. */
#ifndef DG_TORTURE_COMMAND_H
#define DG_TORTURE_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "calls.h"

#define COMMAND_WORDS 40

struct command {
    char *line;
    const char *words[COMMAND_WORDS]; /* the program first; NULL after the last */
    const char *before;               /* folder with the files of out/ before a run; NULL: none */
    const char *input;                /* standard input */
    bool codegen;
    bool varies; /* its files and standard error have the time in them */
    bool again;  /* files are read again if reading fails */
    bool beyond; /* the C library may have libcurl report another reason than memory: status 4 */
};

/* Reads the list; the caller frees nothing. Exits with a message if it can't be read. */
struct command *command_list(const char *path, size_t *count);

/* The results of a run. */
struct outcome {
    int status;  /* exit status; 256 and more: the signal that killed it; -1: it took too long */
    bool struck; /* a call failed as planned */
    char *out;
    char *error;
    bool varies;    /* as in struct command */
    bool draft;     /* the draft of a file is still in out/ */
    uint64_t files; /* digest of out/ */
    uint64_t names; /* digest of the file names in out/ */
};

/* Runs the command with a plan (see shim.c); NULL: no call fails. */
struct outcome command_run(const struct command *command, const char *plan);
void outcome_free(struct outcome *outcome);

/* Runs the command, and lists the places of its calls (see shim.c). The caller frees the list. */
struct torture_place *command_places(const struct command *command, size_t *count);

#endif
