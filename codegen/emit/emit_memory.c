/* Bounds for the memory of decoders: adds to those of emit_memory_arena.c what is lent, and what
 * further schemas need; and the stack. */
#include "emit/emit_memory.h"

#include <inttypes.h>
#include <stdlib.h>

#include "common/memory.h"
#include "emit/emit_functions.h"
#include "emit/emit_memory_types.h"

static uint64_t larger(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

/* Walks through the types that values of a type may have as parts, and the type itself. */

struct walk {
    struct emit_memory *memory;
    bool further; /* also through further schemas */
    /* Found, of all types: */
    uint64_t lent;
    bool nests;
    bool choice;
    bool judged;
};

/* The memory that is lent for a value: a struct while a duplicate of its member is read, or the
 * slot of elements that aren't stored. Values that have no such value as a part share it. */
static uint64_t lent_by(const struct emit_memory_row *row)
{
    const struct model_type *type = row->type;
    uint64_t size = row->element;

    if (type->nests || (type->kind == MODEL_LIST && type->count.max == UINT64_MAX)) {
        return 0;
    }
    if (type->kind == MODEL_OBJECT) {
        size = type->property_count == 0 ? 0 : row->size;
    }
    return size == 0 ? 0 : EMIT_MEMORY_LENT + emit_memory_taken(size);
}

static void walk_type(struct walk *walk, const struct model_type *type)
{
    const struct model_subschemas *further = walk->further ? type->subschemas : NULL;
    struct emit_memory_row *row = emit_memory_find(walk->memory, type);
    const struct model_type *part;

    if (row != NULL && row->visit == walk->memory->visits) {
        return;
    }
    if (row != NULL) {
        row->visit = walk->memory->visits;
        walk->lent += lent_by(row);
    }
    walk->nests = walk->nests || type->nests;
    walk->choice = walk->choice || type->kind == MODEL_UNION;
    walk->judged = walk->judged || type->subschemas != NULL;
    for (size_t i = 0; (part = emit_memory_part(type, i)) != NULL; i++) {
        walk_type(walk, part);
    }
    for (size_t i = 0; further != NULL && i < further->count; i++) {
        for (size_t j = 0; j < further->list[i].count; j++) {
            if (further->list[i].types[j] != NULL) {
                walk_type(walk, further->list[i].types[j]);
            }
        }
    }
}

static struct walk walk_from(struct emit_memory *memory, const struct model_type *type,
                             bool further)
{
    struct walk walk = {.memory = memory, .further = further};

    memory->visits++;
    walk_type(&walk, type);
    return walk;
}

/* The arena */

/* For the alignment of the caller's buffer, and for names with escapes while they are judged. */
#define ARENA_ALWAYS 48

/* What a text that ends too early saves: the brackets, and a digit. */
#define ARENA_UNFINISHED 3

/* For the names that the further schemas of a value, together, add to the stack of names. */
#define ARENA_NAMES 20

static struct emit_memory_line arena_largest(struct emit_memory_line a, struct emit_memory_line b)
{
    return (struct emit_memory_line){larger(a.fixed, b.fixed), larger(a.slope, b.slope)};
}

/* Adds what each reader needs besides. */
static struct emit_memory_line arena_with(struct emit_memory_line line, const struct walk *walk,
                                          uint64_t levels)
{
    line.fixed += walk->lent + (levels + ARENA_UNFINISHED) * line.slope + ARENA_ALWAYS;
    return line;
}

/* What a document takes. */
static struct emit_memory_line arena_of(struct emit_memory *memory,
                                        const struct emit_memory_row *row)
{
    struct walk walk = walk_from(memory, row->type, false);
    struct emit_memory_line line = row->lines[EMIT_MEMORY_CLOSED];
    uint64_t levels = walk.nests ? DG_DEFAULT_MAX_DEPTH : row->frames;

    if (walk.nests && row->lines[EMIT_MEMORY_OPEN].slope <= line.slope + line.slope / 2) {
        line = row->lines[EMIT_MEMORY_OPEN];
        levels = row->frames;
    }
    line = arena_with(line, &walk, levels);
    if (row->trial.slope + row->apart.slope > 0) {
        line.fixed += row->trial.fixed + row->apart.fixed;
        line.slope = larger(line.slope + row->trial.slope, row->apart.slope) + ARENA_NAMES;
    }
    return line;
}

/* Further schemas: each reads the text of a value again, with a reader of its own, and gives back
 * what it took. */

/* What the further schemas of a value take. */
static struct emit_memory_line arena_of_trials(struct emit_memory *memory,
                                               const struct model_type *type)
{
    struct emit_memory_line most = {0, 0};

    for (size_t i = 0; type->subschemas != NULL && i < type->subschemas->count; i++) {
        const struct model_subschema *subschema = &type->subschemas->list[i];

        for (size_t j = 0; j < subschema->count; j++) {
            const struct emit_memory_row *row =
                subschema->types[j] == NULL ? NULL : emit_memory_find(memory, subschema->types[j]);

            if (row != NULL) {
                most = arena_largest(
                    most, (struct emit_memory_line){
                              row->kept.fixed + row->trial.fixed + row->apart.fixed,
                              larger(row->kept.slope + row->trial.slope, row->apart.slope)});
            }
        }
    }
    return most;
}

/* Whether nothing of what further schemas judge is kept but its text. */
static bool trials_are_apart(const struct model_type *type)
{
    const struct model_type *part = type->kind == MODEL_OBJECT ? type->matched : type->item.type;
    bool parts = type->kind == MODEL_MAP || part == NULL || part->kind == MODEL_JSON ||
                 (part == type->matched && part->item.type->kind == MODEL_JSON);

    for (size_t i = 0; type->subschemas != NULL && i < type->subschemas->count; i++) {
        parts = parts && model_applies_to_parts(type->subschemas->list[i].applicator);
    }
    return parts || type->kind == MODEL_JSON;
}

/* Finds `kept` of all types, and the limit of further schemas: each is a level of nesting. */
static void arena_of_further(struct emit_memory *memory)
{
    struct emit_memory_line most = {0, 0};

    for (size_t i = 0; i < memory->count; i++) {
        struct emit_memory_row *row = &memory->rows[i];
        struct walk walk = walk_from(memory, row->type, false);

        row->kept = arena_with(row->lines[EMIT_MEMORY_NAMELESS], &walk, 0);
        row->kept.fixed += emit_memory_taken(row->size);
        most = arena_largest(most, row->kept);
    }
    memory->limit = (struct emit_memory_line){most.fixed * DG_DEFAULT_MAX_DEPTH,
                                              most.slope * DG_DEFAULT_MAX_DEPTH};
}

/* A function that finds what is the largest of a type and its parts. Returns whether that has
 * changed. `endless`: it may change forever. */
typedef bool gather_function(struct emit_memory *memory, struct emit_memory_row *row, bool endless);

/* The types that hold a type, one in the other, but for those that hold themselves. */
static bool gather_frames(struct emit_memory *memory, struct emit_memory_row *row, bool endless)
{
    uint64_t frames = 0;
    const struct model_type *type;

    (void)endless;
    for (size_t i = 0; (type = emit_memory_part(row->type, i)) != NULL; i++) {
        const struct emit_memory_row *part = emit_memory_find(memory, type);

        frames = larger(frames, part == NULL ? 0 : part->frames);
    }
    frames += row->type->nests || !model_kind_is_container(row->type->kind) ? 0 : 1;
    if (frames <= row->frames) {
        return false;
    }
    row->frames = frames;
    return true;
}

/* Grows the line, not beyond the limit if it is endless. Returns whether the line has changed. */
static bool line_grow(const struct emit_memory *memory, struct emit_memory_line *line,
                      struct emit_memory_line found, bool endless)
{
    struct emit_memory_line before = *line;

    *line = arena_largest(before, found);
    if (endless && line->fixed > before.fixed) {
        line->fixed = larger(before.fixed, memory->limit.fixed);
    }
    if (endless && line->slope > before.slope) {
        line->slope = larger(before.slope, memory->limit.slope);
    }
    return line->fixed != before.fixed || line->slope != before.slope;
}

static bool gather_trials(struct emit_memory *memory, struct emit_memory_row *row, bool endless)
{
    struct emit_memory_line own = arena_of_trials(memory, row->type);
    bool changed =
        line_grow(memory, trials_are_apart(row->type) ? &row->apart : &row->trial, own, endless);
    const struct model_type *type;

    for (size_t i = 0; (type = emit_memory_part(row->type, i)) != NULL; i++) {
        const struct emit_memory_row *part = emit_memory_find(memory, type);

        if (part == NULL) {
            changed |= line_grow(memory, &row->apart, arena_of_trials(memory, type), endless);
        } else {
            changed |= line_grow(memory, &row->trial, part->trial, endless);
            changed |= line_grow(memory, &row->apart, part->apart, endless);
        }
    }
    return changed;
}

/* Types that need more passes contain themselves by way of further schemas. */
#define GATHER_PASSES 64

/* In turn from both ends: a type may come before or after its parts. */
static void gather(struct emit_memory *memory, gather_function *function)
{
    bool changed = true;

    for (unsigned pass = 0; changed; pass++) {
        changed = false;
        for (size_t i = 0; i < memory->count; i++) {
            size_t index = pass % 2 == 0 ? i : memory->count - 1 - i;

            changed |= function(memory, &memory->rows[index], pass >= GATHER_PASSES);
        }
    }
}

struct emit_memory *emit_memory_new(const struct model *model)
{
    struct emit_memory *memory = memory_new(sizeof *memory);

    *memory = (struct emit_memory){.model = model};
    emit_memory_types(memory);
    for (int text = 0; text < EMIT_MEMORY_TEXTS; text++) {
        emit_memory_arena(memory, (enum emit_memory_text)text);
    }
    gather(memory, gather_frames);
    arena_of_further(memory);
    gather(memory, gather_trials);
    return memory;
}

void emit_memory_free(struct emit_memory *memory)
{
    free(memory->rows);
    free(memory->order);
    free(memory);
}

/* The stack: bytes of frames as gcc and clang make them, with some to spare. */
#define STACK_ALWAYS 8192
#define STACK_SKIPPED 512 /* of a level that is skipped */
#define STACK_PART 2048   /* of a level that is read into a struct */
#define STACK_CHOICE 256  /* of a choice between levels */
#define STACK_TRIAL 4096  /* of a value that is judged by further schemas */

static struct emit_memory_line stack_of(struct emit_memory *memory,
                                        const struct emit_memory_row *row)
{
    struct walk walk = walk_from(memory, row->type, true);
    struct emit_memory_line stack = {STACK_ALWAYS + row->frames * STACK_PART, STACK_SKIPPED};

    if (walk.nests || walk.judged) {
        stack.slope = STACK_PART;
    }
    stack.slope += walk.choice ? STACK_CHOICE : 0;
    stack.slope += walk.judged ? STACK_TRIAL : 0;
    return stack;
}

struct emit_memory_bounds emit_memory_of(struct emit_memory *memory, const struct model_type *root)
{
    struct emit_memory_row *row = emit_memory_find(memory, root);
    struct emit_memory_line arena = arena_of(memory, row);
    struct emit_memory_line stack = stack_of(memory, row);

    return (struct emit_memory_bounds){row->size, emit_memory_taken(arena.fixed), arena.slope,
                                       stack.fixed, stack.slope};
}

/* The columns of a line. A definition that is longer has a second line. */
#define COLUMNS 100

static void emit_macro(const struct emitter *emitter, const struct model_type *type,
                       const char *what, const char *argument, struct emit_memory_line line)
{
    struct buffer head = {0};
    struct buffer value = {0};
    size_t name;

    buffer_format(&head, "#define %s_", emitter->model->upper_prefix);
    name = head.length;
    buffer_format(&head, "%s_%s_BYTES", type->name, what);
    for (size_t i = name; i < head.length; i++) {
        char c = head.data[i];

        head.data[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    buffer_format(&head, "(%s)", argument);
    buffer_format(&value, "(%" PRIu64 " + %" PRIu64 " * (size_t)(%s))", line.fixed, line.slope,
                  argument);
    if (head.length + 1 + value.length <= COLUMNS) {
        buffer_format(emitter->out, "%s %s\n", head.data, value.data);
    } else {
        buffer_format(emitter->out, "%-*s\\\n    %s\n", COLUMNS - 1, head.data, value.data);
    }
    buffer_free(&head);
    buffer_free(&value);
}

void emit_memory_macros(const struct emitter *emitter)
{
    struct emit_memory *memory = emit_memory_new(emitter->model);

    EMIT(emitter, "/* The bytes that a decoder takes from its arena at most, whatever the document "
                  "of that length\n"
                  "   is: the size of a buffer for an arena without an allocator. */\n");
    for (size_t i = 0; i < memory->count; i++) {
        const struct model_type *type = memory->rows[i].type;

        if (emit_functions_have_root(type)) {
            struct emit_memory_bounds bounds = emit_memory_of(memory, type);

            emit_macro(emitter, type, "ARENA", "length",
                       (struct emit_memory_line){bounds.arena, bounds.arena_slope});
        }
    }
    EMIT(emitter, "\n/* The bytes of the stack that it takes at most, if values may nest so deep:\n"
                  "   DG_DEFAULT_MAX_DEPTH, unless the report has another limit. */\n");
    for (size_t i = 0; i < memory->count; i++) {
        const struct model_type *type = memory->rows[i].type;

        if (emit_functions_have_root(type)) {
            struct emit_memory_bounds bounds = emit_memory_of(memory, type);

            emit_macro(emitter, type, "STACK", "depth",
                       (struct emit_memory_line){bounds.stack, bounds.stack_slope});
        }
    }
    EMIT(emitter, "\n");
    emit_memory_free(memory);
}

void emit_memory_dump(const struct model *model, struct buffer *out)
{
    struct emit_memory *memory = emit_memory_new(model);

    for (size_t i = 0; i < model->type_count; i++) {
        const struct model_type *type = model->types[i];
        struct emit_memory_bounds bounds;

        if (!emit_functions_have_root(type)) {
            continue;
        }
        bounds = emit_memory_of(memory, type);
        buffer_format(out,
                      "%s_%s \"%s\"\n"
                      "    struct %" PRIu64 "\n"
                      "    arena %" PRIu64 " + %" PRIu64 " * length\n"
                      "    stack %" PRIu64 " + %" PRIu64 " * depth, %" PRIu64 "\n",
                      model->prefix, type->name, type->pointer, bounds.size, bounds.arena,
                      bounds.arena_slope, bounds.stack, bounds.stack_slope,
                      bounds.stack + bounds.stack_slope * DG_DEFAULT_MAX_DEPTH);
    }
    emit_memory_free(memory);
}
