/* The layout of continued lines: columns of new lines, and the cost of a break, as clang-format
 * computes them (its ContinuationIndenter) with the options of the project's .clang-format. */
#include "emit/layout_state.h"

#include <string.h>

#include "base/memory_arena.h"
#include "emit/layout.h"
#include "emit/layout_literal.h"

enum {
    COST_OF_EXCESS = 1000000, /* of a column beyond the width */
    COST_OF_SPLIT = 1000,     /* of a literal */
    COST_OF_FIRST = 15        /* of the first break in a group */
};

static struct layout_scope *top(struct layout_state *state)
{
    return &state->scopes[state->depth - 1];
}

static const struct layout_scope *top_of(const struct layout_state *state)
{
    return &state->scopes[state->depth - 1];
}

static unsigned larger(unsigned a, unsigned b)
{
    return a > b ? a : b;
}

/* Whether a break may or must come next */

static const struct layout_token *token_at(const struct layout_line *line,
                                           const struct layout_state *state)
{
    return &line->tokens[state->next];
}

/* Whether the token is the colon before a conditional, or begins one after a colon. */
static bool continues_conditional(const struct layout_line *line, const struct layout_token *token)
{
    const struct layout_token *first = token->kind == LAYOUT_COLON ? token + 1 : token;

    return first < line->tokens + line->count && first > line->tokens &&
           first[-1].kind == LAYOUT_COLON && first->opened_count > 0 &&
           first->opened[first->opened_count - 1] == LAYOUT_CONDITIONAL;
}

