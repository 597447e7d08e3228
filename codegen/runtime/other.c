/* Values of a schema without `type` that aren't of the type that its keywords speak of. They are
 * kept as text. */
#include "runtime/leaf.h"
#include "runtime/reader_internal.h"

/* The words for a value that begins with that bracket. */
static struct dg_text other_expected(char bracket)
{
    return bracket == '{' ? (struct dg_text)DG_TEXT("object") : (struct dg_text)DG_TEXT("array");
}

void dg_judge_implied(struct dg_judge *judge, char bracket, struct dg_text actual)
{
    dg_judge_fault(judge, DG_CODE_IMPLIED_TYPE, actual, other_expected(bracket));
}

DG_APART bool dg_read_other(struct dg_reader *in, char bracket, struct dg_json *other)
{
    struct dg_opt_json json;
    struct dg_text actual = {in->at, 1};
    char first = dg_scan_peek(in);

    other->text = (struct dg_text){0};
    if (first == bracket) {
        return false;
    }
    dg_read_json(in, &json);
    if (json.presence != DG_ABSENT && !in->stopped) {
        size_t length = (size_t)(in->at - actual.data);

        other->text = (struct dg_text){actual.data, length};
        actual.length = first == '{' || first == '[' ? 1 : length;
        dg_judge_implied(&in->judge, bracket, actual);
    }
    return true;
}

DG_APART void *dg_opt_other_pointer(struct dg_reader *in, enum dg_presence *presence, size_t size)
{
    return dg_opt_other(in, presence) ? dg_reader_new(in, presence, size) : NULL;
}

bool dg_opt_other(struct dg_reader *in, enum dg_presence *presence)
{
    const char *after = in->judge.site->nullable ? dg_leaf_null(in->at, in->end) : NULL;

    *presence = after == NULL ? DG_VALUE : DG_NULL;
    in->at = after == NULL ? in->at : after;
    return after == NULL;
}
