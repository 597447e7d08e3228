/* Decoders, encoders, copies and validators of every root type of three contracts. The first byte
   picks the type and the limit of depth, the rest is the document. What must hold of any document:
   - the findings and the value depend neither on the place of the text in memory nor on whether the
     findings are wanted, and nothing is read outside the text;
   - the verdict is that of the findings;
   - a value that conforms has a JSON form, which reads back as the same value;
   - a copy is written as its original, and outlives the original;
   - a validator finds in any value what the decoder finds in the value's JSON form;
   - the line about a finding is harmless for a terminal;
   - the arena that decode.h states suffices;
   - memory that runs out is no verdict.
   Each input chooses two of the further ways to read it, by its digest; the tests of the corpus
   read it in all ways. */
#define _GNU_SOURCE

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "dg-contract/contract.h"
#include "digest.h"
#include "fuzz.h"
#include "heap.h"
#include "rules-contract/contract.h"
#include "wire-contract/contract.h"

/* The pages that a text is put into, between two pages that nothing may read. */
#define PAGE ((size_t)4096)
#define ROOM (64 * PAGE)

#define SMALL_DEPTH 8

static const struct dg_contract *const contracts[] = {&wire_contract, &rules_contract,
                                                      &dg_contract};
#define CONTRACT_COUNT (sizeof contracts / sizeof *contracts)

/* The arena that a decoder needs at most for an empty document, and for one byte. */
struct bound {
    const char *name; /* of the schema */
    size_t none;
    size_t one;
};
#define BOUND(schema, macro)                                                                       \
    {                                                                                              \
        schema, macro(0), macro(1)                                                                 \
    }
static const struct bound bounds[] = {
    BOUND("Keywords", WIRE_KEYWORDS_ARENA_BYTES),
    BOUND("Kinds", WIRE_KINDS_ARENA_BYTES),
    BOUND("Numbers", WIRE_NUMBERS_ARENA_BYTES),
    BOUND("Anything", WIRE_ANYTHING_ARENA_BYTES),
    BOUND("Problem", RULES_PROBLEM_ARENA_BYTES),
    BOUND("Thermostat", RULES_THERMOSTAT_ARENA_BYTES),
    BOUND("Friend", RULES_FRIEND__ARENA_BYTES),
    BOUND("Person", RULES_PERSON_ARENA_BYTES),
    BOUND("Shop", RULES_SHOP_ARENA_BYTES),
    BOUND("Order", RULES_ORDER_ARENA_BYTES),
    BOUND("BatchPrediction", DG_BATCH_PREDICTION_ARENA_BYTES),
    BOUND("ProblemDetails", DG_PROBLEM_DETAILS_ARENA_BYTES),
};

/* What a decoder or a validator reported. */
struct heard {
    struct dg_report report; /* first, for its function to recover the whole */
    uint64_t all;            /* a digest of everything, in order */
    uint64_t places;         /* a digest of codes and places, in any order */
    bool lines;              /* check the line about each finding */
    bool absent;             /* an item or entry is absent, which no JSON form shows */
    size_t errors;           /* findings of severity error */
};

/* A value, and what it was read from. */
struct reading {
    struct heard heard;
    const struct dg_schema *schema;
    void *value;
    struct dg_arena arena;
    bool good;
};

/* For people who look into a fault: prints the finding if DG_FUZZ_SHOW is in the environment. */
static void show(const struct dg_finding *finding, const char *pointer)
{
    if (getenv("DG_FUZZ_SHOW") != NULL) {
        fprintf(stderr, "%s at '%s' %.*s, byte %zu: %.*s, expected %.*s\n",
                dg_code_name(finding->code), pointer, (int)finding->property.length,
                finding->property.data, finding->offset, (int)finding->actual.length,
                finding->actual.data, (int)finding->expected.length, finding->expected.data);
    }
}

