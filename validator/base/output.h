/* The target of a report: standard output, or a file that appears whole or not at all. */
#ifndef DG_VALIDATE_OUTPUT_H
#define DG_VALIDATE_OUTPUT_H

#include <stdbool.h>

#include "base/interrupt.h"
#include "common/file.h"
#include "runtime/writer.h"

#define OUTPUT_BUFFER_SIZE ((size_t)64 * 1024)

/* A checked stream. It must not move while it is open. */
struct output {
    struct dg_writer writer;
    const char *name; /* for people */
    int fd;
    int error;               /* errno of the first write that failed; 0: none */
    struct file_draft draft; /* of the file to replace; not created: written directly */
    char buffer[OUTPUT_BUFFER_SIZE];
};

/* Opens `path`; NULL or "-" is standard output. A regular or new file is written under another name
   until output_commit; a symbolic link to it stays, even if it leads nowhere yet. A device or pipe
   is written directly. Returns false, with one line of trouble, on failure. */
DG_CHECKED bool output_open(struct output *output, const char *path, enum file_readers readers);

/* Whether the path is that of standard output, as above. */
bool output_is_stdout(const char *path);

/* Whether two paths ("-" and NULL as above) lead to the same output, so that one report would be
 * lost. A device or pipe can take two reports, but the same name twice is probably a mistake. */
bool output_is_same(const char *one, const char *other);

/* Flushes the written text. Returns false if this or an earlier write failed. */
bool output_flush(struct output *output);

/* Notes that the text is lost because of an error of `name`, a string that lives as long as the
   output. */
void output_fail(struct output *output, const char *name, int error);

/* The two halves of output_commit: the first writes and closes everything, the second puts the file
   in its place. Each returns false, with one line of trouble (none for a closed pipe), on failure.
   After the first, output_place or output_abandon is to be called. */
DG_CHECKED bool output_finish(struct output *output);
DG_CHECKED bool output_place(struct output *output);

/* Closes the output and puts the file in its place. Returns false if the text is not complete: then
   there is one line of trouble (none for a closed pipe), and the file is unchanged. */
DG_CHECKED bool output_commit(struct output *output);

/* Closes the output and leaves the file unchanged. */
void output_abandon(struct output *output);

/* Whether `name`, without folders, is a file to which a report is still being written. */
bool output_is_temporary(const char *name);

#endif
