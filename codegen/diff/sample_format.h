/* Texts and numbers of the formats that contracts name. */
#ifndef DG_CODEGEN_SAMPLE_FORMAT_H
#define DG_CODEGEN_SAMPLE_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "runtime/arena.h"
#include "runtime/text.h"

/* Formats are named as in models: "uri_reference". NULL: no format, which fits everything. */
bool sample_format_fits(const char *format, struct dg_text text);
bool sample_format_fits_number(const char *whole, struct dg_text number);

/* Returns a text of the format with `length` code points. Empty if none was found. */
struct dg_text sample_format_text(const char *format, size_t length, struct dg_arena *arena);
/* The length of the shortest text that can be made. */
size_t sample_format_shortest(const char *format);

#endif
