/* Bounds for the memory of decoders: adds to those of emit_memory_arena.c what is lent, and what
 * further schemas need; with those of emit_memory_stack.c. */
#include "emit/emit_memory.h"

#include <inttypes.h>
#include <stdlib.h>

#include "common/memory.h"
#include "emit/emit_functions.h"
#include "emit/emit_memory_types.h"

/* Walks through the types that values of a type may have as parts, and the type itself. */

struct walk {
    struct emit_memory *memory;
    /* Found, of all types: */
    uint64_t lent;
    struct emit_memory_line tried; /* of values with further schemas: with their trials */
    bool nests;
    bool judged;
};

static struct emit_memory_line line_largest(struct emit_memory_line a, struct emit_memory_line b)
{
    return (struct emit_memory_line){emit_memory_larger(a.fixed, b.fixed),
                                     emit_memory_larger(a.slope, b.slope)};
}

/* Adds a value that is read, kept, and then read again. */
static void walk_tried(struct walk *walk, const struct model_type *type,
                       const struct emit_memory_row *row)
{
    struct emit_memory_line line = emit_memory_find_judged(walk->memory, type)->line;

    if (row != NULL) {
        line.fixed += row->lines[EMIT_MEMORY_NAMELESS].fixed;
        line.slope += row->lines[EMIT_MEMORY_NAMELESS].slope;
    }
    walk->tried = line_largest(walk->tried, line);
}

static void walk_type(struct walk *walk, const struct model_type *type)
{
    struct emit_memory_row *row = emit_memory_find(walk->memory, type);
    const struct model_type *part;

    if (row != NULL && row->visit == walk->memory->visits) {
        return;
    }
    if (row != NULL) {
        row->visit = walk->memory->visits;
        walk->lent += emit_memory_lent_by(row);
    }
    walk->nests = walk->nests || type->nests;
    walk->judged = walk->judged || type->subschemas != NULL;
    if (type->subschemas != NULL) {
        walk_tried(walk, type, row);
    }
    for (size_t i = 0; (part = emit_memory_part(type, i)) != NULL; i++) {
        walk_type(walk, part);
    }
}

static struct walk walk_from(struct emit_memory *memory, const struct model_type *type)
{
    struct walk walk = {.memory = memory};

    memory->visits++;
    walk_type(&walk, type);
    return walk;
}

/* The arena */

/* For the alignment of the caller's buffer, and for names with escapes while they are judged. */
#define ARENA_ALWAYS 48

/* What a text that ends too early saves: the brackets, and a digit. */
#define ARENA_UNFINISHED 3

/* What a document takes. */
static struct emit_memory_line arena_of(struct emit_memory *memory,
                                        const struct emit_memory_row *row)
{
    struct walk walk = walk_from(memory, row->type);
    struct emit_memory_line line = row->lines[EMIT_MEMORY_CLOSED];
    struct emit_memory_line open = row->lines[EMIT_MEMORY_OPEN];
    uint64_t levels = walk.nests ? DG_DEFAULT_MAX_DEPTH : row->frames;

    if (walk.judged) {
        line = row->lines[EMIT_MEMORY_TRIED];
    } else if (walk.nests && open.slope <= line.slope + line.slope / 2) {
        line = open;
        levels = row->frames;
    }
    line.fixed += walk.lent + (levels + ARENA_UNFINISHED) * line.slope + ARENA_ALWAYS;
    line.fixed += walk.tried.fixed;
    line.slope = emit_memory_larger(line.slope, walk.tried.slope);
    return line;
}

/* The types that hold a type, one in the other, but for those that hold themselves. */
static bool frames_of(const struct emit_memory *memory, struct emit_memory_row *row)
{
    uint64_t frames = 0;
    const struct model_type *type;

    for (size_t i = 0; (type = emit_memory_part(row->type, i)) != NULL; i++) {
        const struct emit_memory_row *part = emit_memory_find(memory, type);

        frames = emit_memory_larger(frames, part == NULL ? 0 : part->frames);
    }
    frames += row->type->nests || !model_kind_is_container(row->type->kind) ? 0 : 1;
    if (frames <= row->frames) {
        return false;
    }
    row->frames = frames;
    return true;
}

/* Finds the frames of all types, in turn from both ends: a type may come before or after its parts.
 */
static void frames_gather(struct emit_memory *memory)
{
    bool changed = true;

    for (unsigned pass = 0; changed; pass++) {
        changed = false;
        for (size_t i = 0; i < memory->count; i++) {
            size_t index = pass % 2 == 0 ? i : memory->count - 1 - i;

            changed |= frames_of(memory, &memory->rows[index]);
        }
    }
}

struct emit_memory *emit_memory_new(const struct model *model)
{
    struct emit_memory *memory = emit_memory_types(model);

    for (int text = 0; text < EMIT_MEMORY_TEXTS; text++) {
        emit_memory_arena(memory, (enum emit_memory_text)text);
    }
    frames_gather(memory);
    emit_memory_trials(memory);
    emit_memory_stack(memory);
    return memory;
}

struct emit_memory_bounds emit_memory_of(struct emit_memory *memory, const struct model_type *root)
{
    struct emit_memory_row *row = emit_memory_find(memory, root);
    struct emit_memory_line arena = arena_of(memory, row);

    return (struct emit_memory_bounds){row->size, emit_memory_taken(arena.fixed), arena.slope,
                                       row->stack.fixed, row->stack.slope};
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
