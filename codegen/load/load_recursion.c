/* Finds types that contain themselves. In a struct that would contain itself, the values that may
 * be absent or null are pointers. What becomes a pointer depends on the types alone, not on their
 * order. */
#include <stdlib.h>

#include "base/memory_arena.h"
#include "load/loader.h"

/* A way in which a type holds the types of its parts. */
typedef bool recursion_edge(const struct draft *draft, size_t part);

/* A type whose parts are being visited. */
struct recursion_step {
    struct draft *draft;
    size_t next; /* part */
};

/* The search for circles of types (Tarjan's algorithm), without recursion in C. */
struct recursion {
    recursion_edge *edge;
    struct recursion_step *steps;
    size_t depth;
    struct draft **open; /* types whose circle isn't known yet */
    size_t open_count;
    size_t number;
    size_t *circles; /* found so far, also by other searches */
};

static bool recursion_holds(const struct draft *draft, size_t part)
{
    (void)draft;
    (void)part;
    return true;
}

/* Whether the struct has the part inside, if no value is a pointer. */
static bool recursion_holds_inside(const struct draft *draft, size_t part)
{
    (void)part;
    return draft->type.kind == MODEL_OBJECT || draft->type.kind == MODEL_UNION ||
           (draft->type.kind == MODEL_MAP && draft->type.inline_capacity > 0);
}

/* Whether every value of the type has a value of the part, or room for it. */
static bool recursion_requires(const struct draft *draft, size_t part)
{
    if (draft->type.kind == MODEL_UNION) {
        return true;
    }
    return draft->type.kind == MODEL_OBJECT && part < draft->type.property_count &&
           draft->properties[part].required && !draft->properties[part].use.nullable;
}

static void recursion_enter(struct recursion *search, struct draft *draft)
{
    draft->number = ++search->number;
    draft->lowest = draft->number;
    draft->circle = 0;
    search->open[search->open_count++] = draft;
    search->steps[search->depth++] = (struct recursion_step){draft, 0};
}

/* Ends the visit of a type. If no type before it is on a circle with it, those after it are its
 * circle. */
static void recursion_leave(struct recursion *search)
{
    struct draft *draft = search->steps[--search->depth].draft;
    struct draft *member = NULL;

    if (search->depth > 0) {
        struct draft *holder = search->steps[search->depth - 1].draft;

        holder->lowest = draft->lowest < holder->lowest ? draft->lowest : holder->lowest;
    }
    if (draft->lowest != draft->number) {
        return;
    }
    ++*search->circles;
    while (member != draft) {
        member = search->open[--search->open_count];
        member->circle = *search->circles;
    }
}

static void recursion_follow(struct recursion *search, struct draft *draft, struct draft *part)
{
    if (part->number == 0) {
        recursion_enter(search, part);
    } else if (part->circle == 0 && part->number < draft->lowest) {
        draft->lowest = part->number;
    }
}

static void recursion_visit(struct recursion *search, struct draft *draft)
{
    recursion_enter(search, draft);
    while (search->depth > 0) {
        struct recursion_step *step = &search->steps[search->depth - 1];

        if (step->next == step->draft->part_count) {
            recursion_leave(search);
            continue;
        }
        step->next++;
        if (search->edge(step->draft, step->next - 1)) {
            recursion_follow(search, step->draft, step->draft->parts[step->next - 1]);
        }
    }
}

/* Numbers the circles: types have the same number if each holds the other. */
static void recursion_find(struct loader *loader, size_t first, recursion_edge *edge)
{
    size_t room = loader->count - first + 2; /* and the types that aren't among them */
    struct recursion search = {.edge = edge, .circles = &loader->circles};

    search.steps = memory_new(room * sizeof *search.steps);
    search.open = memory_new(room * sizeof(struct draft *));
    loader->anything->number = 0;
    loader->refused->number = 0;
    for (size_t i = first; i < loader->count; i++) {
        loader->drafts[i]->number = 0;
    }
    for (size_t i = first; i < loader->count; i++) {
        if (loader->drafts[i]->number == 0) {
            recursion_visit(&search, loader->drafts[i]);
        }
    }
    free(search.steps);
    free(search.open);
}

/* Whether the part holds the type that has it. */
static bool recursion_returns(const struct draft *draft, size_t part, recursion_edge *edge)
{
    return edge(draft, part) && draft->parts[part]->circle == draft->circle;
}

static bool recursion_is_circular(const struct draft *draft, recursion_edge *edge)
{
    for (size_t i = 0; i < draft->part_count; i++) {
        if (recursion_returns(draft, i, edge)) {
            return true;
        }
    }
    return false;
}

/* Finds the properties that only a pointer can hold although they are required. */
static void recursion_mark_required(struct draft *draft)
{
    for (size_t i = 0; draft->type.kind == MODEL_OBJECT && i < draft->part_count; i++) {
        if (recursion_returns(draft, i, recursion_requires)) {
            draft->properties[i].circular = true;
            draft->parts[i]->type.has_opt = true;
        }
    }
}

static void recursion_mark_maps(struct loader *loader, size_t first)
{
    for (size_t i = first; i < loader->count; i++) {
        struct draft *draft = loader->drafts[i];

        if (draft->type.kind == MODEL_MAP && recursion_is_circular(draft, recursion_holds_inside)) {
            draft->type.inline_capacity = 0;
        }
    }
}

void load_recursion(struct loader *loader, size_t first)
{
    recursion_find(loader, first, recursion_holds);
    for (size_t i = first; i < loader->count; i++) {
        loader->drafts[i]->type.nests = recursion_is_circular(loader->drafts[i], recursion_holds);
    }
    recursion_find(loader, first, recursion_holds_inside);
    recursion_mark_maps(loader, first);
    recursion_find(loader, first, recursion_holds_inside);
    for (size_t i = first; i < loader->count; i++) {
        loader->drafts[i]->type.by_pointer =
            recursion_is_circular(loader->drafts[i], recursion_holds_inside);
    }
    recursion_find(loader, first, recursion_requires);
    for (size_t i = first; i < loader->count; i++) {
        recursion_mark_required(loader->drafts[i]);
    }
}

/* Whether a type of the circle allows other values, which may end the circle. */
static bool recursion_ends(const struct loader *loader, size_t circle)
{
    for (size_t i = 0; i < loader->count; i++) {
        if (loader->drafts[i]->circle == circle &&
            (loader->drafts[i]->type.implied || loader->drafts[i]->type.kind == MODEL_UNION)) {
            return true;
        }
    }
    return false;
}

static void recursion_note(struct loader *loader, const struct draft *draft)
{
    const struct diag_link *before = loader->diag->chain;

    for (size_t i = 0; i < draft->type.property_count; i++) {
        const struct model_property *property = &draft->properties[i];

        if (property->circular && !recursion_ends(loader, draft->circle)) {
            loader->diag->chain = draft->chain;
            diag_noted(loader->diag, DIAG_RECURSION, property->at,
                       "no value can match: '%.*s' is required, and contains this schema",
                       DIAG_TEXT(property->wire));
            loader->diag->chain = before;
        }
    }
}

void load_recursion_note(struct loader *loader)
{
    for (size_t i = 0; i < loader->count; i++) {
        recursion_note(loader, loader->drafts[i]);
    }
}
