/* Declarations that the files of the checker share. Not for users of the runtime. */
#ifndef DG_RUNTIME_CHECK_INTERNAL_H
#define DG_RUNTIME_CHECK_INTERNAL_H

#include "runtime/check.h"
#include "runtime/reader_internal.h"

/* Enters a container. Returns false if it is nested too deep, which is reported: nothing inside is
 * validated. */
bool dg_check_enter(struct dg_checker *in);

/* Leaves the container, which has that frame and site. */
void dg_check_leave(struct dg_checker *in, const struct dg_frame *frame,
                    const struct dg_site *site);

/* Ends the latest member of an object. */
void dg_check_note(struct dg_checked_object *at);

/* A JSON value without the white space around it. */
struct dg_text dg_check_trim(struct dg_text text);

/* Returns whether `text` is UTF-8, and reports if it isn't. */
bool dg_check_utf8(struct dg_checker *in, struct dg_text text);

#endif
