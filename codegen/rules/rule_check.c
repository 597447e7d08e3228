/* The type checker of rules: every rule that passes is CEL, and nothing but an overflow can go
 * wrong when it is evaluated. */
#include "rules/rule_check.h"

#include <assert.h>
#include <string.h>

#include "base/memory.h"
#include "rules/rule_literal.h"

const char *rule_kind_name(enum rule_kind kind)
{
    switch (kind) {
    case RULE_KIND_NULL:
        return "null";
    case RULE_KIND_BOOLEAN:
        return "a boolean";
    case RULE_KIND_INTEGER:
        return "an integer";
    case RULE_KIND_NUMBER:
        return "a number";
    case RULE_KIND_TEXT:
        return "a text";
    case RULE_KIND_TIME:
        return "a time";
    case RULE_KIND_DURATION:
        return "a duration";
    case RULE_KIND_LIST:
        return "a list";
    case RULE_KIND_MAP:
        return "a map";
    case RULE_KIND_OBJECT:
        return "an object";
    case RULE_KIND_JSON:
        return "free-form JSON";
    }
    assert(false);
    return "";
}

/* Any expression: what it is made of, and its type. */
static bool check_node(struct rule_checker *checker, struct rule_node *node);

/* What a value must be */

bool check_present(struct rule_checker *checker, struct rule_node *node)
{
    struct buffer path = {0};
    struct buffer question = {0};

    if (!check_node(checker, node)) {
        return false;
    }
    if (!check_is_absent(checker, node)) {
        return true;
    }
    rule_path_text(&path, node);
    if (node->op == RULE_MEMBER && rule_is_member_name(node->text)) {
        buffer_format(&question, "has(%s)", path.data);
    } else if (node->op == RULE_MEMBER) {
        buffer_format(&question, "'%.*s' in ", DIAG_TEXT(node->text));
        rule_path_text(&question, node->parts[0]);
    } else {
        rule_key_text(&question, node->parts[1]);
        buffer_add(&question, " in ");
        rule_path_text(&question, node->parts[0]);
    }
    CHECK_ERROR(checker, DIAG_RULE_ABSENT, node->at, "'%s' may be absent here; ask first: %s && …",
                path.data, question.data);
    buffer_free(&question);
    buffer_free(&path);
    return false;
}

bool check_value(struct rule_checker *checker, struct rule_node *node)
{
    struct buffer path = {0};

    if (!check_present(checker, node)) {
        return false;
    }
    if (!node->nullable && node->op != RULE_NULL) {
        return true;
    }
    if (rule_is_path(node)) {
        rule_path_text(&path, node);
        CHECK_ERROR(checker, DIAG_RULE_NULL, node->at,
                    "'%s' may be null here; ask first: %s != null && …", path.data, path.data);
        buffer_free(&path);
    } else {
        CHECK_ERROR(checker, DIAG_RULE_NULL, node->at, "this may be null");
    }
    return false;
}

bool check_is_open(const struct rule_checker *checker, const struct rule_node *node)
{
    const struct model_type *model = node->type.model;

    return checker->states && node->type.kind == RULE_KIND_TEXT && model != NULL && model->open;
}

bool check_is(struct rule_checker *checker, const struct rule_node *node, enum rule_kind kind,
              const char *what)
{
    if (node->type.kind != kind) {
        CHECK_ERROR(checker, DIAG_RULE_TYPE, node->at, "%s %s, not %s", what, rule_kind_name(kind),
                    rule_kind_name(node->type.kind));
        return false;
    }
    if (node->type.digest || check_is_open(checker, node)) {
        CHECK_ERROR(checker, DIAG_RULE_STATE, node->at,
                    "beside 'oldSelf', %s is only known to be equal or not", rule_kind_name(kind));
        return false;
    }
    return true;
}

bool check_kind(struct rule_checker *checker, struct rule_node *node, enum rule_kind kind,
                const char *what)
{
    return check_value(checker, node) && check_is(checker, node, kind, what);
}

static bool check_boolean(struct rule_checker *checker, struct rule_node *node, const char *what)
{
    return check_kind(checker, node, RULE_KIND_BOOLEAN, what);
}

