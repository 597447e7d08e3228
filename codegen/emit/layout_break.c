/* Finds the breaks of a line: of all ways to break it, the one of the least cost, as clang-format
 * reckons it (its ContinuationIndenter, with the options of the project's .clang-format). */
#include "emit/layout_break.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "emit/layout.h"

enum {
    COST_OF_EXCESS = 1000000, /* of a column beyond the width */
    COST_OF_SPLIT = 1000,     /* of a literal */
    COST_OF_FIRST = 15,       /* of the first break in a group */
    MAX_STATES = 20000        /* looked at; then the line is broken where it is full */
};

/* Brackets or a group, while the line is inside of them. */
struct scope {
    unsigned indent;     /* where a broken line goes on */
    unsigned last_space; /* column of the operand, argument or line that began last */
    unsigned chain;      /* column of the first member that got a line of its own; 0: none */
    unsigned question;   /* column of "?"; 0: none */
    unsigned call;       /* column of the operand that a call may begin */
    bool single;         /* elements are either all on one line or each on its own */
    bool spread;         /* something inside was broken: the next element is, too */
    bool kept;           /* it can't be broken */
    bool operand_kept;   /* not before its next operator */
    bool touched;        /* it was broken */
    bool chained;        /* a conditional in another's last operand */
};

struct state {
    const struct state *before;
    unsigned long cost;
    unsigned long order; /* among states of one cost */
    size_t next;         /* token */
    unsigned column;
    unsigned line_nesting;   /* of the token that the last line begins with */
    unsigned lowest_nesting; /* on that line */
    unsigned literal;        /* column of the literals that are being written; 0: none */
    unsigned start;          /* column of the token before `next` */
    bool broken;             /* a new line begins with that token */
    bool split;              /* that token is a literal that may be split */
    size_t depth;
    struct scope scopes[]; /* [depth], the innermost last */
};

struct search {
    const struct layout_line *line;
    unsigned outer;
    struct dg_arena *arena;
    struct state **heap;
    size_t heap_count, heap_capacity;
    const struct state **seen; /* a hash table */
    size_t seen_count, seen_capacity;
    unsigned long orders;
};

static struct scope *top(struct state *state)
{
    return &state->scopes[state->depth - 1];
}

static const struct scope *top_of(const struct state *state)
{
    return &state->scopes[state->depth - 1];
}

static unsigned larger(unsigned a, unsigned b)
{
    return a > b ? a : b;
}

/* Whether a break may or must come next */

static const struct layout_token *token_at(const struct search *search, const struct state *state)
{
    return &search->line->tokens[state->next];
}

static unsigned new_line_column(const struct search *search, const struct state *state)
{
    const struct layout_token *token = token_at(search, state);
    const struct layout_token *before = token - 1;
    const struct scope *scope = top_of(state);
    unsigned continued = larger(scope->last_space, scope->indent) + LAYOUT_INDENT;

    if (token->kind == LAYOUT_STRING && state->literal != 0) {
        return state->literal;
    }
    if (token->kind == LAYOUT_MEMBER) {
        return scope->chain == 0 ? continued : scope->chain;
    }
    if (scope->question != 0 && (token->kind == LAYOUT_COLON || before->kind == LAYOUT_COLON ||
                                 before->kind == LAYOUT_QUESTION)) {
        return scope->chained ? scope->indent : scope->question;
    }
    if (token->function) {
        return larger(scope->last_space, scope->indent);
    }
    if (layout_is(token, "[") || token->name || token->kind == LAYOUT_POINTER ||
        layout_is(before, "=")) {
        return continued;
    }
    if (layout_is(before, ")") && token->kind != LAYOUT_BINARY && token->kind != LAYOUT_QUESTION &&
        token->kind != LAYOUT_COLON) {
        return continued;
    }
    if (scope->indent == search->outer) {
        return scope->indent + LAYOUT_INDENT;
    }
    return scope->indent;
}

