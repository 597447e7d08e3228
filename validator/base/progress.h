/* The progress of a run, on one line of the terminal behind standard error. There is one for the
 * process, as there is one standard error. */
#ifndef DG_VALIDATE_PROGRESS_H
#define DG_VALIDATE_PROGRESS_H

#include <stddef.h>
#include <stdint.h>

/* What a run shows. It must live until progress_end. */
struct progress_run {
    const uint64_t *findings; /* their number so far */
    /* The bytes of all inputs, which is asked for once, if the run is long; 0: not known. NULL: the
       run reads no inputs. */
    uint64_t (*total)(const void *context);
    const void *context;
};

/* Shows progress from a second on, if standard error is a terminal. Without this call, the other
   functions do nothing. */
void progress_begin(const struct progress_run *run);

/* Counts bytes that were read. Any thread may call it; that of progress_begin also shows the
   progress, if it is time. */
void progress_read(size_t bytes);

/* Shows the state of a request in place of bytes: `what`, and the seconds left or, if `left` is
   negative, those since the beginning of the run. Milliseconds. */
void progress_say(const char *what, int64_t left);

/* The milliseconds after which the state is to be shown again, at most `wait`. */
int64_t progress_slice(int64_t wait);

/* Clears the line, before other text goes to the terminal. */
void progress_clear(void);

void progress_end(void);

#endif
