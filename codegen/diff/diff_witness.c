/* Witnesses: documents that one contract accepts and the other refuses. */
#include <string.h>

#include "base/memory_arena.h"
#include "diff/diff_walk.h"

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
    if (entry->types[by] == NULL) { /* the empty body */
        witness_keep(walk, change, entry, by, NULL);
        return true;
    }
    other = entry->types[by == DIFF_NEW ? DIFF_OLD : DIFF_NEW];
    body = witness_wrap(walk, place, by, value);
    if (body == NULL) {
        return false;
    }
    witness_set_status(walk, entry, by, body);
    if (!sample_fits(entry->types[by], body) || (other != NULL && sample_fits(other, body))) {
        return false;
    }
    witness_keep(walk, change, entry, by, body);
    return true;
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
