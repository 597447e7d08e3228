/* The driver of this library: decodes records, and judges them by all rules. */
#include "passes.h"

#include "contract.h"

static int decode(void *context, char *line, size_t length)
{
    struct dg_arena *arena = context;
    struct dg_batch_prediction out;
    struct dg_report report = {0};
    bool good = dg_batch_prediction_decode(&out, line, length, arena, &report);

    dg_arena_reset(arena);
    return good;
}

int main(int argc, char **argv)
{
    static char memory[1 << 16];
    struct dg_arena arena;

    if (argc != 2) {
        fputs("usage: dg-bench-library FILE\n", stderr);
        return 2;
    }
    dg_arena_init(&arena, memory, sizeof memory, NULL);
    return passes_run(argv[1], decode, &arena);
}
