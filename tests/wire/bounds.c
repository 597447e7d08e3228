#include "bounds.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "samples.h"

size_t bound_at(struct bound bound, size_t x)
{
    return bound.fixed + bound.slope * x;
}

/* Reads the bounds of the macros of a header whose names end with `end`. */
static struct bound *read_macros(const struct dg_contract *contract, const char *header,
                                 const char *end)
{
    struct bound *bounds = calloc(contract->schema_count + 1, sizeof *bounds);
    const char *at = header;

    assert(bounds != NULL);
    for (size_t i = 0; i < contract->schema_count; i++) {
        if (i > 0 && contract->schemas[i]->decode == contract->schemas[i - 1]->decode) {
            bounds[i] = bounds[i - 1]; /* another name */
            continue;
        }
        at = strstr(at, end);
        assert(at != NULL);
        at += strlen(end);
        at += strspn(at, " \\\n"); /* the value may be on the next line */
        assert(sscanf(at, "(%zu + %zu", &bounds[i].fixed, &bounds[i].slope) == 2);
    }
    assert(strstr(at, end) == NULL);
    return bounds;
}

struct bounds bounds_read(const struct dg_contract *contract, const char *file)
{
    struct bounds bounds;
    size_t length;
    char *text = samples_read(file, &length);

    assert(text != NULL);
    text = realloc(text, length + 1);
    assert(text != NULL);
    text[length] = '\0';
    bounds.arena = read_macros(contract, text, "_ARENA_BYTES(length)");
    bounds.stack = read_macros(contract, text, "_STACK_BYTES(depth)");
    free(text);
    return bounds;
}

void bounds_free(struct bounds *bounds)
{
    free(bounds->arena);
    free(bounds->stack);
}
