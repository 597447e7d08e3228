/* Bounds for the arena of trials: what the further schemas of a value need for a while.
 *
 * A trial reads the text of a value again, with a reader of its own, and gives back what it took.
 * Inside it, a part that further schemas judge leaves nothing (dg_reader.forgets), so that of
 * trials inside each other each keeps what it read before the value of the next one: their texts
 * are different parts of the document, and one line is the bound of all. A trial is a level of
 * nesting, as a bracket is, and there are at most DG_DEFAULT_MAX_DEPTH levels: with so many steps,
 * the largest gain while a value is read is found. */
#include "emit/emit_memory_gain.h"

#include <string.h>

#include "runtime/reader.h"

static const struct emit_memory_row *row_of(const struct emit_memory_search *search,
                                            const struct model_type *type)
{
    return emit_memory_find(search->memory, type);
}

/* The memory that a reader lends for values of a type and its parts, each once. */

/* An item or entry without which nothing is lent. A value with two members of one name isn't judged
 * again. */
#define LENT_ITEM "0,"

static int64_t lent_of(const struct emit_memory_search *search, const struct emit_memory_row *row)
{
    if (row->type->kind == MODEL_OBJECT) {
        return 0;
    }
    return larger(0,
                  (int64_t)emit_memory_lent_by(row) - search->slope * (int64_t)strlen(LENT_ITEM));
}

static int64_t lent_walk(const struct emit_memory_search *search, const struct model_type *type,
                         unsigned visit)
{
    struct emit_memory_row *row = emit_memory_find(search->memory, type);
    const struct model_type *part;
    int64_t lent = 0;

    if (row == NULL || row->visit == visit) {
        return 0;
    }
    row->visit = visit;
    lent = lent_of(search, row);
    for (size_t i = 0; (part = emit_memory_part(type, i)) != NULL; i++) {
        lent += lent_walk(search, part, visit);
    }
    return lent;
}

/* The names and brackets around a part that a keyword judges. */
static int64_t around(enum model_applicator applicator)
{
    switch (applicator) {
    case MODEL_CONTAINS:
    case MODEL_PREFIX_ITEMS:
        return (int64_t)strlen("[]");
    case MODEL_PATTERN_PROPERTIES:
        return (int64_t)strlen("{\"\":}");
    case MODEL_PROPERTY_NAMES:
        return (int64_t)strlen("{:0}");
    case MODEL_ONE_OF:
    case MODEL_ANY_OF:
    case MODEL_NOT:
    case MODEL_IF:
    case MODEL_DEPENDENT:
        break;
    }
    return 0;
}

/* The most that a trial of the value takes. */
static int64_t peak_of_trials(const struct emit_memory_search *search,
                              const struct model_type *type)
{
    int64_t most = NEVER;

    for (size_t i = 0; type->subschemas != NULL && i < type->subschemas->count; i++) {
        const struct model_subschema *subschema = &type->subschemas->list[i];

        for (size_t j = 0; j < subschema->count; j++) {
            const struct emit_memory_row *row =
                subschema->types[j] == NULL ? NULL : row_of(search, subschema->types[j]);

            if (row != NULL) {
                most =
                    larger(most, sum(row->peak, taken(row->size) + row->lent -
                                                    search->slope * around(subschema->applicator)));
            }
        }
    }
    return most;
}

/* The most that the value of a part takes. `next`: of objects, maps and lists at this step, not
 * inside of them. */
static int64_t peak_of_use(const struct emit_memory_search *search, const struct model_use *use,
                           enum emit_holding holding, bool next)
{
    const struct model_type *type = use->type;
    const struct emit_memory_row *row = row_of(search, type);
    int64_t gain = emit_memory_gain_use(search, use, holding);

    if (row == NULL || type->kind == MODEL_ENUM) {
        return larger(gain, peak_of_trials(search, type));
    }
    return larger(gain, sum(next ? row->next : row->peak,
                            holding == EMIT_OPT && type->by_pointer ? taken(row->size) : 0));
}

static int64_t peak_of_part(const struct emit_memory_search *search, const struct model_use *use,
                            enum emit_holding holding)
{
    return peak_of_use(search, use, holding, false);
}

/* The most that a value takes with one more level of nesting. */
static int64_t peak_of(const struct emit_memory_search *search, const struct emit_memory_row *row)
{
    const struct model_type *type = row->type;
    const struct model_choice *choice = type->choice;
    int64_t most = row->any;

    switch (model_kind_form(type->kind)) {
    case MODEL_FORM_ALTERNATIVES:
        for (size_t i = 0; i < choice->count; i++) {
            const struct model_use *use = &choice->alternatives[i].use;

            most = larger(most, peak_of_use(search, use, emit_values_of_element(use), true));
        }
        return most;
    case MODEL_FORM_VALUE:
        return larger(most,
                      peak_of_use(search, &type->item, emit_values_of_element(&type->item), true));
    case MODEL_FORM_PROPERTIES:
    case MODEL_FORM_ENTRIES:
    case MODEL_FORM_ITEMS:
        most = emit_memory_gain_meanwhile(search, row, peak_of_part);
        break;
    case MODEL_FORM_WORDS:
    case MODEL_FORM_SCALAR:
        break;
    }
    if (type->subschemas == NULL) {
        return most;
    }
    return larger(sum(most, row->lent), peak_of_trials(search, type));
}

/* Whether a value of the type is read by reading one of its parts, without brackets. */
static bool is_its_part(const struct model_type *type)
{
    enum model_form form = model_kind_form(type->kind);

    return form == MODEL_FORM_ALTERNATIVES || form == MODEL_FORM_VALUE;
}

