/* The driver of yyjson: a tree of each record, from a reused pool. */
#include "../passes.h"

#include <yyjson.h>

static yyjson_alc pool;

static int parse(void *context, char *line, size_t length)
{
    yyjson_doc *document = yyjson_read_opts(line, length, 0, &pool, NULL);

    (void)context;
    yyjson_doc_free(document);
    return document != NULL;
}

int main(int argc, char **argv)
{
    static char memory[1 << 20];

    if (argc != 2) {
        return 2;
    }
    yyjson_alc_pool_init(&pool, memory, sizeof memory);
    return passes_run(argv[1], parse, NULL);
}
