/* The fast way through objects, compared with the general reader: libraries of the same contract
   with the one and without. The first byte picks the type, the second one the layout into which the
   rest, a document, is brought. What must hold of any document: both libraries come to the same
   verdict, with the same findings and the same value, and read nothing outside the text. So does
   the library with the fast way if its arena remembers documents: the ones before, and, with one
   input in four, this one, until the fast way pauses if the document is in another order. */
#define _GNU_SOURCE

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "dg-contract/contract.h"
#include "digest.h"
#include "fast-contract/contract.h"
#include "fuzz.h"
#include "heap.h"
#include "plain-contract/contract.h"
#include "plain-main/contract.h"

#define PAGE ((size_t)4096)
#define ROOM (64 * PAGE)

/* A contract compiled in both ways. */
static const struct {
    const struct dg_contract *fast;
    const struct dg_contract *plain;
} pairs[] = {{&dg_contract, &plain_main_contract}, {&fast_contract, &plain_contract}};
#define PAIR_COUNT (sizeof pairs / sizeof *pairs)

/* Findings */

struct heard {
    struct dg_report report; /* first, for its function to recover the whole */
    uint64_t all;            /* a digest of everything, in order */
};

static uint64_t digest_string(uint64_t hash, const char *string)
{
    return digest_text(hash, dg_text_of(string));
}

static void hear(struct dg_report *report, const struct dg_finding *finding)
{
    struct heard *heard = (struct heard *)(void *)report;
    char pointer[256];

    dg_pointer_write(finding->frame, pointer, sizeof pointer);
    heard->all = digest_number(heard->all, finding->code);
    heard->all = digest_number(heard->all, finding->severity);
    heard->all = digest_number(heard->all, finding->offset);
    heard->all = digest_number(heard->all, finding->overflow);
    heard->all = digest_string(heard->all, pointer);
    heard->all = digest_string(heard->all, finding->schema);
    heard->all = digest_string(heard->all, finding->rule == NULL ? NULL : finding->rule->id);
    heard->all = digest_text(heard->all, finding->property);
    heard->all = digest_text(heard->all, finding->expected);
    heard->all = digest_text(heard->all, finding->actual);
}

/* Readings */

struct reading {
    struct heard heard;
    bool good;
    uint64_t value; /* a digest of its JSON form */
};

static uint64_t digest_value(const struct dg_schema *schema, const void *value)
{
    size_t length = schema->encode(value, NULL, 0);
    char *json = malloc(length + 1);
    uint64_t digest = DIGEST_BEGIN;

    assert(json != NULL && schema->encode(value, json, length + 1) == length);
    digest = digest_bytes(digest, json, length);
    free(json);
    return digest;
}

static struct reading read_value(const struct dg_schema *schema, struct dg_text json,
                                 struct dg_arena *arena)
{
    struct reading reading = {.heard = {.report = {.finding = hear}, .all = DIGEST_BEGIN}};
    void *value = calloc(1, schema->size);

    assert(value != NULL);
    reading.good = schema->decode(value, json.data, json.length, arena, &reading.heard.report);
    assert(!arena->failed);
    reading.value = digest_value(schema, value);
    dg_arena_reset(arena);
    free(value);
    return reading;
}

static void compare_readings(const struct reading *one, const struct reading *other)
{
    assert(one->good == other->good);
    assert(one->heard.all == other->heard.all);
    assert(one->heard.report.rules_skipped == other->heard.report.rules_skipped);
    assert(one->heard.report.rules_not_applicable == other->heard.report.rules_not_applicable);
    assert(one->value == other->value);
}

/* After so many readings of objects in another order, the fast way pauses. */
#define READINGS 20

static void compare(const struct dg_schema *fast, const struct dg_schema *plain,
                    struct dg_text json)
{
    static struct dg_arena kept = {.allocator = &heap}; /* from document to document */
    bool again = fuzz_chooses(digest_text(DIGEST_BEGIN, json), 0, 4);
    struct dg_arena arena;
    struct reading other;
    struct reading one;

