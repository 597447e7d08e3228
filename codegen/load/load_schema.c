/* Reads a schema: follows references and "anyOf with null" to its type, then reads it by its
   kind. */
#include <string.h>

#include "base/memory_arena.h"
#include "common/suggestion.h"
#include "load/load_keywords.h"
#include "load/load_union.h"

static const struct {
    const char *name;
    enum keyword_type type;
} schema_types[] = {
    {"string", KEYWORD_STRING},   {"integer", KEYWORD_INTEGER}, {"number", KEYWORD_NUMBER},
    {"boolean", KEYWORD_BOOLEAN}, {"object", KEYWORD_OBJECT},   {"array", KEYWORD_ARRAY},
};

#define SCHEMA_TYPE_COUNT (sizeof schema_types / sizeof schema_types[0])

/* The keyword `type` */

/* The type with that name; KEYWORD_ANY_TYPE, with an error, if there is none. */
static enum keyword_type schema_type(struct loader *loader, const struct tree *node)
{
    struct suggestion suggestion = suggestion_for(node->text);

    if (node->kind != TREE_STRING) {
        diag_error(loader->diag, DIAG_TYPE, node->at, "a type must be a string, not %s%s",
                   tree_kind_name(node->kind),
                   node->kind == TREE_NULL ? "; put 'null' in quotes" : "");
        return KEYWORD_ANY_TYPE;
    }
    for (size_t i = 0; i < SCHEMA_TYPE_COUNT; i++) {
        if (dg_text_equal(node->text, dg_text_of(schema_types[i].name))) {
            return schema_types[i].type;
        }
        suggestion_offer(&suggestion, dg_text_of(schema_types[i].name));
    }
    if (dg_text_equal(node->text, dg_text_of("null"))) {
        diag_error(loader->diag, DIAG_TYPE, node->at,
                   "OpenAPI 3.0 has no type null; use nullable: true");
    } else {
        diag_error(loader->diag, DIAG_TYPE, node->at, "unknown type '%.*s'", DIAG_TEXT(node->text));
    }
    diag_did_you_mean(loader->diag, suggestion.nearest);
    return KEYWORD_ANY_TYPE;
}

static bool schema_is_null_name(const struct tree *node)
{
    return node->kind == TREE_STRING && dg_text_equal(node->text, dg_text_of("null"));
}

/* Reads a list of types, which may have several beside 'null'. */
static void schema_type_list(struct loader *loader, const struct tree *list, struct draft *draft)
{
    unsigned types = 0;

    if (loader->minor == 0 && !list->joined) {
        diag_error(loader->diag, DIAG_TYPE, list->at, "in OpenAPI 3.0 'type' is one string");
        return;
    }
    if (list->count == 0) {
        diag_error(loader->diag, DIAG_TYPE, list->at, "'type' is an empty list");
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct tree *item = list->members[i].value;

        bool null = schema_is_null_name(item);
        enum keyword_type type = null ? KEYWORD_ANY_TYPE : schema_type(loader, item);

        if (null ? draft->nullable : (types & type) != 0) {
            diag_error(loader->diag, DIAG_TYPE, item->at, "'%.*s' is listed twice",
                       DIAG_TEXT(item->text));
        }
        if (!null && type == KEYWORD_ANY_TYPE) {
            return;
        }
        draft->nullable = draft->nullable || null;
        draft->stated_type = null ? draft->stated_type : type;
        types |= type;
    }
    if (types == (KEYWORD_INTEGER | KEYWORD_NUMBER)) {
        draft->stated_type = KEYWORD_NUMBER; /* an integer is a number */
    } else if (types != draft->stated_type) {
        draft->stated_type = KEYWORD_ANY_TYPE;
        draft->several = types;
    }
    draft->only_null = list->count > 0 && types == 0;
}

void load_schema_type(const struct keyword_value *value, struct draft *draft)
{
    draft->has_type = true;
    if (value->node->kind == TREE_LIST) {
        schema_type_list(value->loader, value->node, draft);
    } else if (schema_is_null_name(value->node) && value->loader->minor > 0) {
        draft->nullable = true;
        draft->only_null = true;
    } else {
        draft->stated_type = schema_type(value->loader, value->node);
    }
}

void load_schema_nullable(const struct keyword_value *value, struct draft *draft)
{
    draft->nullable = draft->nullable || value->node->boolean;
    load_merge_note_nullable(value->loader, value->member);
}

void load_schema_write_only(const struct keyword_value *value, struct draft *draft)
{
    draft->write_only = value->node->boolean;
}

