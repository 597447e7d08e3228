/* SIGHUP, SIGINT and SIGTERM: the run ends early, the findings so far are written, and the process
 * dies of the signal, so that shells stop their loops. */
#ifndef DG_VALIDATE_INTERRUPT_H
#define DG_VALIDATE_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>

/* To be called once, first. A signal that was ignored stays so. Calls that a signal interrupts fail
   with EINTR, again and again until the run ends; after 1.5 seconds drafts of files are removed,
   and the process dies at once. A closed pipe is a failed write. */
void interrupt_catch(void);

/* The signal that came first; 0: none. */
int interrupt_signal(void);

/* If a signal came, prints one line about it, and dies of it. */
void interrupt_die(void);

/* No signal arrives between these two. Drafts of files are opened, committed and abandoned there.
 */
void interrupt_block(sigset_t *before);
void interrupt_restore(const sigset_t *before);

#endif
