/* Decodes and encodes samples, and writes each result as a whole HTTP response:
 *
 *     encode-samples SCHEMA STATUS DIR OUT
 *
 * For every DIR/NAME.json that decodes as SCHEMA, it writes OUT/NAME.http. */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../wire/samples.h"
#include "contract.h"

static const struct dg_schema *schema_named(const char *name)
{
    for (size_t i = 0; i < dg_contract.schema_count; i++) {
        if (strcmp(dg_contract.schemas[i]->name, name) == 0) {
            return dg_contract.schemas[i];
        }
    }
    fprintf(stderr, "encode-samples: no schema %s\n", name);
    exit(2);
}

/* Returns the encoded text of a value of `schema`; the caller frees the text. */
static char *encoded(const struct dg_schema *schema, const void *value, size_t *length)
{
    *length = schema->encode(value, NULL, 0);
    char *json = malloc(*length + 1);

    if (*length == 0 || json == NULL || schema->encode(value, json, *length + 1) != *length) {
        abort();
    }
    return json;
}

static void write_response(const char *path, const char *status, const char *json, size_t length)
{
    const char *media = status[0] == '2' ? "application/json" : "application/problem+json";
    FILE *file = fopen(path, "wb");

    if (file == NULL ||
        fprintf(file,
                "HTTP/1.1 %s Encoded\r\nContent-Type: %s\r\nContent-Length: %zu\r\n"
                "Connection: close\r\n\r\n",
                status, media, length) < 0 ||
        fwrite(json, 1, length, file) != length || fclose(file) != 0) {
        perror(path);
        exit(1);
    }
}

/* Writes the response to `out`, unless the sample isn't a value of the schema. */
static void encode_sample(const struct dg_schema *schema, const char *status, const char *path,
                          const char *out)
{
    struct dg_arena arena;
    void *value = calloc(1, schema->size);
    size_t length;
    char *sample = samples_read(path, &length);

    if (value == NULL || sample == NULL) {
        abort();
    }
    dg_arena_init(&arena, NULL, 0, &samples_heap);
    if (schema->decode(value, sample, length, &arena, NULL)) {
        size_t size;
        char *json = encoded(schema, value, &size);

        write_response(out, status, json, size);
        free(json);
    }
    dg_arena_free(&arena);
    free(sample);
    free(value);
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fputs("usage: encode-samples SCHEMA STATUS DIR OUT\n", stderr);
        return 2;
    }
    const struct dg_schema *schema = schema_named(argv[1]);
    DIR *folder = opendir(argv[3]);

    if (folder == NULL) {
        perror(argv[3]);
        return 1;
    }
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        const char *suffix = strrchr(entry->d_name, '.');

        if (suffix != NULL && strcmp(suffix, ".json") == 0) {
            int stem = (int)(suffix - entry->d_name);
            char path[4096];
            char out[4096];

            snprintf(path, sizeof path, "%s/%s", argv[3], entry->d_name);
            snprintf(out, sizeof out, "%s/%.*s.http", argv[4], stem, entry->d_name);
            encode_sample(schema, argv[2], path, out);
        }
    }
    closedir(folder);
    return 0;
}
