/* The records of an input, as text, for any sizes of reads. */
#ifndef DG_TESTS_CAPTURES_H
#define DG_TESTS_CAPTURES_H

#include <stddef.h>

#include "input/input.h"

/* The most that a read returns; SIZE_MAX: any. */
extern size_t captures_read_limit;

/* Set-up and tear-down of a group: make a folder the current directory, and remove it. */
int captures_enter_folder(void **state);
int captures_leave_folder(void **state);

/* Writes a file in the current directory. */
void captures_write(const char *path, const char *bytes, size_t length);

/* Returns a line for each step of the input: kind, number, location, exchange, body. The caller
 * frees the text. */
char *captures_hear(const char *path, enum input_format format, size_t max_record);

#endif
