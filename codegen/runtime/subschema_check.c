/* Judges values that a program built by further schemas, from their text. */
#include "runtime/check_internal.h"
#include "runtime/subschema_internal.h"

/* Room on the stack for the text of a struct, and for the scratch memory of trials. */
#define CHECK_TEXT_BYTES 4096
#define CHECK_SCRATCH_BYTES 16384

/* Judges a text. The values of a checker have no positions. */
static DG_APART void check_text(struct dg_checker *in, struct dg_text json,
                                const struct dg_subschemas *subschemas)
{
    _Alignas(max_align_t) char buffer[CHECK_SCRATCH_BYTES];
    struct dg_arena arena;
    struct dg_reader reader = {
        .judge = in->judge,
        .begin = json.data,
        .at = json.data,
        .end = json.data + json.length,
        .arena = &arena,
        .depth = in->depth,
        .max_depth = in->max_depth,
    };

    dg_arena_init(&arena, buffer, sizeof buffer, NULL);
    dg_subschemas_judge(&reader, json, subschemas);
    if (arena.failed) {
        reader.judge.failed = in->judge.failed;
        dg_subschemas_skip(&in->judge);
    }
    in->judge.failed = reader.judge.failed;
    in->judge.broken = in->judge.broken || reader.judge.broken;
}

void dg_check_judged(struct dg_checker *in, const struct dg_opt_json *json,
                     const struct dg_any *any, const struct dg_subschemas *subschemas)
{
    bool failed = in->judge.failed;
    struct dg_text text = (struct dg_text)DG_TEXT("null");

    in->judge.failed = false;
    dg_check_any(in, json, any);
    if (json->presence == DG_VALUE && !in->judge.failed) {
        text = dg_check_trim(json->value.text);
    }
    if (in->judge.failed) {
        dg_subschemas_skip(&in->judge);
    } else if (json->presence == DG_VALUE ||
               (json->presence == DG_NULL && !in->judge.site->nullable)) {
        check_text(in, text, subschemas);
    }
    in->judge.failed = in->judge.failed || failed;
}

struct dg_checked_judged dg_check_judged_open(struct dg_checker *in)
{
    struct dg_checked_judged judged = {in->judge.failed};

    in->judge.failed = false;
    return judged;
}

static DG_APART void check_value(struct dg_checker *in, const void *value,
                                 size_t (*write)(const void *value, char *buffer, size_t capacity),
                                 const struct dg_subschemas *subschemas)
{
    char buffer[CHECK_TEXT_BYTES];
    size_t length = write(value, buffer, sizeof buffer);

    if (length == 0 || length >= sizeof buffer) {
        dg_subschemas_skip(&in->judge);
    } else {
        check_text(in, (struct dg_text){buffer, length}, subschemas);
    }
}

void dg_check_judged_close(struct dg_checker *in, const struct dg_checked_judged *judged,
                           const void *value,
                           size_t (*write)(const void *value, char *buffer, size_t capacity),
                           const struct dg_subschemas *subschemas)
{
    if (in->judge.failed) {
        dg_subschemas_skip(&in->judge);
    } else if (!in->stopped) {
        check_value(in, value, write, subschemas);
    }
    in->judge.failed = in->judge.failed || judged->failed;
}

/* Judges a null that the type allows. */
static void check_null(struct dg_checker *in, enum dg_presence presence,
                       const struct dg_subschemas *subschemas)
{
    bool failed = in->judge.failed;

    if (presence == DG_NULL && in->judge.site->nullable) {
        in->judge.failed = false;
        check_text(in, (struct dg_text)DG_TEXT("null"), subschemas);
        in->judge.failed = in->judge.failed || failed;
    }
}

bool dg_check_opt_judged_object(struct dg_checker *in, enum dg_presence presence,
                                const struct dg_subschemas *subschemas)
{
    check_null(in, presence, subschemas);
    return dg_check_opt_object(in, presence);
}

bool dg_check_opt_judged_array(struct dg_checker *in, enum dg_presence presence,
                               const struct dg_subschemas *subschemas)
{
    check_null(in, presence, subschemas);
    return dg_check_opt_array(in, presence);
}

bool dg_check_opt_judged_other(struct dg_checker *in, char bracket, enum dg_presence presence,
                               const struct dg_subschemas *subschemas)
{
    check_null(in, presence, subschemas);
    return dg_check_opt_other(in, bracket, presence);
}
