/* Readers for options of the program, beyond those of common/option.h. */
#ifndef DG_VALIDATE_COMMAND_LINE_VALUES_H
#define DG_VALIDATE_COMMAND_LINE_VALUES_H

#include "common/option.h"

/* The fields of option_parse.fields are a struct options, its context is the contract. */

option_reader command_line_read_format;   /* format */
option_reader command_line_read_report;   /* reports, one more: FORMAT=FILE */
option_reader command_line_read_severity; /* severities, one more: CODE[@POINTER]=SEVERITY */
option_reader command_line_read_at;       /* a JSON Pointer, in which '*' is any step */
option_reader command_line_read_expect;   /* expect: a status from min to max, or any */

/* The words of a severity, in the order of enum dg_severity, then NULL. */
extern const char *const command_line_severities[];

#endif
