/* The digest of the declarations of public headers: programs and libraries fit together if theirs
 * are equal. */
#ifndef DG_CODEGEN_EMIT_ABI_H
#define DG_CODEGEN_EMIT_ABI_H

#include "model/model.h"

/* The hexadecimal digits of the digest (SHA-256), and of its short form, with which the digest
 * begins. */
#define EMIT_ABI_DIGITS 64
#define EMIT_ABI_SHORT_DIGITS 12

/* The digest of all declarations in public headers, each as its text without comments, and of
 * DG_RUNTIME_ABI. Neither descriptions nor the order of schemas change it, nor does the machine
 * that programs are for. */
void emit_abi_digest(const struct model *model, char digest[EMIT_ABI_DIGITS + 1]);

#endif
