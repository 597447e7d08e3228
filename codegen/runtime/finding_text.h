/* Findings as text for people, and kept in a list.
 *
 * Stable: programs may rely on this header. */
#ifndef DG_RUNTIME_FINDING_TEXT_H
#define DG_RUNTIME_FINDING_TEXT_H

#include "arena.h"
#include "report.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The severity as users of dg-validate write it: "error". Static. */
const char *dg_severity_name(enum dg_severity severity);

/* Writes what is wrong, in words: "expected at most 16 members, found 17 members". Terminated if
   `capacity` isn't 0. Returns the length of the whole message without the NUL, as snprintf does; a
   message that doesn't fit is cut between characters. The message is UTF-8, and long values are
   cut. */
size_t dg_finding_message(char *buffer, size_t capacity, const struct dg_finding *finding);

/* Writes the line that dg-validate prints after the position, in the same way and without a
   newline: "error: /metadata: expected at most 16 members, found 17 members [maxProperties]". The
   line has no character that moves the cursor of a terminal, hides text or reorders it; the middle
   of a pointer of more than 1,000 code points is left out. The position is that of finding->offset:
   dg_text_position. Takes about 6 KiB of stack. */
size_t dg_finding_print(char *buffer, size_t capacity, const struct dg_finding *finding);

/* A finding that is kept. */
struct dg_found {
    const struct dg_found *next; /* NULL: this is the last one */
    enum dg_code code;
    enum dg_severity severity;
    size_t offset;       /* in bytes from the beginning of the text */
    const char *pointer; /* JSON Pointer of the value, cut as in the line; "": the document */
    const char *line;    /* as dg_finding_print writes it */
    const char *schema;  /* as in struct dg_finding, and so are the next ones */
    const struct dg_rule *rule;
    struct dg_text property;
};

/* The most findings that a list keeps unless its user sets another limit. */
#define DG_FINDINGS_LIMIT 1000

/* A sink that keeps findings: pass &findings.report to decoders and validators. */
struct dg_findings {
    struct dg_report report;
    struct dg_arena *arena;
    const struct dg_found *first; /* in the order of the calls; NULL: none */
    struct dg_found *last;
    size_t limit;  /* the most that are kept; from dg_findings_init on DG_FINDINGS_LIMIT */
    size_t count;  /* of all findings, also those that aren't kept */
    size_t errors; /* those of severity error */
    size_t kept;   /* less than `count` if the limit was reached or memory ran out */
};

/* Begins an empty list. What is kept lives as long as the arena, which must not be the one that is
   passed to a decoder: decoders free what they tried. Once the arena is exhausted, nothing more is
   kept, and arena->failed is set; verdicts don't depend on it. */
void dg_findings_init(struct dg_findings *findings, struct dg_arena *arena);

#ifdef __cplusplus
}
#endif

#endif
