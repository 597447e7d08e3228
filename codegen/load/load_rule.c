/* The rules of schemas and responses: reads them, and checks them for each type that they judge. */
#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "common/suggestion.h"
#include "load/load_keywords.h"
#include "load/naming.h"
#include "rules/rule_parse.h"
#include "rules/rule_path.h"
#include "rules/rule_type.h"

/* The limit of rules: more than any contract has, and few enough to compare each rule with all
 * others. */
#define RULES_MAX_COUNT 1000

/* A growing list that owns its memory. */
struct rule_list {
    void **items;
    size_t count;
    size_t capacity;
};

struct rules {
    struct loader *loader;
    struct rule_list rules;     /* struct model_rule */
    struct rule_list nodes;     /* struct tree: of each rule */
    struct rule_list responses; /* struct model_response_rules */
    struct rule_list holders;   /* struct tree: of each response with rules */
    bool typed;                 /* all types are valid, so that rules can be checked against them */
    bool too_many;              /* rules beyond the limit were reported */
};

static void rules_push(struct rule_list *list, const void *item)
{
    if (list->count == list->capacity) {
        list->capacity = list->capacity == 0 ? 16 : list->capacity * 2;
        list->items = memory_grow(list->items, list->capacity * sizeof list->items[0]);
    }
    list->items[list->count++] = (void *)(uintptr_t)item;
}

/* Copies the list to the arena, and empties it. */
static void *rules_take(struct rule_list *list, struct dg_arena *arena)
{
    void *copy = memory_arena_new(arena, (list->count + 1) * sizeof list->items[0]);

    if (list->count > 0) {
        memcpy(copy, list->items, list->count * sizeof list->items[0]);
    }
    free(list->items);
    return copy;
}

/* One rule */

void load_rule_id(const struct keyword_value *value, struct model_rule *rule)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    struct loader *loader = value->loader;
    char *name;

    rule->id = loader_terminated(loader, value->node);
    if (rule->id == NULL) {
        return;
    }
    if (rule->id[0] == '\0' || strspn(rule->id, letters) != strlen(rule->id)) {
        diag_error(loader->diag, DIAG_RULE_ID, value->node->at,
                   "an id must consist of lower-case letters, digits and '-'");
    }
    name = memory_arena_copy(loader->arena, rule->id, strlen(rule->id));
    for (char *at = name; *at != '\0'; at++) {
        *at = *at == '-' ? '_' : *at;
    }
    rule->name = name;
}

void load_rule_rule(const struct keyword_value *value, struct model_rule *rule)
{
    rule->expression = loader_terminated(value->loader, value->node);
}

void load_rule_pointer(const struct keyword_value *value, struct model_rule *rule)
{
    rule->pointer = loader_terminated(value->loader, value->node);
}

/* The rule in one line. */
static const char *rule_in_one_line(struct loader *loader, const char *rule)
{
    char *line = memory_arena_copy(loader->arena, rule, strlen(rule));
    char *out = line;

    for (const char *at = line; *at != '\0'; at++) {
        bool blank = (unsigned char)*at <= ' ';

        if (!blank) {
            *out++ = *at;
        } else if (out > line && out[-1] != ' ') {
            *out++ = ' ';
        }
    }
    *out = '\0';
    return line;
}

/* The message in one line, for reports. */
void load_rule_message(const struct keyword_value *value, struct model_rule *rule)
{
    struct loader *loader = value->loader;

    rule->message = loader_terminated(loader, value->node);
    if (rule->message == NULL) {
        return;
    }
    if (rule->message[0] == '\0') {
        diag_error(loader->diag, DIAG_RULE, value->node->at, "a message must not be empty");
    }
    for (const char *at = rule->message; *at != '\0'; at++) {
        if ((unsigned char)*at < ' ') {
            diag_error(loader->diag, DIAG_RULE, value->node->at,
                       "a message must be one line; for a block, use '>-'");
            return;
        }
    }
}

