/* Trouble with the machine or the command line: one line on stderr, and the status to exit with. */
#ifndef DG_VALIDATE_TROUBLE_H
#define DG_VALIDATE_TROUBLE_H

#define PROGRAM_NAME "dg-validate"
#define PROGRAM_VERSION "0.1.0"

enum exit_status {
    EXIT_CONFORMS = 0,
    EXIT_FINDINGS = 1,    /* a finding at or above --fail-on, or a skip with --fail-on-skip */
    EXIT_USAGE = 2,       /* command line or configuration, or no document in the inputs */
    EXIT_UNREADABLE = 3,  /* an input or record could not be read */
    EXIT_NO_RESPONSE = 4, /* no complete HTTP response */
    EXIT_FAILED = 5       /* memory, or a report that could not be written */
};

/* The one that outranks the other: 5 > 2 > 4 > 3 > 1 > 0. */
enum exit_status exit_worse(enum exit_status a, enum exit_status b);

/* Prints "dg-validate: subject: …" as one line, whatever bytes are in it. `subject` may be NULL. */
void trouble(const char *subject, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
