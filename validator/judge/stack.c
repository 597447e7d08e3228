/* Measures the stack that a level of nesting takes, and compares it with the limit of the process.
 */
#include "judge/stack.h"

#include <assert.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>

#ifdef __linux__
#include <sys/auxv.h>
#endif

#include "base/trouble.h"
#include "common/buffer.h"
#include "common/memory.h"
#include "judge/judge.h"

#define KIB 1024

/* Bytes below the deepest level: for a finding with a long pointer, and its report. */
#define RESERVE ((uint64_t)128 * KIB)

/* A level of the contract takes up to this many times the stack of a level that the contract
   doesn't list. Levels of a schema that contains itself, of which there may be as many, have the
   locals of several readers, which compilers put into one frame. */
#define MARGIN 2
#define NESTING_MARGIN 6

/* The number of bytes by which the stack in use differs between runs: the system places the stack
 * at random. */
#define SPREAD ((uint64_t)16 * KIB)

/* Levels of the two documents that are compared. */
#define FEW 8U
#define MANY 72U

/* A sink that notes the stack at the first level that is too deep. */
struct stack_sink {
    struct dg_report report; /* first, for `finding` to recover the whole */
    uintptr_t at;
};

/* The current position in the stack. Not the address of a local variable: sanitizers place local
 * variables elsewhere. */
static uintptr_t stack_here(void)
{
    return (uintptr_t)__builtin_frame_address(0);
}

static void note(struct dg_report *report, const struct dg_finding *finding)
{
    struct stack_sink *sink = (struct stack_sink *)report;

    if (finding->code == DG_CODE_JSON_DEPTH) {
        sink->at = stack_here();
    }
}

/* The stack in use after `depth` objects were entered, each inside the one before. */
static uintptr_t stack_after(struct judge *judge, const struct dg_schema *schema, unsigned depth)
{
    struct stack_sink sink = {.report = {.finding = note, .max_depth = depth}};
    struct document document = {.schema = schema};
    struct buffer json = {.data = NULL};
    bool judged = false;

    for (unsigned i = 0; i <= depth; i++) {
        buffer_add(&json, "{\"\":");
    }
    document.json = buffer_text(&json);
    judged = judge_document(judge, &document, &sink.report);
    assert(judged);
    buffer_free(&json);
    return sink.at;
}

/* The stack, in bytes, of a level of nesting. */
static uint64_t level_bytes(const struct dg_schema *schema)
{
    struct judge judge;
    uint64_t bytes = 0;

    judge_open(&judge);
    bytes = stack_after(&judge, schema, FEW) - stack_after(&judge, schema, MANY);
    judge_close(&judge);
    return bytes / (MANY - FEW);
}

/* The outlines that a search has met, and those around the current one. */
struct met {
    const struct dg_outline_parts **list;
    size_t count;
    size_t capacity;
};

struct around {
    const struct dg_outline_parts *parts;
    const struct around *outer;
};

static bool is_around(const struct around *around, const struct dg_outline_parts *parts)
{
    while (around != NULL && around->parts != parts) {
        around = around->outer;
    }
    return around != NULL;
}

/* Notes an outline. Returns false if it was met before. */
static bool meet(struct met *met, const struct dg_outline_parts *parts)
{
    for (size_t i = 0; i < met->count; i++) {
        if (met->list[i] == parts) {
            return false;
        }
    }
    if (met->count == met->capacity) {
        met->capacity = met->capacity == 0 ? 64 : 2 * met->capacity;
        met->list = memory_grow(met->list, met->capacity * sizeof(const struct dg_outline_parts *));
    }
    met->list[met->count++] = parts;
    return true;
}

/* Whether a value contains a value of its own schema, or of one around it. */
static bool nests(struct met *met, const struct dg_outline_parts *parts, const struct around *outer)
{
    const struct around around = {parts, outer};
    bool found = false;

    if (parts == NULL || is_around(outer, parts)) {
        return parts != NULL;
    }
    if (!meet(met, parts)) {
        return false;
    }
    for (size_t i = 0; i < parts->count && !found; i++) {
        found = nests(met, parts->list[i].value.parts, &around);
    }
    found = found || (parts->others != NULL && nests(met, parts->others->value.parts, &around));
    found = found || (parts->matched != NULL && nests(met, parts->matched->value.parts, &around));
    return found || (parts->further != NULL && nests(met, parts->further, &around));
}

static uint64_t margin_of(const struct dg_contract *contract)
{
    struct met met = {.list = NULL};
    bool found = false;

    for (size_t i = 0; i < contract->schema_count && !found; i++) {
        found = nests(&met, contract->schemas[i]->outline.parts, NULL);
    }
    free(met.list);
    return found ? NESTING_MARGIN : MARGIN;
}

/* The stack that is in use, with the arguments and the environment, which the limit includes. */
static uint64_t used_bytes(void)
{
    uintptr_t top = 0;

#ifdef __linux__
    top = (uintptr_t)getauxval(AT_EXECFN); /* after all other strings */
#endif
    return top > stack_here() ? top - stack_here() : 0;
}

static void refuse(uint64_t depth, uint64_t fitting, uint64_t needed, uint64_t limit)
{
    struct buffer remedy = {.data = NULL};

    if (fitting > 0) {
        buffer_format(&remedy, ", or give --max-depth %" PRIu64, fitting);
    }
    trouble(NULL,
            "documents of %" PRIu64 " levels (--max-depth) may need %" PRIu64 " KiB of stack, "
            "but the limit is %" PRIu64 " KiB: raise it with 'ulimit -s'%s",
            depth, needed / KIB + 1, limit / KIB, buffer_string(&remedy));
    buffer_free(&remedy);
}

bool stack_suffices(const struct options *options, const struct dg_contract *contract)
{
    uint64_t depth = (uint64_t)options->max_depth;
    struct rlimit limit = {.rlim_cur = RLIM_INFINITY};
    uint64_t level = 0;
    uint64_t other = 0;

    if (contract->schema_count == 0 || getrlimit(RLIMIT_STACK, &limit) != 0 ||
        limit.rlim_cur == RLIM_INFINITY) {
        return true;
    }
    level = margin_of(contract) * level_bytes(contract->schemas[0]);
    other = used_bytes() + RESERVE;
    if (other + depth * level <= limit.rlim_cur) {
        return true;
    }
    refuse(depth, limit.rlim_cur > other + SPREAD ? (limit.rlim_cur - other - SPREAD) / level : 0,
           other + depth * level, limit.rlim_cur);
    return false;
}