    dg_arena_init(&arena, NULL, 0, &heap);
    other = read_value(plain, json, &arena);
    for (int i = again ? READINGS : 1; i > 0; i--) {
        one = read_value(fast, json, &arena);
        compare_readings(&one, &other);
    }
    dg_arena_free(&arena);
    one = read_value(fast, json, &kept);
    compare_readings(&one, &other);
}

/* Layouts */

enum layout {
    LAYOUT_RECEIVED,
    LAYOUT_COLONS, /* a space after each colon */
    LAYOUT_SPACES, /* a space after each colon and comma, as Python writes */
    LAYOUT_LINES,  /* members on lines of their own, indented */
    LAYOUT_COUNT
};

/* The white space after a byte that isn't in a string. */
static struct dg_text space_after(enum layout layout, char byte, size_t depth)
{
    static const char lines[] = "\n                ";
    size_t indent = depth < 8 ? 2 * depth : 16;
    bool opens = byte == '{' || byte == '[';

    switch (layout) {
    case LAYOUT_RECEIVED:
    case LAYOUT_COUNT:
        break;
    case LAYOUT_COLONS:
        return (struct dg_text){" ", byte == ':'};
    case LAYOUT_SPACES:
        return (struct dg_text){" ", byte == ':' || byte == ','};
    case LAYOUT_LINES:
        return byte == ':' ? (struct dg_text){" ", 1}
                           : (struct dg_text){lines, byte == ',' || opens ? 1 + indent : 0};
    }
    return (struct dg_text){NULL, 0};
}

/* Writes the document in the layout to `out`, which has `room` bytes, or its beginning. Returns its
   length. */
static size_t lay_out(enum layout layout, struct dg_text json, char *out, size_t room)
{
    size_t length = 0;
    size_t depth = 0;
    bool in_string = false;

    for (size_t i = 0; i < json.length && length + 32 < room; i++) {
        char byte = json.data[i];
        bool escaped = in_string && byte == '\\' && i + 1 < json.length;

        out[length++] = byte;
        if (escaped) {
            out[length++] = json.data[++i];
        } else if (byte == '"') {
            in_string = !in_string;
        } else if (!in_string) {
            struct dg_text space = {NULL, 0};

            depth += byte == '{' || byte == '[';
            depth -= depth > 0 && (byte == '}' || byte == ']');
            space = space_after(layout, byte, depth);
            if (space.length > 0) {
                memcpy(out + length, space.data, space.length);
                length += space.length;
            }
        }
    }
    return length;
}

/* Pages after which nothing can be read. */
static char *pages(void)
{
    static char *begin = NULL;

    if (begin == NULL) {
        char *map = mmap(NULL, ROOM + 2 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

        assert(map != MAP_FAILED && mprotect(map + PAGE, ROOM, PROT_READ | PROT_WRITE) == 0);
        begin = map + PAGE;
    }
    return begin;
}

static const struct dg_schema *find(const struct dg_contract *contract, const char *name)
{
    for (size_t i = 0; i < contract->schema_count; i++) {
        if (strcmp(contract->schemas[i]->name, name) == 0) {
            return contract->schemas[i];
        }
    }
    return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char json[ROOM];
    size_t pair = 0;
    size_t number = 0;
    size_t length = 0;
    const struct dg_schema *fast = NULL;
    const struct dg_schema *plain = NULL;

    if (size < 2 || size > ROOM / 4) {
        return 0;
    }
    pair = data[0] % PAIR_COUNT;
    number = data[0] / PAIR_COUNT % pairs[pair].fast->schema_count;
    fast = pairs[pair].fast->schemas[number];
    plain = find(pairs[pair].plain, fast->name);
    assert(plain != NULL);
    length = lay_out((enum layout)(data[1] % LAYOUT_COUNT),
                     (struct dg_text){(const char *)data + 2, size - 2}, json, ROOM);
    memcpy(pages() + ROOM - length, json, length);
    compare(fast, plain, (struct dg_text){pages() + ROOM - length, length});
    return 0;
}
