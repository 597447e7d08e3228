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
