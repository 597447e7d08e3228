/* Judges the members of an object by further schemas. */
#include "runtime/subschema_trial_internal.h"

/* Whether the object has a member with that name. */
static DG_APART bool subject_has(const struct dg_trial_subject *subject, struct dg_text property)
{
    struct dg_arena_mark mark = dg_arena_mark(subject->in->arena);
    struct dg_reader in = dg_trial_reader(subject);
    struct dg_members members;
    struct dg_string name;
    struct dg_text text;
    bool found = false;

    if (!dg_members_open(&in, &members)) {
        return false;
    }
    while (!found && dg_members_next(&in, &members, &name)) {
        found = dg_reader_text(&in, &name, &text) && dg_text_equal(text, property);
        dg_trial_skip(&in);
    }
    dg_arena_rewind(subject->in->arena, &mark);
    if (subject->in->arena->failed) {
        dg_reader_no_memory(subject->in);
    }
    return found;
}

DG_APART void dg_trial_depend(const struct dg_trial_subject *subject,
                              const struct dg_subschema *subschema)
{
    if (subject->json.data[0] == '{' && subject_has(subject, subschema->property)) {
        dg_trial_demand(subject, DG_CODE_DEPENDENT_SCHEMAS, subschema->alternatives);
    }
}

/* Members one by one */

struct member {
    const char *at;        /* after the member */
    size_t count;          /* of members up to this one */
    struct dg_frame frame; /* of the value */
    struct dg_text quoted; /* the name as received */
    struct dg_text name;
    struct dg_text value;
};

/* Moves to the next member. Returns false if there is none. The reader that finds it isn't on the
 * stack while the member is judged. */
static DG_APART bool member_next(const struct dg_trial_subject *subject, struct member *member)
{
    struct dg_reader in = dg_trial_reader(subject);
    struct dg_members members;
    struct dg_string name;

    if (subject->in->stopped || !dg_members_open(&in, &members)) {
        return false;
    }
    members.count = member->count;
    in.at = member->count == 0 ? in.at : member->at;
    if (!dg_members_next(&in, &members, &name)) {
        return false;
    }
    member->count = members.count;
    member->frame = members.frame;
    member->quoted = dg_string_quoted(&name);
    member->value.data = in.at;
    dg_trial_skip(&in);
    member->value.length = (size_t)(in.at - member->value.data);
    member->at = in.at;
    return dg_reader_text(&in, &name, &member->name);
}

/* A function that judges a member by a keyword. The current frame is the member's. */
typedef void member_function(const struct dg_trial_subject *subject,
                             const struct dg_subschema *subschema, const struct member *member);

/* Judges each member of an object. */
static DG_APART void subject_members(const struct dg_trial_subject *subject,
                                     const struct dg_subschema *subschema, member_function *judge)
{
    struct dg_reader *in = subject->in;
    struct dg_arena_mark mark = dg_arena_mark(in->arena);
    struct member member = {.count = 0};

    while (subject->json.data[0] == '{' && member_next(subject, &member)) {
        in->judge.frame = &member.frame;
        judge(subject, subschema, &member);
        in->judge.frame = member.frame.parent;
    }
    dg_arena_rewind(in->arena, &mark);
    if (in->arena->failed) {
        dg_reader_no_memory(in);
    }
}

/* Judges the value of a member by a schema for its name. */
static DG_APART void member_match(const struct dg_trial_subject *value,
                                  const struct dg_alternative *alternative)
{
    struct dg_judge *judge = &value->in->judge;
    struct dg_trial trial = {.errors = 0};

    switch (dg_trial_run(value, alternative, &trial)) {
    case DG_OUTCOME_UNKNOWN:
        judge->unjudged = true;
        break;
    case DG_OUTCOME_NO:
        dg_trial_report(value, DG_CODE_PATTERN_PROPERTIES, "a value of the schema for the name",
                        alternative);
        break;
    case DG_OUTCOME_YES:
        if (trial.remark && !judge->trial) {
            dg_trial_remark(value, alternative, true);
        }
        break;
    }
}

static DG_APART void member_patterns(const struct dg_trial_subject *subject,
                                     const struct dg_subschema *subschema,
                                     const struct member *member)
{
    const struct dg_shape *listed = subschema->listed;
    const struct dg_trial_subject value = {.in = subject->in, .json = member->value};

    if (listed->lookup(member->name.data, member->name.length) < listed->count) {
        return; /* it was judged by its type */
    }
    for (size_t i = 0; i < subschema->count && !subject->in->stopped; i++) {
        if (dg_pattern_matches(subschema->patterns[i], member->name)) {
            member_match(&value, &subschema->alternatives[i]);
        }
    }
}

void dg_trial_patterns(const struct dg_trial_subject *subject, const struct dg_subschema *subschema)
{
    subject_members(subject, subschema, member_patterns);
}

