/* Digests of names and models. */
#ifndef DG_CODEGEN_SHA256_H
#define DG_CODEGEN_SHA256_H

#include "runtime/text.h"

#define SHA256_SIZE 32

/* The SHA-256 of a text (FIPS 180-4). */
void sha256_of(struct dg_text text, unsigned char digest[SHA256_SIZE]);

#endif
