/* Values around parts that further schemas judge: items, members and names. */
#include "diff/sample_parts.h"

#include "diff/sample_pattern.h"
#include "pattern/pattern_compile.h"

/* Longer lists aren't made to show how many items match. */
#define PARTS_MAX_COUNT 100

/* A list whose item at the position is the value. */
static struct sample *parts_list(struct sample_maker *maker, const struct model_subschema *item,
                                 size_t position, struct sample *value)
{
    static const struct dg_text nothing = DG_TEXT("");
    struct sample *list = sample_new(maker, SAMPLE_LIST);
    bool good = list != NULL;

    for (size_t i = 0; item->applicator == MODEL_PREFIX_ITEMS && good && i < position; i++) {
        good = sample_add(maker, list, nothing, sample_make(maker, item->types[i]));
    }
    return good && sample_add(maker, list, nothing, value) ? list : NULL;
}

/* Adds lists with as many items like the part as `contains` allows, and with one more or fewer. */
static void parts_counts(struct sample_maker *maker, const struct model_subschema *item,
                         struct sample *part, struct sample_list *out)
{
    static const struct dg_text nothing = DG_TEXT("");
    const struct model_count *matches = &item->matches;
    const uint64_t counts[] = {matches->min, matches->min - 1, matches->max, matches->max + 1};

    for (size_t i = 0; i < 4; i++) {
        struct sample *list = counts[i] < PARTS_MAX_COUNT ? sample_new(maker, SAMPLE_LIST) : NULL;
        bool good = list != NULL;

        for (uint64_t j = 0; good && j < counts[i]; j++) {
            good = sample_add(maker, list, nothing, part);
        }
        sample_list_add(out, good ? list : NULL);
    }
}

/* An object of the type that also has the member. */
static struct sample *parts_object(struct sample_maker *maker, const struct model_type *of,
                                   struct dg_text name, struct sample *value)
{
    struct sample *base = sample_make(maker, of);
    struct sample *object = sample_new(maker, SAMPLE_OBJECT);

    if (object == NULL || value == NULL || !sample_add(maker, object, name, value)) {
        return NULL;
    }
    return base != NULL && base->kind == SAMPLE_OBJECT ? sample_both(maker, base, object) : object;
}

/* A value for a member with that name. */
static struct sample *parts_member(struct sample_maker *maker, const struct model_type *of,
                                   struct dg_text name)
{
    const struct model_use *use = of->kind == MODEL_OBJECT ? sample_use_of_other(of, name)
                                  : of->kind == MODEL_MAP  ? &of->item
                                                           : NULL;

    return use == NULL ? sample_new(maker, SAMPLE_NULL) : sample_make_use(maker, use);
}

static bool parts_match_any(const struct model_type *type, struct dg_text name)
{
    for (size_t i = 0; i < type->name_pattern_count; i++) {
        if (dg_pattern_matches(&type->name_patterns[i]->compiled, name)) {
            return true;
        }
    }
    return false;
}

/* Finds a name that the pattern matches and, if possible, none of the other type. */
static bool parts_name(struct sample_maker *maker, const struct sample_around *around,
                       struct dg_text *name)
{
    const struct model_count length = MODEL_ANY_COUNT;
    const struct model_type names = {
        .kind = MODEL_TEXT, .patterns = &around->item->patterns[around->index], .pattern_count = 1};

    for (size_t i = 0; i < around->other->name_pattern_count; i++) {
        const struct model_type refused = {
            .kind = MODEL_TEXT, .patterns = &around->other->name_patterns[i], .pattern_count = 1};

        if (sample_pattern_find(&names, &refused, &length, maker->arena, name) == PATTERN_FOUND &&
            !parts_match_any(around->other, *name)) {
            return true;
        }
    }
    return sample_pattern_find(&names, NULL, &length, maker->arena, name) == PATTERN_FOUND;
}

void sample_parts_around(struct sample_maker *maker, const struct sample_around *around,
                         struct sample *part, struct sample_list *out)
{
    struct dg_text name;

    switch (around->item->applicator) {
    case MODEL_CONTAINS:
        sample_list_add(out, parts_list(maker, around->item, around->index, part));
        parts_counts(maker, around->item, part, out);
        break;
    case MODEL_PREFIX_ITEMS:
        sample_list_add(out, parts_list(maker, around->item, around->index, part));
        break;
    case MODEL_PATTERN_PROPERTIES:
        if (parts_name(maker, around, &name)) {
            sample_list_add(out, parts_object(maker, around->of, name, part));
        }
        break;
    case MODEL_PROPERTY_NAMES:
        if (part != NULL && part->kind == SAMPLE_TEXT) {
            sample_list_add(out, parts_object(maker, around->of, part->text,
                                              parts_member(maker, around->of, part->text)));
        }
        break;
    case MODEL_ONE_OF:
    case MODEL_ANY_OF:
    case MODEL_NOT:
    case MODEL_IF:
    case MODEL_DEPENDENT:
        break;
    }
}
