/* Properties of code points, for \p{…}. */
#ifndef DG_CODEGEN_PATTERN_UNICODE_H
#define DG_CODEGEN_PATTERN_UNICODE_H

#include "pattern/pattern_set.h"
#include "runtime/text.h"

enum pattern_unicode_kind {
    PATTERN_UNICODE_CATEGORY,
    PATTERN_UNICODE_SCRIPT,
    PATTERN_UNICODE_EXTENSIONS, /* Script_Extensions; without a row: as SCRIPT */
    PATTERN_UNICODE_BINARY
};

/* A property with a value. */
struct pattern_unicode_row {
    enum pattern_unicode_kind kind;
    const char *names; /* "Lu|Uppercase_Letter" */
    /* The lengths of runs of code points outside and inside in turn, in digits of five bits, as
       A-Z, a-z, 0-9, + and -; or the names of categories: "=Lu|Ll". */
    const char *code_points;
};

/* Categories and binary properties. */
extern const struct pattern_unicode_row pattern_unicode_table[];
extern const size_t pattern_unicode_table_count;

/* Scripts and their extensions. */
extern const struct pattern_unicode_row pattern_unicode_scripts[];
extern const size_t pattern_unicode_scripts_count;

/* Adds the code points with a property: "Lu", "gc=Lu", "Script=Greek", "Alphabetic". Returns false
   if there is no such property. */
bool pattern_unicode_add(struct pattern_set *set, struct dg_arena *arena, struct dg_text property);

#endif