static bool schema_lists_values(const struct tree *node)
{
    return load_enum_list(node) != NULL || tree_get(node, "const") != NULL;
}

/* Sets the type that the keywords of a schema without `type` speak of, if it is one of containers:
 * other values are allowed, too. */
static void schema_imply_type(struct loader *loader, struct draft *draft)
{
    unsigned types = keywords_implied_types(loader, draft->node);

    if (draft->has_type || (types != KEYWORD_OBJECT && types != KEYWORD_ARRAY) ||
        schema_lists_values(draft->node)) {
        return;
    }
    draft->has_type = true;
    draft->stated_type = types == KEYWORD_OBJECT ? KEYWORD_OBJECT : KEYWORD_ARRAY;
    draft->type.implied = true;
}

/* Reports a keyword of ours that needs a `type` beside it, if there is no `type`. */
static void schema_check_type(struct loader *loader, const struct draft *draft)
{
    const struct tree_member *constraint =
        keywords_first_constraint(loader, draft->node, dg_text_of(""));

    if (!draft->has_type && constraint != NULL) {
        diag_error(loader->diag, DIAG_TYPE_MISSING, constraint->at,
                   "'%.*s' needs a 'type' beside it", DIAG_TEXT(constraint->key));
    }
}

/* Kinds */

/* Whether objects of the schema are a struct. Otherwise they are a map: their names are data. */
static bool schema_has_properties(const struct loader *loader, const struct tree *node)
{
    const struct tree *properties = tree_get(node, "properties");
    const struct tree *required = tree_get(node, "required");
    const struct tree *additional = tree_get(node, "additionalProperties");
    const struct tree *patterns = tree_get(node, "patternProperties");

    if (properties != NULL && !(properties->kind == TREE_MAP && properties->count == 0)) {
        return true;
    }
    if (patterns != NULL && patterns->kind == TREE_MAP && patterns->count > 0) {
        return true;
    }
    if (additional != NULL && additional->kind == TREE_BOOLEAN && !additional->boolean) {
        return true;
    }
    return (required != NULL && required->kind == TREE_LIST && required->count > 0) ||
           load_dependent_names(loader, node, NULL) > 0;
}

/* Scalars are read at once. Schemas that contain others are finished by load_object_finish_all,
   since they may nest deep. */
static void schema_finish(struct loader *loader, struct draft *draft)
{
    if (draft->values != NULL && !draft->every) {
        load_enum_finish(loader, draft);
        return;
    }
    if (draft->value != NULL) {
        load_enum_finish_const(loader, draft);
        return;
    }
    load_limit_finish_exclusive(loader, draft);
    switch (draft->stated_type) {
    case KEYWORD_ANY_TYPE:
        break;
    case KEYWORD_STRING:
        load_scalar_finish_text(loader, draft);
        break;
    case KEYWORD_INTEGER:
        load_scalar_finish_integer(loader, draft);
        break;
    case KEYWORD_NUMBER:
        load_scalar_finish_number(loader, draft);
        break;
    case KEYWORD_BOOLEAN:
        draft->type.kind = MODEL_BOOLEAN;
        break;
    case KEYWORD_OBJECT:
        draft->type.states_others = tree_get(draft->node, "additionalProperties") != NULL;
        draft->type.kind = schema_has_properties(loader, draft->node) ? MODEL_OBJECT : MODEL_MAP;
        if (tree_get(draft->node, "properties") == NULL) {
            draft->type.unknown = MODEL_UNKNOWN_ALLOWED; /* no member is listed */
        }
        break;
    case KEYWORD_ARRAY:
        draft->type.kind = MODEL_LIST;
        break;
    }
}

/* Reports a keyword of enums in another schema. `member` may be NULL. */
static void schema_check_enum(struct loader *loader, const struct draft *draft,
                              const struct tree_member *member)
{
    /* The errors of an enum were reported. */
    if (member == NULL || draft->type.kind == MODEL_ENUM ||
        (!draft->any && load_enum_list(draft->node) != NULL)) {
        return;
    }
    diag_error(loader->diag, DIAG_KEYWORD_TYPE, member->at,
               "'%.*s' applies to enums of strings or integers only", DIAG_TEXT(member->key));
}

static void schema_read_any(struct loader *loader, struct draft *draft)
{
    if (draft->has_type && !draft->only_null) {
        keywords_check_types(loader, draft->node, loader_stated_types(draft));
    }
    keywords_load_value(loader, draft->node, draft);
    load_any_finish(loader, draft);
    schema_check_enum(loader, draft, draft->open);
    schema_check_enum(loader, draft, draft->fixed);
    schema_check_enum(loader, draft, draft->extensible ? draft->values : NULL);
}

