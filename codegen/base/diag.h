/* Diagnostics like a compiler's: location, message, the source line, a caret, notes. */
#ifndef DG_CODEGEN_DIAG_H
#define DG_CODEGEN_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/location.h"
#include "runtime/text.h"

/* X(identifier, printed id). Each id stands for one requirement that a contract can violate. */
#define DIAG_IDS(X)                                                                                \
    X(FILE_SIZE, "file-size")                                                                      \
    X(ENCODING, "encoding")                                                                        \
    X(YAML, "yaml")                                                                                \
    X(YAML_DEPTH, "yaml-depth")                                                                    \
    X(OVERLAY, "overlay")                                                                          \
    X(OVERLAY_TARGET, "overlay-target")                                                            \
    X(OVERLAY_MERGE, "overlay-merge")                                                              \
    X(YAML_FEATURE, "yaml-feature")                                                                \
    X(DUPLICATE_KEY, "duplicate-key")                                                              \
    X(EMPTY, "empty")                                                                              \
    X(VERSION, "version")                                                                          \
    X(VALUE, "value")                                                                              \
    X(MISSING, "missing")                                                                          \
    X(UNKNOWN_KEYWORD, "unknown-keyword")                                                          \
    X(UNSUPPORTED, "unsupported")                                                                  \
    X(KEYWORD_VERSION, "keyword-version")                                                          \
    X(KEYWORD_TYPE, "keyword-type")                                                                \
    X(REF_SYNTAX, "ref-syntax")                                                                    \
    X(REF_EXTERNAL, "ref-external")                                                                \
    X(REF_TARGET, "ref-target")                                                                    \
    X(REF_CYCLE, "ref-cycle")                                                                      \
    X(REF_SIBLING, "ref-sibling")                                                                  \
    X(TYPE, "type")                                                                                \
    X(TYPE_MISSING, "type-missing")                                                                \
    X(NULLABLE, "nullable")                                                                        \
    X(ANY_OF, "any-of")                                                                            \
    X(ALL_OF, "all-of")                                                                            \
    X(ENUM, "enum")                                                                                \
    X(CONST, "const")                                                                              \
    X(FORMAT, "format")                                                                            \
    X(LIMITS, "limits")                                                                            \
    X(PATTERN, "pattern")                                                                          \
    X(REQUIRED, "required")                                                                        \
    X(PROPERTIES, "properties")                                                                    \
    X(RECURSION, "recursion")                                                                      \
    X(STRUCT_SIZE, "struct-size")                                                                  \
    X(NAME, "name")                                                                                \
    X(NAME_CLASH, "name-clash")                                                                    \
    X(SELECTION, "selection")                                                                      \
    X(PATH, "path")                                                                                \
    X(OPERATION_ID, "operation-id")                                                                \
    X(COMMAND, "command")                                                                          \
    X(PARAMETER, "parameter")                                                                      \
    X(ENVIRONMENT, "environment")                                                                  \
    X(SECURITY, "security")                                                                        \
    X(SERVER, "server")                                                                            \
    X(STATUS, "status")                                                                            \
    X(MEDIA_TYPE, "media-type")                                                                    \
    X(RULE, "rule")                                                                                \
    X(RULE_ID, "rule-id")                                                                          \
    X(RULE_SYNTAX, "rule-syntax")                                                                  \
    X(RULE_LITERAL, "rule-literal")                                                                \
    X(RULE_FUNCTION, "rule-function")                                                              \
    X(RULE_NAME, "rule-name")                                                                      \
    X(RULE_TYPE, "rule-type")                                                                      \
    X(RULE_NULL, "rule-null")                                                                      \
    X(RULE_ABSENT, "rule-absent")                                                                  \
    X(RULE_ENUM, "rule-enum")                                                                      \
    X(RULE_SCOPE, "rule-scope")                                                                    \
    X(RULE_STATE, "rule-state")                                                                    \
    X(RULE_UNSUPPORTED, "rule-unsupported")                                                        \
    X(RULE_SIZE, "rule-size")                                                                      \
    X(RULE_POINTER, "rule-pointer")                                                                \
    X(RULE_SOURCE, "rule-source")

