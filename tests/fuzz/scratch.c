/* Keeps files in memory, where the system has such a folder. */
#include "scratch.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define FILES 4

static char paths[FILES][64];

static void remove_all(void)
{
    for (unsigned i = 0; i < FILES; i++) {
        (void)unlink(paths[i]);
    }
}

const char *scratch_path(unsigned number)
{
    assert(number < FILES);
    if (paths[0][0] == '\0') {
        const char *folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";

        for (unsigned i = 0; i < FILES; i++) {
            snprintf(paths[i], sizeof paths[i], "%s/dg-fuzz-%ld-%u.yaml", folder, (long)getpid(),
                     i);
        }
        (void)atexit(remove_all);
    }
    return paths[number];
}

void scratch_write(unsigned number, struct dg_text text)
{
    FILE *file = fopen(scratch_path(number), "wb");

    assert(file != NULL);
    assert(text.length == 0 || fwrite(text.data, text.length, 1, file) == 1);
    assert(fclose(file) == 0);
}

void scratch_take(unsigned number, struct buffer *out)
{
    FILE *file = fopen(scratch_path(number), "rb");
    char block[4096];
    size_t got = 0;

    buffer_clear(out);
    if (file == NULL) {
        return;
    }
    while ((got = fread(block, 1, sizeof block, file)) > 0) {
        buffer_add_bytes(out, block, got);
    }
    (void)fclose(file);
    (void)unlink(scratch_path(number));
}