static void schema_read_map(struct loader *loader, struct draft *draft)
{
    bool known = keywords_check(loader, draft->node, KEYWORD_SCHEMA);

    if (load_union_begin(loader, draft)) {
        return;
    }
    keywords_load_type(loader, draft->node, draft);
    schema_imply_type(loader, draft);
    draft->judged = load_choice_wants(loader, draft->node);
    if (load_types_begin(loader, draft)) {
        schema_check_enum(loader, draft, tree_find(draft->node, dg_text_of("x-dg-open")));
        schema_check_enum(loader, draft, tree_find(draft->node, dg_text_of("x-dg-const")));
        return;
    }
    draft->any = load_any_wants(loader, draft) || (draft->judged && load_choice_is_text(draft));
    if (draft->any) {
        schema_read_any(loader, draft);
        return;
    }
    if (!draft->has_type && schema_lists_values(draft->node)) {
        draft->stated_type = KEYWORD_STRING; /* all listed values are strings */
    }
    if (draft->stated_type == KEYWORD_ANY_TYPE) {
        schema_check_type(loader, draft);
        draft->refused =
            !known || keywords_first_constraint(loader, draft->node, dg_text_of("")) != NULL;
        draft->nullable = true;
        return;
    }
    keywords_check_types(loader, draft->node, loader_stated_types(draft));
    keywords_load_value(loader, draft->node, draft);
    schema_finish(loader, draft);
    schema_check_enum(loader, draft, draft->open);
    schema_check_enum(loader, draft, draft->fixed);
    draft->refused = draft->type.kind == MODEL_JSON;
}

static void schema_read(struct loader *loader, struct draft *draft)
{
    const struct tree *node = draft->node;

    draft->type.kind = MODEL_JSON;
    if (node->kind == TREE_MAP) {
        schema_read_map(loader, draft);
        return;
    }
    draft->nullable = true;
    draft->refused = node->kind != TREE_BOOLEAN;
    if (node->kind != TREE_BOOLEAN) {
        loader_expect_map(loader, node, "a schema");
        return;
    }
    if (!node->boolean) {
        static const struct model_any nothing = {.types = 0};

        draft->type.any = &nothing;
        draft->nullable = false;
    }
    if (loader->minor == 0 && !node->joined && !tree_key_is(node, "additionalProperties")) {
        diag_error(loader->diag, DIAG_KEYWORD_VERSION, node->at,
                   "in OpenAPI 3.0 a schema must be a mapping");
    }
}

/* Keywords of all schemas */

void load_schema_description(const struct keyword_value *value, struct schema_head *head)
{
    head->description = loader_description(value->loader, value->node);
}

void load_schema_deprecated(const struct keyword_value *value, struct schema_head *head)
{
    head->deprecated = value->node->kind == TREE_BOOLEAN && value->node->boolean;
}

/* Keeps the schema, to find an x-dg-name without effect. */
void load_schema_name(const struct keyword_value *value, struct schema_head *head)
{
    struct loader *loader = value->loader;

    if (loader->named_count == loader->named_capacity) {
        loader->named_capacity = loader->named_capacity == 0 ? 16 : loader->named_capacity * 2;
        loader->named =
            memory_grow(loader->named, loader->named_capacity * sizeof(const struct tree *));
    }
    loader->named[loader->named_count++] = head->node;
}

static struct schema_head schema_read_head(struct loader *loader, const struct tree *node)
{
    struct schema_head head = {.node = node};

    keywords_load_head(loader, node, &head);
    return head;
}

/* Drafts */

static bool schema_is_component(const struct loader *loader, const struct tree *node)
{
    return loader->schemas != NULL && node->parent == loader->schemas;
}

static struct location schema_location(const struct tree *node)
{
    if (node->parent == NULL || node->parent->kind == TREE_LIST) {
        return node->at;
    }
    return node->parent->members[node->step].at;
}

/* Adds a draft without anything that the schema's keywords say. */
static struct draft *schema_add_draft(struct loader *loader, const struct tree *node)
{
    struct draft *draft = memory_arena_new(loader->arena, sizeof *draft);

    draft->node = node;
    draft->chain = loader->diag->chain;
    draft->type.at = schema_location(node);
    draft->type.pointer = tree_pointer(node, loader->arena);
    load_limit_clear(&draft->type);
    if (loader->count == loader->capacity) {
        loader->capacity = loader->capacity == 0 ? 64 : loader->capacity * 2;
        loader->drafts = memory_grow(loader->drafts, loader->capacity * sizeof(struct draft *));
    }
    loader->drafts[loader->count++] = draft;
    return draft;
}