static bool can_break(const struct search *search, const struct state *state)
{
    const struct layout_token *token = token_at(search, state);
    const struct layout_token *before = token - 1;

    if (!token->breakable) {
        return false;
    }
    if (!token->broken && layout_is(before, "{") && before > search->line->tokens &&
        (before[-1].kind == LAYOUT_COMMA || layout_is(&before[-1], "{") ||
         layout_is(&before[-1], "("))) {
        return false;
    }
    if (before->kind == LAYOUT_OPEN && !layout_is(before, "{") &&
        state->lowest_nesting < state->line_nesting && state->lowest_nesting < token->nesting) {
        return false;
    }
    if (token->function && state->column < 6) {
        return false;
    }
    return !top_of(state)->operand_kept && !top_of(state)->kept;
}

static unsigned length_to_operator(const struct layout_token *token)
{
    return token->operator_ == NULL ? 0 : (unsigned)(token->operator_->end - token->end);
}

static bool must_break_operand(const struct layout_token *token, const struct scope *scope)
{
    const struct layout_token *operator_ = token - 1;

    if (operator_->kind != LAYOUT_BINARY || !token->breakable ||
        operator_->level == LAYOUT_ASSIGNMENT || !scope->spread) {
        return false;
    }
    return operator_[-1].ends_operation ||
           (operator_->level != LAYOUT_EQUALITY && operator_->level != LAYOUT_RELATION);
}

static bool must_break(const struct search *search, const struct state *state)
{
    const struct layout_token *token = token_at(search, state);
    const struct layout_token *before = token - 1;
    const struct scope *scope = top_of(state);

    if (token->broken) {
        return true;
    }
    if (scope->spread && token->kind != LAYOUT_CLOSE &&
        (before->kind == LAYOUT_COMMA || before->kind == LAYOUT_SEMICOLON ||
         ((token->kind == LAYOUT_QUESTION || token->kind == LAYOUT_COLON) &&
          before->kind != LAYOUT_QUESTION))) {
        return true;
    }
    if (scope->chained && token->kind == LAYOUT_COLON) {
        return true;
    }
    unsigned column = new_line_column(search, state);
    if (token->kind == LAYOUT_MEMBER && state->column + length_to_operator(token) > LAYOUT_WIDTH &&
        (state->column > column || token->nesting < state->line_nesting)) {
        return true;
    }
    if (state->column <= column) {
        return false;
    }
    return must_break_operand(token, scope) || (token->function && scope->spread);
}

/* How a state changes with a token */

static void continue_line(const struct search *search, struct state *state)
{
    const struct layout_token *token = token_at(search, state);
    const struct layout_token *before = token - 1;
    struct scope *scope = top(state);

    if (before->kind == LAYOUT_OPEN) {
        scope->indent = state->column + token->space;
    }
    if (scope->single && before->kind == LAYOUT_COMMA) {
        scope->kept = true;
    }
    if (token->kind == LAYOUT_MEMBER && layout_is(before, ")") &&
        before->end - before->match->end > 10) {
        scope->kept = true;
    }
    if ((before->kind == LAYOUT_BINARY && before->level != LAYOUT_ASSIGNMENT &&
         before->level != LAYOUT_RELATION) ||
        before->kind == LAYOUT_COMMA || before->kind == LAYOUT_COLON) {
        bool two = before->operator_index == 0 && before->operator_ == NULL &&
                   before->kind != LAYOUT_COLON;

        if (!two && before->kind != LAYOUT_COLON) {
            scope->operand_kept = true;
        }
    }
    state->column += token->space;
    if (layout_is(before, "(") && before > search->line->tokens &&
        (layout_is(before - 1, "for") || layout_is(before - 1, "if"))) {
        scope->last_space = state->column;
    } else if (before->kind == LAYOUT_COMMA || before->kind == LAYOUT_QUESTION ||
               before->kind == LAYOUT_COLON ||
               (before->kind == LAYOUT_BINARY &&
                (before->level != LAYOUT_ASSIGNMENT || token->begins_operation))) {
        scope->last_space = state->column;
    } else if (before->kind == LAYOUT_OPEN && before->match != NULL &&
               before->match + 1 < search->line->tokens + search->line->count &&
               before->match[1].kind == LAYOUT_MEMBER && state->depth > 1 &&
               state->scopes[state->depth - 2].chain == 0) {
        scope->last_space = state->column;
    }
}