void load_rule_severity(const struct keyword_value *value, struct model_rule *rule)
{
    static const struct {
        const char *name;
        enum dg_severity severity;
    } names[] = {
        {"error", DG_SEVERITY_ERROR}, {"warning", DG_SEVERITY_WARNING}, {"info", DG_SEVERITY_INFO}};
    struct dg_text text = value->node->text;
    struct suggestion suggestion = suggestion_for(text);

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (dg_text_equal(text, dg_text_of(names[i].name))) {
            rule->severity = names[i].severity;
            return;
        }
        suggestion_offer(&suggestion, dg_text_of(names[i].name));
    }
    diag_error(value->loader->diag, DIAG_RULE, value->node->at,
               "'%.*s' is not a severity; use error, warning or info", DIAG_TEXT(text));
    diag_did_you_mean(value->loader->diag, suggestion.nearest);
}

/* The description that a rule refers to, and its text. */
void load_rule_source(const struct keyword_value *value, struct model_rule *rule)
{
    struct loader *loader = value->loader;
    const struct tree *target;

    rule->source = loader_terminated(loader, value->node);
    if (rule->source == NULL || strncmp(rule->source, "https://", 8) == 0 ||
        strncmp(rule->source, "http://", 7) == 0) {
        return;
    }
    if (rule->source[0] != '#') {
        diag_error(loader->diag, DIAG_RULE_SOURCE, value->node->at,
                   "a source must be a URL, or a pointer to a description in this document: '#/…'");
        return;
    }
    target = load_reference_target(loader, value->node);
    if (target != NULL) {
        rule->source = tree_pointer(target, loader->arena); /* spelled as other pointers are */
    }
    if (target != NULL && target->kind != TREE_STRING) {
        diag_error(loader->diag, DIAG_RULE_SOURCE, value->node->at,
                   "the source points to %s, not to a description", tree_kind_name(target->kind));
    } else if (target != NULL && memchr(target->text.data, '\0', target->text.length) == NULL) {
        rule->words = target->text.data;
    }
}

static const char *const *rule_read_paths(const struct keyword_value *value, size_t *count)
{
    struct loader *loader = value->loader;
    const struct tree *list = value->node;
    const char **paths = memory_arena_new(loader->arena, (list->count + 1) * sizeof(*paths));

    for (size_t i = 0; i < list->count; i++) {
        const struct tree *item = list->members[i].value;
        const char *path = loader_expect(loader, item, TREE_STRING, value->member->key)
                               ? loader_terminated(loader, item)
                               : NULL;

        if (path != NULL) {
            paths[*count] = path;
            *count += 1;
        }
    }
    return paths;
}

void load_rule_pass(const struct keyword_value *value, struct model_rule *rule)
{
    rule->passing = rule_read_paths(value, &rule->passing_count);
}

void load_rule_fail(const struct keyword_value *value, struct model_rule *rule)
{
    rule->failing = rule_read_paths(value, &rule->failing_count);
}

void load_rule_examples(const struct keyword_value *value, struct model_rule *rule)
{
    keywords_check(value->loader, value->node, KEYWORD_RULE_EXAMPLES);
    keywords_load_examples(value->loader, value->node, rule);
}

static void rule_check_unique(struct rules *rules, const struct model_rule *rule)
{
    for (size_t i = 0; rule->id != NULL && i < rules->rules.count; i++) {
        const struct model_rule *other = rules->rules.items[i];

        if (other->id != NULL && strcmp(other->id, rule->id) == 0) {
            diag_error(rules->loader->diag, DIAG_RULE_ID, rule->at, "duplicate rule id '%s'",
                       rule->id);
            diag_note(rules->loader->diag, other->at, "the first rule with this id is here");
            return;
        }
    }
}

/* Reports the first rule beyond the limit, but no further ones. */
static void rules_report_many(struct rules *rules, const struct tree *node)
{
    if (!rules->too_many) {
        diag_error(rules->loader->diag, DIAG_RULE_SIZE, node->at,
                   "this contract has more than %d rules", RULES_MAX_COUNT);
    }
    rules->too_many = true;
}

/* The rule at a node, which is read once. NULL if the rule is beyond the limit, which was
 * reported. */
