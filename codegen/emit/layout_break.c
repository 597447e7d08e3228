/* Finds the breaks of a line: of all possibilities, the one of the least cost, as clang-format
 * computes it (its ContinuationIndenter, with the options of the project's .clang-format). */
#include "emit/layout_break.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "emit/layout.h"
#include "emit/layout_literal.h"
#include "emit/layout_state.h"

enum {
    MAX_STATES = 20000 /* states to search; then the line is broken wherever it is full */
};

struct search {
    const struct layout_line *line;
    struct dg_arena *arena;
    struct layout_state **heap;
    size_t heap_count, heap_capacity;
    const struct layout_state **seen; /* a hash table */
    size_t seen_count, seen_capacity;
    unsigned long orders;
};

/* The search */

static bool comes_before(const struct layout_state *a, const struct layout_state *b)
{
    return a->cost != b->cost ? a->cost < b->cost : a->order < b->order;
}

static void push(struct search *search, struct layout_state *state)
{
    size_t at = search->heap_count++;

    if (search->heap_count > search->heap_capacity) {
        search->heap_capacity = search->heap_capacity * 2 + 64;
        search->heap = memory_grow(search->heap, search->heap_capacity * sizeof(*search->heap));
    }
    state->order = search->orders++;
    while (at > 0 && comes_before(state, search->heap[(at - 1) / 2])) {
        search->heap[at] = search->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    search->heap[at] = state;
}

static struct layout_state *pop(struct search *search)
{
    struct layout_state *first = search->heap[0];
    struct layout_state *last = search->heap[--search->heap_count];
    size_t at = 0;

    for (size_t child = 1; child < search->heap_count; child = 2 * at + 1) {
        if (child + 1 < search->heap_count &&
            comes_before(search->heap[child + 1], search->heap[child])) {
            child++;
        }
        if (!comes_before(search->heap[child], last)) {
            break;
        }
        search->heap[at] = search->heap[child];
        at = child;
    }
    search->heap[at] = last;
    return first;
}

/* Returns false if an equal state exists already. */
static bool insert(struct search *search, const struct layout_state *state)
{
    size_t at = layout_state_hash(state) & (search->seen_capacity - 1);

    for (; search->seen[at] != NULL; at = (at + 1) & (search->seen_capacity - 1)) {
        if (layout_state_equal(search->seen[at], state)) {
            return false;
        }
    }
    search->seen[at] = state;
    search->seen_count++;
    return true;
}

static void make_room(struct search *search)
{
    const struct layout_state **old = search->seen;
    size_t count = search->seen_capacity;

    if (search->seen_count * 2 < count) {
        return;
    }
    search->seen_capacity = count == 0 ? 1024 : count * 2;
    search->seen = memory_new(search->seen_capacity * sizeof(*search->seen));
    search->seen_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (old[i] != NULL) {
            insert(search, old[i]);
        }
    }
    free(old);
}

static bool add_seen(struct search *search, const struct layout_state *state)
{
    make_room(search);
    return insert(search, state);
}

static void go_on(struct search *search, const struct layout_state *state, bool broken)
{
    if (broken ? layout_state_can_break(search->line, state)
               : !layout_state_must_break(search->line, state)) {
        push(search, layout_state_next(search->line, state, broken, search->arena));
    }
}

/* The columns of the operand or argument that begins with the token, and of the operator or comma
 * after it. If the token begins neither, the columns up to the next possible break. */
static size_t part_length(const struct layout_line *line, const struct layout_token *token)
{
    const struct layout_token *last = token;

    if (token[-1].kind != LAYOUT_BINARY && token[-1].kind != LAYOUT_COMMA) {
        return token->end - token[-1].end + layout_tail(line, token);
    }
    while (last + 1 < line->tokens + line->count && last[1].nesting >= token->nesting &&
           ((last->kind != LAYOUT_BINARY && last->kind != LAYOUT_COMMA) ||
            last->nesting > token->nesting)) {
        last++;
    }
    return last->end - token[-1].end;
}

/* Continues to the end of the line, with a break wherever the line is full. */
static const struct layout_state *fill(const struct search *search,
                                       const struct layout_state *state)
{
    while (state->next < search->line->count) {
        const struct layout_token *token = &search->line->tokens[state->next];
        size_t end = state->column + part_length(search->line, token);
        bool broken = token->broken || (token->breakable && end > LAYOUT_WIDTH);

        state = layout_state_next(search->line, state, broken, search->arena);
    }
    return state;
}

/* The last state of the cheapest solution. */
static const struct layout_state *find(struct search *search)
{
    const struct layout_state *state;

    push(search, layout_state_first(search->line, search->arena));
    do {
        state = pop(search);
        if (state->next == search->line->count || search->seen_count == MAX_STATES) {
            break;
        }
        if (add_seen(search, state)) {
            go_on(search, state, false);
            go_on(search, state, true);
        }
    } while (search->heap_count > 0);
    return fill(search, state);
}

/* Writing */

static void write_literal(struct buffer *out, const struct search *search,
                          const struct layout_token *token, unsigned column)
{
    size_t tail = layout_tail(search->line, token);
    struct dg_text rest = layout_literal_bare(token->text);
    struct dg_text piece = layout_literal_piece(&rest, column, tail);

    buffer_format(out, "\"%.*s\"", (int)piece.length, piece.data);
    while (rest.length > 0) {
        piece = layout_literal_piece(&rest, column, tail);
        buffer_format(out, "\n%*s\"%.*s\"", (int)column, "", (int)piece.length, piece.data);
    }
}

static void write_token(struct buffer *out, const struct search *search,
                        const struct layout_state *state)
{
    const struct layout_token *token = &search->line->tokens[state->next - 1];

    if (state->broken || state->before == NULL) {
        buffer_format(out, "%s%*s", state->broken ? "\n" : "", (int)state->start, "");
    } else if (token->space) {
        buffer_add(out, " ");
    }
    if (token->kind == LAYOUT_STRING && state->split) {
        write_literal(out, search, token, state->start);
    } else {
        buffer_add_text(out, token->text);
    }
}

static void write_line(struct buffer *out, const struct search *search,
                       const struct layout_state *last)
{
    const struct layout_state **states =
        memory_arena_new(search->arena, (search->line->count + 1) * sizeof(*states));

    for (const struct layout_state *state = last; state != NULL; state = state->before) {
        states[state->next - 1] = state;
    }
    for (size_t i = 0; i < last->next; i++) {
        write_token(out, search, states[i]);
    }
    buffer_add(out, "\n");
}

unsigned layout_break(struct buffer *out, const struct layout_line *line, struct dg_arena *arena)
{
    struct search search = {.line = line, .arena = arena};
    const struct layout_state *last = find(&search);
    const struct layout_scope *scope = &last->scopes[last->depth - 1];
    unsigned indent = line->indent + LAYOUT_INDENT;

    write_line(out, &search, last);
    free(search.heap);
    free(search.seen);
    return last->depth > 1 && scope->indent > indent ? scope->indent - indent : 0;
}
