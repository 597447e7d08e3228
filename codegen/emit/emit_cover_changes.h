/* The changes of enum properties: items of coverage. */
#ifndef DG_CODEGEN_EMIT_COVER_CHANGES_H
#define DG_CODEGEN_EMIT_COVER_CHANGES_H

#include "emit/emit_cover_items.h"

/* Adds the changes that rules about states allow, where they forbid others. */
void emit_cover_changes_find(struct cover_items *items);

#endif
