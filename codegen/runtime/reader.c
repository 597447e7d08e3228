/* The reader's state: its position, its findings, its end, and the memory that it lends. */
#include <stdalign.h>
#include <string.h>

#include "runtime/reader_internal.h"

/* dg-codegen states how much memory decoders need, from the sizes of these. */
_Static_assert(sizeof(struct dg_text) <= 16 && sizeof(struct dg_time) <= 32 &&
                   sizeof(struct dg_number) <= 24 && sizeof(struct dg_opt_json) <= 32 &&
                   sizeof(struct dg_name) <= 16 && sizeof(struct dg_spare) <= 16 &&
                   alignof(max_align_t) <= 16,
               "bounds of memory are too small");

static const char byte_order_mark[] = {'\xEF', '\xBB', '\xBF'};

/* Reports the byte order mark at in->at, and passes over it. */
static DG_APART void reader_take_mark(struct dg_reader *in)
{
    struct dg_finding finding = dg_judge_finding(&in->judge, DG_CODE_JSON_BOM,
                                                 (struct dg_text){in->at, sizeof byte_order_mark});

    dg_judge_report(&in->judge, &finding);
    in->at += sizeof byte_order_mark;
}

void dg_reader_begin(struct dg_reader *in, struct dg_text json)
{
    const char *begin = json.data;

    in->begin = begin;
    in->at = begin;
    in->end = begin + json.length;
    if (json.length >= sizeof byte_order_mark &&
        memcmp(begin, byte_order_mark, sizeof byte_order_mark) == 0) {
        reader_take_mark(in);
    }
    dg_scan_space(in);
}

bool dg_reader_at_end(struct dg_reader *in)
{
    dg_scan_space(in);
    return in->at == in->end || dg_reader_syntax(in, in->at, "the end");
}

bool dg_reader_end(struct dg_reader *in)
{
    dg_reader_at_end(in);
    return !in->judge.failed && !in->judge.broken;
}

void dg_reader_open(struct dg_reader *in, const struct dg_site *site, struct dg_text json,
                    struct dg_arena *arena, struct dg_report *report)
{
    if (json.data == NULL) {
        json.data = "";
    }
    *in = (struct dg_reader){
        .judge = {.report = report, .site = site, .begin = json.data},
        .arena = arena,
        .max_depth = dg_judge_max_depth(report),
        .learnt = arena->learnt,
    };
    dg_reader_begin(in, json);
}

bool dg_reader_close(struct dg_reader *in)
{
    return dg_reader_end(in) && !in->arena->failed;
}

/* Stops: nothing is left to read, and reading a value reports nothing. */
static void reader_stop(struct dg_reader *in)
{
    in->stopped = true;
    in->judge.failed = true;
    in->at = in->end;
}

bool dg_reader_syntax(struct dg_reader *in, const char *place, const char *expected)
{
    if (!in->stopped) {
        struct dg_finding finding = dg_judge_finding(
            &in->judge, DG_CODE_JSON_SYNTAX, (struct dg_text){place, place < in->end ? 1 : 0});

        finding.expected = dg_text_of(expected);
        dg_judge_report(&in->judge, &finding);
        reader_stop(in);
    }
    return false;
}

bool dg_reader_no_memory(struct dg_reader *in)
{
    reader_stop(in);
    return false;
}

bool dg_reader_enter(struct dg_reader *in)
{
    if (in->depth >= in->max_depth) {
        dg_judge_depth(&in->judge, in->max_depth, (struct dg_text){in->at, 1});
        reader_stop(in);
        return false;
    }
    in->depth++;
    in->at++;
    return true;
}

void *dg_reader_new(struct dg_reader *in, enum dg_presence *presence, size_t size)
{
    void *value = dg_arena_alloc(in->arena, size);

    if (value == NULL) {
        *presence = DG_ABSENT;
        dg_reader_no_memory(in);
    }
    return value;
}

/* Takes the first spare memory of `smallest` to `largest` bytes; otherwise new memory of `smallest`
 * bytes. */
static struct dg_spare *reader_spare(struct dg_reader *in, size_t smallest, size_t largest)
{
    struct dg_spare **link = &in->spare;
    struct dg_spare *spare;

    while (*link != NULL && ((*link)->size < smallest || (*link)->size > largest)) {
        link = &(*link)->next;
    }
    spare = *link;
    if (spare != NULL) {
        *link = spare->next;
        return spare;
    }
    spare = dg_arena_take(in->arena, sizeof *spare + smallest);
    if (spare == NULL) {
        dg_reader_no_memory(in);
        return NULL;
    }
    spare->size = smallest;
    return spare;
}

struct dg_spare *dg_reader_lend(struct dg_reader *in, size_t size)
{
    return reader_spare(in, size, size);
}

struct dg_spare *dg_reader_lend_room(struct dg_reader *in, size_t size)
{
    return reader_spare(in, size, SIZE_MAX);
}

void dg_reader_return(struct dg_reader *in, struct dg_spare *spare)
{
    if (spare != NULL) {
        spare->next = in->spare;
        in->spare = spare;
    }
}

void *dg_reader_grow(struct dg_reader *in, void *elements, size_t element_size, size_t *capacity)
{
    const size_t first = 8;
    size_t wanted = *capacity == 0 ? first : *capacity * 2;
    void *grown = NULL;

    if (wanted <= SIZE_MAX / 2 / element_size) {
        grown = dg_arena_take(in->arena, wanted * element_size);
    }
    if (grown == NULL) {
        in->arena->failed = true;
        dg_reader_no_memory(in);
        return NULL;
    }
    if (*capacity > 0) {
        memcpy(grown, elements, *capacity * element_size);
    }
    *capacity = wanted;
    return grown;
}

bool dg_reader_text(struct dg_reader *in, const struct dg_string *string, struct dg_text *out)
{
    char *buffer;

    *out = string->raw;
    if (!string->escaped) {
        return true;
    }
    buffer = dg_arena_take(in->arena, string->raw.length);
    if (buffer == NULL) {
        return dg_reader_no_memory(in);
    }
    *out = (struct dg_text){buffer, dg_escape_remove(string->raw, buffer)};
    return true;
}

struct dg_reader_mark dg_reader_mark(struct dg_reader *in)
{
    struct dg_arena_mark arena = dg_arena_mark(in->arena);
    struct dg_reader_mark mark = {
        .blocks = arena.blocks,
        .next = arena.next,
        .limit = arena.limit,
        .names = in->names,
        .names_scratch = in->names_scratch,
        .names_capacity = in->names_capacity,
        .spare = in->spare,
    };

    in->spare = NULL;
    return mark;
}

void dg_reader_rewind(struct dg_reader *in, const struct dg_reader_mark *mark)
{
    struct dg_arena_mark arena = {mark->blocks, mark->next, mark->limit};

    dg_arena_rewind(in->arena, &arena);
    in->names = mark->names;
    in->names_scratch = mark->names_scratch;
    in->names_capacity = mark->names_capacity;
    in->spare = mark->spare;
}