static const struct model_rule *rule_read(struct rules *rules, const struct tree *node)
{
    struct loader *loader = rules->loader;
    struct model_rule *rule;

    for (size_t i = 0; i < rules->nodes.count; i++) {
        if (rules->nodes.items[i] == node) {
            return rules->rules.items[i];
        }
    }
    if (rules->rules.count == RULES_MAX_COUNT) {
        rules_report_many(rules, node);
        return NULL;
    }
    rule = memory_arena_new(loader->arena, sizeof *rule);
    rule->at = node->at;
    rule->contract = tree_pointer(node, loader->arena);
    rule->severity = DG_SEVERITY_ERROR;
    keywords_check(loader, node, KEYWORD_RULE);
    keywords_load_rule(loader, node, rule);
    if (rule->message == NULL && rule->expression != NULL) {
        rule->message = rule_in_one_line(loader, rule->expression);
    }
    rule_check_unique(rules, rule);
    rules_push(&rules->rules, rule);
    rules_push(&rules->nodes, node);
    return rule;
}

/* The pointer of a rule */

static const struct model_type *pointer_step(const struct model_type *type, struct dg_text step)
{
    static const char digits[] = "0123456789";

    switch (model_kind_form(type->kind)) {
    case MODEL_FORM_PROPERTIES:
        for (size_t i = 0; i < type->property_count; i++) {
            if (dg_text_equal(type->properties[i].wire, step)) {
                return type->properties[i].use.type;
            }
        }
        return NULL;
    case MODEL_FORM_ENTRIES:
        return type->item.type;
    case MODEL_FORM_ITEMS:
        return step.length > 0 && step.length < 10 && strspn(step.data, digits) == step.length &&
                       (step.length == 1 || step.data[0] != '0')
                   ? type->item.type
                   : NULL;
    case MODEL_FORM_SCALAR:
    case MODEL_FORM_WORDS:
    case MODEL_FORM_ALTERNATIVES:
    case MODEL_FORM_VALUE:
        return NULL;
    }
    return NULL;
}

/* Unescapes a step in place. False: ~ is followed by neither 0 nor 1. */
static bool pointer_unescape(char *step)
{
    char *out = step;

    for (const char *at = step; *at != '\0'; at++) {
        if (*at != '~') {
            *out++ = *at;
        } else if (at[1] == '0' || at[1] == '1') {
            *out++ = *++at == '0' ? '~' : '/';
        } else {
            return false;
        }
    }
    *out = '\0';
    return true;
}

/* The fault of the pointer; NULL: there is none. */
static const char *pointer_read(struct loader *loader, struct model_rule *rule,
                                const struct model_type *type)
{
    char *at = memory_arena_copy(loader->arena, rule->pointer, strlen(rule->pointer));
    struct dg_text *steps = memory_arena_new(loader->arena, DG_RULE_MAX_STEPS * sizeof *steps);

    if (*at != '\0' && *at != '/') {
        return "a JSON Pointer must be empty or begin with '/'";
    }
    rule->steps = steps;
    rule->step_count = 0;
    while (at != NULL && *at != '\0') {
        char *step = at + 1;

        at = strchr(step, '/');
        if (at != NULL) {
            *at = '\0';
        }
        if (rule->step_count == DG_RULE_MAX_STEPS) {
            return "this pointer has more than 16 steps";
        }
        if (!pointer_unescape(step)) {
            return "in a JSON Pointer '~' must be written ~0, and '/' ~1";
        }
        type = pointer_step(type, dg_text_of(step));
        if (type == NULL) {
            return "the judged object has no member at this pointer";
        }
        steps[rule->step_count++] = dg_text_of(step);
        if (at != NULL) {
            *at = '/';
        }
    }
    return NULL;
}

static void rule_check_pointer(struct loader *loader, const struct tree *node,
                               struct model_rule *rule, const struct model_type *self)
{
    const char *wrong = rule->pointer != NULL ? pointer_read(loader, rule, self) : NULL;

    if (wrong != NULL) {
        diag_error(loader->diag, DIAG_RULE_POINTER, tree_get(node, "pointer")->at, "%s", wrong);
    }
}

