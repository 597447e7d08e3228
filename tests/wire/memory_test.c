/* Decoders need no more memory than decode.h states, and hardly less.
   memory_test FOLDER HEADER: reads the bounds of all root types in HEADER. Each sample below
   FOLDER, hostile and random documents, and those of FOLDER/memory.worst are decoded as every root
   type with just that arena and stack, also if values may nest less deep. Half of the arena doesn't
   suffice for a document of memory.worst, which was made to need much: a line has the schema, and
   what the document begins with, repeats and ends with, between tabs. With DG_MEMORY_SHOW in the
   environment, prints what is needed. */
#define _GNU_SOURCE

#include <assert.h>
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bounds.h"
#include "contract.h"
#include "painted.h"
#include "samples.h"

#define CONTRACT WIRE_CONTRACT
#define LONGEST 40000
#define LINE_BYTES 4096

/* Documents */

struct document {
    char *json;
    size_t length;
};

static struct document *documents;
static size_t document_count;

static void document_add(char *json, size_t length)
{
    documents = realloc(documents, (document_count + 1) * sizeof *documents);
    assert(documents != NULL && json != NULL);
    documents[document_count++] = (struct document){json, length};
}

static struct document repeated(const char *begin, const char *unit, size_t count, const char *end)
{
    size_t length = strlen(begin) + count * strlen(unit) + strlen(end);
    char *json = malloc(length + 1);
    char *at = json;

    assert(json != NULL);
    at = stpcpy(at, begin);
    for (size_t i = 0; i < count; i++) {
        at = stpcpy(at, unit);
    }
    stpcpy(at, end);
    return (struct document){json, length};
}

/* Names of members in samples of the contract, with quotes. */
static struct dg_text names[512];
static size_t name_count;

static void add_names(struct dg_text json)
{
    const char *end = json.data + json.length;

    for (const char *at = json.data; at < end; at++) {
        const char *close = *at == '"' ? memchr(at + 1, '"', (size_t)(end - at - 1)) : NULL;

        if (close != NULL && close + 1 < end && close[1] == ':' &&
            name_count < sizeof names / sizeof *names) {
            names[name_count++] = (struct dg_text){at, (size_t)(close + 1 - at)};
        }
        at = close == NULL ? at : close;
    }
}