/* One more level of nesting. Returns whether some value takes more. */
static bool peak_step(const struct emit_memory_search *search)
{
    const struct emit_memory *memory = search->memory;
    bool changed = false;

    for (size_t i = 0; i < memory->count; i++) {
        memory->rows[i].next = memory->rows[i].peak;
        if (!is_its_part(memory->rows[i].type)) {
            memory->rows[i].next = peak_of(search, &memory->rows[i]);
        }
    }
    for (bool more = true; more;) { /* choices inside choices */
        more = false;
        for (size_t i = 0; i < memory->count; i++) {
            struct emit_memory_row *row = &memory->rows[i];
            int64_t next = is_its_part(row->type) ? peak_of(search, row) : row->next;

            more = more || next > row->next;
            row->next = larger(row->next, next);
        }
    }
    for (size_t i = 0; i < memory->count; i++) {
        changed = changed || memory->rows[i].next > memory->rows[i].peak;
        memory->rows[i].peak = larger(memory->rows[i].peak, memory->rows[i].next);
    }
    return changed;
}

/* Finds the peaks at a slope. */
static void peak_settle(const struct emit_memory_search *search, struct emit_memory *memory)
{
    bool changed = true;

    emit_memory_settle(search);
    for (size_t i = 0; i < memory->count; i++) {
        struct emit_memory_row *row = &memory->rows[i];

        row->peak = -search->slope;
        row->lent = lent_walk(search, row->type, ++memory->visits);
    }
    for (size_t depth = 0; changed && depth <= DG_DEFAULT_MAX_DEPTH; depth++) {
        changed = peak_step(search);
    }
}

/* The slope of all readers that the trials of a type need, and whether they keep what they read. */
struct closure {
    struct emit_memory *memory;
    struct emit_memory_line most; /* of what a value keeps */
    uint64_t slope;
    bool keeps;
};

static void closure_of_trials(struct closure *closure, const struct model_type *type);

static void closure_add(struct closure *closure, const struct model_type *type)
{
    struct emit_memory_row *row = emit_memory_find(closure->memory, type);
    const struct model_type *part;

    if (row != NULL && row->visit == closure->memory->visits) {
        return;
    }
    if (row != NULL) {
        const struct emit_memory_line *kept = &row->lines[EMIT_MEMORY_NAMELESS];

        row->visit = closure->memory->visits;
        closure->slope = emit_memory_larger(closure->slope, row->lines[EMIT_MEMORY_TRIAL].slope);
        closure->most.slope = emit_memory_larger(closure->most.slope, kept->slope);
        closure->most.fixed =
            emit_memory_larger(closure->most.fixed, kept->fixed + emit_memory_taken(row->size));
    }
    for (size_t i = 0; (part = emit_memory_part(type, i)) != NULL; i++) {
        closure_add(closure, part);
    }
    closure_of_trials(closure, type);
}

static void closure_of_trials(struct closure *closure, const struct model_type *type)
{
    struct emit_memory_judged *judged =
        type->subschemas == NULL ? NULL : emit_memory_find_judged(closure->memory, type);

    if (judged == NULL || judged->visit == closure->memory->visits) {
        return;
    }
    judged->visit = closure->memory->visits;
    for (size_t i = 0; i < type->subschemas->count; i++) {
        const struct model_subschema *subschema = &type->subschemas->list[i];

        for (size_t j = 0; j < subschema->count; j++) {
            if (subschema->types[j] != NULL) {
                const struct emit_memory_row *row =
                    emit_memory_find(closure->memory, subschema->types[j]);

                closure->keeps = closure->keeps || (row != NULL && row->keeps);
                closure_add(closure, subschema->types[j]);
            }
        }
    }
}

/* Whether rules read what trials of the type would have forgotten. */
static void mark_keeping(struct emit_memory *memory, const struct model_type *type)
{
    for (size_t i = 0; i < type->subschemas->count; i++) {
        const struct model_subschema *subschema = &type->subschemas->list[i];

        for (size_t j = 0; j < subschema->count; j++) {
            struct emit_memory_row *row =
                subschema->types[j] == NULL ? NULL : emit_memory_find(memory, subschema->types[j]);

            if (row != NULL) {
                row->keeps = emit_memory_keeps(memory, row->type);
            }
        }
    }
}

/* Finds the line of all types whose trials need this slope. */
static void settle_slope(struct emit_memory *memory, uint64_t slope)
{
    struct emit_memory_search search = emit_memory_search_of(memory, EMIT_MEMORY_TRIAL);

    search.slope = (int64_t)slope;
    peak_settle(&search, memory);
    for (size_t i = 0; i < memory->model->judged_count; i++) {
        struct emit_memory_judged *judged = &memory->judged[i];

        if (judged->line.slope == slope && !judged->settled) {
            judged->line.fixed = (uint64_t)larger(0, peak_of_trials(&search, judged->type));
            judged->settled = true;
        }
    }
}

void emit_memory_trials(struct emit_memory *memory)
{
    for (size_t i = 0; i < memory->model->judged_count; i++) {
        mark_keeping(memory, memory->judged[i].type);
    }
    for (size_t i = 0; i < memory->model->judged_count; i++) {
        struct emit_memory_judged *judged = &memory->judged[i];
        struct closure closure = {.memory = memory};

        memory->visits++;
        closure_of_trials(&closure, judged->type);
        judged->line.slope = closure.slope;
        if (closure.keeps) { /* each of them keeps the whole value */
            judged->line.fixed = closure.most.fixed * DG_DEFAULT_MAX_DEPTH;
            judged->line.slope += closure.most.slope * DG_DEFAULT_MAX_DEPTH;
            judged->settled = true;
        }
    }
    for (size_t i = 0; i < memory->model->judged_count; i++) {
        if (!memory->judged[i].settled) {
            settle_slope(memory, memory->judged[i].line.slope);
        }
    }
}