enum diag_id {
#define DIAG_ENUMERATOR(identifier, name) DIAG_##identifier,
    DIAG_IDS(DIAG_ENUMERATOR)
#undef DIAG_ENUMERATOR
};

/* The number of errors that are printed unless the user chooses another, and that of warnings and
 * of notes. */
#define DIAG_LIMIT 20

/* The user's choice may not be larger. */
#define DIAG_MAX_LIMIT 10000

enum diag_level {
    DIAG_LEVEL_ERROR,
    DIAG_LEVEL_WARNING,
    DIAG_LEVEL_NOTE
};

#define DIAG_LEVEL_COUNT 3

struct diag_entry;

/* A file that diagnostics are about. Path and source must outlive the diagnostics. */
struct diag_file {
    const char *path;      /* as the user gave it */
    struct dg_text source; /* the text that locations point into */
};

/* A reference that led to what is read. */
struct diag_link {
    struct location at;
    const struct diag_link *next; /* the reference before it; NULL: none */
};

/* The diagnostics of one contract. Zero-initialised, there are none. */
struct diag {
    struct diag_file *files; /* the contract, then its overlays */
    unsigned file_count;
    struct diag_entry *entries;
    const struct diag_entry **order; /* for diag_print, which allocates nothing */
    size_t count;
    size_t capacity;
    size_t limit;                  /* entries of each level; 0: DIAG_LIMIT */
    size_t errors;                 /* of the entries */
    size_t notes;                  /* of the entries */
    bool lenient;                  /* errors become notes */
    const struct diag_link *chain; /* errors get notes of these references; NULL: none */
    struct diag_entry *last;       /* the one reported last; NULL: none, or it was dropped */
    const char *unreadable; /* the machine failed to read a file: "path: reason"; NULL: it didn't */
    bool more[DIAG_LEVEL_COUNT]; /* there are entries of the level beyond the limit */
};

/* Adds a file. Returns its number for locations: 0 for the first. */
unsigned diag_add_file(struct diag *diag, const char *path, struct dg_text source);

/* For "%.*s"; a long text is cut, since messages don't show more. */
#define DIAG_TEXT(text) ((text).length < 1600 ? (int)(text).length : 1600), (text).data

/* Adds an error, unless the same was reported at the same location before. While diagnostics are
   lenient, a note in its place, except for errors in keywords of our own (x-dg-…). */
void diag_error(struct diag *diag, enum diag_id id, struct location at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same for a warning, which is no reason to refuse the contract. */
void diag_warning(struct diag *diag, enum diag_id id, struct location at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same for something in the contract that isn't judged, and that makes no verdict wrong. It is
   reported once: unless the same message was reported before, at any location. */
void diag_noted(struct diag *diag, enum diag_id id, struct location at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Sets whether errors become notes, while something is read that makes no verdict wrong. Returns
 * what was set before. */
bool diag_be_lenient(struct diag *diag, bool lenient);

/* Adds a note to the error, warning or note reported last. */
void diag_note(struct diag *diag, struct location at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Whether the error reported last was kept, so that notes and suggestions are shown. */
bool diag_is_open(const struct diag *diag);

/* Ends the error reported last with "; did you mean 'word'?". Does nothing if `word` is empty. */
void diag_did_you_mean(struct diag *diag, struct dg_text word);

/* Prints errors, warnings and notes in the order of their locations; if the machine failed, only
 * that. */
void diag_print(const struct diag *diag, FILE *file);

/* Frees errors, warnings and notes, and forgets the files. */
void diag_free(struct diag *diag);

/* Diagnostics about the same files that are to be dropped: only diag_free_quiet may follow. */
struct diag diag_quiet(const struct diag *diag);
void diag_free_quiet(struct diag *diag);
/* Adds quiet diagnostics to others after all, and frees them. */
void diag_move(struct diag *diag, struct diag *quiet);
/* Adds a note whose reason is the first error of quiet diagnostics: "what: its message". */
void diag_noted_since(struct diag *diag, const struct diag *quiet, struct location at,
                      const char *what);

/* The bytes of the line break at `at`, 0 if there is none: LF, CR and CR LF (YAML 1.2.2 §5.4). */
size_t diag_line_break(const char *at, const char *end);

#endif
