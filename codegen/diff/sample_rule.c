/* Evaluates rules on documents that are made. */
#include "diff/sample_rule.h"

#include <assert.h>
#include <string.h>

#include "diff/sample_parse.h"

enum rule_value_kind {
    VALUE_NOTHING, /* absent, or an overflow */
    VALUE_NULL,
    VALUE_BOOLEAN,
    VALUE_INTEGER,
    VALUE_NUMBER,
    VALUE_TEXT,
    VALUE_TIME,
    VALUE_DURATION,
    VALUE_SAMPLE, /* a list, a map, an object or free-form JSON */
    VALUE_LITERALS
};

struct rule_value {
    enum rule_value_kind kind;
    bool boolean;
    int64_t integer;
    double number;
    struct dg_text text;
    struct dg_time time;
    struct dg_duration duration;
    struct sample *sample;
    const struct rule_node *literals;
};

/* A variable of all() or exists(). */
struct rule_variable {
    const struct rule_node *binder;
    struct rule_value value;
    const struct rule_variable *next;
};

struct rule_state {
    const struct sample *self;
    const struct sample_exchange *exchange;
    const struct rule_variable *variables;
    struct dg_arena *arena;
};

static struct rule_value rule_evaluate(struct rule_state *state, const struct rule_node *node);

static struct rule_value rule_nothing(void)
{
    return (struct rule_value){.kind = VALUE_NOTHING};
}

static struct rule_value rule_boolean(bool boolean)
{
    return (struct rule_value){.kind = VALUE_BOOLEAN, .boolean = boolean};
}

static struct rule_value rule_integer(int64_t integer, bool overflow)
{
    return (struct rule_value){.kind = overflow ? VALUE_NOTHING : VALUE_INTEGER,
                               .integer = integer};
}

static struct rule_value rule_text(struct dg_text text)
{
    return (struct rule_value){.kind = VALUE_TEXT, .text = text};
}

/* The value of a part of the document, of the kind that the type checker found. */
static struct rule_value rule_of_sample(struct sample *sample, enum rule_kind kind)
{
    struct rule_value value = {.kind = VALUE_SAMPLE, .sample = sample};

    if (sample == NULL) {
        return rule_nothing();
    }
    switch (sample->kind) {
    case SAMPLE_NULL:
        value.kind = VALUE_NULL;
        break;
    case SAMPLE_BOOLEAN:
        return rule_boolean(sample->boolean);
    case SAMPLE_NUMBER:
        value.kind = kind == RULE_KIND_INTEGER ? VALUE_INTEGER : VALUE_NUMBER;
        value.number = dg_number_value(sample->text);
        if (value.kind == VALUE_INTEGER && !dg_number_integer(sample->text, &value.integer)) {
            return rule_nothing();
        }
        break;
    case SAMPLE_TEXT:
        value = rule_text(sample->text);
        if (kind == RULE_KIND_TIME) {
            value.kind = dg_time_parse(&value.time, sample->text) ? VALUE_TIME : VALUE_NOTHING;
        }
        break;
    case SAMPLE_LIST:
    case SAMPLE_OBJECT:
        break;
    }
    return value;
}

/* Comparisons */