/* Checks with what a condition tells, and forgets that again. */
static bool check_knowing(struct rule_checker *checker, const struct facts *facts,
                          struct rule_node *node,
                          bool (*check)(struct rule_checker *, struct rule_node *))
{
    struct facts before = checker->facts;
    bool good;

    checker->facts = facts_both(checker->arena, &before, facts);
    good = check(checker, node);
    checker->facts = before;
    return good;
}

/* Arithmetic */

static bool check_sum(struct rule_checker *checker, struct rule_node *node)
{
    static const struct {
        enum rule_op op;
        enum rule_kind left, right, result;
        bool overflows;
    } sums[] = {
        {RULE_ADD, RULE_KIND_INTEGER, RULE_KIND_INTEGER, RULE_KIND_INTEGER, true},
        {RULE_SUBTRACT, RULE_KIND_INTEGER, RULE_KIND_INTEGER, RULE_KIND_INTEGER, true},
        {RULE_ADD, RULE_KIND_NUMBER, RULE_KIND_NUMBER, RULE_KIND_NUMBER, false},
        {RULE_SUBTRACT, RULE_KIND_NUMBER, RULE_KIND_NUMBER, RULE_KIND_NUMBER, false},
        {RULE_ADD, RULE_KIND_TEXT, RULE_KIND_TEXT, RULE_KIND_TEXT, false},
        {RULE_SUBTRACT, RULE_KIND_TIME, RULE_KIND_TIME, RULE_KIND_DURATION, true},
        {RULE_ADD, RULE_KIND_TIME, RULE_KIND_DURATION, RULE_KIND_TIME, true},
        {RULE_ADD, RULE_KIND_DURATION, RULE_KIND_TIME, RULE_KIND_TIME, true},
        {RULE_SUBTRACT, RULE_KIND_TIME, RULE_KIND_DURATION, RULE_KIND_TIME, true},
        {RULE_ADD, RULE_KIND_DURATION, RULE_KIND_DURATION, RULE_KIND_DURATION, true},
        {RULE_SUBTRACT, RULE_KIND_DURATION, RULE_KIND_DURATION, RULE_KIND_DURATION, true},
    };
    struct rule_node *left = node->parts[0];
    struct rule_node *right = node->parts[1];

    if (!check_value(checker, left) || !check_value(checker, right)) {
        return false;
    }
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) {
        if (sums[i].op == node->op && sums[i].left == left->type.kind &&
            sums[i].right == right->type.kind) {
            node->type.kind = sums[i].result;
            node->overflows = node->overflows || sums[i].overflows;
            return check_is(checker, left, left->type.kind, "expected") &&
                   check_is(checker, right, right->type.kind, "expected");
        }
    }
    CHECK_ERROR(checker, DIAG_RULE_TYPE, node->at, "'%s' is not for %s and %s",
                node->op == RULE_ADD ? "+" : "-", rule_kind_name(left->type.kind),
                rule_kind_name(right->type.kind));
    return false;
}

static bool check_negate(struct rule_checker *checker, struct rule_node *node)
{
    struct rule_node *part = node->parts[0];

    if (!check_value(checker, part)) {
        return false;
    }
    if (part->type.kind != RULE_KIND_INTEGER && part->type.kind != RULE_KIND_NUMBER) {
        CHECK_ERROR(checker, DIAG_RULE_TYPE, node->at, "'-' is not for %s",
                    rule_kind_name(part->type.kind));
        return false;
    }
    node->type.kind = part->type.kind;
    node->overflows = node->overflows || part->type.kind == RULE_KIND_INTEGER;
    return true;
}

/* Logic */

static bool check_chain(struct rule_checker *checker, struct rule_node *node)
{
    struct facts before = checker->facts;
    const char *what = node->op == RULE_AND ? "'&&' is for" : "'||' is for";
    bool good = true;

    for (size_t i = 0; good && i < node->count; i++) {
        struct facts told;

        good = check_boolean(checker, node->parts[i], what);
        if (good) {
            told = facts_when(checker->arena, node->parts[i], node->op == RULE_AND);
            checker->facts = facts_both(checker->arena, &checker->facts, &told);
        }
    }
    checker->facts = before;
    return good;
}