/* The line about a finding is harmless for a terminal, also if it is cut. */
static void check_line(const struct dg_finding *finding)
{
    char line[16384];
    char cut[64];
    size_t length = dg_finding_print(line, sizeof line, finding);
    size_t kept;

    assert(length < sizeof line && length == strlen(line));
    assert(dg_text_is_utf8(dg_text_of(line)));
    for (size_t i = 0; i < length; i++) {
        assert((unsigned char)line[i] >= 0x20 && line[i] != 0x7F);
    }
    assert(dg_finding_print(cut, sizeof cut, finding) == length);
    kept = strlen(cut);
    assert(memcmp(cut, line, kept) == 0);
    assert(kept == length || (kept + 4 >= sizeof cut && dg_text_is_utf8(dg_text_of(cut))));
}

static void hear(struct dg_report *report, const struct dg_finding *finding)
{
    struct heard *heard = (struct heard *)(void *)report;
    char pointer[256];
    size_t length = dg_pointer_write(finding->frame, pointer, sizeof pointer);
    uint64_t place = digest_number(DIGEST_BEGIN, finding->code);

    place = digest_number(place, finding->severity);
    place = digest_number(place, (uintptr_t)finding->rule);
    place = digest_number(place, finding->overflow);
    place = digest_text(place, finding->property);
    if (finding->rule == NULL) { /* a rule's finding names a value that may not exist */
        place = digest_bytes(place, pointer, strlen(pointer));
        place = digest_number(place, length);
    }
    if (heard->lines) { /* once for an input: other ways have the same findings */
        show(finding, pointer);
        check_line(finding);
    }
    heard->places += place;
    heard->absent |= finding->code == DG_CODE_TYPE && finding->actual.length == 0;
    heard->errors += finding->severity == DG_SEVERITY_ERROR;
    heard->all = digest_number(heard->all, place);
    heard->all = digest_bytes(heard->all, pointer, strlen(pointer));
    heard->all = digest_number(heard->all, finding->offset);
    heard->all = digest_number(heard->all, (uintptr_t)finding->schema);
    heard->all = digest_text(heard->all, finding->expected);
    heard->all = digest_text(heard->all, finding->actual);
}

static struct heard heard_new(unsigned max_depth, bool lines)
{
    return (struct heard){.report = {.finding = hear, .max_depth = max_depth}, .lines = lines};
}

static bool heard_same_places(const struct heard *one, const struct heard *other)
{
    return one->places == other->places && one->errors == other->errors &&
           one->report.rules_skipped == other->report.rules_skipped;
}

static struct reading read_value(const struct dg_schema *schema, struct dg_text json,
                                 unsigned max_depth, bool lines)
{
    struct reading reading = {
        .heard = heard_new(max_depth, lines), .schema = schema, .value = calloc(1, schema->size)};

    assert(reading.value != NULL);
    dg_arena_init(&reading.arena, NULL, 0, &heap);
    reading.good = schema->decode(reading.value, json.data, json.length, &reading.arena,
                                  &reading.heard.report);
    assert(!reading.arena.failed);
    assert(reading.good == (reading.heard.errors == 0));
    return reading;
}

static void reading_free(struct reading *reading)
{
    dg_arena_free(&reading->arena);
    free(reading->value);
}

/* The text that `encode` writes, in a block of its own; empty: the value has no JSON form. The
   caller frees. */
static struct dg_text encoded(const struct dg_schema *schema, const void *value)
{
    size_t length = schema->encode(value, NULL, 0);
    char *json = malloc(length + 1);

    assert(json != NULL && schema->encode(value, json, length + 1) == length);
    assert(json[length] == '\0');
    return (struct dg_text){json, length};
}

static void text_free(struct dg_text text)
{
    free((char *)text.data);
}

/* Into a smaller buffer, `encode` writes the beginning. */
static void check_cut(const struct dg_schema *schema, const void *value, struct dg_text written)
{
    char cut[8];
    size_t kept = written.length < sizeof cut - 1 ? written.length : sizeof cut - 1;

    assert(schema->encode(value, cut, sizeof cut) == written.length);
    assert(memcmp(cut, written.data, kept) == 0 && cut[kept] == '\0');
}

