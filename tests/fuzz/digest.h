/* Digests of the output of a program, to compare two runs. */
#ifndef DG_TESTS_DIGEST_H
#define DG_TESTS_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#include "runtime/text.h"

#define DIGEST_BEGIN UINT64_C(0xCBF29CE484222325)

/* Each returns the digest `hash` of what came before, with the new part added (FNV-1a). */
uint64_t digest_bytes(uint64_t hash, const void *bytes, size_t length);
uint64_t digest_number(uint64_t hash, uint64_t number);
/* With its length, so that two texts don't become one. */
uint64_t digest_text(uint64_t hash, struct dg_text text);

#endif