static unsigned begin_line(const struct search *search, struct state *state)
{
    const struct layout_token *token = token_at(search, state);
    const struct layout_token *before = token - 1;
    struct scope *scope = top(state);
    unsigned cost = token->penalty + (scope->touched ? 0 : COST_OF_FIRST);

    scope->touched = true;
    state->column = new_line_column(search, state);
    if (token->kind == LAYOUT_MEMBER && scope->chain == 0) {
        scope->chain = state->column;
    }
    if (((before->kind == LAYOUT_COMMA || before->kind == LAYOUT_SEMICOLON) && !scope->single) ||
        before->kind == LAYOUT_BINARY) {
        scope->spread = false;
    }
    if (token->kind == LAYOUT_QUESTION || before->kind == LAYOUT_QUESTION) {
        scope->spread = true;
    }
    scope->last_space = state->column;
    state->line_nesting = token->nesting;
    state->lowest_nesting = token->nesting;
    for (size_t i = 0; i + 1 < state->depth; i++) {
        state->scopes[i].spread = true;
    }
    if (before->kind != LAYOUT_COMMA && before->kind != LAYOUT_COLON &&
        before->kind != LAYOUT_SEMICOLON && before->kind != LAYOUT_BINARY &&
        before->kind != LAYOUT_OPEN && token->kind != LAYOUT_BINARY) {
        scope->spread = true;
    }
    if (scope->single && before->kind != LAYOUT_OPEN && before->kind != LAYOUT_BINARY) {
        scope->spread = true;
    }
    return cost;
}

static void open_groups(const struct search *search, struct state *state)
{
    const struct layout_token *token = token_at(search, state);
    const struct layout_token *before = state->next == 0 ? NULL : token - 1;
    bool aligned =
        before != NULL && (before->kind == LAYOUT_OPEN || before->kind == LAYOUT_SEMICOLON ||
                           layout_is(before, "return") || before->level == LAYOUT_ASSIGNMENT);

    for (unsigned i = token->opened_count; i > 0; i--) {
        enum layout_level level = token->opened[i - 1];
        const struct scope *outer = top_of(state);
        struct scope scope = *outer;

        scope.touched = false;
        scope.chained = false;
        scope.kept = outer->kept || outer->operand_kept;
        scope.operand_kept = outer->operand_kept;
        if (level > LAYOUT_LIST) {
            scope.single = false;
        }
        if (before == NULL || !layout_is(before, "return") || level > LAYOUT_NONE) {
            scope.indent = larger(larger(state->column, scope.indent), outer->last_space);
        }
        if (level > LAYOUT_NONE) {
            scope.last_space = larger(scope.last_space, state->column);
        }
        if (level != LAYOUT_CONDITIONAL && token->kind != LAYOUT_UNARY) {
            scope.call = state->column;
        }
        if (level == LAYOUT_CONDITIONAL && before != NULL && before->kind == LAYOUT_COLON &&
            i == 1) {
            scope.chained = true;
        } else if (level == LAYOUT_CONDITIONAL || (!aligned && level > LAYOUT_ASSIGNMENT)) {
            scope.indent += LAYOUT_INDENT;
        }
        if ((before != NULL && before->kind != LAYOUT_OPEN) || level != LAYOUT_LIST) {
            scope.spread = false;
        }
        state->scopes[state->depth++] = scope;
        aligned = false;
    }
}

