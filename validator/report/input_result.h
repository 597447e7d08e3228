/* The result of an input: figures of its documents, and notes about what wasn't judged. */
#ifndef DG_VALIDATE_INPUT_RESULT_H
#define DG_VALIDATE_INPUT_RESULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buffer.h"
#include "report/figures.h"

/* X(identifier, name) */
#define NOTE_KINDS(X)                                                                              \
    X(SKIPPED, "skipped")                                                                          \
    X(UNREADABLE, "unreadable")                                                                    \
    X(UNMATCHED, "unmatched")                                                                      \
    X(NO_RESPONSE, "no-response") /* of a live command */

enum note_kind {
#define NOTE_KIND(identifier, name) NOTE_##identifier,
    NOTE_KINDS(NOTE_KIND)
#undef NOTE_KIND
};

/* The number of notes of an input that reports have. */
#define MOST_NOTES 100

/* Why a record, or the input, wasn't judged. */
struct note {
    enum note_kind kind;
    uint64_t record; /* 0: the input as a whole */
    size_t reason;   /* offset in the reasons, of a string */
};

/* Zero-initialised, it has no notes. */
struct input_result {
    const char *input; /* the name of the file for people; valid UTF-8 */
    struct figures figures;
    struct note notes[MOST_NOTES];
    size_t note_count;
    uint64_t notes_not_printed;
    struct buffer reasons;
};

/* The name of the kind as reports have it. Static. */
const char *input_result_kind(enum note_kind kind);

/* The kind of that name. Returns false if there is none. */
bool input_result_kind_named(struct dg_text name, enum note_kind *kind);

/* Adds a note, or counts it if there are many. */
void input_result_note(struct input_result *result, enum note_kind kind, uint64_t record,
                       const char *reason);

/* The reason of a note of the result; valid until the next note is added. */
const char *input_result_reason(const struct input_result *result, const struct note *note);

/* Forgets figures and notes. */
void input_result_clear(struct input_result *result);
void input_result_free(struct input_result *result);

/* What an input means for a run. */
enum outcome {
    OUTCOME_PASSED,
    OUTCOME_SKIPPED,    /* nothing failed, but something wasn't judged */
    OUTCOME_FAILED,     /* a document violates the contract, or isn't wanted */
    OUTCOME_UNREADABLE, /* in whole or in part */
};

/* The worst outcome of the input's records. With `fail_on_skip`, what is skipped failed. */
enum outcome input_result_outcome(const struct input_result *result, bool fail_on_skip);

/* Adds a sentence about the outcome: "2 of 3 documents violate the contract". */
void input_result_add_words(struct buffer *out, const struct input_result *result,
                            enum outcome outcome);

/* Adds the words of a note, unescaped: "record 4: skipped: the reason". */
void input_result_add_note(struct buffer *out, const struct input_result *result,
                           const struct note *note);

#endif
