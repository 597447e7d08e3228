/* The exit statuses of the program, and their order. */
#ifndef DG_VALIDATE_EXIT_STATUS_H
#define DG_VALIDATE_EXIT_STATUS_H

enum exit_status {
    EXIT_CONFORMS = 0,
    EXIT_FINDINGS = 1,    /* a finding at or above --fail-on, or a skip with --fail-on-skip */
    EXIT_USAGE = 2,       /* an error in the command line, or nothing could be judged */
    EXIT_UNREADABLE = 3,  /* an input or record could not be read */
    EXIT_NO_RESPONSE = 4, /* no complete HTTP response */
    EXIT_FAILED = 5       /* memory ran out, or a report could not be written */
};

/* Returns the higher-ranked status: 5 > 2 > 4 > 3 > 1 > 0. */
enum exit_status exit_worse(enum exit_status a, enum exit_status b);

#endif
