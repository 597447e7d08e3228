/* What drivers share: a file in memory, passes over its lines, and the processor time of the
 * fastest. Also for C++. */
#ifndef DG_BENCH_PASSES_H
#define DG_BENCH_PASSES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Bytes after the text, for parsers that ask for padding. */
#define PASSES_PADDING 64

/* A record without its newline. Returns 0 if it can't be read. */
typedef int passes_record(void *context, char *line, size_t length);

static char *passes_load(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *text;

    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(2);
    }
    *length = (size_t)ftell(file);
    rewind(file);
    text = (char *)calloc(1, *length + PASSES_PADDING);
    if (text == NULL || fread(text, 1, *length, file) != *length) {
        perror(path);
        exit(2);
    }
    fclose(file);
    return text;
}

/* One pass. Returns the number of records that can't be read. */
static size_t passes_once(char *text, size_t length, passes_record *record, void *context)
{
    char *end = text + length;
    size_t bad = 0;

    for (char *at = text; at < end;) {
        char *newline = (char *)memchr(at, '\n', (size_t)(end - at));
        char *stop = newline == NULL ? end : newline;

        bad += record(context, at, (size_t)(stop - at)) == 0;
        at = stop + 1;
    }
    return bad;
}

/* Prints the nanoseconds of the fastest of three passes. Returns the exit status. */
static int passes_run(const char *path, passes_record *record, void *context)
{
    clock_t least = 0;
    size_t length;
    char *text = passes_load(path, &length);

    for (int i = 0; i < 3; i++) {
        clock_t begin = clock();
        size_t bad = passes_once(text, length, record, context);
        clock_t took = clock() - begin;

        if (bad > 0) {
            fprintf(stderr, "%zu records can't be read\n", bad);
            return 1;
        }
        least = i == 0 || took < least ? took : least;
    }
    printf("%.0f\n", (double)least * (1e9 / CLOCKS_PER_SEC));
    free(text);
    return 0;
}

#endif
