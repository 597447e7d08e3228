/* Members of JSON objects that reports write. */
#ifndef DG_VALIDATE_JSON_MEMBER_H
#define DG_VALIDATE_JSON_MEMBER_H

#include <stdint.h>

#include "runtime/writer.h"

void json_member_text(struct dg_writer *writer, const char *name, struct dg_text value);
void json_member_count(struct dg_writer *writer, const char *name, uint64_t value);

/* Writes nothing for an empty text. */
void json_member_unless_empty(struct dg_writer *writer, const char *name, struct dg_text value);

#endif