static DG_APART void member_name(const struct dg_trial_subject *subject,
                                 const struct dg_subschema *subschema, const struct member *member)
{
    const struct dg_trial_subject name = {.in = subject->in, .json = member->quoted};
    struct dg_trial trial = {.errors = 0};
    enum dg_outcome outcome = dg_trial_run(&name, subschema->alternatives, &trial);

    subject->in->judge.unjudged = subject->in->judge.unjudged || outcome == DG_OUTCOME_UNKNOWN;
    if (outcome == DG_OUTCOME_NO) {
        dg_trial_report(&name, DG_CODE_PROPERTY_NAMES, "a name of the schema",
                        subschema->alternatives);
    }
}

void dg_trial_names(const struct dg_trial_subject *subject, const struct dg_subschema *subschema)
{
    subject_members(subject, subschema, member_name);
}

/* Members that are listed nowhere */

/* The schemas that match and list properties. */
#define LISTING_SHAPES 32
struct listing {
    const struct dg_shape *shapes[LISTING_SHAPES];
    size_t count;
    bool all; /* any name is listed, or there are too many schemas */
};

static DG_APART void listing_add(struct listing *listing, const struct dg_trial_subject *subject,
                                 const struct dg_subschemas *subschemas);

/* Adds the properties of a schema if it matches. Returns whether it does. */
static DG_APART bool listing_add_one(struct listing *listing,
                                     const struct dg_trial_subject *subject,
                                     const struct dg_alternative *alternative)
{
    struct dg_trial trial = {.errors = 0};

    if (alternative->read == NULL || dg_trial_run(subject, alternative, &trial) != DG_OUTCOME_YES) {
        return false;
    }
    listing->all = listing->all || alternative->lists_all || listing->count == LISTING_SHAPES;
    if (alternative->shape != NULL && !listing->all) {
        listing->shapes[listing->count++] = alternative->shape;
    }
    if (alternative->subschemas != NULL && !listing->all) {
        listing_add(listing, subject, alternative->subschemas);
    }
    return true;
}

static DG_APART void listing_add(struct listing *listing, const struct dg_trial_subject *subject,
                                 const struct dg_subschemas *subschemas)
{
    for (size_t i = 0; i < subschemas->count; i++) {
        const struct dg_subschema *subschema = &subschemas->list[i];
        const struct dg_alternative *list = subschema->alternatives;

        switch (subschema->applicator) {
        case DG_ONE_OF:
        case DG_ANY_OF:
            for (size_t j = 0; j < subschema->count; j++) {
                listing_add_one(listing, subject, &list[j]);
            }
            break;
        case DG_IF:
            listing_add_one(listing, subject,
                            listing_add_one(listing, subject, &list[0]) ? &list[1] : &list[2]);
            break;
        case DG_DEPENDENT:
            if (subject_has(subject, subschema->property)) {
                listing_add_one(listing, subject, list);
            }
            break;
        case DG_NOT:
        case DG_CONTAINS:
        case DG_PREFIX_ITEMS:
        case DG_PATTERN_PROPERTIES:
        case DG_PROPERTY_NAMES:
            break;
        }
    }
}

static bool listing_has(const struct listing *listing, struct dg_text name)
{
    for (size_t i = 0; i < listing->count; i++) {
        const struct dg_shape *shape = listing->shapes[i];

        if (shape->lookup(name.data, name.length) < shape->count || dg_shape_matches(shape, name)) {
            return true;
        }
    }
    return false;
}

static void unlisted_report(const struct dg_trial_subject *subject, const struct dg_shape *shape,
                            const struct dg_frame *member, const struct dg_string *name)
{
    struct dg_judge judge = subject->in->judge;
    struct dg_finding finding;

    judge.frame = member;
    finding = dg_judge_finding(&judge, DG_CODE_UNKNOWN_PROPERTY, dg_string_quoted(name));
    finding.schema = shape->schema;
    dg_judge_report(&judge, &finding);
}

/* Whether the object has members that aren't listed. Reports them, if they are to be told. */
static DG_APART bool unlisted_find(const struct dg_trial_subject *subject,
                                   const struct listing *listing, bool told)
{
    const struct dg_shape *shape = listing->shapes[0];
    struct dg_arena_mark mark = dg_arena_mark(subject->in->arena);
    struct dg_reader in = dg_trial_reader(subject);
    struct dg_members members;
    struct dg_string name;
    struct dg_text text;
    bool found = false;

    if (!dg_members_open(&in, &members)) {
        return false;
    }
    while ((told || !found) && dg_members_next(&in, &members, &name) &&
           dg_reader_text(&in, &name, &text)) {
        bool listed = listing_has(listing, text);

        if (told && !listed) {
            unlisted_report(subject, shape, &members.frame, &name);
        }
        found = found || !listed;
        dg_trial_skip(&in);
    }
    dg_arena_rewind(subject->in->arena, &mark);
    if (subject->in->arena->failed) {
        dg_reader_no_memory(subject->in);
    }
    return found;
}

DG_APART void dg_trial_unlisted(const struct dg_trial_subject *subject,
                                const struct dg_shape *shape,
                                const struct dg_subschemas *subschemas)
{
    struct listing listing = {.shapes = {shape}, .count = 1};

    if (!unlisted_find(subject, &listing, false)) {
        return;
    }
    listing_add(&listing, subject, subschemas);
    if (!listing.all) {
        unlisted_find(subject, &listing, true);
    }
}