static void assert_written_as(const struct dg_schema *schema, const void *value,
                              struct dg_text expected)
{
    struct dg_text found = encoded(schema, value);

    assert(dg_text_equal(found, expected));
    text_free(found);
}

/* Ways to read a text */

/* The pages, whose first and last can't be read. */
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

/* Each decodes the text in another way, and checks that the reading is the same. */

static void assert_read_as(const struct reading *reading, const struct reading *other)
{
    assert(reading->good == other->good);
    assert(reading->heard.all == other->heard.all);
    assert(reading->heard.report.rules_skipped == other->heard.report.rules_skipped);
    assert(reading->heard.report.rules_not_applicable == other->heard.report.rules_not_applicable);
}

static void check_moved(const struct reading *reading, const char *to, struct dg_text json)
{
    struct reading other = {.schema = NULL};

    memcpy((char *)to, json.data, json.length);
    other = read_value(reading->schema, (struct dg_text){to, json.length},
                       reading->heard.report.max_depth, false);
    assert_read_as(reading, &other);
    reading_free(&other);
}

static void check_at_begin_of_page(const struct reading *reading, struct dg_text json)
{
    check_moved(reading, pages(), json);
}

static void check_at_end_of_page(const struct reading *reading, struct dg_text json)
{
    check_moved(reading, pages() + ROOM - json.length, json);
}

static void check_without_findings(const struct reading *reading, struct dg_text json)
{
    const struct dg_schema *schema = reading->schema;
    struct dg_report report = {.max_depth = reading->heard.report.max_depth};
    bool is_default = report.max_depth == 0;
    void *value = calloc(1, schema->size);
    struct dg_text expected = encoded(schema, reading->value);
    struct dg_arena arena;

    dg_arena_init(&arena, NULL, 0, &heap);
    assert(schema->decode(value, json.data, json.length, &arena, is_default ? NULL : &report) ==
           reading->good);
    assert_written_as(schema, value, expected);
    dg_arena_free(&arena);
    text_free(expected);
    free(value);
}

static void check_in_little_memory(const struct reading *reading, struct dg_text json)
{
    const struct dg_schema *schema = reading->schema;
    struct dg_report report = {.max_depth = reading->heard.report.max_depth};
    void *value = calloc(1, schema->size);
    size_t room = json.length * 37 % 2048;
    char *memory = malloc(room + 1);
    struct dg_arena arena;
    bool good = false;

    dg_arena_init(&arena, memory, room, NULL);
    good = schema->decode(value, json.data, json.length, &arena, &report);
    assert(arena.failed ? !good : good == reading->good);
    free(memory);
    free(value);
}

/* The arena that the header states. */
static void check_in_stated_memory(const struct reading *reading, struct dg_text json)
{
    const struct dg_schema *schema = reading->schema;
    struct dg_report report = {.max_depth = reading->heard.report.max_depth};
    void *value = calloc(1, schema->size);
    const struct bound *bound = bounds;
    struct dg_arena arena;
    char *memory;
    size_t room;

    while (strcmp(bound->name, schema->name) != 0) {
        bound++;
        assert(bound < bounds + sizeof bounds / sizeof *bounds);
    }
    room = bound->none + (bound->one - bound->none) * json.length;
    memory = malloc(room);
    assert(memory != NULL);
    dg_arena_init(&arena, memory, room, NULL);
    assert(schema->decode(value, json.data, json.length, &arena, &report) == reading->good);
    assert(!arena.failed);
    free(memory);
    free(value);
}

/* The same document with a blank before and after each bracket, comma and colon: other functions of
   the reader may read it. The offsets of findings change. */
