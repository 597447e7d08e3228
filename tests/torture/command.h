/* The command lines that are tortured, and single runs of them. */
#ifndef DG_TORTURE_COMMAND_H
#define DG_TORTURE_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COMMAND_WORDS 40

struct command {
    char *line;
    const char *words[COMMAND_WORDS]; /* the program first; NULL after the last */
    const char *before;               /* folder with the files of out/ before a run; NULL: none */
    const char *input;                /* standard input */
    bool codegen;
    bool varies; /* its files and standard error have the time in them */
};

/* Reads the list; the caller frees nothing. Exits with a message if it can't be read. */
struct command *command_list(const char *path, size_t *count);

/* What a run left. */
struct outcome {
    int status;  /* exit status; 256 and more: the signal that killed it; -1: it took too long */
    bool struck; /* a call failed as planned */
    char *out;
    char *error;
    bool varies;    /* the lines on standard error do, too */
    bool draft;     /* a file that was being written is still there */
    uint64_t files; /* digest of out/ */
    uint64_t names; /* and of its names alone */
};

/* Runs the command with a plan (see shim.c); NULL: without. */
struct outcome command_run(const struct command *command, const char *plan);
void outcome_free(struct outcome *outcome);

#endif
