/* Prints the findings of documents as a program of a user does: position and line of each.
   lines FILE... */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "contract.h"
#include "samples.h"

static void print_file(const char *path)
{
    struct dg_batch_prediction value;
    struct dg_findings findings;
    struct dg_arena arena;
    struct dg_arena kept;
    size_t length;
    char *json = samples_read(path, &length);
    bool good;

    assert(json != NULL);
    dg_arena_init(&arena, NULL, 0, &samples_heap);
    dg_arena_init(&kept, NULL, 0, &samples_heap);
    dg_findings_init(&findings, &kept);
    good = dg_batch_prediction_decode(&value, json, length, &arena, &findings.report);
    assert(good == (findings.errors == 0));
    (void)good;
    for (const struct dg_found *found = findings.first; found != NULL; found = found->next) {
        struct dg_position at = dg_text_position((struct dg_text){json, length}, found->offset);

        printf("%s:%zu:%zu: %s\n", path, at.line, at.column, found->line);
    }
    dg_arena_free(&arena);
    dg_arena_free(&kept);
    free(json);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        print_file(argv[i]);
    }
    return 0;
}
