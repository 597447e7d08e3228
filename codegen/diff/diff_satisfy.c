/* Searches for documents that satisfy rules: changes one value after the other, the one that leaves
 * the fewest rules broken, and doesn't come back to a value soon. */
#include "diff/diff_satisfy.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "diff/sample_rule.h"
#include "pattern/pattern_compile.h"

#define SATISFY_MAX_CHANGES 100
#define SATISFY_MEMORY 8 /* changes that aren't undone at once */
#define SATISFY_MAX_RULES 2000
#define SATISFY_MAX_CANDIDATES 400
/* Rules that are evaluated in one comparison of contracts. */
#define SATISFY_MAX_WORK 20000000

/* A rule and an object that it is about. */
struct satisfy_rule {
    const struct model_check *check;
    struct sample *self;
};

/* A value that a member may get. */
struct satisfy_candidate {
    struct sample *holder;
    struct dg_text name;
    struct sample *value; /* NULL: the member is left out */
};

struct satisfy {
    struct diff_walk *walk;
    const struct diff_entry *entry;
    enum diff_side by;
    struct sample *body;
    const struct diff_goal *goal;
    struct sample_exchange exchange;
    bool refused; /* the other contract refuses the body, and has to */
    struct satisfy_rule rules[SATISFY_MAX_RULES];
    size_t rule_count;
    struct satisfy_candidate candidates[SATISFY_MAX_CANDIDATES];
    size_t candidate_count;
    struct satisfy_candidate history[SATISFY_MAX_CHANGES]; /* what the changes replaced */
    size_t changes;
};

/* Rules */

/* Whether a document alone, in its response, decides the rule. */
static bool satisfy_is_judged(const struct satisfy *satisfy, const struct model_check *check)
{
    return check->rule->severity == DG_SEVERITY_ERROR && !check->old && !check->request &&
           (!check->http || satisfy->exchange.media_type != NULL);
}

static void satisfy_add_rules(struct satisfy *satisfy, struct sample *self,
                              const struct model_check *const *checks, size_t count)
{
    for (size_t i = 0; i < count && satisfy->rule_count < SATISFY_MAX_RULES; i++) {
        if (satisfy_is_judged(satisfy, checks[i])) {
            satisfy->rules[satisfy->rule_count++] = (struct satisfy_rule){checks[i], self};
        }
    }
}

static const struct model_property *satisfy_property(const struct model_type *type,
                                                     struct dg_text name)
{
    for (size_t i = 0; i < type->property_count; i++) {
        if (dg_text_equal(type->properties[i].wire, name)) {
            return &type->properties[i];
        }
    }
    return NULL;
}

/* The type that says which rules a value has: of a union, the alternative that the value fits.
 * NULL: it fits none. */
static const struct model_type *satisfy_type(const struct model_type *type,
                                             const struct sample *sample)
{
    while (type != NULL && (type->kind == MODEL_UNION || type->kind == MODEL_VALUE)) {
        const struct model_choice *choice = type->choice;
        const struct model_type *fits = type->kind == MODEL_VALUE ? type->item.type : NULL;

        for (size_t i = 0; type->kind == MODEL_UNION && fits == NULL && i < choice->count; i++) {
            const struct model_type *alternative = choice->alternatives[i].use.type;

            fits = sample_fits(alternative, sample) ? alternative : NULL;
        }
        type = fits;
    }
    return type;
}

static void satisfy_gather(struct satisfy *satisfy, struct sample *sample,
                           const struct model_type *type);

static void satisfy_gather_if_fits(struct satisfy *satisfy, struct sample *sample,
                                   const struct model_type *type)
{
    if (type != NULL && sample_fits(type, sample)) {
        satisfy_gather(satisfy, sample, type);
    }
}

