/* Writes members of JSON objects. */
#include "base/json_member.h"

void json_member_text(struct dg_writer *writer, const char *name, struct dg_text value)
{
    dg_write_key(writer, dg_text_of(name));
    dg_write_text(writer, value);
}

void json_member_count(struct dg_writer *writer, const char *name, uint64_t value)
{
    dg_write_key(writer, dg_text_of(name));
    dg_write_integer(writer, (int64_t)value);
}

void json_member_unless_empty(struct dg_writer *writer, const char *name, struct dg_text value)
{
    if (value.length > 0) {
        json_member_text(writer, name, value);
    }
}
