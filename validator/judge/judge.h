/* The judge of one document: decodes the document, and compares its state with the previous one. */
#ifndef DG_VALIDATE_JUDGE_H
#define DG_VALIDATE_JUDGE_H

#include <stdbool.h>

#include "judge/coverage.h"
#include "judge/document.h"
#include "report/lifecycle.h"
#include "runtime/arena.h"

/* The memory for documents, one after another. */
struct judge {
    struct dg_arena arena;
    void *value; /* the document that was judged last */
    size_t capacity;
    struct coverage *coverage;   /* NULL: not wanted */
    struct lifecycle *lifecycle; /* counts changes of state; NULL: not wanted */
};

void judge_open(struct judge *judge);
void judge_close(struct judge *judge);

/* Makes room for a value of the schema, so that judge->value doesn't move until the next document
   is judged by another schema. */
void judge_reserve(struct judge *judge, const struct dg_schema *schema);

/* Judges the document, and reports its findings to `report`. judge->value is valid until the next
   call. Returns false, with one line of trouble, if there is no verdict, because the system gives
   no random numbers for states. */
DG_CHECKED bool judge_document(struct judge *judge, const struct document *document,
                               struct dg_report *report);

#endif
