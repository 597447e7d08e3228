/* References to URIs (RFC 3986). */
#ifndef DG_CODEGEN_LOAD_URI_H
#define DG_CODEGEN_LOAD_URI_H

struct dg_arena;

/* Resolves a reference against a base, which is an absolute URI (§5.2). The result has no fragment.
 */
const char *uri_resolve(const char *base, const char *reference, struct dg_arena *arena);

#endif