/* Finds the rules of a schema for parts of a value. */
static void satisfy_gather_parts(struct satisfy *satisfy, struct sample *sample,
                                 const struct model_subschema *item)
{
    size_t last = item->count - 1;

    for (size_t i = 0; i < sample->count; i++) {
        struct sample_member *member = &sample->members[i];

        if (item->applicator == MODEL_PREFIX_ITEMS && sample->kind == SAMPLE_LIST) {
            satisfy_gather_if_fits(satisfy, member->value, item->types[i < last ? i : last]);
        }
        for (size_t j = 0; item->applicator == MODEL_PATTERN_PROPERTIES && j < item->count; j++) {
            if (sample->kind == SAMPLE_OBJECT &&
                dg_pattern_matches(&item->patterns[j]->compiled, member->name)) {
                satisfy_gather_if_fits(satisfy, member->value, item->types[j]);
            }
        }
    }
}

/* Finds the rules of the further schemas that a value matches and is judged by. */
static void satisfy_gather_further(struct satisfy *satisfy, struct sample *sample,
                                   const struct model_subschema *item)
{
    switch (item->applicator) {
    case MODEL_ONE_OF:
    case MODEL_ANY_OF:
        for (size_t i = 0; i < item->count; i++) {
            satisfy_gather_if_fits(satisfy, sample, item->types[i]);
        }
        break;
    case MODEL_IF:
        satisfy_gather_if_fits(satisfy, sample,
                               item->types[sample_fits(item->types[0], sample) ? 1 : 2]);
        break;
    case MODEL_DEPENDENT:
        if (sample->kind == SAMPLE_OBJECT && sample_find(sample, item->property) != NULL) {
            satisfy_gather_if_fits(satisfy, sample, item->types[0]);
        }
        break;
    case MODEL_PREFIX_ITEMS:
    case MODEL_PATTERN_PROPERTIES:
        satisfy_gather_parts(satisfy, sample, item);
        break;
    case MODEL_NOT:
    case MODEL_CONTAINS:
    case MODEL_PROPERTY_NAMES:
        break;
    }
}

/* The type of a member or an item; NULL: none is known. */
static const struct model_type *satisfy_type_of_part(const struct model_type *type,
                                                     struct dg_text name)
{
    const struct model_property *property = satisfy_property(type, name);
    const struct model_use *other = sample_use_of_other(type, name);

    if (property != NULL) {
        return property->use.type;
    }
    if (type->kind == MODEL_MAP || type->kind == MODEL_LIST) {
        return type->item.type;
    }
    return other != NULL ? other->type : NULL;
}

/* Finds the rules about a value and its parts, and notes the types of objects. */
static void satisfy_gather(struct satisfy *satisfy, struct sample *sample,
                           const struct model_type *type)
{
    if (sample->kind != SAMPLE_OBJECT && sample->kind != SAMPLE_LIST) {
        return;
    }
    type = satisfy_type(type, sample);
    for (size_t i = 0; type != NULL && type->subschemas != NULL && i < type->subschemas->count;
         i++) {
        satisfy_gather_further(satisfy, sample, &type->subschemas->list[i]);
    }
    if (type == NULL || type->kind == MODEL_JSON) {
        return; /* the type is that of a further schema, if any */
    }
    sample->type = type;
    satisfy_add_rules(satisfy, sample, type->checks, type->check_count);
    for (size_t i = 0; i < sample->count; i++) {
        const struct model_type *part = satisfy_type_of_part(type, sample->members[i].name);

        if (part != NULL) {
            satisfy_gather(satisfy, sample->members[i].value, part);
        }
    }
}

static void satisfy_gather_all(struct satisfy *satisfy)
{
    const struct model_media *media = satisfy->entry->media[satisfy->by];

    satisfy->rule_count = 0;
    satisfy_gather(satisfy, satisfy->body, satisfy->entry->types[satisfy->by]);
    if (media != NULL && media->rules != NULL) {
        satisfy_add_rules(satisfy, satisfy->body, media->rules->checks, media->rules->count);
    }
}

