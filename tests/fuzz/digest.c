/* FNV-1a, with 64 bits. */
#include "digest.h"

uint64_t digest_bytes(uint64_t hash, const void *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ ((const unsigned char *)bytes)[i]) * UINT64_C(0x100000001B3);
    }
    return hash;
}

uint64_t digest_number(uint64_t hash, uint64_t number)
{
    return digest_bytes(hash, &number, sizeof number);
}

uint64_t digest_text(uint64_t hash, struct dg_text text)
{
    return digest_bytes(digest_number(hash, text.length), text.data, text.length);
}