static void check_spread(const struct reading *reading, struct dg_text json)
{
    char *spread = malloc(3 * json.length + 1);
    size_t length = 0;
    bool quoted = false;
    struct reading other = {.schema = NULL};

    for (size_t i = 0; i < json.length; i++) {
        char c = json.data[i];
        bool is_sign = !quoted && c != '\0' && strchr("{}[]:,", c) != NULL;

        quoted ^= c == '"';
        spread[length++] = ' ';
        length -= !is_sign;
        spread[length++] = c;
        if (quoted && c == '\\' && i + 1 < json.length) {
            spread[length++] = json.data[++i];
        }
        spread[length++] = ' ';
        length -= !is_sign;
    }
    other = read_value(reading->schema, (struct dg_text){spread, length},
                       reading->heard.report.max_depth, false);
    assert(heard_same_places(&reading->heard, &other.heard));
    reading_free(&other);
    free(spread);
}

/* Another reader, with layers of its own, is one more row. */
static void (*const ways[])(const struct reading *, struct dg_text) = {
    check_at_begin_of_page, check_at_end_of_page,   check_spread,
    check_without_findings, check_in_little_memory, check_in_stated_memory};
#define WAY_COUNT (sizeof ways / sizeof *ways)

/* What is done with a value */

/* A validator finds in the value what the decoder finds in its JSON form. */
static void check_validated(const struct reading *reading, struct dg_text written)
{
    const struct dg_schema *schema = reading->schema;
    struct heard heard = heard_new(0, true);
    bool valid = schema->validate(reading->value, &heard.report);

    assert(valid == (heard.errors == 0));
    assert(schema->validate(reading->value, NULL) == valid);
    assert(written.length > 0 || !valid);
    if (written.length > 0 && !heard.absent) {
        struct reading again = read_value(schema, written, 0, false);

        assert(again.good == valid);
        assert(heard_same_places(&again.heard, &heard));
        if (again.good) {
            assert_written_as(schema, again.value, written);
        }
        reading_free(&again);
    }
}

/* To be called last: what the value points to is overwritten and freed. */
static void check_copied(struct reading *reading, char *source, size_t length,
                         struct dg_text written)
{
    const struct dg_schema *schema = reading->schema;
    void *copy = calloc(1, schema->size);
    struct dg_arena arena;

    dg_arena_init(&arena, NULL, 0, &heap);
    assert(schema->copy(copy, reading->value, &arena));
    memset(source, '#', length);
    reading_free(reading);
    assert_written_as(schema, copy, written);
    dg_arena_free(&arena);
    free(copy);
}

static void check_document(const struct dg_schema *schema, struct dg_text json, unsigned max_depth)
{
    const uint64_t input = digest_text(max_depth, json);
    char *source = malloc(json.length + 1);
    struct reading reading = {.schema = NULL};
    struct dg_text written = {NULL, 0};

    if (json.length > 0) {
        memcpy(source, json.data, json.length);
    }
    reading = read_value(schema, (struct dg_text){source, json.length}, max_depth, true);
    for (size_t i = 0; i < WAY_COUNT; i++) {
        if (fuzz_chooses(input, i / 2, WAY_COUNT / 2)) {
            ways[i](&reading, json);
        }
    }
    written = encoded(schema, reading.value);
    check_cut(schema, reading.value, written);
    assert(written.length > 0 || !reading.good);
    check_validated(&reading, written);
    check_copied(&reading, source, json.length, written);
    text_free(written);
    free(source);
}

/* The type with that number, over all contracts; NULL: the number is too large. */
static const struct dg_schema *root(size_t number)
{
    for (size_t i = 0; i < CONTRACT_COUNT; i++) {
        if (number < contracts[i]->schema_count) {
            return contracts[i]->schemas[number];
        }
        number -= contracts[i]->schema_count;
    }
    return NULL;
}

static size_t root_count(void)
{
    size_t count = 0;

    for (size_t i = 0; i < CONTRACT_COUNT; i++) {
        count += contracts[i]->schema_count;
    }
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t count = root_count();
    bool is_small = false;

    if (size == 0 || size > ROOM) {
        return 0;
    }
    is_small = data[0] / count % 2 == 1;
    check_document(root(data[0] % count), (struct dg_text){(const char *)data + 1, size - 1},
                   is_small ? SMALL_DEPTH : 0);
    return 0;
}
