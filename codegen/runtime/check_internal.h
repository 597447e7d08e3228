/* What the files of the checker share. Not for users of the runtime. */
#ifndef DG_RUNTIME_CHECK_INTERNAL_H
#define DG_RUNTIME_CHECK_INTERNAL_H

#include "runtime/check.h"
#include "runtime/reader_internal.h"

/* Goes into a container. False if nothing in it is to be judged: it is a level too many, which is
   reported. */
bool dg_check_enter(struct dg_checker *in);

/* Back to the container itself, which has that frame and site. */
void dg_check_leave(struct dg_checker *in, const struct dg_frame *frame,
                    const struct dg_site *site);

/* Whether `text` is UTF-8; else that is reported. */
bool dg_check_utf8(struct dg_checker *in, struct dg_text text);

#endif
