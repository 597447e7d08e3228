/* Macros for rows of tables, so that a missing part doesn't compile. */
#ifndef DG_VALIDATE_ROW_H
#define DG_VALIDATE_ROW_H

/* The function of a row, of that type: NULL doesn't compile. */
#define ROW_FUNCTION(function, type) _Generic((function), type : (function))

/* The text of a row, a literal: NULL doesn't compile. */
#define ROW_TEXT(text) ("" text "")

#endif
