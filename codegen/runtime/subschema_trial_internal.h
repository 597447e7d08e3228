/* Trials: a value is read again by a further schema, to see whether it matches. Not for users of
 * the runtime. */
#ifndef DG_RUNTIME_SUBSCHEMA_TRIAL_INTERNAL_H
#define DG_RUNTIME_SUBSCHEMA_TRIAL_INTERNAL_H

#include "runtime/reader_internal.h"
#include "runtime/subschema_internal.h"

/* Whether a schema matches. */
enum dg_outcome {
    DG_OUTCOME_NO,
    DG_OUTCOME_YES,
    DG_OUTCOME_UNKNOWN
};

/* A value to be judged. The judge has its frame and site. */
struct dg_trial_subject {
    struct dg_reader *in;
    struct dg_text json;
    bool structured; /* a struct was read, which says of its members what there is to say */
};

/* What a trial found. */
struct dg_trial {
    size_t errors;
    bool remark;                 /* there is something that is reported if the schema matches */
    struct dg_fault_text *first; /* receives the first error; NULL: nobody asks */
};

/* Reads the value by the schema, without reporting anything. This function, dg_trial_remark and
 * those that judge by one keyword are on the stack while the value is read, which may be as deep in
 * trials as it nests. They aren't inlined, and what they need for other purposes is in functions
 * apart, so that little of the stack is taken (see emit_memory_stack.c of dg-codegen). */
enum dg_outcome dg_trial_run(const struct dg_trial_subject *subject,
                             const struct dg_alternative *alternative, struct dg_trial *trial);
/* Reads the value once more by a schema that matches, and reports what it says beside that: all, or
 * only rules. */
void dg_trial_remark(const struct dg_trial_subject *subject,
                     const struct dg_alternative *alternative, bool all);

/* The result of the trials of a keyword. */
struct dg_tally {
    size_t matches;
    size_t unknown;
    size_t first;   /* the index of the first schema that matches */
    size_t second;  /* and of the second */
    size_t nearest; /* of the first schema with the fewest errors */
    size_t errors;  /* of the nearest one */
    bool remark;    /* a schema that matches has remarks */
};

void dg_tally_add(struct dg_tally *tally, size_t index, enum dg_outcome outcome,
                  const struct dg_trial *trial);

/* The bytes that a finding shows. */
struct dg_text dg_trial_shown(const struct dg_trial_subject *subject);
/* Whether the words of a finding are wanted. */
bool dg_trial_is_told(const struct dg_trial_subject *subject);
/* Reports that the value breaks the keyword, with the first error of the schema `alternative`;
 * NULL: there is none to tell. */
void dg_trial_report(const struct dg_trial_subject *subject, enum dg_code code, const char *words,
                     const struct dg_alternative *alternative);
/* Judges by a schema that must match. */
void dg_trial_demand(const struct dg_trial_subject *subject, enum dg_code code,
                     const struct dg_alternative *alternative);

/* A reader of the parts of a value whose text was checked. */
struct dg_reader dg_trial_reader(const struct dg_trial_subject *subject);

/* Skips a value that was checked, without keeping anything. */
void dg_trial_skip(struct dg_reader *in);

/* Keywords about items (subschema_items.c) and members (subschema_members.c). A value of another
 * type is good. */

void dg_trial_contains(const struct dg_trial_subject *subject,
                       const struct dg_subschema *subschema);
/* Judges the items by the schemas for their positions, up to the first item that breaks its
 * schema. */
void dg_trial_prefix(const struct dg_trial_subject *subject, const struct dg_subschema *subschema);
void dg_trial_depend(const struct dg_trial_subject *subject, const struct dg_subschema *subschema);
/* Judges each member that isn't listed by the schemas of the patterns that its name matches. */
void dg_trial_patterns(const struct dg_trial_subject *subject,
                       const struct dg_subschema *subschema);
/* Judges each name, as a string. */
void dg_trial_names(const struct dg_trial_subject *subject, const struct dg_subschema *subschema);
/* Reports the members that the object and the schemas that match don't list. */
void dg_trial_unlisted(const struct dg_trial_subject *subject, const struct dg_shape *shape,
                       const struct dg_subschemas *subschemas);

#endif
