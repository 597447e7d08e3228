/* SIGHUP, SIGINT and SIGTERM: the run ends early, the findings so far are written, and the process
 * dies of the signal, so that shells stop their loops. */
#ifndef DG_VALIDATE_INTERRUPT_H
#define DG_VALIDATE_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>

/* A file to be removed if the run can't end in time. */
struct interrupt_file {
    const char *path;
    struct interrupt_file *next;
};

/* Catches the signals. To be called once, before anything else. An ignored signal stays ignored.
 * After a signal, blocking calls fail with EINTR, again and again until the run ends; after 1.5
 * seconds the files are removed, and the process dies at once. A closed pipe is a failed write. */
void interrupt_catch(void);

/* The signal that came first; 0: none. */
int interrupt_signal(void);

/* If a signal came, prints one line about it, and dies of it. */
void interrupt_die(void);

/* Between these two calls, signals wait. */
void interrupt_block(sigset_t *before);
void interrupt_restore(const sigset_t *before);

/* The file is to be removed, from interrupt_add to interrupt_forget. Both are to be called while
 * signals are blocked. */
void interrupt_add(struct interrupt_file *file);
void interrupt_forget(struct interrupt_file *file);

#endif
