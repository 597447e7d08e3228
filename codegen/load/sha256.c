/* SHA-256 by the functions of libcrypto that need no memory: the others load thousands of objects
 * first, and libcrypto 3.0 crashes if memory runs out meanwhile. */
#define OPENSSL_API_COMPAT 0x10100000L

#include "load/sha256.h"

#include <openssl/sha.h>

void sha256_of(struct dg_text text, unsigned char digest[SHA256_SIZE])
{
    SHA256_CTX context;

    SHA256_Init(&context);
    SHA256_Update(&context, text.data, text.length);
    SHA256_Final(digest, &context);
}

void sha256_write(struct dg_text text, char digits[SHA256_DIGITS + 1])
{
    static const char hex[] = "0123456789abcdef";
    unsigned char digest[SHA256_SIZE];

    sha256_of(text, digest);
    for (size_t i = 0; i < SHA256_SIZE; i++) {
        digits[2 * i] = hex[digest[i] >> 4];
        digits[2 * i + 1] = hex[digest[i] & 15];
    }
    digits[SHA256_DIGITS] = '\0';
}