static bool satisfy_holds(struct satisfy *satisfy, const struct model_check *check,
                          const struct sample *self)
{
    satisfy->walk->work++;
    return sample_rule_holds(check, self, &satisfy->exchange, satisfy->walk->maker.arena);
}

/* How many rules are broken; *first: the first one. The goal counts as a rule. */
static size_t satisfy_broken(struct satisfy *satisfy, struct satisfy_rule *first)
{
    const struct diff_goal *goal = satisfy->goal;
    size_t count = 0;

    for (size_t i = 0; i < satisfy->rule_count; i++) {
        if (!satisfy_holds(satisfy, satisfy->rules[i].check, satisfy->rules[i].self)) {
            *first = count == 0 ? satisfy->rules[i] : *first;
            count++;
        }
    }
    if (goal != NULL && satisfy_holds(satisfy, goal->broken, goal->self)) {
        if (count == 0) {
            *first = (struct satisfy_rule){goal->broken, (struct sample *)(uintptr_t)goal->self};
        }
        count++;
    }
    return count;
}

/* Whether the schemas judge the body as they did. */
static bool satisfy_fits(const struct satisfy *satisfy)
{
    const struct model_type *const *types = satisfy->entry->types;
    enum diff_side other = satisfy->by == DIFF_NEW ? DIFF_OLD : DIFF_NEW;

    return sample_fits(types[satisfy->by], satisfy->body) &&
           (!satisfy->refused || !sample_fits(types[other], satisfy->body));
}

/* Candidates */

static void satisfy_add(struct satisfy *satisfy, struct sample *holder, struct dg_text name,
                        struct sample *value)
{
    if (satisfy->candidate_count < SATISFY_MAX_CANDIDATES) {
        satisfy->candidates[satisfy->candidate_count++] =
            (struct satisfy_candidate){holder, name, value};
    }
}

/* Values of scalars that come from a rule: its literals, and the other values that it reads. */
struct satisfy_values {
    struct sample_list list;
    struct dg_duration durations[8];
    size_t duration_count;
};

static struct sample *satisfy_time(struct satisfy *satisfy, struct dg_time time)
{
    char text[DG_TIME_BYTES];
    size_t length = dg_time_write(&time, text);
    struct dg_arena *arena = satisfy->walk->maker.arena;

    return length == 0
               ? NULL
               : sample_text(&satisfy->walk->maker,
                             (struct dg_text){memory_arena_copy(arena, text, length), length});
}

/* Collects what a rule reads. */
static void satisfy_collect(struct satisfy *satisfy, const struct rule_node *node,
                            const struct sample *self, struct satisfy_values *out)
{
    struct sample_maker *maker = &satisfy->walk->maker;
    struct sample *holder;
    struct sample *value = NULL;
    struct dg_text name;

    if (node->op == RULE_TEXT) {
        value = sample_text(maker, node->text);
    } else if (node->op == RULE_INTEGER) {
        value = sample_number(maker,
                              memory_arena_format(maker->arena, "%lld", (long long)node->integer));
    } else if (node->op == RULE_TIME) {
        value = satisfy_time(satisfy, node->time);
    } else if (node->op == RULE_DURATION && out->duration_count < 8) {
        out->durations[out->duration_count++] = node->duration;
    } else if (node->op == RULE_MEMBER || node->op == RULE_INDEX) {
        holder = sample_rule_holder(node, self, &name, maker->arena);
        value = holder == NULL ? NULL : sample_find(holder, name);
    }
    if (value != NULL && value->kind != SAMPLE_NULL) {
        sample_list_add(&out->list, value);
    }
    for (size_t i = 0; i < node->count; i++) {
        satisfy_collect(satisfy, node->parts[i], self, out);
    }
}