static struct draft *schema_new_draft(struct loader *loader, const struct tree *node)
{
    struct draft *draft = schema_add_draft(loader, node);
    struct schema_head head = schema_read_head(loader, node);

    draft->type.description = head.description;
    draft->deprecated = head.deprecated;
    if (schema_is_component(loader, node)) {
        draft->type.schema_name = tree_key(node).data;
    }
    return draft;
}

/* Whether the C type of the schema holds any document of the schema: an object, map or list that
 * can't be null. */
static bool schema_is_document(const struct draft *draft, bool nullable)
{
    return model_kind_is_container(draft->type.kind) && !nullable;
}

struct draft *load_schema_document(struct loader *loader, const struct schema_use *use)
{
    struct draft **document = &use->draft->documents[use->nullable ? 1 : 0];
    struct draft *draft = use->draft;

    if (draft->node == NULL) {
        return draft; /* it stands for a schema with errors */
    }
    if (schema_is_document(draft, use->nullable)) {
        *document = draft;
    }
    if (*document == NULL) {
        *document = schema_add_draft(loader, draft->node);
        (*document)->type.kind = MODEL_VALUE;
        (*document)->type.item = (struct model_use){&draft->type, use->nullable};
        (*document)->type.schema_name =
            use->nullable == draft->nullable ? draft->type.schema_name : NULL;
        (*document)->nullable = use->nullable;
        (*document)->parts = memory_arena_new(loader->arena, sizeof(struct draft *));
        (*document)->parts[0] = draft;
        (*document)->part_count = 1;
        if (model_kind_is_named(draft->type.kind)) {
            draft->type.has_opt = true;
        }
    }
    (*document)->type.is_root = true;
    return *document;
}

struct draft *load_schema_part(struct loader *loader, const struct tree *schema,
                               const struct tree *at)
{
    struct draft *draft = schema_add_draft(loader, at);

    draft->node = schema;
    return draft;
}

struct schema_use load_schema_anything(struct loader *loader, const struct tree *node)
{
    struct draft *draft = schema_add_draft(loader, node);

    draft->type.kind = MODEL_JSON;
    draft->nullable = true;
    return (struct schema_use){.draft = draft, .nullable = true};
}

static struct draft *schema_draft(struct loader *loader, const struct tree *node)
{
    struct draft *draft = loader->by_node[node->id];

    if (draft != NULL) {
        return draft;
    }
    draft = schema_new_draft(loader, load_merge_listed(loader, node));
    loader->by_node[node->id] = draft;
    schema_read(loader, draft);
    draft->type.is_root =
        draft->type.schema_name != NULL && schema_is_document(draft, draft->nullable);
    return draft;
}

/* Choices */

/* Reads a choice that one schema covers, but for null. */
static void schema_read_choice(const struct keyword_value *value, struct schema_lead *lead)
{
    struct loader *loader = value->loader;
    const struct tree *list = value->node;
    const struct union_plan *plan = load_union_of(loader, list->parent);

    if (plan != NULL && plan->answer == UNION_ONE) {
        lead->next = plan->next;
        lead->nullable = plan->nullable;
        load_union_check_dropped(loader, plan);
    }
    lead->plan = plan;
}

void load_schema_any_of(const struct keyword_value *value, struct schema_lead *lead)
{
    schema_read_choice(value, lead);
}

void load_schema_one_of(const struct keyword_value *value, struct schema_lead *lead)
{
    schema_read_choice(value, lead);
}

static void schema_keep_lead(struct loader *loader, size_t id)
{
    if (loader->lead_count == loader->lead_capacity) {
        loader->lead_capacity = loader->lead_capacity == 0 ? 64 : loader->lead_capacity * 2;
        loader->lead_nodes =
            memory_grow(loader->lead_nodes, loader->lead_capacity * sizeof *loader->lead_nodes);
    }
    loader->lead_nodes[loader->lead_count++] = id;
}

/* Whether the schema says `writeOnly` as OpenAPI 3.0 means it. */
static bool schema_is_write_only(const struct loader *loader, const struct tree *node)
{
    const struct tree *flag = tree_get(node, "writeOnly");

    return loader->minor == 0 && !load_reference_is(node) && flag != NULL &&
           flag->kind == TREE_BOOLEAN && flag->boolean;
}