static int rule_order_texts(struct dg_text a, struct dg_text b)
{
    size_t length = a.length < b.length ? a.length : b.length;
    int order = length == 0 ? 0 : memcmp(a.data, b.data, length);

    return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

static double rule_double(const struct rule_value *value)
{
    return value->kind == VALUE_INTEGER ? (double)value->integer : value->number;
}

/* Orders two values. Returns false if they can't be compared. */
static bool rule_compare(const struct rule_value *a, const struct rule_value *b, int *order)
{
    bool numbers = (a->kind == VALUE_INTEGER || a->kind == VALUE_NUMBER) &&
                   (b->kind == VALUE_INTEGER || b->kind == VALUE_NUMBER);

    if (a->kind == VALUE_NOTHING || b->kind == VALUE_NOTHING) {
        return false;
    }
    if (a->kind == VALUE_INTEGER && b->kind == VALUE_INTEGER) {
        *order = (a->integer > b->integer) - (a->integer < b->integer);
    } else if (numbers) {
        *order = (rule_double(a) > rule_double(b)) - (rule_double(a) < rule_double(b));
    } else if (a->kind != b->kind) {
        *order = 1; /* null, or free-form JSON, and something else */
    } else if (a->kind == VALUE_TEXT) {
        *order = rule_order_texts(a->text, b->text);
    } else if (a->kind == VALUE_TIME) {
        *order = dg_time_compare(a->time, b->time);
    } else if (a->kind == VALUE_DURATION) {
        *order = dg_duration_compare(a->duration, b->duration);
    } else if (a->kind == VALUE_BOOLEAN) {
        *order = a->boolean - b->boolean;
    } else if (a->kind == VALUE_SAMPLE) {
        *order = !sample_equal(a->sample, b->sample);
    } else {
        *order = 0;
    }
    return true;
}

static struct rule_value rule_compared(struct rule_state *state, const struct rule_node *node)
{
    struct rule_value a = rule_evaluate(state, node->parts[0]);
    struct rule_value b = rule_evaluate(state, node->parts[1]);
    int order;

    if (!rule_compare(&a, &b, &order)) {
        return rule_nothing();
    }
    if (node->op == RULE_EQUAL || node->op == RULE_DIFFERS) {
        return rule_boolean((order == 0) == (node->op == RULE_EQUAL));
    }
    if (node->op == RULE_LESS || node->op == RULE_AT_MOST) {
        return rule_boolean(node->op == RULE_LESS ? order < 0 : order <= 0);
    }
    return rule_boolean(node->op == RULE_MORE ? order > 0 : order >= 0);
}

/* Sums */

static struct rule_value rule_sum_of_times(const struct rule_value *a, const struct rule_value *b,
                                           bool add)
{
    struct rule_value result = {.kind = VALUE_TIME};
    bool overflow = false;

    if (a->kind == VALUE_TIME && b->kind == VALUE_TIME) {
        result.kind = VALUE_DURATION;
        result.duration = dg_time_since(a->time, b->time, &overflow);
    } else if (a->kind == VALUE_TIME) {
        result.time = add ? dg_time_add(a->time, b->duration, &overflow)
                          : dg_time_subtract(a->time, b->duration, &overflow);
    } else if (b->kind == VALUE_TIME) {
        result.time = dg_time_add(b->time, a->duration, &overflow);
    } else {
        result.kind = VALUE_DURATION;
        result.duration = add ? dg_duration_add(a->duration, b->duration, &overflow)
                              : dg_duration_subtract(a->duration, b->duration, &overflow);
    }
    return overflow ? rule_nothing() : result;
}

static struct rule_value rule_sum(struct rule_state *state, const struct rule_node *node)
{
    struct rule_value a = rule_evaluate(state, node->parts[0]);
    struct rule_value b = rule_evaluate(state, node->parts[1]);
    bool add = node->op == RULE_ADD;
    bool overflow = false;

    if (a.kind == VALUE_NOTHING || b.kind == VALUE_NOTHING || a.kind == VALUE_NULL ||
        b.kind == VALUE_NULL) {
        return rule_nothing();
    }
    if (a.kind == VALUE_INTEGER && b.kind == VALUE_INTEGER) {
        int64_t sum = add ? dg_add(a.integer, b.integer, &overflow)
                          : dg_subtract(a.integer, b.integer, &overflow);

        return rule_integer(sum, overflow);
    }
    if (a.kind == VALUE_TEXT) {
        return rule_text(sample_join(a.text, b.text, state->arena));
    }
    if (a.kind == VALUE_INTEGER || a.kind == VALUE_NUMBER) {
        return (struct rule_value){.kind = VALUE_NUMBER,
                                   .number = add ? rule_double(&a) + rule_double(&b)
                                                 : rule_double(&a) - rule_double(&b)};
    }
    return rule_sum_of_times(&a, &b, add);
}

static struct rule_value rule_negated(struct rule_state *state, const struct rule_node *node)
{
    struct rule_value a = rule_evaluate(state, node->parts[0]);
    bool overflow = false;

    if (a.kind == VALUE_INTEGER) {
        int64_t negated = dg_negate(a.integer, &overflow);

        return rule_integer(negated, overflow);
    }
    a.number = -a.number;
    return a;
}

/* Truth */

static struct rule_value rule_chain(struct rule_state *state, const struct rule_node *node)
{
    bool ends = node->op == RULE_OR; /* the truth value that decides */
    bool known = true;

    for (size_t i = 0; i < node->count; i++) {
        struct rule_value part = rule_evaluate(state, node->parts[i]);

        if (part.kind == VALUE_BOOLEAN && part.boolean == ends) {
            return part;
        }
        known = known && part.kind == VALUE_BOOLEAN;
    }
    return known ? rule_boolean(!ends) : rule_nothing();
}

static struct rule_value rule_macro(struct rule_state *state, const struct rule_node *node)
{
    struct rule_value range = rule_evaluate(state, node->parts[0]);
    struct rule_variable variable = {.binder = node, .next = state->variables};
    bool ends = node->op == RULE_EXISTS;
    bool known = true;
    size_t count = range.kind == VALUE_LITERALS ? range.literals->count
                   : range.kind == VALUE_SAMPLE ? range.sample->count
                                                : 0;

    if (range.kind != VALUE_LITERALS && range.kind != VALUE_SAMPLE) {
        return rule_nothing();
    }
    for (size_t i = 0; i < count; i++) {
        struct rule_value part;

        if (range.kind == VALUE_LITERALS) {
            variable.value = rule_evaluate(state, range.literals->parts[i]);
        } else if (range.sample->kind == SAMPLE_OBJECT) {
            variable.value = rule_text(range.sample->members[i].name);
        } else { /* the kind is known where the variable is read */
            variable.value =
                (struct rule_value){.kind = VALUE_SAMPLE, .sample = range.sample->members[i].value};
        }
        state->variables = &variable;
        part = rule_evaluate(state, node->parts[1]);
        state->variables = variable.next;
        if (part.kind == VALUE_BOOLEAN && part.boolean == ends) {
            return part;
        }
        known = known && part.kind == VALUE_BOOLEAN;
    }
    return known ? rule_boolean(!ends) : rule_nothing();
}

static struct rule_value rule_in(struct rule_state *state, const struct rule_node *node)
{
    struct rule_value left = rule_evaluate(state, node->parts[0]);
    struct rule_value right = rule_evaluate(state, node->parts[1]);
    size_t count = right.kind == VALUE_LITERALS ? right.literals->count
                   : right.kind == VALUE_SAMPLE ? right.sample->count
                                                : 0;

    if (left.kind == VALUE_NOTHING ||
        (right.kind != VALUE_LITERALS && right.kind != VALUE_SAMPLE)) {
        return rule_nothing();
    }
    if (right.kind == VALUE_SAMPLE && right.sample->kind == SAMPLE_OBJECT) {
        return rule_boolean(left.kind == VALUE_TEXT &&
                            sample_find(right.sample, left.text) != NULL);
    }
    for (size_t i = 0; i < count; i++) {
        enum rule_kind kind = node->parts[0]->type.kind;
        struct rule_value item = right.kind == VALUE_LITERALS
                                     ? rule_evaluate(state, right.literals->parts[i])
                                     : rule_of_sample(right.sample->members[i].value, kind);
        int order;

        if (rule_compare(&left, &item, &order) && order == 0) {
            return rule_boolean(true);
        }
    }
    return rule_boolean(false);
}

/* Functions */

static struct rule_value rule_size(struct rule_state *state, const struct rule_node *node)
{
    struct rule_value value = rule_evaluate(state, node->parts[0]);

    switch (value.kind) {
    case VALUE_TEXT:
        return rule_integer((int64_t)dg_text_code_points(value.text), false);
    case VALUE_SAMPLE:
        return rule_integer((int64_t)value.sample->count, false);
    case VALUE_LITERALS:
        return rule_integer((int64_t)value.literals->count, false);
    case VALUE_NOTHING:
    case VALUE_NULL:
    case VALUE_BOOLEAN:
    case VALUE_INTEGER:
    case VALUE_NUMBER:
    case VALUE_TIME:
    case VALUE_DURATION:
        break;
    }
    return rule_nothing();
}

static bool rule_is_at(struct dg_text text, struct dg_text part, size_t at)
{
    return at + part.length <= text.length &&
           (part.length == 0 || memcmp(text.data + at, part.data, part.length) == 0);
}

static struct rule_value rule_text_test(struct rule_state *state, const struct rule_node *node)
{
    struct rule_value text = rule_evaluate(state, node->parts[0]);
    struct rule_value part = rule_evaluate(state, node->parts[1]);

    if (text.kind != VALUE_TEXT || part.kind != VALUE_TEXT) {
        return rule_nothing();
    }
    if (node->op == RULE_STARTS) {
        return rule_boolean(rule_is_at(text.text, part.text, 0));
    }
    if (node->op == RULE_ENDS) {
        return rule_boolean(part.text.length <= text.text.length &&
                            rule_is_at(text.text, part.text, text.text.length - part.text.length));
    }
    for (size_t at = 0; at <= text.text.length; at++) {
        if (rule_is_at(text.text, part.text, at)) {
            return rule_boolean(true);
        }
    }
    return rule_boolean(false);
}

/* Paths */

static struct rule_value rule_name(const struct rule_state *state, const struct rule_node *node)
{
    if (node->root == RULE_ROOT_SELF) {
        return (struct rule_value){.kind = VALUE_SAMPLE,
                                   .sample = (struct sample *)(uintptr_t)state->self};
    }
    for (const struct rule_variable *variable = state->variables; variable != NULL;
         variable = variable->next) {
        if (variable->binder == node->binder) {
            return variable->value.kind == VALUE_SAMPLE
                       ? rule_of_sample(variable->value.sample, node->type.kind)
                       : variable->value;
        }
    }
    return rule_nothing();
}

static struct dg_text rule_member_name(struct rule_state *state, const struct rule_node *node)
{
    return node->op == RULE_INDEX ? rule_evaluate(state, node->parts[1]).text : node->text;
}

static struct rule_value rule_member(struct rule_state *state, const struct rule_node *node)
{
    struct rule_value object = rule_evaluate(state, node->parts[0]);

    if (object.kind != VALUE_SAMPLE || object.sample->kind != SAMPLE_OBJECT) {
        return rule_nothing();
    }
    return rule_of_sample(sample_find(object.sample, rule_member_name(state, node)),
                          node->type.kind);
}

static struct rule_value rule_has(struct rule_state *state, const struct rule_node *node)
{
    return rule_boolean(rule_member(state, node->parts[0]).kind != VALUE_NOTHING);
}

static struct rule_value rule_choice(struct rule_state *state, const struct rule_node *node)
{
    struct rule_value condition = rule_evaluate(state, node->parts[0]);

    return condition.kind == VALUE_BOOLEAN
               ? rule_evaluate(state, node->parts[condition.boolean ? 1 : 2])
               : rule_nothing();
}

static struct rule_value rule_not(struct rule_state *state, const struct rule_node *node)
{
    struct rule_value value = rule_evaluate(state, node->parts[0]);

    value.boolean = !value.boolean;
    return value;
}

static struct rule_value rule_literal(const struct rule_node *node)
{
    if (node->op == RULE_BOOLEAN) {
        return rule_boolean(node->boolean);
    }
    if (node->op == RULE_INTEGER) {
        return rule_integer(node->integer, false);
    }
    if (node->op == RULE_TEXT) {
        return rule_text(node->text);
    }
    return (struct rule_value){.kind = node->op == RULE_NUMBER     ? VALUE_NUMBER
                                       : node->op == RULE_LIST     ? VALUE_LITERALS
                                       : node->op == RULE_DURATION ? VALUE_DURATION
                                       : node->op == RULE_TIME     ? VALUE_TIME
                                                                   : VALUE_NULL,
                               .number = node->number,
                               .literals = node,
                               .duration = node->duration,
                               .time = node->time};
}

static struct rule_value rule_evaluate(struct rule_state *state, const struct rule_node *node)
{
    switch (node->op) {
    case RULE_NULL:
    case RULE_BOOLEAN:
    case RULE_INTEGER:
    case RULE_NUMBER:
    case RULE_TEXT:
    case RULE_LIST:
    case RULE_DURATION:
    case RULE_TIME:
        return rule_literal(node);
    case RULE_NAME:
        return rule_name(state, node);
    case RULE_MEMBER:
    case RULE_INDEX:
        return rule_member(state, node);
    case RULE_STATUS:
        return rule_integer(state->exchange->status, state->exchange->media_type == NULL);
    case RULE_MEDIA_TYPE:
        return state->exchange->media_type == NULL
                   ? rule_nothing()
                   : rule_text(dg_text_of(state->exchange->media_type));
    case RULE_PATH_VALUE:
        return rule_nothing();
    case RULE_SIZE:
        return rule_size(state, node);
    case RULE_STARTS:
    case RULE_ENDS:
    case RULE_CONTAINS:
        return rule_text_test(state, node);
    case RULE_HAS:
        return rule_has(state, node);
    case RULE_ALL:
    case RULE_EXISTS:
        return rule_macro(state, node);
    case RULE_NOT:
        return rule_not(state, node);
    case RULE_NEGATE:
        return rule_negated(state, node);
    case RULE_ADD:
    case RULE_SUBTRACT:
        return rule_sum(state, node);
    case RULE_EQUAL:
    case RULE_DIFFERS:
    case RULE_LESS:
    case RULE_AT_MOST:
    case RULE_MORE:
    case RULE_AT_LEAST:
        return rule_compared(state, node);
    case RULE_IN:
        return rule_in(state, node);
    case RULE_AND:
    case RULE_OR:
        return rule_chain(state, node);
    case RULE_CHOOSE:
        return rule_choice(state, node);
    }
    assert(false);
    return rule_nothing();
}

bool sample_rule_holds(const struct model_check *check, const struct sample *self,
                       const struct sample_exchange *exchange, struct dg_arena *arena)
{
    struct rule_state state = {self, exchange, NULL, arena};
    struct rule_value value = rule_evaluate(&state, check->root);

    return value.kind == VALUE_BOOLEAN && value.boolean;
}

struct sample *sample_rule_holder(const struct rule_node *path, const struct sample *self,
                                  struct dg_text *name, struct dg_arena *arena)
{
    static const struct sample_exchange none = {0, NULL};
    struct rule_state state = {self, &none, NULL, arena};
    struct rule_value object = rule_evaluate(&state, path->parts[0]);

    *name = rule_member_name(&state, path);
    return object.kind == VALUE_SAMPLE && object.sample->kind == SAMPLE_OBJECT ? object.sample
                                                                               : NULL;
}
