/* The C names of operations: the types, members and enumerators of their responses. */
#ifndef DG_CODEGEN_NAMING_OPERATION_H
#define DG_CODEGEN_NAMING_OPERATION_H

#include "load/naming_claim.h"

/* Adds the claims of tags, which yield to the names of types: a schema may have the name of a
 * response. Returns their number. `claims` may be NULL: only the number is wanted. */
size_t naming_operation_tags(struct loader *loader, struct name_claim *claims);

/* Chooses the names of members, adds the claims of enumerators, and names the zero enumerators
 * after the settled tags. */
void naming_operation_constants(struct loader *loader, struct name_claims *claims);

#endif
