/* Members of an object and elements of an array, one after the other: separators, names, frames. */
#include "runtime/reader_internal.h"

bool dg_members_open(struct dg_reader *in, struct dg_members *members)
{
    members->start = in->at;
    members->count = 0;
    members->frame = (struct dg_frame){.parent = in->judge.frame};
    members->names.count = 0;
    return dg_reader_enter(in);
}

/* Reads up to the value of the next member, if its name has no escapes and no white space but
   before it and after the colon. Returns false, and has moved nowhere, if not. */
static bool members_usual_name(struct dg_reader *in, const struct dg_members *members,
                               struct dg_string *name)
{
    const char *at = in->at;
    const char *after;
    struct dg_leaf_run run;

    if (members->count > 0) {
        if (at == in->end || *at != ',') {
            return false;
        }
        at++;
    }
    if (at < in->end && (unsigned char)*at <= ' ') {
        at = dg_leaf_space(at, in->end);
    }
    if (at == in->end || *at != '"') {
        return false;
    }
    after = dg_leaf_short(at, in->end, &name->raw);
    if (after != NULL && after < in->end && *after == ':') {
        name->escaped = false;
        name->faulty = false;
        in->at = after + 1;
        dg_scan_space(in);
        return true;
    }
    at++;
    run = dg_leaf_run_at(at, in->end);
    if (in->end - run.end < 2 || run.end[0] != '"' || run.end[1] != ':' ||
        !(run.ascii || dg_leaf_is_utf8(at, run.end))) {
        return false;
    }
    *name = (struct dg_string){.raw = {at, (size_t)(run.end - at)}};
    in->at = run.end + 2;
    dg_scan_space(in);
    return true;
}

/* Reads up to the value of the next member in any spelling. The current frame is the object's. */
static bool members_name(struct dg_reader *in, struct dg_members *members, struct dg_string *name)
{
    if (members_usual_name(in, members, name)) {
        return true;
    }
    dg_scan_space(in);
    if (dg_scan_peek(in) == '}') {
        in->at++;
        return false;
    }
    if (members->count > 0) {
        if (dg_scan_peek(in) != ',') {
            return dg_reader_syntax(in, in->at, "',' or '}'");
        }
        in->at++;
        dg_scan_space(in);
    }
    if (dg_scan_peek(in) != '"') {
        return dg_reader_syntax(in, in->at, members->count > 0 ? "a name" : "a name or '}'");
    }
    if (!dg_scan_judged_string(in, name)) {
        return false;
    }
    dg_scan_space(in);
    if (dg_scan_peek(in) != ':') {
        return dg_reader_syntax(in, in->at, "':'");
    }
    in->at++;
    dg_scan_space(in);
    return true;
}

void dg_members_take(struct dg_reader *in, struct dg_members *members, struct dg_text name)
{
    members->count++;
    members->frame.name = name;
    in->judge.frame = &members->frame;
}

bool dg_members_next(struct dg_reader *in, struct dg_members *members, struct dg_string *name)
{
    for (;;) {
        in->judge.frame = members->frame.parent;
        if (!members_name(in, members, name)) {
            return false;
        }
        dg_members_take(in, members, name->raw);
        if (!name->faulty) {
            return true;
        }
        dg_skip_value(in);
    }
}

struct dg_duplicates dg_members_close(struct dg_reader *in, struct dg_members *members)
{
    struct dg_duplicates duplicates = {0};

    if (members->names.count > DG_NAMES_DIRECT) {
        duplicates = dg_names_close(in, members);
    }
    in->judge.frame = members->frame.parent;
    in->depth--;
    return duplicates;
}

bool dg_elements_next(struct dg_reader *in, struct dg_frame *frame)
{
    in->judge.frame = frame->parent;
    dg_scan_space(in);
    if (dg_scan_peek(in) == ']') {
        in->at++;
        return false;
    }
    if (frame->index > 0) {
        if (dg_scan_peek(in) != ',') {
            return dg_reader_syntax(in, in->at, "',' or ']'");
        }
        in->at++;
        dg_scan_space(in);
    }
    in->judge.frame = frame;
    return true;
}