static bool is_schema(const char *name)
{
    for (size_t i = 0; i < CONTRACT.schema_count; i++) {
        if (strcmp(CONTRACT.schemas[i]->name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* Adds the samples of all folders. */
static void add_samples(const char *folder)
{
    DIR *folders = opendir(folder);
    const struct dirent *outer;

    assert(folders != NULL);
    while ((outer = readdir(folders)) != NULL) {
        char path[1024];
        DIR *files;
        const struct dirent *inner;

        snprintf(path, sizeof path, "%s/%s", folder, outer->d_name);
        files = outer->d_name[0] == '.' ? NULL : opendir(path);
        while (files != NULL && (inner = readdir(files)) != NULL) {
            const char *suffix = strrchr(inner->d_name, '.');
            char file[2048];
            size_t length;
            char *json;

            if (suffix != NULL && strcmp(suffix, ".json") == 0) {
                snprintf(file, sizeof file, "%s/%s", path, inner->d_name);
                json = samples_read(file, &length);
                document_add(json, length);
                if (is_schema(outer->d_name)) {
                    add_names((struct dg_text){json, length});
                }
            }
        }
        if (files != NULL) {
            closedir(files);
        }
    }
    closedir(folders);
}

/* So many different names that all are put onto the stack of names, those after them, too. */
#define SPILLED                                                                                    \
    "\"0\":0,\"1\":0,\"2\":0,\"3\":0,\"4\":0,\"5\":0,\"6\":0,\"7\":0,\"8\":0,\"9\":0,\"c\":0,"     \
    "\"d\":0,\"e\":0,\"f\":0,\"g\":0,\"h\":0,\"i\":0,"

#define DEEP_NAMES 2049

/* Adds an object of many different names inside values that nest deep: where these are judged by
 * further schemas, each reads the names again. */
static void add_deep(const char *open, const char *close)
{
    const size_t size = sizeof "\"0000\":0,";
    char *members = malloc(DEEP_NAMES * size);
    struct document inner;
    struct document document;

    assert(members != NULL);
    for (size_t i = 0; i < DEEP_NAMES; i++) {
        snprintf(members + i * (size - 1), size, "\"%04zu\":0,", i);
    }
    inner = repeated("{", members, 1, "\"x\":0}");
    document = repeated("", close, 300, "");
    free(members);
    members = document.json;
    document = repeated(inner.json, members, 1, "");
    free(inner.json);
    inner = document;
    document = repeated("", open, 300, inner.json);
    document_add(document.json, document.length);
    free(inner.json);
    free(members);
}

/* Adds a conforming value inside values of its type, as deep as values and trials of them may nest.
 */
static void add_tower(const char *open, unsigned levels, const char *inner, const char *close)
{
    size_t count = DG_DEFAULT_MAX_DEPTH / (levels + 1) - 1;
    struct document begin = repeated("", open, count, inner);
    struct document document = repeated(begin.json, close, count, "");

    free(begin.json);
    document_add(document.json, document.length);
}

/* Adds documents that are hostile whatever their type is. */
static void add_hostile(void)
{
    static const char *const units[] = {
        "0,",        "\"\",",       "null,",      "{},",
        "[],",       "[0],",        "[[0]],",     "[{}],",
        "{\"\":0},", "{\"\":[0]},", "\"\\n\",",   "true,",
        "1e2,",      "[0,0],",      "\"a\\/b\",", "\"2026-01-01T00:00:00Z\","};
    static const char *const members[] = {"\"\":0,",    "\"\":[0],",     "\"\":{},",
                                          "\"\\n\":0,", "\"\":\"\\n\",", "\"x-\\n\":\"\","};
    static const char *const levels[] = {
        "[", "{\"\":", "[[{\"\":", "{\"a\":[", "[{\"n\":", "{\"a\":0,\"a\":{\"a\":"};

    for (size_t count = 1; count <= 4097; count = count * 2 - 1 + (count == 1)) {
        for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
            struct document document = repeated("[", units[i], count, "0]");

            document_add(document.json, document.length);
        }
        for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
            struct document document = repeated("{" SPILLED, members[i], count, "\"b\":0}");

            document_add(document.json, document.length);
        }
    }
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        struct document document = repeated("", levels[i], 600, "");

        document_add(document.json, document.length);
    }
    add_tower("[", 1, "\"\"", "]");
    add_tower("{\"next\":", 1, "{}", "}");
    add_tower("{\"a\":", 1, "0", ",\"n\":0}");
    add_tower("{\"c\":[", 2, "{}", "]}");
    add_tower("{\"l\":[", 2, "{}", "]}");
    add_deep("[", "]");
    add_deep("{\"leaf\":", "}");
    add_deep("{\"n\":", "}");
}

/* Random documents */

#define RANDOM_DOCUMENTS                                                                           \
    (getenv("DG_RANDOM_COUNT") == NULL ? 500 : strtoul(getenv("DG_RANDOM_COUNT"), NULL, 10))
#define RANDOM_BYTES 16384

static uint64_t random_state = 1;

static size_t random_below(size_t bound)
{
    random_state = random_state * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (size_t)(random_state >> 33) % bound;
}

static size_t random_count(void)
{
    static const size_t counts[] = {0, 1, 1, 2, 2, 3, 9, 17, 33, 65};

    return counts[random_below(sizeof counts / sizeof *counts)];
}

struct text {
    char bytes[RANDOM_BYTES];
    size_t length;
};

static void put(struct text *out, const char *bytes, size_t length)
{
    if (length <= sizeof out->bytes - out->length) {
        memcpy(out->bytes + out->length, bytes, length);
        out->length += length;
    }
}

static void put_name(struct text *out)
{
    char name[] = {'"', (char)('A' + random_below(26)), (char)('a' + random_below(26)), '"'};

    if (name_count > 0 && random_below(4) > 0) {
        struct dg_text known = names[random_below(name_count)];

        put(out, known.data, known.length);
    } else if (random_below(2) == 0) {
        put(out, "\"\"", 2);
    } else {
        put(out, name, sizeof name);
    }
}

static void put_value(struct text *out, unsigned depth);

/* Members of an object or items of an array, the same again or others. */
static void put_parts(struct text *out, unsigned depth, bool named)
{
    size_t count = random_count();
    bool same = random_below(2) == 0;
    size_t begin = out->length;
    size_t length = 0;

    for (size_t i = 0; i < count && out->length + length + 1 < sizeof out->bytes; i++) {
        put(out, ",", i == 0 ? 0 : 1);
        if (i > 0 && same) {
            put(out, out->bytes + begin, length);
            continue;
        }
        if (named) {
            put_name(out);
            put(out, ":", 1);
        }
        put_value(out, depth + 1);
        length = out->length - begin;
    }
}

static void put_value(struct text *out, unsigned depth)
{
    static const char *const scalars[] = {"0",   "\"\"",    "null",  "true",    "-2.5",
                                          "1e2", "\"\\n\"", "\"a\"", "\"cat\"", "\"x\\/y\""};
    size_t kind = depth > 7 ? 9 : random_below(10);

    if (kind < 3) {
        put(out, "[", 1);
        put_parts(out, depth, false);
        put(out, "]", 1);
    } else if (kind < 7) {
        put(out, "{", 1);
        put_parts(out, depth, true);
        put(out, "}", 1);
    } else {
        const char *scalar = scalars[random_below(sizeof scalars / sizeof *scalars)];

        put(out, scalar, strlen(scalar));
    }
}

static void add_random(void)
{
    for (size_t i = 0; i < RANDOM_DOCUMENTS; i++) {
        static struct text text;
        bool object = random_below(3) > 0;
        char *json;

        text.length = 0;
        put(&text, object ? "{" : "[", 1);
        put_parts(&text, 0, object);
        put(&text, object ? "}" : "]", random_below(8) > 0 ? 1 : 0);
        json = malloc(text.length + 1);
        assert(json != NULL);
        memcpy(json, text.bytes, text.length);
        json[text.length] = '\0';
        document_add(json, text.length);
    }
}

/* Decoding */

static void ignore(struct dg_report *report, const struct dg_finding *finding)
{
    (void)report;
    (void)finding;
}

/* Whether that arena suffices. The buffer isn't aligned. */
static bool suffices(const struct dg_schema *schema, const struct document *document, size_t room,
                     unsigned depth)
{
    struct dg_report report = {.finding = ignore, .max_depth = depth};
    char *buffer = malloc(room + 1);
    void *value = malloc(schema->size);
    struct dg_arena arena;

    assert(buffer != NULL && value != NULL);
    dg_arena_init(&arena, buffer + 1, room, NULL);
    schema->decode(value, document->json, document->length, &arena, &report);
    free(buffer);
    free(value);
    return !arena.failed;
}

static void show(const struct dg_schema *schema, const struct document *document, size_t bound)
{
    size_t low = 0;
    size_t high = bound;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (suffices(schema, document, middle, DG_DEFAULT_MAX_DEPTH)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    printf("%s: %.24s… needs %zu of %zu bytes, %.0f %%\n", schema->name, document->json, high,
           bound, 100.0 * (double)high / (double)bound);
}

/* The stack */

struct job {
    const struct dg_schema *schema;
    struct bound arena;
    unsigned depth;
    bool good;
};

static void decode_all(void *argument)
{
    struct job *job = argument;

    for (size_t i = 0; i < document_count; i++) {
        const struct document *document = &documents[i];
        size_t room = bound_at(job->arena, document->length);

        if (!suffices(job->schema, document, room, job->depth)) {
            printf("FAIL %s: the arena doesn't suffice for %.60s (%zu bytes)\n", job->schema->name,
                   document->json, document->length);
            job->good = false;
        }
    }
}

/* Decodes all documents with that limit of nesting. */
static bool run(const struct bounds *bounds, size_t index, unsigned depth)
{
    struct job job = {CONTRACT.schemas[index], bounds->arena[index], depth, true};
    size_t bound = bound_at(bounds->stack[index], depth);
    size_t used = painted_run(decode_all, &job, bound);

    if (used > bound) {
        printf("FAIL %s: %zu bytes of stack for %u levels, at most %zu were expected\n",
               job.schema->name, used, depth, bound);
        job.good = false;
    }
    return job.good;
}

/* Documents of memory.worst */

/* The document of a line for that schema, so long that arrays and the stack of names have just
   grown; empty: the line is for another schema. */
static struct document worst(char *line, const struct dg_schema *schema)
{
    const char *name = strsep(&line, "\t");
    const char *begin = strsep(&line, "\t");
    const char *unit = strsep(&line, "\t");
    const char *end = strsep(&line, "\n");
    size_t count = 16;

    assert(end != NULL);
    if (strcmp(name, schema->name) != 0) {
        return (struct document){NULL, 0};
    }
    while ((2 * count + 2) * strlen(unit) < LONGEST) {
        count *= 2;
    }
    return repeated(begin, unit, count + 1, end);
}

static bool check_worst(const char *path, const struct bounds *bounds)
{
    FILE *file = fopen(path, "r");
    char line[LINE_BYTES];
    bool good = true;

    assert(file != NULL);
    while (fgets(line, sizeof line, file) != NULL) {
        for (size_t i = 0; i < CONTRACT.schema_count && line[0] != '#'; i++) {
            const struct dg_schema *schema = CONTRACT.schemas[i];
            char copy[LINE_BYTES];
            struct document document;
            size_t bound;

            strcpy(copy, line);
            document = worst(copy, schema);
            bound = bound_at(bounds->arena[i], document.length);
            if (document.json == NULL) {
                continue;
            }
            document_add(document.json, document.length);
            if (getenv("DG_MEMORY_SHOW") != NULL) {
                show(schema, &document, bound);
            }
            if (suffices(schema, &document, bound / 2, DG_DEFAULT_MAX_DEPTH)) {
                printf("FAIL %s: half of %zu bytes suffices for %.60s\n", schema->name, bound,
                       document.json);
                good = false;
            }
        }
    }
    fclose(file);
    return good;
}

int main(int argc, char **argv)
{
    static const unsigned depths[] = {8, DG_DEFAULT_MAX_DEPTH};
    struct bounds bounds;
    char path[1024];
    bool good;

    assert(argc == 3);
    bounds = bounds_read(&CONTRACT, argv[2]);
    add_samples(argv[1]);
    add_hostile();
    add_random();
    snprintf(path, sizeof path, "%s/memory.worst", argv[1]);
    good = check_worst(path, &bounds);
    for (size_t i = 0; i < CONTRACT.schema_count; i++) {
        for (size_t j = 0; j < sizeof depths / sizeof *depths; j++) {
            good = run(&bounds, i, depths[j]) && good;
        }
    }
    for (size_t i = 0; i < document_count; i++) {
        free(documents[i].json);
    }
    free(documents);
    bounds_free(&bounds);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
