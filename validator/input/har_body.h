/* The body of a response that a recorder kept, perhaps in part. */
#ifndef DG_VALIDATE_HAR_BODY_H
#define DG_VALIDATE_HAR_BODY_H

#include "input/har_entry.h"

/* Decides, after the members of a response were read, whether entry->body is the body that the
   server sent; a body that still has its codings is decompressed, up to `longest` bytes. Otherwise
   entry->lost is the reason. */
enum har_result har_body_settle(struct har_entry *entry, struct wrapping *wrapping, size_t longest);

#endif