/* Checks */

/* The context of the checks of a list of rules. */
struct check_place {
    const struct tree *list;
    const struct model_type *self;
    const struct response_rules *response; /* NULL: the rules are those of a schema */
    bool root;
};

static const char *const *check_path_names(struct loader *loader,
                                           const struct response_rules *response, size_t *count)
{
    const char **names;

    if (response == NULL) {
        return NULL;
    }
    names = memory_arena_new(loader->arena, (response->parameter_count + 1) * sizeof(*names));
    for (size_t i = 0; i < response->parameter_count; i++) {
        if (response->parameters[i].in == MODEL_IN_PATH) {
            names[*count] = response->parameters[i].name;
            *count += 1;
        }
    }
    return names;
}

/* Marks the objects whose faults the rule reads. */
static void check_mark(const struct rule_node *node)
{
    for (size_t i = 0; i < node->count; i++) {
        check_mark(node->parts[i]);
    }
    if (node->op == RULE_MEMBER) {
        const struct rule_node *object = node->parts[0];

        if (object->op == RULE_MEMBER && rule_is_path(object)) {
            ((struct model_property *)(uintptr_t)object->property)->faults = true;
            ((struct model_type *)(uintptr_t)object->type.model)->has_faults = true;
        }
    }
}

/* Reads and type-checks a rule. Returns NULL if the rule has an error, which was reported. */
static struct model_check *check_read(struct rules *rules, const struct check_place *place,
                                      const struct tree *node)
{
    struct loader *loader = rules->loader;
    struct model_rule *rule = (struct model_rule *)(uintptr_t)rule_read(rules, node);
    struct model_check *check = memory_arena_new(loader->arena, sizeof *check);
    struct rule_scope scope = {.node = tree_get(node, "rule"),
                               .self = place->self,
                               .response = place->response != NULL,
                               .root = place->root};
    struct rule_use use;

    if (rule == NULL || rule->expression == NULL) {
        return NULL;
    }
    scope.path_names = check_path_names(loader, place->response, &scope.path_count);
    if (place->response != NULL) {
        scope.operation = place->response->operation;
    }
    check->rule = rule;
    check->self = place->self;
    check->response = scope.response;
    check->root = rule_parse(scope.node, loader->arena, loader->diag);
    if (!rules->typed) {
        return NULL;
    }
    rule_check_pointer(loader, node, rule, place->self);
    if (check->root == NULL ||
        !rule_type_check(check->root, &scope, &use, loader->arena, loader->diag)) {
        return NULL;
    }
    check_mark(check->root);
    check->old = use.old;
    check->http = use.http;
    check->request = use.request;
    return check;
}

static const struct model_check *const *
check_read_all(struct rules *rules, const struct check_place *place, size_t *count)
{
    struct loader *loader = rules->loader;
    const struct tree *list = place->list;
    const struct model_check **checks;

    if (!loader_expect(loader, list, TREE_LIST, dg_text_of("x-dg-rules"))) {
        return NULL;
    }
    checks = memory_arena_new(loader->arena, (list->count + 1) * sizeof(*checks));
    for (size_t i = 0; i < list->count; i++) {
        const struct tree *node = list->members[i].value;
        const struct model_check *check = NULL;

        if (loader_expect_map(loader, node, "a rule")) {
            check = check_read(rules, place, node);
        }
        if (check != NULL) {
            checks[(*count)++] = check;
        }
    }
    return checks;
}

/* Schemas */

static void rules_read_schema(struct rules *rules, struct draft *draft)
{
    struct check_place place = {.self = &draft->type, .root = draft->type.is_root};

    if (draft->rules == NULL || draft->refused) {
        return;
    }
    place.list = draft->rules->value;
    if (draft->type.kind != MODEL_OBJECT) {
        if (draft->type.kind == MODEL_MAP) { /* a type other than object was reported */
            diag_error(rules->loader->diag, DIAG_RULE, draft->rules->at,
                       "rules apply to objects with 'properties' only");
        }
        return;
    }
    draft->type.checks = check_read_all(rules, &place, &draft->type.check_count);
    draft->type.has_faults = true;
}

