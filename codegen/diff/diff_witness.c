/* Witnesses: documents that one contract accepts and the other refuses. */
#include <string.h>

#include "base/memory_arena.h"
#include "diff/diff_satisfy.h"

/* Deeper documents are not made: dg-validate refuses them by default. */
#define WITNESS_MAX_DEPTH 200

static bool witness_is_deep(const struct diff_place *place)
{
    size_t depth = 0;

    for (; place != NULL; place = place->parent) {
        depth++;
    }
    return depth > WITNESS_MAX_DEPTH;
}

static enum diff_verdicts witness_verdicts(enum diff_side by)
{
    return by == DIFF_NEW ? DIFF_VERDICTS_LOOSER : DIFF_VERDICTS_STRICTER;
}

void diff_witness_bare(struct diff_change *change, enum diff_side by)
{
    change->verdicts |= witness_verdicts(by);
}

/* Makes the containers around the value, from the inside. */
static struct sample *witness_wrap(struct diff_walk *walk, const struct diff_place *place,
                                   enum diff_side by, struct sample *value)
{
    for (; value != NULL && place->parent != NULL; place = place->parent) {
        const struct model_type *container = place->container[by];
        struct dg_text name = place->name;
        uint64_t length = container->names.max < 4 ? container->names.max : 4;

        if (place->step == DIFF_ENTRY) {
            length = container->names.min > length ? container->names.min : length;
            name = sample_make_name(&walk->maker, length, 0);
        }
        value = sample_make_wish(&walk->maker, container,
                                 &(struct sample_wish){.with = &name, .value = value});
    }
    return value;
}

/* A problem repeats the status of its response (RFC 9457 §3.1.2). */
static bool witness_repeats_status(const struct diff_entry *entry, enum diff_side by)
{
    const struct model_type *type = entry->types[by];

    if (entry->content_type == NULL ||
        strcmp(entry->content_type, "application/problem+json") != 0) {
        return false;
    }
    for (size_t i = 0; i < type->property_count; i++) {
        if (dg_text_equal(type->properties[i].wire, dg_text_of("status"))) {
            return type->properties[i].use.type->kind == MODEL_INTEGER;
        }
    }
    return false;
}

static void witness_set_status(struct diff_walk *walk, const struct diff_entry *entry,
                               enum diff_side by, struct sample *body)
{
    struct sample *status = witness_repeats_status(entry, by) && body->kind == SAMPLE_OBJECT
                                ? sample_find(body, dg_text_of("status"))
                                : NULL;

    if (status != NULL && status->kind == SAMPLE_NUMBER) {
        status->text = dg_text_of(memory_arena_format(walk->arena, "%d", entry->status));
        status->fixed = true;
    }
}

static void witness_keep(struct diff_walk *walk, struct diff_change *change,
                         const struct diff_entry *entry, enum diff_side by,
                         const struct sample *body)
{
    struct diff_witness *witness;
    struct buffer text = {0};

    change->verdicts |= witness_verdicts(by);
    if (change->witness != NULL && change->witness->accepted_by == DIFF_NEW) {
        return; /* what is newly accepted breaks more */
    }
    witness = memory_arena_new(walk->arena, sizeof *witness);
    *witness = (struct diff_witness){.accepted_by = by,
                                     .operation = entry->operation,
                                     .status = entry->status,
                                     .schema = entry->schema};
    if (body != NULL) {
        sample_write(body, &text);
        witness->content_type = entry->content_type;
        witness->body =
            (struct dg_text){memory_arena_copy(walk->arena, text.data, text.length), text.length};
        buffer_free(&text);
    }
    change->witness = witness;
}

/* The schema of a body alone, without its response, whose rules may forbid what the schema allows.
   NULL: the schema has no name in common. */
static const struct diff_entry *
witness_schema(struct diff_walk *walk, const struct diff_entry *entry, const struct diff_goal *goal)
{
    const struct model_type *old = entry->types[DIFF_OLD];
    const struct model_type *new = entry->types[DIFF_NEW];
    struct diff_entry *schema;

    if ((goal != NULL && goal->broken->response) || entry->operation == NULL || old == NULL ||
        new == NULL || old->schema_name == NULL || new->schema_name == NULL ||
        strcmp(old->schema_name, new->schema_name) != 0) {
        return NULL;
    }
    schema = memory_arena_new(walk->arena, sizeof *schema);
    *schema = (struct diff_entry){.schema = new->schema_name, .types = {old, new}};
    return schema;
}