/* Times at the distance of a duration from a time, and a second more or less. */
static void satisfy_add_times(struct satisfy *satisfy, struct sample *holder, struct dg_text name,
                              const struct sample *from, const struct satisfy_values *values)
{
    struct dg_time time;

    if (from->kind != SAMPLE_TEXT || !dg_time_parse(&time, from->text)) {
        return;
    }
    for (size_t i = 0; i <= values->duration_count; i++) {
        struct dg_duration by = i == 0 ? (struct dg_duration){0, 0} : values->durations[i - 1];

        for (int more = -1; more <= 1; more++) {
            struct dg_duration second = {more, 0};
            bool overflow = false;
            struct dg_duration sum = dg_duration_add(by, second, &overflow);

            satisfy_add(satisfy, holder, name,
                        satisfy_time(satisfy, dg_time_add(time, sum, &overflow)));
            satisfy_add(satisfy, holder, name,
                        satisfy_time(satisfy, dg_time_subtract(time, sum, &overflow)));
        }
    }
}

static void satisfy_add_integers(struct satisfy *satisfy, struct sample *holder,
                                 struct dg_text name, const struct sample *near)
{
    struct sample_maker *maker = &satisfy->walk->maker;
    int64_t integer;

    if (near->kind != SAMPLE_NUMBER || !dg_number_integer(near->text, &integer)) {
        return;
    }
    for (int64_t more = -1; more <= 1; more++) {
        bool overflow = false;
        int64_t sum = dg_add(integer, more, &overflow);

        if (!overflow) {
            satisfy_add(
                satisfy, holder, name,
                sample_number(maker, memory_arena_format(maker->arena, "%lld", (long long)sum)));
        }
    }
}

/* Texts that contain another, at the beginning and at the end. */
static void satisfy_add_texts(struct satisfy *satisfy, struct sample *holder, struct dg_text name,
                              const struct sample *part)
{
    struct sample_maker *maker = &satisfy->walk->maker;

    if (part->kind != SAMPLE_TEXT || part->text.length > 1000) {
        return;
    }
    satisfy_add(satisfy, holder, name, sample_text(maker, part->text));
    satisfy_add(satisfy, holder, name,
                sample_text(maker, sample_join(part->text, dg_text_of("a"), maker->arena)));
    satisfy_add(satisfy, holder, name,
                sample_text(maker, sample_join(dg_text_of("a"), part->text, maker->arena)));
}

static void satisfy_add_words(struct satisfy *satisfy, struct sample *holder, struct dg_text name,
                              const struct model_type *type)
{
    for (size_t i = 0; i < type->word_count && i < 100; i++) {
        satisfy_add(satisfy, holder, name,
                    type->integer_enum
                        ? sample_number(&satisfy->walk->maker, type->words[i].wire.data)
                        : sample_text(&satisfy->walk->maker, type->words[i].wire));
    }
}

/* Values of the member's type. */
static void satisfy_add_values(struct satisfy *satisfy, struct sample *holder, struct dg_text name,
                               const struct model_use *use, const struct satisfy_values *values)
{
    struct sample_maker *maker = &satisfy->walk->maker;

    if (use->nullable) {
        satisfy_add(satisfy, holder, name, sample_new(maker, SAMPLE_NULL));
    }
    satisfy_add(satisfy, holder, name, sample_make(maker, use->type));
    if (use->type->kind == MODEL_ENUM) {
        satisfy_add_words(satisfy, holder, name, use->type);
    }
    if (use->type->kind == MODEL_BOOLEAN) {
        struct sample *yes = sample_new(maker, SAMPLE_BOOLEAN);

        if (yes != NULL) {
            yes->boolean = true;
            satisfy_add(satisfy, holder, name, yes);
        }
    }
    for (size_t i = 0; i < values->list.count && i < 32; i++) {
        const struct sample *near = values->list.items[i];

        if (use->type->kind == MODEL_TIME) {
            satisfy_add_times(satisfy, holder, name, near, values);
        } else if (use->type->kind == MODEL_INTEGER || use->type->kind == MODEL_NUMBER) {
            satisfy_add_integers(satisfy, holder, name, near);
        } else if (use->type->kind == MODEL_TEXT) {
            satisfy_add_texts(satisfy, holder, name, near);
        }
    }
    if (model_kind_form(use->type->kind) == MODEL_FORM_ITEMS) {
        satisfy_add(satisfy, holder, name,
                    sample_make_wish(maker, use->type, &(struct sample_wish){.count = 1}));
    }
}