static void open_brackets(const struct search *search, struct state *state)
{
    const struct layout_token *token = token_at(search, state);
    const struct layout_token *end = search->line->tokens + search->line->count;
    const struct scope *outer = top_of(state);
    struct scope scope = {.last_space = outer->last_space};

    if (layout_is(token, "{")) {
        scope.indent = outer->last_space + LAYOUT_INDENT;
        scope.single = token + 1 < end && token[1].kind == LAYOUT_DESIGNATOR;
    } else {
        scope.indent = larger(outer->last_space, outer->call) + LAYOUT_INDENT;
    }
    scope.kept = outer->kept || outer->operand_kept;
    state->scopes[state->depth++] = scope;
}

/* Literals */

/* How many bytes of a literal go on a line that has room for `room` columns: up to a blank, else a
 * slash, else the end of a word, else whatever fits. The literal comes without quotes. */
static size_t piece_length(struct dg_text literal, size_t room)
{
    size_t blank = 0;
    size_t slash = 0;
    size_t word = 0;
    size_t at = 0;

    while (at < literal.length) {
        size_t step = literal.data[at] == '\\' ? 4 : 1; /* escapes are octal */
        char c = literal.data[at];

        if (at + step > room || at + step >= literal.length) {
            break;
        }
        if (c == ' ') {
            blank = at;
        } else if (c == '/') {
            slash = at;
        }
        if (step == 1 &&
            !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) {
            word = at;
        }
        at += step;
    }
    if (blank != 0 || slash != 0 || word != 0) {
        return (blank != 0 ? blank : slash != 0 ? slash : word) + 1;
    }
    return at;
}

/* The columns after a literal up to where the line may be broken next. */
static size_t tail_length(const struct layout_line *line, const struct layout_token *token)
{
    const struct layout_token *end = line->tokens + line->count;
    const struct layout_token *last = token;

    while (last + 1 < end && !last[1].breakable) {
        last++;
    }
    return last->end - token->end;
}

/* Takes the first piece of what is left of a literal that begins in `column`, both with their
 * quotes off. */
static struct dg_text take_piece(struct dg_text *rest, size_t column, size_t tail)
{
    struct dg_text piece = *rest;
    size_t room = LAYOUT_WIDTH > column + 2 ? LAYOUT_WIDTH - column - 2 : 0;

    if (rest->length + tail > room) {
        size_t length = piece_length(*rest, room);
        piece.length = length == 0 ? rest->length : length;
    }
    *rest = (struct dg_text){rest->data + piece.length, rest->length - piece.length};
    return piece;
}

static struct dg_text unquoted(struct dg_text literal)
{
    return (struct dg_text){literal.data + 1, literal.length - 2};
}

/* Returns the cost. */
static unsigned long add_literal(const struct search *search, struct state *state)
{
    const struct layout_token *token = token_at(search, state);
    size_t tail = tail_length(search->line, token);
    unsigned column = state->column;
    struct dg_text rest = unquoted(token->text);
    struct dg_text piece = rest;
    unsigned long cost = 0;

    if (state->split) {
        for (piece = take_piece(&rest, column, tail); rest.length > 0;
             piece = take_piece(&rest, column, tail)) {
            cost += COST_OF_SPLIT;
        }
    }
    state->column = column + (unsigned)piece.length + 2;
    if (cost > 0) {
        for (size_t i = 0; i < state->depth; i++) {
            state->scopes[i].spread = true;
        }
        top(state)->last_space = column;
    }
    return cost;
}

