/* The reader's state: where it is, what it tells, when it stops, and the memory it lends. */
#include <string.h>

#include "runtime/reader_internal.h"

static const char byte_order_mark[] = {'\xEF', '\xBB', '\xBF'};

static unsigned reader_depth(const struct dg_report *report)
{
    if (report == NULL || report->max_depth == 0) {
        return DG_DEFAULT_MAX_DEPTH;
    }
    return report->max_depth < DG_LARGEST_MAX_DEPTH ? report->max_depth : DG_LARGEST_MAX_DEPTH;
}

void dg_reader_open(struct dg_reader *in, const struct dg_site *site, struct dg_text json,
                    struct dg_arena *arena, struct dg_report *report)
{
    const char *begin = json.data == NULL ? "" : json.data;

    *in = (struct dg_reader){
        .begin = begin,
        .at = begin,
        .end = begin + json.length,
        .arena = arena,
        .report = report,
        .site = site,
        .max_depth = reader_depth(report),
    };
    if (json.length >= sizeof byte_order_mark &&
        memcmp(begin, byte_order_mark, sizeof byte_order_mark) == 0) {
        struct dg_finding finding = dg_reader_finding(
            in, DG_CODE_JSON_BOM, (struct dg_text){begin, sizeof byte_order_mark});

        dg_reader_report(in, &finding);
        in->at += sizeof byte_order_mark;
    }
    dg_scan_space(in);
}

bool dg_reader_close(struct dg_reader *in)
{
    dg_scan_space(in);
    if (in->at < in->end) {
        dg_reader_syntax(in, in->at, "the end");
    }
    return !in->failed && !in->arena->failed;
}

struct dg_finding dg_reader_finding(const struct dg_reader *in, enum dg_code code,
                                    struct dg_text actual)
{
    return (struct dg_finding){
        .code = code,
        .offset = (size_t)(actual.data - in->begin),
        .frame = in->frame,
        .actual = actual,
    };
}

void dg_reader_report(struct dg_reader *in, struct dg_finding *finding)
{
    if (finding->severity == DG_SEVERITY_OFF) {
        finding->severity = dg_code_severity(finding->code);
    }
    if (finding->severity == DG_SEVERITY_ERROR) {
        in->failed = true;
    }
    if (in->report != NULL && in->report->finding != NULL) {
        in->report->finding(in->report, finding);
    }
}

void dg_reader_fault(struct dg_reader *in, enum dg_code code, struct dg_text actual,
                     struct dg_text expected)
{
    struct dg_finding finding = dg_reader_finding(in, code, actual);

    finding.schema = in->site->schema;
    finding.expected = expected;
    dg_reader_report(in, &finding);
}

void dg_reader_judge_count(struct dg_reader *in, const struct dg_counted *counted,
                           struct dg_length bounds)
{
    char expected[DG_PHRASE_BYTES];
    char actual[DG_PHRASE_BYTES];
    bool few = counted->count < bounds.min;
    struct dg_finding finding;

    if (!few && counted->count <= bounds.max) {
        return;
    }
    finding = dg_reader_finding(in, few ? counted->too_few : counted->too_many,
                                (struct dg_text){counted->start, 1});
    finding.schema = counted->schema;
    finding.expected = few ? dg_expect_bound(expected, "at least ", bounds.min, counted->things)
                           : dg_expect_bound(expected, "at most ", bounds.max, counted->things);
    finding.actual = dg_expect_bound(actual, "", counted->count, counted->things);
    dg_reader_report(in, &finding);
}

/* Nothing is left to read, and whoever wants a value finds no fault with that. */
static void reader_stop(struct dg_reader *in)
{
    in->stopped = true;
    in->failed = true;
    in->at = in->end;
}

bool dg_reader_syntax(struct dg_reader *in, const char *place, const char *expected)
{
    if (!in->stopped) {
        struct dg_finding finding = dg_reader_finding(
            in, DG_CODE_JSON_SYNTAX, (struct dg_text){place, place < in->end ? 1 : 0});

        finding.expected = dg_text_of(expected);
        dg_reader_report(in, &finding);
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
        struct dg_finding finding =
            dg_reader_finding(in, DG_CODE_JSON_DEPTH, (struct dg_text){in->at, 1});

        dg_reader_report(in, &finding);
        reader_stop(in);
        return false;
    }
    in->depth++;
    in->at++;
    return true;
}

struct dg_spare *dg_reader_lend(struct dg_reader *in, size_t size)
{
    struct dg_spare **link = &in->spare;
    struct dg_spare *spare;

    while (*link != NULL && (*link)->size < size) {
        link = &(*link)->next;
    }
    spare = *link;
    if (spare != NULL) {
        *link = spare->next;
        return spare;
    }
    spare = dg_arena_take(in->arena, sizeof *spare + size);
    if (spare == NULL) {
        dg_reader_no_memory(in);
        return NULL;
    }
    spare->size = size;
    return spare;
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