/* Changes the body until rules are satisfied, and keeps it. */
static bool witness_finish(struct diff_walk *walk, struct diff_change *change,
                           const struct diff_entry *entry, enum diff_side by, struct sample *body,
                           const struct diff_goal *goal)
{
    const struct diff_entry *schema;

    if (diff_satisfy(walk, entry, by, body, goal)) {
        witness_keep(walk, change, entry, by, body);
        return true;
    }
    schema = witness_schema(walk, entry, goal);
    if (schema != NULL && diff_satisfy(walk, schema, by, body, goal)) {
        witness_keep(walk, change, schema, by, body);
        return true;
    }
    return false;
}

/* A value shows the change, but its document would be too large, unless it doesn't exist. */
static bool witness_too_large(const struct diff_walk *walk, struct diff_change *change,
                              enum diff_side by)
{
    if (walk->maker.exhausted) {
        diff_witness_bare(change, by);
    }
    return false;
}

bool diff_witness_claim(struct diff_walk *walk, struct diff_change *change,
                        const struct diff_place *place, enum diff_side by, struct sample *value)
{
    const struct diff_entry *entry;
    const struct model_type *other;
    struct sample *body;

    if (place == NULL) {
        return false;
    }
    entry = place->entry;
    if (entry->types[by] != NULL && value == NULL) {
        return witness_too_large(walk, change, by);
    }
    if (entry->types[by] == NULL) { /* the empty body */
        witness_keep(walk, change, entry, by, NULL);
        return true;
    }
    if (witness_is_deep(place)) {
        diff_witness_bare(change, by);
        return true;
    }
    other = entry->types[by == DIFF_NEW ? DIFF_OLD : DIFF_NEW];
    body = witness_wrap(walk, place, by, value);
    if (body == NULL) {
        return witness_too_large(walk, change, by);
    }
    witness_set_status(walk, entry, by, body);
    if (!sample_fits(entry->types[by], body) || (other != NULL && sample_fits(other, body))) {
        return false;
    }
    if (!witness_finish(walk, change, entry, by, body, NULL)) {
        diff_witness_bare(change, by);
        return false;
    }
    return true;
}

bool diff_witness_break(struct diff_walk *walk, struct diff_change *change,
                        const struct diff_pair *pair, enum diff_side by,
                        const struct model_check *broken)
{
    const struct diff_entry *entry = pair->place->entry;
    struct diff_goal goal = {.broken = broken};
    struct sample *value;
    struct sample *body;

    if (witness_is_deep(pair->place)) {
        return false;
    }
    sample_begin(&walk->maker);
    value = sample_make(&walk->maker, pair->types[by]);
    body = value == NULL ? NULL : witness_wrap(walk, pair->place, by, value);
    if (body == NULL) {
        return false;
    }
    goal.self = value;
    witness_set_status(walk, entry, by, body);
    return sample_fits(entry->types[by], body) &&
           witness_finish(walk, change, entry, by, body, &goal);
}

void diff_witness_find(struct diff_walk *walk, struct diff_change *change,
                       const struct diff_pair *pair, enum diff_side by,
                       const struct model_type *refuses, bool certain)
{
    const struct model_type *type = pair->types[by];
    struct sample_list list = {.count = 0};
    bool exhausted;

    if (pair->place == NULL) {
        return;
    }
    sample_begin(&walk->maker);
    sample_variants(&walk->maker, type, pair->types[by == DIFF_NEW ? DIFF_OLD : DIFF_NEW], &list);
    exhausted = walk->maker.exhausted;
    for (size_t i = 0; i < list.count; i++) {
        sample_begin(&walk->maker);
        if (sample_fits(type, list.items[i]) && !sample_fits(refuses, list.items[i])) {
            if (diff_witness_claim(walk, change, pair->place, by, list.items[i])) {
                return;
            }
            exhausted = exhausted || walk->maker.exhausted;
            if (walk->maker.exhausted) {
                break; /* the documents around the value are too large */
            }
        }
    }
    if (exhausted && certain) {
        diff_witness_bare(change, by);
    }
}