static bool check_branches(struct rule_checker *checker, struct rule_node *node)
{
    const struct rule_node *a = node->parts[1];
    const struct rule_node *b = node->parts[2];
    const struct rule_node *typed = a->op == RULE_NULL ? b : a;

    if (a->op != RULE_NULL && b->op != RULE_NULL && a->type.kind != b->type.kind) {
        CHECK_ERROR(checker, DIAG_RULE_TYPE, node->at, "'?:' chooses between %s and %s",
                    rule_kind_name(a->type.kind), rule_kind_name(b->type.kind));
        return false;
    }
    if (typed->type.kind >= RULE_KIND_LIST || typed->type.kind == RULE_KIND_NULL ||
        a->type.digest || b->type.digest || check_is_open(checker, a) ||
        check_is_open(checker, b)) {
        CHECK_ERROR(checker, DIAG_RULE_UNSUPPORTED, node->at,
                    "'?:' can't choose %s here; let it choose what is made of that",
                    rule_kind_name(typed->type.kind));
        return false;
    }
    node->type.kind = typed->type.kind;
    node->type.model = a->type.model == b->type.model ? a->type.model : NULL;
    node->nullable = a->op == RULE_NULL || b->op == RULE_NULL || a->nullable || b->nullable;
    node->declared_nullable = node->nullable || a->declared_nullable || b->declared_nullable;
    return true;
}

static bool check_choice(struct rule_checker *checker, struct rule_node *node)
{
    for (size_t i = 0; i < 2; i++) {
        struct facts told;

        if (i == 0 && !check_boolean(checker, node->parts[0], "the condition of '?:' is")) {
            return false;
        }
        told = facts_when(checker->arena, node->parts[0], i == 0);
        if (!check_knowing(checker, &told, node->parts[1 + i], check_present)) {
            return false;
        }
    }
    return check_branches(checker, node);
}

/* Functions */

static bool check_size(struct rule_checker *checker, struct rule_node *node)
{
    struct rule_node *part = node->parts[0];

    if (!check_value(checker, part)) {
        return false;
    }
    if (part->type.kind != RULE_KIND_TEXT && part->type.kind != RULE_KIND_LIST &&
        part->type.kind != RULE_KIND_MAP) {
        CHECK_ERROR(checker, DIAG_RULE_TYPE, node->at,
                    "size() is for texts, lists and maps, not %s", rule_kind_name(part->type.kind));
        return false;
    }
    return check_elements(checker, part) && check_is(checker, part, part->type.kind, "expected");
}

static bool check_has(struct rule_checker *checker, struct rule_node *node)
{
    struct rule_node *member = node->parts[0];

    if (!check_node(checker, member)) {
        return false;
    }
    if (!rule_is_path(member)) {
        CHECK_ERROR(checker, DIAG_RULE_TYPE, member->at, "has() is asked of a member of an object");
    }
    return rule_is_path(member);
}

static bool check_macro(struct rule_checker *checker, struct rule_node *node)
{
    struct rule_node *range = node->parts[0];
    struct rule_binding binding = {node, checker->bindings};
    bool good;

    if (!check_value(checker, range)) {
        return false;
    }
    if (range->type.kind != RULE_KIND_LIST && range->type.kind != RULE_KIND_MAP) {
        CHECK_ERROR(checker, DIAG_RULE_TYPE, node->at,
                    "all() and exists() are for lists and maps, "
                    "not %s",
                    rule_kind_name(range->type.kind));
        return false;
    }
    if (!check_elements(checker, range) ||
        !check_is(checker, range, range->type.kind, "expected")) {
        return false;
    }
    checker->bindings = &binding;
    good = check_boolean(checker, node->parts[1], "what is asked of each is");
    checker->bindings = binding.outer;
    return good;
}

static bool check_list(struct rule_checker *checker, struct rule_node *node)
{
    struct rule_type *element = memory_arena_new(checker->arena, sizeof *element);

    for (size_t i = 0; i < node->count; i++) {
        struct rule_node *part = node->parts[i];

        if (!check_value(checker, part)) {
            return false;
        }
        if (part->type.kind >= RULE_KIND_LIST || part->type.digest ||
            check_is_open(checker, part)) {
            CHECK_ERROR(checker, DIAG_RULE_UNSUPPORTED, part->at, "%s can't be part of a list here",
                        rule_kind_name(part->type.kind));
            return false;
        }
        if (i > 0 && part->type.kind != element->kind) {
            CHECK_ERROR(checker, DIAG_RULE_TYPE, part->at, "a list has one type: %s, not %s",
                        rule_kind_name(element->kind), rule_kind_name(part->type.kind));
            return false;
        }
        element->kind = part->type.kind;
    }
    node->type = (struct rule_type){.kind = RULE_KIND_LIST};
    node->type.element = node->count > 0 ? element : NULL;
    return true;
}

