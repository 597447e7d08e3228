/* Objects whose members the contract lists. */
#include <string.h>

#include "runtime/reader_internal.h"

/* Goes on after the members that the fast way read. */
static DG_APART void object_go_on(struct dg_object *at, const struct dg_begun *begun)
{
    at->in->at = begun->at;
    at->members.count = begun->count;
    at->expected = begun->expected;
    at->seen[0] = begun->seen;
    at->met = begun->value;
}

/* Whether the fast way reads the object, now or later. */
static inline bool object_foresees(const struct dg_object *at)
{
    return at->foresight >= DG_FORESEES_LATER;
}

/* Uses what is remembered of objects of this shape. */
static DG_APART void object_remember(struct dg_object *at)
{
    at->habit = dg_habit_find(at->in, at->shape);
    if (dg_habit_pauses(at->habit)) {
        at->habit->pause--;
        at->foresight = DG_FORESEES_NOTHING;
    }
}

DG_APART void dg_object_open(struct dg_object *at, struct dg_reader *in,
                             const struct dg_shape *shape, void *out)
{
    at->in = in;
    at->shape = shape;
    at->out = out;
    at->faults = NULL;
    at->property = shape->count;
    at->expected = 0;
    at->site = in->judge.site;
    at->open = false;
    at->failed = in->judge.failed;
    at->foresight = shape->fast != NULL ? DG_FORESEES_WAY : DG_FORESEES_MEMBER;
    at->found = 0;
    at->habit = NULL;
    at->met = false;
    at->level = 0;
    at->gap = 0;
    at->kept = NULL;
    at->others = NULL;
    at->matched = NULL;
    for (size_t i = 0; i < (shape->count + 63) / 64; i++) {
        at->seen[i] = 0;
    }
    if (dg_scan_peek(in) == '{') {
        at->open = dg_members_open(in, &at->members);
        in->judge.failed = !at->open;
        if (in->learnt != 0) {
            object_remember(at);
        }
        if (in->begun_count > 0) {
            object_go_on(at, &in->begun[--in->begun_count]);
        }
    } else {
        dg_skip_refused(in, DG_KIND_OBJECT);
    }
}

/* Ends the latest value: that of the property with the index, or of no property if there is no such
 * index. */
static void object_end_part(struct dg_object *at, size_t property)
{
    struct dg_judge *judge = &at->in->judge;

    if (!judge->failed) {
        return;
    }
    judge->failed = false;
    at->failed = true;
    if (property < at->shape->count) {
        dg_judge_note(at->faults, at->shape, property, judge->refused);
    }
}

/* Moves to the value of the property that the contract lists next if that is the next member, in
   the usual spelling. Objects are mostly in contract order. Returns false, and has moved nowhere,
   if something else follows. */
static bool object_is_expected(struct dg_object *at)
{
    const struct dg_property *property;
    struct dg_reader *in = at->in;
    const char *name = in->at;
    size_t comma = at->members.count > 0 ? 1 : 0;

    if (at->expected >= at->shape->count) {
        return false;
    }
    property = &at->shape->properties[at->expected];
    if (property->escaped || (size_t)(in->end - name) < comma + property->name.length + 3 ||
        (comma == 1 && *name != ',')) {
        return false;
    }
    name += comma + 1;
    if (name[-1] != '"' || name[property->name.length] != '"' ||
        name[property->name.length + 1] != ':' ||
        !dg_leaf_equal(name, property->name.data, property->name.length)) {
        return false;
    }
    in->at = name + property->name.length + 2;
    dg_scan_space(in);
    dg_members_take(in, &at->members, (struct dg_text){name, property->name.length});
    return true;
}

/* Takes the name of the expected property, which ends before the value that is next. */
static bool object_take(struct dg_object *at)
{
    size_t length = at->shape->properties[at->expected].name.length;
    const char *quote = at->in->at;

    while (*--quote != '"') {
        /* the colon and white space */
    }
    dg_members_take(at->in, &at->members, (struct dg_text){quote - length, length});
    return true;
}

/* Lets the fast way read what it can. If that is nothing, members are probably in another order:
   then the way waits until the next member is the expected one again. */
static bool object_by_way(struct dg_object *at)
{
    const char *begin = at->in->at;
    bool met = at->shape->fast(at);

    if (at->in->at == begin) {
        at->foresight = DG_FORESEES_LATER;
    }
    return met && object_take(at);
}