/* Responses */

static const struct model_response_rules *
rules_find(const struct rules *rules, const struct tree *node, const struct model_type *self)
{
    for (size_t i = 0; i < rules->responses.count; i++) {
        const struct model_response_rules *known = rules->responses.items[i];

        if (rules->holders.items[i] == node && known->self == self) {
            return known;
        }
    }
    return NULL;
}

/* The rules for bodies of one media type. They are checked for each operation, since operations
   with the same response may have different parameters. */
static void rules_read_media(struct rules *rules, const struct response_rules *place,
                             struct model_media *media)
{
    struct loader *loader = rules->loader;
    struct check_place checks = {
        .list = place->rules->value, .self = media->schema, .response = place, .root = true};
    struct model_response_rules *added = memory_arena_new(loader->arena, sizeof *added);

    if (media->schema == NULL) {
        return; /* the schema has errors, or bodies aren't judged, which was noted */
    }
    if (media->schema->kind == MODEL_VALUE && media->schema->item.type->kind == MODEL_JSON) {
        diag_noted(
            loader->diag, DIAG_RULE, media->at,
            "rules of the response don't judge bodies of media type '%s', which may be any JSON",
            media->type);
        return;
    }
    if (media->schema->kind != MODEL_OBJECT) {
        diag_error(
            loader->diag, DIAG_RULE, media->at,
            "rules of the response judge this body, so it must be an object with 'properties'");
        return;
    }
    added->self = media->schema;
    added->at = checks.list->at;
    added->contract = tree_pointer(checks.list, loader->arena);
    ((struct model_type *)(uintptr_t)media->schema)->has_faults = true;
    added->checks = check_read_all(rules, &checks, &added->count);
    media->rules = rules_find(rules, place->node, media->schema);
    if (media->rules == NULL) {
        added->name =
            naming_by_response(loader, place->node, place->media_count > 1 ? media->type : NULL);
        rules_push(&rules->responses, added);
        rules_push(&rules->holders, place->node);
        media->rules = added;
    }
}

static void rules_read_response(struct rules *rules, const struct response_rules *place)
{
    if (place->media_count == 0) {
        diag_error(rules->loader->diag, DIAG_RULE, place->rules->at,
                   "this response has rules but no content to judge");
    }
    for (size_t i = 0; i < place->media_count; i++) {
        rules_read_media(rules, place, &place->media[i]);
    }
}

void load_rule_note(struct loader *loader, const struct response_rules *place)
{
    if (loader->response_rules_count == loader->response_rules_capacity) {
        loader->response_rules_capacity =
            loader->response_rules_capacity == 0 ? 16 : loader->response_rules_capacity * 2;
        loader->response_rules =
            memory_grow(loader->response_rules,
                        loader->response_rules_capacity * sizeof *loader->response_rules);
    }
    loader->response_rules[loader->response_rules_count++] = *place;
}

static int rules_compare(const void *a, const void *b)
{
    const struct model_rule *const *left = a;
    const struct model_rule *const *right = b;

    return location_compare((*left)->at, (*right)->at);
}

void load_rule_all(struct loader *loader)
{
    struct rules rules = {.loader = loader, .typed = loader->diag->errors == 0};
    struct model *model = loader->model;

    for (size_t i = 0; i < loader->count; i++) {
        rules_read_schema(&rules, loader->drafts[i]);
    }
    for (size_t i = 0; i < loader->response_rules_count; i++) {
        rules_read_response(&rules, &loader->response_rules[i]);
    }
    if (rules.rules.count > 0) {
        qsort(rules.rules.items, rules.rules.count, sizeof rules.rules.items[0], rules_compare);
    }
    model->rule_count = rules.rules.count;
    model->rules = rules_take(&rules.rules, loader->arena);
    model->response_rules_count = rules.responses.count;
    model->response_rules = rules_take(&rules.responses, loader->arena);
    free(rules.nodes.items);
    free(rules.holders.items);
}