/* All of it */

static bool check_texts(struct rule_checker *checker, struct rule_node *node)
{
    return check_kind(checker, node->parts[0], RULE_KIND_TEXT, "this is for") &&
           check_kind(checker, node->parts[1], RULE_KIND_TEXT, "this takes");
}

static bool check_by_op(struct rule_checker *checker, struct rule_node *node)
{
    switch (node->op) {
    case RULE_NULL:
    case RULE_BOOLEAN:
    case RULE_INTEGER:
    case RULE_NUMBER:
    case RULE_TEXT:
    case RULE_TIME:
    case RULE_DURATION:
    case RULE_STATUS:
    case RULE_MEDIA_TYPE:
    case RULE_PATH_VALUE:
        return true;
    case RULE_LIST:
        return check_list(checker, node);
    case RULE_NAME:
        return check_name(checker, node);
    case RULE_MEMBER:
        return check_member(checker, node);
    case RULE_INDEX:
        return check_index(checker, node);
    case RULE_SIZE:
        return check_size(checker, node);
    case RULE_STARTS:
    case RULE_ENDS:
    case RULE_CONTAINS:
        return check_texts(checker, node);
    case RULE_HAS:
        return check_has(checker, node);
    case RULE_ALL:
    case RULE_EXISTS:
        return check_macro(checker, node);
    case RULE_NOT:
        return check_boolean(checker, node->parts[0], "'!' is for");
    case RULE_NEGATE:
        return check_negate(checker, node);
    case RULE_AND:
    case RULE_OR:
        return check_chain(checker, node);
    case RULE_CHOOSE:
        return check_choice(checker, node);
    case RULE_EQUAL:
    case RULE_DIFFERS:
        return check_equality(checker, node);
    case RULE_LESS:
    case RULE_AT_MOST:
    case RULE_MORE:
    case RULE_AT_LEAST:
        return check_order(checker, node);
    case RULE_IN:
        return check_in(checker, node);
    case RULE_ADD:
    case RULE_SUBTRACT:
        return check_sum(checker, node);
    }
    assert(false);
    return false;
}

/* The kind that an operator gives whatever it is applied to. */
static enum rule_kind check_own_kind(enum rule_op op)
{
    static const enum rule_kind kinds[] = {
        [RULE_NULL] = RULE_KIND_NULL,         [RULE_BOOLEAN] = RULE_KIND_BOOLEAN,
        [RULE_INTEGER] = RULE_KIND_INTEGER,   [RULE_NUMBER] = RULE_KIND_NUMBER,
        [RULE_TEXT] = RULE_KIND_TEXT,         [RULE_TIME] = RULE_KIND_TIME,
        [RULE_DURATION] = RULE_KIND_DURATION, [RULE_SIZE] = RULE_KIND_INTEGER,
    };

    return op < RULE_LIST || op == RULE_SIZE ? kinds[op] : RULE_KIND_BOOLEAN;
}

static bool check_node(struct rule_checker *checker, struct rule_node *node)
{
    if (node->op < RULE_LIST || node->op >= RULE_SIZE) {
        node->type.kind = check_own_kind(node->op);
        node->declared_nullable = node->op == RULE_NULL;
    }
    if (!check_by_op(checker, node)) {
        return false;
    }
    for (size_t i = 0; i < node->count; i++) {
        node->overflows = node->overflows || node->parts[i]->overflows;
    }
    return true;
}

static bool check_speaks_of_old(const struct rule_node *node)
{
    bool found = node->op == RULE_NAME && dg_text_equal(node->text, dg_text_of("oldSelf"));

    for (size_t i = 0; !found && i < node->count; i++) {
        found = check_speaks_of_old(node->parts[i]);
    }
    return found;
}

bool rule_check(struct rule_node *rule, const struct rule_scope *scope, struct rule_use *use,
                struct dg_arena *arena, struct diag *diag)
{
    struct rule_checker checker = {.scope = scope,
                                   .use = use,
                                   .arena = arena,
                                   .diag = diag,
                                   .states = check_speaks_of_old(rule)};

    *use = (struct rule_use){false, false, false, false};
    return check_boolean(&checker, rule, "a rule is");
}
