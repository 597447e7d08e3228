/* Gives libcurl and libcrypto our allocator: if their own failed, they would report other errors.
 */
#include "live/libraries.h"

#include <stdlib.h>

#include <curl/curl.h>
#include <openssl/crypto.h>

#include "base/trouble.h"
#include "common/memory.h"

static void *allocate(size_t size, const char *file, int line)
{
    (void)file;
    (void)line;
    return memory_block(size);
}

static void *reallocate(void *block, size_t size, const char *file, int line)
{
    (void)file;
    (void)line;
    return memory_grow(block, size);
}

static void release(void *block, const char *file, int line)
{
    (void)file;
    (void)line;
    free(block);
}

bool libraries_begin(void)
{
    CURLcode code = CURLE_OK;

    /* libcurl would write keys to this file that decrypt the token. */
    unsetenv("SSLKEYLOGFILE");
    /* libcrypto refuses if another library of this process has made it allocate already. */
    (void)CRYPTO_set_mem_functions(allocate, reallocate, release);
    code = curl_global_init_mem(CURL_GLOBAL_DEFAULT, memory_block, free, memory_grow,
                                memory_copy_string, memory_new_array);
    if (code == CURLE_OUT_OF_MEMORY) {
        memory_exhausted();
    }
    if (code != CURLE_OK) {
        trouble(NULL, "libcurl can't be set up: %s", curl_easy_strerror(code));
    }
    return code == CURLE_OK;
}
