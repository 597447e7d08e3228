/* SIGHUP, SIGINT and SIGTERM: the run ends early, what was found is written out, and the process
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

/* To be called once, first. A signal that was ignored stays so. Calls that a signal interrupts fail
   with EINTR, again and again until the run ends; after 1.5 seconds the files are removed, and the
   process dies at once. A closed pipe is a failed write. */
void interrupt_catch(void);

/* The signal that came first; 0: none. */
int interrupt_signal(void);

/* If a signal came, prints one line about it, and dies of it. */
void interrupt_die(void);

/* No signal arrives between these two. */
void interrupt_block(sigset_t *before);
void interrupt_restore(const sigset_t *before);

/* The file is one to be removed, until it is forgotten. To be called while signals are blocked. */
void interrupt_add(struct interrupt_file *file);
void interrupt_forget(struct interrupt_file *file);

#endif
