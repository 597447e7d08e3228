/* The arguments, random numbers, and the page that can't be read. */
#include "prove.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

uint64_t prove_count;

static bool all;
static char *page_end; /* of the readable bytes */

/* xorshift64* by Vigna: fast, and the same everywhere. */
static uint64_t state = UINT64_C(0x9E3779B97F4A7C15);

uint64_t prove_random(void)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return state * UINT64_C(0x2545F4914F6CDD1D);
}

unsigned prove_below(unsigned bound)
{
    return (unsigned)((prove_random() >> 32) % bound);
}

void prove_begin(int count, char **arguments)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t room = (PROVE_BYTES + page - 1) / page * page;
    char *begin =
        mmap(NULL, room + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (count != 2 || (strcmp(arguments[1], "all") != 0 && strcmp(arguments[1], "some") != 0)) {
        fprintf(stderr, "usage: %s all|some\n", arguments[0]);
        exit(2);
    }
    all = strcmp(arguments[1], "all") == 0;
    if (begin == MAP_FAILED || mprotect(begin + room, page, PROT_NONE) != 0) {
        perror("mmap");
        exit(2);
    }
    page_end = begin + room;
}

uint64_t prove_step(uint64_t sample)
{
    return all ? 1 : sample;
}

uint64_t prove_random_count(unsigned cost)
{
    const char *wanted = getenv("DG_RANDOM_COUNT");
    uint64_t count = all ? 100000000 : 200000;

    return (wanted == NULL ? count : strtoull(wanted, NULL, 10)) / cost;
}

char *prove_room(size_t length)
{
    return page_end - length;
}

struct dg_text prove_place(const char *bytes, size_t length)
{
    char *room = prove_room(length);

    memcpy(room, bytes, length);
    return (struct dg_text){room, length};
}

void prove_fail(const char *claim, struct dg_text input)
{
    printf("does not hold: %s\n  for the %zu bytes \"", claim, input.length);
    for (size_t i = 0; i < input.length; i++) {
        unsigned char byte = (unsigned char)input.data[i];

        printf(byte >= 0x20 && byte < 0x7F ? "%c" : "\\x%02X", byte);
    }
    printf("\"\n");
    exit(1);
}

int prove_end(void)
{
    printf("%llu comparisons hold\n", (unsigned long long)prove_count);
    return 0;
}