/* Moves to the value of the expected property. Before, the fast way reads what it can. Returns
   false if another member is next, or the end. */
static bool object_expected(struct dg_object *at)
{
    if (at->met) {
        at->met = false;
        return object_take(at);
    }
    if (at->foresight == DG_FORESEES_WAY) {
        return object_by_way(at);
    }
    if (at->foresight == DG_FORESEES_NOTHING || !object_is_expected(at)) {
        return false;
    }
    if (object_foresees(at)) {
        at->foresight = DG_FORESEES_WAY;
    }
    return true;
}

/* The index of the property with that name; `count` or more: there is none. */
static size_t object_find(struct dg_object *at, const struct dg_string *name)
{
    const struct dg_shape *shape = at->shape;
    struct dg_text text;

    if (at->expected < shape->count && !name->escaped &&
        dg_text_equal(shape->properties[at->expected].name, name->raw)) {
        return at->expected;
    }
    return dg_reader_text(at->in, name, &text) ? shape->lookup(text.data, text.length)
                                               : shape->count;
}

/* Reports and skips a member that the contract doesn't list. */
static void object_unknown(struct dg_object *at, const struct dg_string *name)
{
    struct dg_reader *in = at->in;

    bool first = dg_names_add(in, &at->members, name);

    if (first && at->shape->names != NULL) {
        dg_map_name_fits(in, at->shape->names, name);
    }
    if (first && at->shape->unknown != DG_UNKNOWN_ALLOWED) {
        struct dg_finding finding =
            dg_judge_finding(&in->judge,
                             at->shape->unknown == DG_UNKNOWN_WARNS ? DG_CODE_UNKNOWN_PROPERTY
                                                                    : DG_CODE_ADDITIONAL_PROPERTIES,
                             dg_string_quoted(name));

        finding.schema = at->shape->schema;
        dg_judge_report(&in->judge, &finding);
    }
    dg_skip_value(in);
}

/* Notes that the property is present. If the property is a duplicate, the struct is saved until the
 * second value is read and judged. Returns false if memory runs out. */
static bool object_note(struct dg_object *at)
{
    uint64_t *seen = &at->seen[at->property / 64];
    uint64_t bit = UINT64_C(1) << at->property % 64;

    if ((*seen & bit) == 0) {
        *seen |= bit;
        return true;
    }
    dg_names_report(at->in, &at->members, at->members.frame.name);
    dg_judge_note(at->faults, at->shape, at->property, true);
    at->kept = dg_reader_lend(at->in, at->shape->size);
    if (at->kept == NULL) {
        return false;
    }
    memcpy(at->kept->bytes, at->out, at->shape->size);
    return true;
}

/* Reports that the current property is deprecated. */
static DG_APART void object_deprecated(struct dg_object *at)
{
    struct dg_text name = at->members.frame.name;

    dg_judge_deprecated(&at->in->judge, &at->shape->properties[at->property], &at->members.frame,
                        (struct dg_text){name.data - 1, name.length + 2});
}

/* Makes the property with the index the current one: its value is next. Returns false if memory
 * runs out. */
static bool object_begin_part(struct dg_object *at, size_t index)
{
    at->in->judge.refused = false;
    at->in->judge.site = &at->shape->properties[index].site;
    at->property = index;
    at->expected = index + 1;
    if (at->shape->properties[index].deprecated) {
        object_deprecated(at);
    }
    return object_note(at);
}

/* Makes a member that the contract doesn't list the current one. Returns false if the reader has
 * stopped. */
static bool object_other(struct dg_object *at, const struct dg_string *name)
{
    object_end_part(at, at->shape->count);
    at->in->judge.refused = false;
    at->property = at->shape->count;
    return dg_map_take(at->into, &at->members, name);
}

bool dg_shape_matches(const struct dg_shape *shape, struct dg_text name)
{
    for (size_t i = 0; shape->patterns != NULL && shape->patterns[i] != NULL; i++) {
        if (dg_pattern_matches(shape->patterns[i], name)) {
            return true;
        }
    }
    return false;
}

/* The map for a member that the contract doesn't list; NULL: there is none. */
static struct dg_map *object_into(struct dg_object *at, const struct dg_string *name)
{
    struct dg_text text;

    if (at->matched != NULL && dg_reader_text(at->in, name, &text) &&
        dg_shape_matches(at->shape, text)) {
        return at->matched;
    }
    return at->others;
}

