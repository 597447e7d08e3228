/* Drivers of parsers that judge nothing. */
#include "passes.h"

#include <cjson/cJSON.h>

static int find(void *context, char *line, size_t length)
{
    (void)context;
    return line != NULL || length > 0;
}

static int parse(void *context, char *line, size_t length)
{
    cJSON *tree = cJSON_ParseWithLength(line, length);
    int good = tree != NULL;

    (void)context;
    cJSON_Delete(tree);
    return good;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "memchr") == 0) {
        return passes_run(argv[2], find, NULL);
    }
    if (argc == 3 && strcmp(argv[1], "cjson") == 0) {
        return passes_run(argv[2], parse, NULL);
    }
    fputs("usage: dg-bench-parsers memchr|cjson FILE\n", stderr);
    return 2;
}
