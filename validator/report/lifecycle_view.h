/* The changes of state in the HTML report. */
#ifndef DG_VALIDATE_LIFECYCLE_VIEW_H
#define DG_VALIDATE_LIFECYCLE_VIEW_H

#include "common/buffer.h"
#include "report/lifecycle.h"

/* Adds a section with a drawing and a table for each property that has a lifecycle. */
void lifecycle_view_add(struct buffer *page, const struct lifecycle *lifecycle);

#endif
