/* Reading and writing of sample files. */
#include "samples.h"

#include <stdio.h>
#include <stdlib.h>

static void *allocate(void *context, size_t size)
{
    (void)context;
    return malloc(size);
}

static void release(void *context, void *block)
{
    (void)context;
    free(block);
}

const struct dg_allocator samples_heap = {.allocate = allocate, .release = release};

char *samples_read(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *data = NULL;

    *length = 0;
    if (file == NULL) {
        return NULL;
    }
    if (fseek(file, 0, SEEK_END) == 0) {
        *length = (size_t)ftell(file);
        rewind(file);
        data = malloc(*length == 0 ? 1 : *length);
        if (data == NULL || fread(data, 1, *length, file) != *length) {
            abort();
        }
    }
    fclose(file);
    return data;
}

void samples_write(const char *path, const char *data, size_t length)
{
    FILE *file = fopen(path, "wb");

    if (file == NULL || fwrite(data, 1, length, file) != length || fclose(file) != 0) {
        perror(path);
        exit(1);
    }
}
