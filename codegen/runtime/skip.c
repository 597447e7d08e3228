/* Values that aren't stored: members that the contract doesn't list, free-form JSON, and values of
 * the wrong type. Every check of JSON applies to them. */
#include "runtime/leaf.h"
#include "runtime/reader_internal.h"

static void skip_object(struct dg_reader *in)
{
    struct dg_members members;
    struct dg_string name;

    if (!dg_members_open(in, &members)) {
        return;
    }
    while (dg_members_next(in, &members, &name)) {
        dg_names_add(in, &members, &name);
        dg_skip_value(in);
    }
    dg_members_close(in, &members);
}

static void skip_array(struct dg_reader *in)
{
    struct dg_frame frame = {.parent = in->judge.frame};

    if (!dg_reader_enter(in)) {
        return;
    }
    while (dg_elements_next(in, &frame)) {
        dg_skip_value(in);
        frame.index++;
    }
    in->depth--;
}

/* Skips a value that isn't an object or array. Returns false if something was reported. */
static bool skip_scalar(struct dg_reader *in)
{
    struct dg_string string;
    struct dg_text number;

    switch (dg_scan_peek(in)) {
    case '"':
        return dg_scan_judged_string(in, &string) && !string.faulty;
    case 't':
        return dg_scan_literal(in, (struct dg_text)DG_TEXT("true"));
    case 'f':
        return dg_scan_literal(in, (struct dg_text)DG_TEXT("false"));
    case 'n':
        return dg_scan_literal(in, (struct dg_text)DG_TEXT("null"));
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
        return dg_scan_number(in, &number);
    }
    return dg_reader_syntax(in, in->at, "a value");
}

DG_APART void dg_skip_value(struct dg_reader *in)
{
    char first = dg_scan_peek(in);

    if (first == '{') {
        skip_object(in);
    } else if (first == '[') {
        skip_array(in);
    } else {
        skip_scalar(in);
    }
}

DG_APART enum dg_presence dg_skip_refused(struct dg_reader *in, enum dg_kind wanted)
{
    const char *start = in->at;
    const char *after = in->judge.site->nullable ? dg_leaf_null(start, in->end) : NULL;
    char first = dg_scan_peek(in);

    if (after != NULL) {
        in->at = after;
        return DG_NULL;
    }
    if (first == '{' || first == '[') {
        dg_judge_type(&in->judge, wanted, (struct dg_text){start, 1});
        dg_skip_value(in);
        return DG_ABSENT;
    }
    if (!skip_scalar(in)) {
        in->judge.refused = true;
        return DG_ABSENT;
    }
    if (first == 'n' && in->judge.site->nullable) {
        return DG_NULL;
    }
    dg_judge_type(&in->judge, wanted, (struct dg_text){start, (size_t)(in->at - start)});
    return DG_ABSENT;
}
