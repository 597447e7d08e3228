/* Runs a fuzz target once on every input that is named, for compilers without libFuzzer: each
 * argument is a file, or a folder of files. */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "fuzz.h"

/* In a block of exactly its size, so that a sanitizer sees reads beyond the end. */
static uint8_t *read_all(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = NULL;
    long size = -1;

    if (file != NULL && fseek(file, 0, SEEK_END) == 0) {
        size = ftell(file);
        rewind(file);
    }
    if (size >= 0) {
        bytes = malloc(size == 0 ? 1 : (size_t)size);
    }
    if (bytes == NULL || fread(bytes, 1, (size_t)size, file) != (size_t)size) {
        perror(path);
        exit(1);
    }
    fclose(file);
    *length = (size_t)size;
    return bytes;
}

static void run_file(const char *path)
{
    size_t length = 0;
    uint8_t *bytes = read_all(path, &length);

    /* The last line names the input that ended the program. */
    printf("%s\n", path);
    fflush(stdout);
    LLVMFuzzerTestOneInput(bytes, length);
    free(bytes);
}

/* Returns the number of inputs. */
static size_t run_folder(const char *path)
{
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, NULL, alphasort);
    size_t run = 0;

    if (count < 0) {
        perror(path);
        exit(1);
    }
    for (int i = 0; i < count; i++) {
        char file[4096];

        if (entries[i]->d_name[0] != '.') {
            snprintf(file, sizeof file, "%s/%s", path, entries[i]->d_name);
            run_file(file);
            run++;
        }
        free(entries[i]);
    }
    free(entries);
    return run;
}

static bool is_folder(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

int main(int argc, char **argv)
{
    size_t run = 0;

    for (int i = 1; i < argc; i++) {
        if (is_folder(argv[i])) {
            run += run_folder(argv[i]);
        } else {
            run_file(argv[i]);
            run++;
        }
    }
    printf("%zu inputs\n", run);
    return run == 0 ? 1 : 0;
}