static void satisfy_add_member(struct satisfy *satisfy, struct sample *holder, struct dg_text name,
                               const struct satisfy_values *values)
{
    const struct sample *now = sample_find(holder, name);
    const struct model_type *type = holder->type;
    const struct model_property *property = type == NULL ? NULL : satisfy_property(type, name);

    if (type == NULL || (now != NULL && now->fixed)) {
        return;
    }
    if (property != NULL) {
        if (!property->required && now != NULL) {
            satisfy_add(satisfy, holder, name, NULL);
        }
        satisfy_add_values(satisfy, holder, name, &property->use, values);
    } else if (type->kind == MODEL_MAP) {
        satisfy_add(satisfy, holder, name, NULL);
        satisfy_add_values(satisfy, holder, name, &type->item, values);
    }
}

/* Collects the changes of what a rule reads. */
static void satisfy_candidates(struct satisfy *satisfy, const struct rule_node *node,
                               const struct sample *self, const struct satisfy_values *values)
{
    if ((node->op == RULE_MEMBER || node->op == RULE_INDEX)) {
        struct dg_text name;
        struct sample *holder = sample_rule_holder(node, self, &name, satisfy->walk->maker.arena);

        if (holder != NULL) {
            satisfy_add_member(satisfy, holder, name, values);
        }
    }
    for (size_t i = 0; i < node->count; i++) {
        satisfy_candidates(satisfy, node->parts[i], self, values);
    }
}

/* Changes */

/* Sets, replaces or removes a member; *old is the value before, NULL if there was none. */
static void satisfy_set(struct satisfy *satisfy, const struct satisfy_candidate *candidate,
                        struct sample **old)
{
    struct sample *holder = candidate->holder;
    size_t index = 0;

    while (index < holder->count && !dg_text_equal(holder->members[index].name, candidate->name)) {
        index++;
    }
    *old = index < holder->count ? holder->members[index].value : NULL;
    if (*old != NULL && candidate->value != NULL) {
        holder->members[index].value = candidate->value;
    } else if (*old != NULL) {
        memmove(&holder->members[index], &holder->members[index + 1],
                (holder->count - index - 1) * sizeof *holder->members);
        holder->count--;
    } else if (candidate->value != NULL) {
        (void)sample_add(&satisfy->walk->maker, holder, candidate->name, candidate->value);
    }
}

static bool satisfy_same(const struct sample *a, const struct sample *b)
{
    if (a == NULL || b == NULL || a->kind != b->kind) {
        return a == b;
    }
    return a->kind == SAMPLE_NULL || (a->kind == SAMPLE_BOOLEAN && a->boolean == b->boolean) ||
           ((a->kind == SAMPLE_TEXT || a->kind == SAMPLE_NUMBER) &&
            dg_text_equal(a->text, b->text));
}

static bool satisfy_is_member(const struct satisfy_candidate *a, const struct satisfy_candidate *b)
{
    return a->holder == b->holder && dg_text_equal(a->name, b->name);
}

/* Whether a change would bring back what one of the last changes replaced. */
static bool satisfy_is_recent(const struct satisfy *satisfy,
                              const struct satisfy_candidate *candidate)
{
    size_t first = satisfy->changes > SATISFY_MEMORY ? satisfy->changes - SATISFY_MEMORY : 0;

    for (size_t i = first; i < satisfy->changes; i++) {
        if (satisfy_is_member(&satisfy->history[i], candidate) &&
            satisfy_same(satisfy->history[i].value, candidate->value)) {
            return true;
        }
    }
    return false;
}

