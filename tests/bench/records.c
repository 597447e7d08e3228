/* Writes the same conforming cancel responses on every run, one on each line, for measurements. */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* A linear congruential generator (Knuth's MMIX constants): reproducible everywhere. */
static uint32_t next(uint64_t *state, uint32_t bound)
{
    *state = *state * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(*state >> 33) % bound;
}

#define DAY 86400000U

/* Writes a time; `at` is in milliseconds from the beginning of April 2026. */
static void write_time(const char *name, uint32_t at)
{
    printf("\"%s\":\"2026-04-%02" PRIu32 "T%02" PRIu32 ":%02" PRIu32 ":%02" PRIu32 ".%03" PRIu32
           "Z\",",
           name, 1 + at / DAY, at / 3600000 % 24, at / 60000 % 60, at / 1000 % 60, at % 1000);
}

static void write_metadata(uint64_t *state)
{
    static const char *const values[] = {"alpha", "caf\303\251 \360\237\230\200", "a \\\"word\\\"",
                                         "line\\nbreak \\u00e9", "0123456789abcdef0123456789"};
    uint32_t count = next(state, 5);

    printf("\"metadata\":{");
    for (uint32_t i = 0; i < count; i++) {
        printf("%s\"key_%" PRIu32 "\":\"%s\"", i == 0 ? "" : ",", i, values[next(state, 5)]);
    }
    printf("},");
}

static void write_record(uint64_t *state, unsigned long number)
{
    static const char *const models[] = {"gemini-2.5-flash", "gemini-2.5-pro",
                                         "amazon.nova-2-lite-v1:0",
                                         "anthropic.claude-haiku-4-5-20251001-v1:0"};
    uint32_t succeeded = next(state, 10000);
    uint32_t canceled = next(state, 10000);
    uint32_t created = next(state, 24 * DAY);
    uint32_t begun = created + next(state, DAY / 8);
    uint32_t asked = begun + next(state, DAY / 8);

    printf("{\"object\":\"batch_prediction\",\"id\":\"bpred_%08lx\",\"status\":\"cancelled\","
           "\"model\":\"%s\",\"completion_window\":\"24h\",",
           number, models[next(state, 4)]);
    write_time("created_at", created);
    write_time("expires_at", created + DAY);
    write_time("in_progress_at", begun);
    printf("\"finalizing_at\":null,\"completed_at\":null,\"failed_at\":null,");
    write_time("cancelling_at", asked);
    write_time("cancelled_at", asked + next(state, DAY / 8));
    printf("\"expired_at\":null,\"request_counts\":{\"total\":%" PRIu32
           ",\"processing\":0,\"succeeded\":%" PRIu32 ",\"errored\":0,\"canceled\":%" PRIu32
           ",\"expired\":0},",
           succeeded + canceled, succeeded, canceled);
    write_metadata(state);
    printf("\"error\":null,\"results_url\":\"/v1/batch-predictions/bpred_%08lx/results\"}\n",
           number);
}

int main(int argc, char **argv)
{
    char *end = NULL;
    unsigned long count = argc == 2 ? strtoul(argv[1], &end, 10) : 0;

    if (end == NULL || *end != '\0') {
        fputs("usage: dg-bench-records COUNT\n", stderr);
        return 2;
    }
    uint64_t state = 1;
    for (unsigned long number = 0; number < count; number++) {
        write_record(&state, number);
    }
    return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
