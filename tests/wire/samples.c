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

/* Prints the lines of a text from the one that holds `offset` on, at most ten. */
static void print_from(const char *title, const char *text, size_t length, size_t offset)
{
    size_t lines = 0;
    size_t left = 0;

    while (offset > 0 && text[offset - 1] != '\n') {
        offset--;
    }
    size_t end = offset;
    for (size_t i = offset; i < length; i++) {
        if (text[i] == '\n') {
            lines++;
            end = lines <= 10 ? i + 1 : end;
            left += lines > 10 ? 1 : 0;
        }
    }
    printf("--- %s\n%.*s", title, (int)(end - offset), text + offset);
    if (left > 0) {
        printf("(and %zu more lines)\n", left);
    }
}

bool samples_expect(const char *path, const char *found, size_t length)
{
    size_t expected_length;
    size_t same = 0;

    if (getenv("DG_ACCEPT") != NULL) {
        samples_write(path, found, length);
    }
    char *expected = samples_read(path, &expected_length);
    while (same < length && same < expected_length && expected[same] == found[same]) {
        same++;
    }
    bool right = expected != NULL && same == length && same == expected_length;
    if (!right) {
        printf("the list differs from %s\n", path);
        print_from("expected", expected == NULL ? "" : expected, expected_length, same);
        print_from("found", found, length, same);
    }
    free(expected);
    return right;
}
