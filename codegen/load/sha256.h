/* Digests of names and models. */
#ifndef DG_CODEGEN_SHA256_H
#define DG_CODEGEN_SHA256_H

#include "runtime/text.h"

#define SHA256_SIZE 32
#define SHA256_DIGITS 64

/* The SHA-256 of a text (FIPS 180-4). */
void sha256_of(struct dg_text text, unsigned char digest[SHA256_SIZE]);

/* Writes the same in hexadecimal digits, and a NUL. */
void sha256_write(struct dg_text text, char digits[SHA256_DIGITS + 1]);

#endif