/* Takes the next token. Returns the cost. */
static unsigned long take_token(const struct search *search, struct state *state, bool broken)
{
    const struct layout_token *token = token_at(search, state);
    unsigned long cost = 0;

    state->start = state->column;
    state->broken = broken;
    if (token->kind == LAYOUT_COMMA || token->kind == LAYOUT_BINARY) {
        top(state)->operand_kept = false;
    }
    if (token->kind == LAYOUT_QUESTION) {
        top(state)->question = state->column;
    }
    if (token->kind != LAYOUT_OPEN && token->kind != LAYOUT_CLOSE &&
        token->kind != LAYOUT_POINTER && token->nesting < state->lowest_nesting) {
        state->lowest_nesting = token->nesting;
    }
    if (token->kind == LAYOUT_MEMBER) {
        top(state)->call = token->operator_ == NULL ? 0 : state->column;
    }
    open_groups(search, state);
    if (token->kind == LAYOUT_CLOSE && state->depth > 1) {
        state->depth--;
    }
    state->split = !top(state)->kept && !top(state)->operand_kept;
    if (token->kind == LAYOUT_OPEN) {
        open_brackets(search, state);
    }
    for (unsigned i = 0; i < token->closed_count && state->depth > 1; i++) {
        state->depth--;
    }
    if (token->kind == LAYOUT_STRING) {
        state->literal = state->literal == 0 ? state->column : state->literal;
        cost = add_literal(search, state);
    } else {
        state->literal = token->kind == LAYOUT_WORD ? state->literal : 0;
        state->column += (unsigned)dg_text_code_points(token->text);
    }
    state->next++;
    if (state->column > LAYOUT_WIDTH) {
        cost += COST_OF_EXCESS * (unsigned long)(state->column - LAYOUT_WIDTH);
    }
    return cost;
}

/* The search */

/* `state` with room for the scopes that its next token opens. */
static struct state *copy_state(const struct search *search, const struct state *state)
{
    size_t opened = token_at(search, state)->opened_count + 1U;
    size_t size = sizeof *state + state->depth * sizeof state->scopes[0];
    struct state *copy = memory_arena_new(search->arena, size + opened * sizeof state->scopes[0]);

    memcpy(copy, state, size);
    return copy;
}

static bool comes_before(const struct state *a, const struct state *b)
{
    return a->cost != b->cost ? a->cost < b->cost : a->order < b->order;
}

static void push(struct search *search, struct state *state)
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

