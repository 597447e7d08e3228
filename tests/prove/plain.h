/* Plain specifications that several programs compare with. */
#ifndef DG_TESTS_PROVE_PLAIN_H
#define DG_TESTS_PROVE_PLAIN_H

#include <stddef.h>
#include <stdint.h>

/* The length of the UTF-8 sequence at `at`, of which `room` bytes can be read (RFC 3629 §3); 0 if
   there is none. */
size_t plain_utf8_length(const char *at, size_t room);

/* Writes the UTF-8 sequence of a code point; of a surrogate, the three bytes that it would have.
   Returns the length. */
size_t plain_utf8_put(char *at, uint32_t code);

/* The value of a hexadecimal digit; -1 if it isn't one. */
int plain_hex(char c);

#endif