/* The target of a schema. It is read once, since many schemas may refer to it. */
static const struct schema_lead *schema_lead(struct loader *loader, const struct tree *node)
{
    struct schema_lead lead = {.known = true};
    struct schema_head head;

    if (loader->leads[node->id].known) {
        return &loader->leads[node->id];
    }
    schema_keep_lead(loader, node->id);
    lead.plan = loader->leads[node->id].plan;
    head = schema_read_head(loader, node);
    lead.description = head.description;
    lead.deprecated = head.deprecated;
    lead.write_only = schema_is_write_only(loader, node);
    if (load_reference_is(node) || load_all_is(node)) {
        lead.next = load_all_follow(loader, node);
        lead.nullable = load_reference_is(node) && load_merge_is_nullable(loader, node);
    } else {
        keywords_check(loader, node, KEYWORD_SCHEMA);
        keywords_load_choice(loader, node, &lead);
    }
    /* Only now: a reference to another file moves the array. */
    loader->leads[node->id] = lead;
    return &loader->leads[node->id];
}

static bool schema_leads_on(struct loader *loader, const struct tree *node)
{
    return load_reference_is(node) || load_all_is(node) ||
           (keywords_have(loader, node, KEYWORD_WALK_CHOICE) && load_choice_is_lead(loader, node));
}

/* The path from the use of a schema to the schema with the keywords. */
struct schema_path {
    struct schema_use use;
    struct load_way way;
};

static const struct tree *schema_next(struct loader *loader, struct schema_path *path,
                                      const struct tree *node)
{
    const struct schema_lead *lead = schema_lead(loader, node);

    if (path->use.description == NULL) {
        path->use.description = lead->description;
    }
    path->use.deprecated = path->use.deprecated || lead->deprecated;
    path->use.write_only = path->use.write_only || lead->write_only;
    path->use.nullable = path->use.nullable || lead->nullable;
    return lead->next;
}

/* The draft of the schema at the end of the path. Its errors get notes of the references. */
static struct draft *schema_draft_by_way(struct loader *loader, const struct load_way *way,
                                         const struct tree *node)
{
    const struct diag_link *before = loader->diag->chain;
    struct draft *draft;

    for (size_t i = 0; i < way->count && loader->by_node[node->id] == NULL; i++) {
        if (load_reference_is(way->steps[i])) {
            load_reference_enter(loader, way->steps[i]);
        }
    }
    draft = schema_draft(loader, node);
    loader->diag->chain = before;
    return draft;
}

struct schema_use load_schema_use(struct loader *loader, const struct tree *node)
{
    struct schema_path path = {.way = {.count = 0}};

    while (node != NULL && schema_leads_on(loader, node)) {
        node =
            load_reference_add(loader, &path.way, node) ? schema_next(loader, &path, node) : NULL;
    }
    if (node == NULL) {
        return (struct schema_use){.draft = loader->refused, .nullable = true};
    }
    path.use.draft = schema_draft_by_way(loader, &path.way, node);
    path.use.deprecated = path.use.deprecated || path.use.draft->deprecated;
    path.use.write_only = path.use.write_only || path.use.draft->write_only;
    if (path.use.description == NULL) {
        path.use.description = path.use.draft->type.description;
    }
    path.use.nullable = path.use.nullable || path.use.draft->nullable;
    return path.use;
}

struct load_mark load_schema_mark(const struct loader *loader)
{
    return (struct load_mark){loader->count, loader->lead_count, loader->named_count};
}

/* Drops what refers to a draft: its node, or the draft of which it is a document. */
static void schema_forget(struct loader *loader, const struct draft *draft)
{
    if (loader->by_node[draft->node->id] == draft) {
        loader->by_node[draft->node->id] = NULL;
    }
    for (size_t i = 0; draft->type.kind == MODEL_VALUE && i < 2; i++) {
        if (draft->parts[0]->documents[i] == draft) {
            draft->parts[0]->documents[i] = NULL;
        }
    }
}

void load_schema_drop(struct loader *loader, const struct load_mark *mark)
{
    for (size_t i = mark->drafts; i < loader->count; i++) {
        schema_forget(loader, loader->drafts[i]);
    }
    for (size_t i = mark->leads; i < loader->lead_count; i++) {
        loader->leads[loader->lead_nodes[i]] = (struct schema_lead){.known = false};
    }
    loader->drops++;
    loader->count = mark->drafts;
    loader->finished = mark->drafts;
    loader->checked = mark->drafts < loader->checked ? mark->drafts : loader->checked;
    loader->lead_count = mark->leads;
    loader->named_count = mark->named;
}