/* How often the member was changed. */
static size_t satisfy_times(const struct satisfy *satisfy,
                            const struct satisfy_candidate *candidate)
{
    size_t times = 0;

    for (size_t i = 0; i < satisfy->changes; i++) {
        times += satisfy_is_member(&satisfy->history[i], candidate);
    }
    return times;
}

/* How many rules are broken after a change; SIZE_MAX if the change isn't possible. */
static size_t satisfy_try(struct satisfy *satisfy, const struct satisfy_candidate *candidate)
{
    struct satisfy_rule first;
    struct sample *old;
    size_t broken = SIZE_MAX;

    satisfy_set(satisfy, candidate, &old);
    if (!satisfy_same(old, candidate->value) && satisfy_fits(satisfy)) {
        satisfy_gather_all(satisfy);
        broken = satisfy_broken(satisfy, &first);
    }
    satisfy_set(satisfy, &(struct satisfy_candidate){candidate->holder, candidate->name, old},
                &old);
    return broken;
}

/* Makes the best change. Returns false if none is possible. */
static bool satisfy_change(struct satisfy *satisfy, const struct satisfy_rule *rule)
{
    struct satisfy_values values = {.duration_count = 0};
    const struct satisfy_candidate *best = NULL;
    size_t least = SIZE_MAX;
    struct sample *old;

    satisfy->candidate_count = 0;
    satisfy_collect(satisfy, rule->check->root, rule->self, &values);
    satisfy_candidates(satisfy, rule->check->root, rule->self, &values);
    for (size_t i = 0; i < satisfy->candidate_count; i++) {
        const struct satisfy_candidate *candidate = &satisfy->candidates[i];
        size_t broken =
            satisfy_is_recent(satisfy, candidate) ? SIZE_MAX : satisfy_try(satisfy, candidate);
        /* Of equal changes, the one of the member that was changed the fewest times. */
        size_t cost = broken == SIZE_MAX
                          ? SIZE_MAX
                          : broken * (SATISFY_MAX_CHANGES + 1) + satisfy_times(satisfy, candidate);

        if (cost < least) {
            least = cost;
            best = candidate;
        }
    }
    if (best == NULL) {
        return false;
    }
    satisfy_set(satisfy, best, &old);
    satisfy->history[satisfy->changes++] =
        (struct satisfy_candidate){best->holder, best->name, old};
    satisfy_gather_all(satisfy);
    return true;
}

static bool satisfy_search(struct satisfy *satisfy)
{
    struct satisfy_rule first = {NULL, NULL};

    satisfy_gather_all(satisfy);
    for (int i = 0; i < SATISFY_MAX_CHANGES && satisfy->walk->work < SATISFY_MAX_WORK; i++) {
        if (satisfy_broken(satisfy, &first) == 0) {
            return true;
        }
        if (!satisfy_change(satisfy, &first)) {
            return false;
        }
    }
    return false;
}

bool diff_satisfy(struct diff_walk *walk, const struct diff_entry *entry, enum diff_side by,
                  struct sample *body, const struct diff_goal *goal)
{
    enum diff_side other = by == DIFF_NEW ? DIFF_OLD : DIFF_NEW;
    struct satisfy *satisfy = memory_new(sizeof *satisfy);
    bool found;

    satisfy->walk = walk;
    satisfy->entry = entry;
    satisfy->by = by;
    satisfy->body = body;
    satisfy->goal = goal;
    satisfy->exchange = (struct sample_exchange){
        entry->status, entry->operation == NULL ? NULL : entry->content_type};
    satisfy->refused = goal == NULL && entry->types[other] != NULL;
    found = satisfy_search(satisfy);
    free(satisfy);
    return found;
}