/* Moves to the value of the next member that the contract lists, or, if there is a map for others,
   of any member. Skips others. Returns false at the end. */
static DG_APART bool object_search(struct dg_object *at)
{
    struct dg_reader *in = at->in;
    struct dg_string name;

    while (dg_members_next(in, &at->members, &name)) {
        size_t index = object_find(at, &name);

        if (in->stopped) {
            break;
        }
        if (index < at->shape->count) {
            object_end_part(at, at->shape->count);
            at->found += object_foresees(at) ? 1 : 0;
            return object_begin_part(at, index);
        }
        at->into = object_into(at, &name);
        if (at->into != NULL) {
            return object_other(at, &name);
        }
        object_unknown(at, &name);
    }
    at->property = at->shape->count;
    return false;
}

/* Ends the second value of a property. */
static void object_restore(struct dg_object *at)
{
    memcpy(at->out, at->kept->bytes, at->shape->size);
    dg_reader_return(at->in, at->kept);
    at->kept = NULL;
}

/* Takes the closing brace. Returns false: there is no next member. */
static bool object_end(struct dg_object *at)
{
    at->in->judge.frame = at->members.frame.parent;
    at->in->at++;
    at->property = at->shape->count;
    return false;
}

DG_APART bool dg_object_next(struct dg_object *at)
{
    if (!at->open) {
        return false;
    }
    object_end_part(at, at->property);
    if (at->kept != NULL) {
        object_restore(at);
    }
    if (object_expected(at)) {
        return object_begin_part(at, at->expected);
    }
    return dg_scan_peek(at->in) == '}' ? object_end(at) : object_search(at);
}

/* Whether all properties are present, required or not, in an object without limits: the answer for
   most objects. */
static bool object_is_whole(const struct dg_object *at)
{
    const struct dg_shape *shape = at->shape;

    return shape->count > 0 && shape->count <= 64 &&
           at->seen[0] == UINT64_MAX >> (64 - shape->count) && shape->members.min == 0 &&
           shape->members.max == SIZE_MAX;
}

/* Judges the members of an object as a whole. */
static DG_APART void object_judge(struct dg_object *at)
{
    struct dg_judge *judge = &at->in->judge;
    struct dg_counted counted = {at->members.start, at->shape->schema, at->members.count};
    struct dg_met met = {at->members.start, at->seen, at->faults};

    dg_judge_required(judge, at->shape, &met);
    dg_judge_members(judge, counted, at->shape->members);
}

DG_APART void dg_others_close(struct dg_object *at)
{
    struct dg_duplicates duplicates = {0};

    if (at->open) {
        object_end_part(at, at->property);
        at->property = at->shape->count;
        duplicates = dg_names_close(at->in, &at->members);
    }
    if (at->others != NULL) {
        dg_map_settle(at->others, duplicates);
    }
    if (at->matched != NULL) {
        dg_map_settle(at->matched, duplicates);
    }
}

/* A place in the arena is for objects with more members than these that weren't foreseen: others
 * are read quickly in any order. */
#define FEW 4

/* Remembers whether members were foreseen. */
static DG_APART void object_learn(struct dg_object *at)
{
    struct dg_habit *habit = at->habit;

    if (habit == NULL) {
        habit = dg_habit_begin(at->in, at->shape);
    }
    if (habit != NULL && object_foresees(at)) {
        dg_habit_end(habit, at->found, at->members.count);
    }
}

DG_APART bool dg_object_close(struct dg_object *at)
{
    struct dg_reader *in = at->in;

    if (!at->open) {
        return false;
    }
    object_end_part(at, at->property);
    if (at->found > FEW || at->habit != NULL) {
        object_learn(at);
    }
    dg_members_close(in, &at->members);
    if (!in->stopped && !object_is_whole(at)) {
        object_judge(at);
    }
    in->judge.failed = in->judge.failed || at->failed;
    in->judge.refused = false;
    in->judge.site = at->site;
    at->open = false;
    return !in->stopped;
}

struct dg_subject dg_object_subject(const struct dg_object *at)
{
    const char *start = at->members.start;
    bool failed = at->in->judge.failed;

    return (struct dg_subject){.judge = &at->in->judge,
                               .json = {start, (size_t)(at->in->at - start)},
                               .doubtful = failed,
                               .faults = failed ? at->faults : NULL};
}