static unsigned new_line_column(const struct layout_line *line, const struct layout_state *state)
{
    const struct layout_token *token = token_at(line, state);
    const struct layout_token *before = token - 1;
    const struct layout_scope *scope = top_of(state);
    unsigned continued = larger(scope->last_space, scope->indent) + LAYOUT_INDENT;

    if (token->kind == LAYOUT_STRING && state->literal != 0) {
        return state->literal;
    }
    if (token->kind == LAYOUT_MEMBER) {
        return scope->chain == 0 ? continued : scope->chain;
    }
    if (scope->question != 0 && (token->kind == LAYOUT_COLON || before->kind == LAYOUT_COLON ||
                                 before->kind == LAYOUT_QUESTION)) {
        return continues_conditional(line, token)
                   ? scope->indent - LAYOUT_INDENT - (scope->chained ? 2U : 0U) /* ": " */
                   : scope->question;
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
    if (scope->indent == line->outer) {
        return scope->indent + LAYOUT_INDENT;
    }
    return scope->indent;
}

bool layout_state_can_break(const struct layout_line *line, const struct layout_state *state)
{
    const struct layout_token *token = token_at(line, state);
    const struct layout_token *before = token - 1;

    if (!token->breakable) {
        return false;
    }
    if (!token->broken && layout_is(before, "{") && before > line->tokens &&
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
    if (token->kind == LAYOUT_MEMBER && top_of(state)->joined) {
        return false;
    }
    return !top_of(state)->operand_kept && !top_of(state)->kept;
}

static unsigned length_to_operator(const struct layout_token *token)
{
    return token->operator_ == NULL ? 0 : (unsigned)(token->operator_->end - token->end);
}

static bool must_break_operand(const struct layout_token *token, const struct layout_scope *scope)
{
    const struct layout_token *operator_ = token - 1;

    if (operator_->kind != LAYOUT_BINARY || !token->breakable ||
        operator_->level == LAYOUT_ASSIGNMENT || !scope->spread) {
        return false;
    }
    return operator_[-1].ends_operation ||
           (operator_->level != LAYOUT_EQUALITY && operator_->level != LAYOUT_RELATION);
}

/* A member of the result of a call. */
static bool begins_segment(const struct layout_token *token)
{
    return token->kind == LAYOUT_MEMBER && token[-1].kind == LAYOUT_CLOSE;
}

bool layout_state_must_break(const struct layout_line *line, const struct layout_state *state)
{
    const struct layout_token *token = token_at(line, state);
    const struct layout_token *before = token - 1;
    const struct layout_scope *scope = top_of(state);

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
    unsigned column = new_line_column(line, state);
    if (token->kind == LAYOUT_MEMBER && state->column + length_to_operator(token) > LAYOUT_WIDTH &&
        (state->column > column || token->nesting < state->line_nesting)) {
        return true;
    }
    if (begins_segment(token) && (scope->chain != 0 || scope->spread)) {
        return true;
    }
    if (state->column <= column) {
        return false;
    }
    return must_break_operand(token, scope) || (token->function && scope->spread);
}

/* Changes of a state by a token */

static void continue_line(const struct layout_line *line, struct layout_state *state)
{
    const struct layout_token *token = token_at(line, state);
    const struct layout_token *before = token - 1;
    struct layout_scope *scope = top(state);

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
    if (begins_segment(token) && state->column > new_line_column(line, state)) {
        scope->joined = true;
    }
    if ((before->kind == LAYOUT_BINARY && before->level != LAYOUT_ASSIGNMENT &&
         before->level != LAYOUT_RELATION) ||
        before->kind == LAYOUT_COMMA) {
        bool two = before->operator_index == 0 && before->operator_ == NULL;

        scope->operand_kept = scope->operand_kept || !two;
    } else if (before->kind == LAYOUT_COLON && !scope->wrapped) {
        scope->operand_kept = true;
    }
    state->column += token->space;
    if (layout_is(before, "(") && before > line->tokens &&
        (layout_is(before - 1, "for") || layout_is(before - 1, "if"))) {
        scope->last_space = state->column;
    } else if (before->kind == LAYOUT_COMMA || before->kind == LAYOUT_QUESTION ||
               before->kind == LAYOUT_COLON ||
               (before->kind == LAYOUT_BINARY &&
                (before->level != LAYOUT_ASSIGNMENT || token->begins_operation))) {
        scope->last_space = state->column;
    } else if (before->kind == LAYOUT_OPEN && before->match != NULL &&
               before->match + 1 < line->tokens + line->count &&
               before->match[1].kind == LAYOUT_MEMBER && state->depth > 1 &&
               state->scopes[state->depth - 2].chain == 0) {
        scope->last_space = state->column;
    }
}

static unsigned begin_line(const struct layout_line *line, struct layout_state *state)
{
    const struct layout_token *token = token_at(line, state);
    const struct layout_token *before = token - 1;
    struct layout_scope *scope = top(state);
    unsigned cost = token->penalty + (scope->touched ? 0 : COST_OF_FIRST);

    scope->touched = true;
    state->column = new_line_column(line, state);
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

static void open_groups(const struct layout_line *line, struct layout_state *state)
{
    const struct layout_token *token = token_at(line, state);
    const struct layout_token *before = state->next == 0 ? NULL : token - 1;
    bool aligned =
        before != NULL && (before->kind == LAYOUT_OPEN || before->kind == LAYOUT_SEMICOLON ||
                           layout_is(before, "return") || before->level == LAYOUT_ASSIGNMENT);

    for (unsigned i = token->opened_count; i > 0; i--) {
        enum layout_level level = token->opened[i - 1];
        const struct layout_scope *outer = top_of(state);
        struct layout_scope scope = *outer;

        scope.touched = false;
        scope.chained = false;
        scope.wrapped = true;
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
            i == token->opened_count) {
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

static void open_brackets(const struct layout_line *line, struct layout_state *state)
{
    const struct layout_token *token = token_at(line, state);
    const struct layout_token *end = line->tokens + line->count;
    const struct layout_scope *outer = top_of(state);
    struct layout_scope scope = {.last_space = outer->last_space, .wrapped = true};

    if (layout_is(token, "{")) {
        scope.indent = outer->last_space + LAYOUT_INDENT;
        scope.single = token + 1 < end && token[1].kind == LAYOUT_DESIGNATOR;
    } else {
        scope.indent = larger(outer->last_space, outer->call) + LAYOUT_INDENT;
    }
    scope.kept = outer->kept || outer->operand_kept;
    state->scopes[state->depth++] = scope;
}

/* Returns the cost. */
static unsigned long add_literal(const struct layout_line *line, struct layout_state *state)
{
    const struct layout_token *token = token_at(line, state);
    size_t tail = layout_tail(line, token);
    unsigned column = state->column;
    struct dg_text rest = layout_literal_bare(token->text);
    struct dg_text piece = rest;
    unsigned long cost = 0;

    if (state->split) {
        for (piece = layout_literal_piece(&rest, column, tail); rest.length > 0;
             piece = layout_literal_piece(&rest, column, tail)) {
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

static void note_operator(struct layout_state *state, const struct layout_token *token, bool broken)
{
    if (token->kind == LAYOUT_QUESTION) {
        top(state)->question = state->column;
    }
    if (token->kind == LAYOUT_BINARY || token->kind == LAYOUT_QUESTION ||
        token->kind == LAYOUT_COLON) {
        top(state)->wrapped = broken;
    }
}

/* The expression around a list in braces isn't broken if the list is broken from its first element
   on. */
static void note_list(struct layout_state *state, const struct layout_token *token, bool broken)
{
    const struct layout_token *before = token - 1;

    if (layout_is(before, "{") && state->depth > 1) {
        struct layout_scope *outer = &state->scopes[state->depth - 2];

        for (size_t i = 0; i + 1 < state->depth && outer->inlined && broken; i++) {
            state->scopes[i].kept = true;
        }
        outer->inlined = false;
    }
    if (before->kind == LAYOUT_BINARY || before->kind == LAYOUT_QUESTION ||
        before->kind == LAYOUT_COLON || before->kind == LAYOUT_COMMA || layout_is(before, "(")) {
        top(state)->inlined = !broken && (!layout_is(before, "(") || before->several);
    }
}

/* Takes the next token. Returns the cost. */
static unsigned long take_token(const struct layout_line *line, struct layout_state *state,
                                bool broken)
{
    const struct layout_token *token = token_at(line, state);
    unsigned long cost = 0;

    state->start = state->column;
    state->broken = broken;
    if (token->kind == LAYOUT_COMMA || token->kind == LAYOUT_BINARY) {
        top(state)->operand_kept = false;
    }
    note_operator(state, token, broken);
    if (state->next > 0) {
        note_list(state, token, broken);
    }
    if (token->kind != LAYOUT_OPEN && token->kind != LAYOUT_CLOSE &&
        token->kind != LAYOUT_POINTER && token->nesting < state->lowest_nesting) {
        state->lowest_nesting = token->nesting;
    }
    if (token->kind == LAYOUT_MEMBER) {
        top(state)->call = token->operator_ == NULL ? 0 : state->column;
    }
    open_groups(line, state);
    if (token->kind == LAYOUT_CLOSE && state->depth > 1) {
        state->depth--;
    }
    state->split = !top(state)->kept && !top(state)->operand_kept;
    if (token->kind == LAYOUT_OPEN) {
        open_brackets(line, state);
    }
    for (unsigned i = 0; i < token->closed_count && state->depth > 1; i++) {
        state->depth--;
    }
    if (token->kind == LAYOUT_STRING) {
        state->literal = state->literal == 0 ? state->column : state->literal;
        cost = add_literal(line, state);
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

/* `state` with room for the scopes that its next token opens. */
static struct layout_state *copy_state(const struct layout_line *line,
                                       const struct layout_state *state, struct dg_arena *arena)
{
    size_t opened = token_at(line, state)->opened_count + 1U;
    size_t size = sizeof *state + state->depth * sizeof state->scopes[0];
    struct layout_state *copy = memory_arena_new(arena, size + opened * sizeof state->scopes[0]);

    memcpy(copy, state, size);
    return copy;
}

struct layout_state *layout_state_next(const struct layout_line *line,
                                       const struct layout_state *state, bool broken,
                                       struct dg_arena *arena)
{
    struct layout_state *next = copy_state(line, state, arena);

    next->before = state;
    if (broken) {
        next->cost += begin_line(line, next);
    } else {
        continue_line(line, next);
    }
    next->cost += take_token(line, next, broken);
    return next;
}

struct layout_state *layout_state_first(const struct layout_line *line, struct dg_arena *arena)
{
    size_t scopes = line->tokens[0].opened_count + 2U;
    struct layout_state *state =
        memory_arena_new(arena, sizeof *state + scopes * sizeof state->scopes[0]);

    state->column = line->indent;
    state->depth = 1;
    state->scopes[0].indent = line->indent;
    state->scopes[0].last_space = line->indent;
    state->scopes[0].wrapped = true;
    take_token(line, state, false);
    return state;
}

static bool is_same_scope(const struct layout_scope *a, const struct layout_scope *b)
{
    return a->indent == b->indent && a->last_space == b->last_space && a->chain == b->chain &&
           a->question == b->question && a->call == b->call && a->single == b->single &&
           a->spread == b->spread && a->kept == b->kept && a->touched == b->touched &&
           a->chained == b->chained && a->wrapped == b->wrapped && a->inlined == b->inlined &&
           a->joined == b->joined;
}

bool layout_state_equal(const struct layout_state *a, const struct layout_state *b)
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

size_t layout_state_hash(const struct layout_state *state)
{
    size_t sum = state->next * 1021;

    for (size_t i = 0; i < state->depth; i++) {
        sum = (sum + state->column) * 31 + (size_t)state->scopes[i].indent * 7 +
              state->scopes[i].last_space;
    }
    return sum;
}