static struct state *pop(struct search *search)
{
    struct state *first = search->heap[0];
    struct state *last = search->heap[--search->heap_count];
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

static bool is_same_scope(const struct scope *a, const struct scope *b)
{
    return a->indent == b->indent && a->last_space == b->last_space && a->chain == b->chain &&
           a->question == b->question && a->call == b->call && a->single == b->single &&
           a->spread == b->spread && a->kept == b->kept && a->touched == b->touched &&
           a->chained == b->chained;
}

/* Whether two states have the same future. */
static bool is_same(const struct state *a, const struct state *b)
{
    if (a->next != b->next || a->column != b->column || a->depth != b->depth ||
        a->line_nesting != b->line_nesting || a->lowest_nesting != b->lowest_nesting ||
        a->literal != b->literal) {
        return false;
    }
    for (size_t i = 0; i < a->depth; i++) {
        if (!is_same_scope(&a->scopes[i], &b->scopes[i])) {
            return false;
        }
    }
    return true;
}

static size_t hash(const struct state *state)
{
    size_t sum = state->next * 1021;

    for (size_t i = 0; i < state->depth; i++) {
        sum =
            (sum + state->column) * 31 + state->scopes[i].indent * 7 + state->scopes[i].last_space;
    }
    return sum;
}

/* False: one like it is there already. */
static bool insert(struct search *search, const struct state *state)
{
    size_t at = hash(state) & (search->seen_capacity - 1);

    for (; search->seen[at] != NULL; at = (at + 1) & (search->seen_capacity - 1)) {
        if (is_same(search->seen[at], state)) {
            return false;
        }
    }
    search->seen[at] = state;
    search->seen_count++;
    return true;
}

static void make_room(struct search *search)
{
    const struct state **old = search->seen;
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

static bool add_seen(struct search *search, const struct state *state)
{
    make_room(search);
    return insert(search, state);
}

static struct state *step(const struct search *search, const struct state *state, bool broken)
{
    struct state *next = copy_state(search, state);

    next->before = state;
    if (broken) {
        next->cost += begin_line(search, next);
    } else {
        continue_line(search, next);
    }
    next->cost += take_token(search, next, broken);
    return next;
}

static void go_on(struct search *search, const struct state *state, bool broken)
{
    if (broken ? can_break(search, state) : !must_break(search, state)) {
        push(search, step(search, state, broken));
    }
}

static struct state *first_state(const struct search *search)
{
    size_t scopes = search->line->tokens[0].opened_count + 2U;
    struct state *state =
        memory_arena_new(search->arena, sizeof *state + scopes * sizeof state->scopes[0]);

    state->column = search->line->indent;
    state->depth = 1;
    state->scopes[0].indent = search->line->indent;
    state->scopes[0].last_space = search->line->indent;
    take_token(search, state, false);
    return state;
}

/* The columns of an operand or argument with its operator or comma or, if the token doesn't begin
 * one, up to where the line may be broken next. */
static size_t part_length(const struct layout_line *line, const struct layout_token *token)
{
    const struct layout_token *last = token;

    if (token[-1].kind != LAYOUT_BINARY && token[-1].kind != LAYOUT_COMMA) {
        return token->end - token[-1].end + tail_length(line, token);
    }
    while (last + 1 < line->tokens + line->count && last[1].nesting >= token->nesting &&
           ((last->kind != LAYOUT_BINARY && last->kind != LAYOUT_COMMA) ||
            last->nesting > token->nesting)) {
        last++;
    }
    return last->end - token[-1].end;
}

/* Goes on to the end of the line: it is broken where it is full. */
static const struct state *fill(const struct search *search, const struct state *state)
{
    while (state->next < search->line->count) {
        const struct layout_token *token = token_at(search, state);

        state = step(search, state,
                     token->broken ||
                         (token->breakable &&
                          state->column + part_length(search->line, token) > LAYOUT_WIDTH));
    }
    return state;
}

/* The last state of the cheapest way. */
static const struct state *find(struct search *search)
{
    const struct state *state = NULL;

    push(search, first_state(search));
    while (search->heap_count > 0) {
        state = pop(search);
        if (state->next == search->line->count || search->seen_count == MAX_STATES) {
            break;
        }
        if (add_seen(search, state)) {
            go_on(search, state, false);
            go_on(search, state, true);
        }
    }
    return fill(search, state);
}

/* Writing */

static void write_literal(struct buffer *out, const struct search *search,
                          const struct layout_token *token, unsigned column)
{
    size_t tail = tail_length(search->line, token);
    struct dg_text rest = unquoted(token->text);
    struct dg_text piece = take_piece(&rest, column, tail);

    buffer_format(out, "\"%.*s\"", (int)piece.length, piece.data);
    while (rest.length > 0) {
        piece = take_piece(&rest, column, tail);
        buffer_format(out, "\n%*s\"%.*s\"", (int)column, "", (int)piece.length, piece.data);
    }
}

static void write_token(struct buffer *out, const struct search *search, const struct state *state)
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

static void write_line(struct buffer *out, const struct search *search, const struct state *last)
{
    const struct state **states =
        memory_arena_new(search->arena, (search->line->count + 1) * sizeof(*states));

    for (const struct state *state = last; state != NULL; state = state->before) {
        states[state->next - 1] = state;
    }
    for (size_t i = 0; i < last->next; i++) {
        write_token(out, search, states[i]);
    }
    buffer_add(out, "\n");
}

unsigned layout_break(struct buffer *out, const struct layout_line *line, unsigned outer,
                      struct dg_arena *arena)
{
    struct search search = {.line = line, .outer = outer, .arena = arena};
    const struct state *last = find(&search);
    const struct scope *scope = top_of(last);
    unsigned indent = line->indent + LAYOUT_INDENT;

    write_line(out, &search, last);
    free(search.heap);
    free(search.seen);
    return last->depth > 1 && scope->indent > indent ? scope->indent - indent : 0;
}
