/* Chooses all C names: applies the rule of naming.h to types, members, enumerators and constants of
 * the model. */
#include "load/naming.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "load/load_union.h"
#include "load/naming_claim.h"
#include "load/naming_operation.h"

/* Types */

static struct dg_text name_type_wire(const struct draft *draft)
{
    return dg_text_of(draft->type.schema_name != NULL ? draft->type.schema_name
                                                      : draft->type.pointer);
}

/* The end of the name of a document, which tells it from other types of its schema. */
static const char *name_suffix(const struct draft *draft)
{
    if (draft->type.is_others || draft->type.is_matched) {
        return draft->type.is_others ? "others" : "matched";
    }
    if (draft->type.kind == MODEL_JSON) {
        return "text";
    }
    if (draft->type.kind != MODEL_VALUE) {
        return "";
    }
    if (draft->nullable && !draft->parts[0]->nullable) {
        return "or_null";
    }
    return model_kind_is_named(draft->parts[0]->type.kind) ? "document" : "";
}

static struct name_claim name_claim_type(struct loader *loader, struct draft *draft)
{
    bool fixed;
    const char *name = naming_by_path(loader, draft->node, &fixed);
    const char *suffix = name_suffix(draft);
    bool taken;

    if (suffix[0] != '\0') {
        name = memory_arena_format(loader->arena, "%s_%s", name, suffix);
        fixed = false;
    }
    taken = naming_is_reserved_word(name) || naming_is_runtime_type(name);
    if (taken && fixed) {
        diag_error(loader->diag, DIAG_NAME, draft->type.at,
                   "'%s' is reserved for the runtime; choose another x-dg-name", name);
    } else if (taken) {
        name = memory_arena_format(loader->arena, "%s_", name);
    }
    return (struct name_claim){.name = name,
                               .wire = name_type_wire(draft),
                               .at = draft->type.at,
                               .fixed = fixed,
                               .out = &draft->type.name};
}

/* The name of the enum of a union's alternatives. */
static struct name_claim name_claim_kind(struct loader *loader, struct draft *draft,
                                         const struct name_claim *type)
{
    struct name_claim claim = *type;
    size_t length = strlen(type->name);

    length -= type->name[length - 1] == '_' ? 1 : 0; /* after a reserved name */
    claim.name = memory_arena_format(loader->arena, "%.*s_kind", (int)length, type->name);
    if (naming_is_runtime_type(claim.name)) {
        claim.name = memory_arena_format(loader->arena, "%s_", claim.name);
    }
    claim.wire = dg_text_of(
        memory_arena_format(loader->arena, "%.*s kind", (int)type->wire.length, type->wire.data));
    claim.fixed = false;
    claim.out = &draft->plan->choice.kind_name;
    return claim;
}

static int name_compare_strings(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The function from_text of an enum `x` would be the function text of an enum `x_from`, which gets
   another name. `names` has room for all types. */
static void name_part_from(struct loader *loader, struct name_claim *claims,
                           struct draft *const *drafts, size_t count, const char **names)
{
    static const char end[] = "_from";
    size_t enums = 0;

    for (size_t i = 0; i < count; i++) {
        if (drafts[i]->type.kind == MODEL_ENUM) {
            names[enums++] = claims[i].name;
        }
    }
    qsort(names, enums, sizeof *names, name_compare_strings);
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(claims[i].name);
        const char *base;

        if (drafts[i]->type.kind != MODEL_ENUM || length < sizeof end ||
            strcmp(claims[i].name + length - (sizeof end - 1), end) != 0) {
            continue;
        }
        base = memory_arena_copy(loader->arena, claims[i].name, length - (sizeof end - 1));
        if (bsearch(&base, names, enums, sizeof *names, name_compare_strings) == NULL) {
            continue;
        }
        if (claims[i].fixed) {
            diag_error(loader->diag, DIAG_NAME_CLASH, claims[i].at,
                       "the functions of the enums '%s' and '%s' would have the same name; choose "
                       "another x-dg-name",
                       base, claims[i].name);
        }
        claims[i].name = naming_with_hash(&claims[i], loader->arena);
    }
}

static void name_types(struct loader *loader)
{
    struct name_claim *claims = memory_new(
        (2 * (loader->count + 1) + naming_operation_tags(loader, NULL)) * sizeof *claims);
    struct draft **drafts = memory_new(2 * (loader->count + 1) * sizeof *drafts);
    const char **names = memory_new((loader->count + 1) * sizeof *names);
    size_t count = 0;

    for (size_t i = 0; i < loader->count; i++) {
        if (!model_kind_is_named(loader->drafts[i]->type.kind) &&
            loader->drafts[i]->type.subschemas == NULL) {
            continue;
        }
        claims[count] = name_claim_type(loader, loader->drafts[i]);
        drafts[count] = loader->drafts[i];
        if (loader->drafts[i]->type.kind == MODEL_UNION) {
            claims[count + 1] = name_claim_kind(loader, loader->drafts[i], &claims[count]);
            count++;
            drafts[count] = loader->drafts[i];
        }
        count++;
    }
    name_part_from(loader, claims, drafts, count, names);
    count += naming_operation_tags(loader, claims + count);
    naming_settle(loader, claims, count);
    free(claims);
    free(drafts);
    free(names);
}

/* Members */

/* The schema of a property; NULL: it is only required. */
static const struct tree *name_schema(const struct draft *draft, const struct tree *properties,
                                      size_t index)
{
    return index < draft->listed_count ? properties->members[index].value : NULL;
}

static struct name_claim name_claim_member(struct loader *loader, const struct tree *schema,
                                           struct model_property *property)
{
    const char *name = schema == NULL ? NULL : naming_override(loader, schema);
    struct name_claim claim = {.name = name,
                               .wire = property->wire,
                               .at = property->at,
                               .fixed = name != NULL,
                               .out = &property->name};
    struct buffer buffer = {0};

    if (name != NULL) {
        return claim;
    }
    naming_add(&buffer, property->wire);
    if (naming_is_reserved_word(buffer.data)) {
        buffer_add(&buffer, "_");
    }
    claim.name = memory_arena_copy(loader->arena, buffer.data, buffer.length);
    buffer_free(&buffer);
    return claim;
}

/* The text of a plain enum is in a member beside it; otherwise it is in its opt struct. */
static bool name_has_companion(const struct model_property *property)
{
    return property->use.type->kind == MODEL_ENUM && property->required && !property->use.nullable;
}

static void name_members(struct loader *loader, struct draft *draft)
{
    const struct tree *properties = tree_get(draft->node, "properties");
    size_t count = 0;
    struct name_claim *claims = memory_new((2 * draft->type.property_count + 5) * sizeof *claims);

    if (draft->type.implied) {
        claims[count++] = (struct name_claim){.name = "other",
                                              .wire = DG_TEXT("the value of another type"),
                                              .at = draft->type.at,
                                              .out = &draft->type.other_name};
    }
    if (draft->alternative != NULL) {
        claims[count++] = (struct name_claim){.name = "alternative",
                                              .wire = DG_TEXT("the schema that matches"),
                                              .at = draft->type.at,
                                              .out = draft->alternative};
    }

    if (draft->type.others != NULL) {
        claims[count++] = (struct name_claim){.name = "others",
                                              .wire = DG_TEXT("the members that are not listed"),
                                              .at = draft->type.at,
                                              .out = &draft->type.others_name};
    }
    if (draft->type.matched != NULL) {
        claims[count++] = (struct name_claim){.name = "matched",
                                              .wire = DG_TEXT("the members that match"),
                                              .at = draft->type.at,
                                              .out = &draft->type.matched_name};
    }
    for (size_t i = 0; i < draft->type.property_count; i++) {
        struct model_property *property = &draft->properties[i];
        struct name_claim *claim = &claims[count++];

        *claim = name_claim_member(loader, name_schema(draft, properties, i), property);
        if (!name_has_companion(property)) {
            continue;
        }
        claims[count] = *claim;
        claims[count].name = memory_arena_format(loader->arena, "%s_text", claim->name);
        claims[count++].out = &property->text_name;
    }
    naming_settle(loader, claims, count);
    free(claims);
}

/* Enumerators, and the constants of properties */

static void name_claim_constant(struct loader *loader, struct name_claims *claims,
                                const struct name_claim *claim, const char *type)
{
    struct buffer buffer = {0};
    struct name_claim *item;

    buffer_format(&buffer, "%s_", type);
    if (claim->fixed) {
        buffer_add(&buffer, claim->name);
    } else {
        naming_add(&buffer, claim->wire);
    }
    item = naming_claim_add(claims, claim);
    item->fixed = false; /* distinct x-dg-names were checked for the members */
    item->name = naming_upper(buffer.data, loader->arena);
    buffer_free(&buffer);
}

static void name_words(struct loader *loader, struct draft *draft, struct name_claims *claims)
{
    draft->type.unrecognized = memory_arena_format(loader->arena, "UNRECOGNIZED_%s",
                                                   naming_upper(draft->type.name, loader->arena));
    for (size_t i = 0; i < draft->type.word_count; i++) {
        struct model_word *word = &draft->words[i];
        struct name_claim claim = {.wire = word->wire, .at = word->at, .out = &word->constant};
        struct name_claim *added;

        name_claim_constant(loader, claims, &claim, draft->type.name);
        added = &claims->items[claims->count - 1];
        if (naming_is_runtime_constant(added->name)) {
            added->name = memory_arena_format(loader->arena, "%s_", added->name);
        }
    }
}

static void name_properties(struct loader *loader, struct draft *draft, struct name_claims *claims)
{
    const struct tree *properties = tree_get(draft->node, "properties");

    for (size_t i = 0; i < draft->type.property_count; i++) {
        struct model_property *property = &draft->properties[i];
        const struct tree *schema = name_schema(draft, properties, i);
        const char *name = schema == NULL ? NULL : naming_override(loader, schema);
        struct name_claim claim = {.name = name,
                                   .wire = property->wire,
                                   .at = property->at,
                                   .fixed = name != NULL,
                                   .out = &property->constant};
        struct name_claim *added;

        name_claim_constant(loader, claims, &claim, draft->type.name);
        added = &claims->items[claims->count - 1];
        if (naming_is_macro(added->name)) {
            added->name = memory_arena_format(loader->arena, "%s_", added->name);
        }
    }
}

/* Alternatives */

static struct name_claim name_claim_alternative(struct loader *loader, struct draft *draft,
                                                size_t index)
{
    struct model_alternative *alternative = &draft->alternatives[index];
    const char *name = naming_override(loader, draft->plan->nodes[index]);
    struct name_claim claim = {.name = name,
                               .wire = load_union_wire(loader, draft, index),
                               .at = alternative->at,
                               .fixed = name != NULL,
                               .out = &alternative->name};
    struct buffer buffer = {0};

    if (name != NULL) {
        return claim;
    }
    naming_add(&buffer, dg_text_of(alternative->label));
    if (naming_is_reserved_word(buffer.data)) {
        buffer_add(&buffer, "_");
    }
    claim.name = memory_arena_copy(loader->arena, buffer.data, buffer.length);
    buffer_free(&buffer);
    return claim;
}

/* Names the members of a union, and the enumerators after them. */
static void name_alternatives(struct loader *loader, struct draft *draft,
                              struct name_claims *claims)
{
    size_t count = draft->type.choice->count;
    struct name_claim *members = memory_new((count + 1) * sizeof *members);
    const char *kind = draft->plan->choice.kind_name;

    draft->plan->choice.unrecognized =
        memory_arena_format(loader->arena, "UNRECOGNIZED_%s", naming_upper(kind, loader->arena));
    for (size_t i = 0; i < count; i++) {
        members[i] = name_claim_alternative(loader, draft, i);
    }
    naming_settle(loader, members, count);
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(draft->alternatives[i].name);
        bool reserved = draft->alternatives[i].name[length - 1] == '_';
        struct name_claim claim = {.name =
                                       memory_arena_copy(loader->arena, draft->alternatives[i].name,
                                                         reserved ? length - 1 : length),
                                   .wire = dg_text_of(draft->alternatives[i].name),
                                   .at = draft->alternatives[i].at,
                                   .fixed = true,
                                   .out = &draft->alternatives[i].constant};

        name_claim_constant(loader, claims, &claim, kind);
        claims->items[claims->count - 1].wire = dg_text_of(
            memory_arena_format(loader->arena, "%s %s", draft->type.pointer, claim.name));
    }
    free(members);
}

/* Rules */

struct name_checks {
    const struct model_rule **rules; /* the rules that have a name already */
    size_t count;
};

static void name_check(struct loader *loader, struct name_checks *met, struct model_check *check)
{
    check->further = false;
    for (size_t i = 0; i < met->count; i++) {
        check->further = check->further || met->rules[i] == check->rule;
    }
    if (!check->further) {
        met->rules[met->count++] = check->rule;
    }
    check->name = check->further ? memory_arena_format(loader->arena, "%s_of_%s", check->rule->name,
                                                       check->self->name)
                                 : check->rule->name;
    check->constant = naming_upper(check->name, loader->arena);
}

static void name_rules(struct loader *loader)
{
    const struct model *model = loader->model;
    struct name_checks met = {memory_new((model->rule_count + 1) * sizeof(*met.rules)), 0};

    for (size_t i = 0; i < loader->count; i++) {
        const struct model_type *type = &loader->drafts[i]->type;

        for (size_t j = 0; j < type->check_count; j++) {
            name_check(loader, &met, (struct model_check *)(uintptr_t)type->checks[j]);
        }
    }
    for (size_t i = 0; i < model->response_rules_count; i++) {
        const struct model_response_rules *rules = model->response_rules[i];

        for (size_t j = 0; j < rules->count; j++) {
            name_check(loader, &met, (struct model_check *)(uintptr_t)rules->checks[j]);
        }
    }
    free(met.rules);
}

/* Whether a type of that name has rules: then its function has the name that the rules of a
 * response would get. */
static bool name_has_rules(const struct loader *loader, const char *name)
{
    for (size_t i = 0; i < loader->count; i++) {
        const struct model_type *type = &loader->drafts[i]->type;

        if (type->check_count > 0 && strcmp(type->name, name) == 0) {
            return true;
        }
    }
    return false;
}

static void name_responses(struct loader *loader)
{
    const struct model *model = loader->model;
    struct name_claim *claims = memory_new((model->response_rules_count + 1) * sizeof *claims);

    for (size_t i = 0; i < model->response_rules_count; i++) {
        struct model_response_rules *rules =
            (struct model_response_rules *)(uintptr_t)model->response_rules[i];

        claims[i] = (struct name_claim){
            .name = memory_arena_format(loader->arena, "%s%s", rules->name,
                                        name_has_rules(loader, rules->name) ? "_response" : ""),
            .wire = dg_text_of(rules->contract),
            .at = rules->at,
            .out = &rules->name,
        };
    }
    naming_settle(loader, claims, model->response_rules_count);
    free(claims);
}

/* x-dg-names without effect */

/* Whether the schema is a property. Its x-dg-name has an effect even if the object isn't
 * compiled. */
static bool name_is_property(const struct loader *loader, const struct tree *schema)
{
    const struct tree *holder = schema->parent;

    return holder != NULL && tree_key_is(holder, "properties") &&
           loader->by_node[holder->id] == NULL && !loader->leads[holder->id].known;
}

static void name_check_used(struct loader *loader)
{
    for (size_t i = 0; i < loader->named_count; i++) {
        const struct tree_member *member = tree_find(loader->named[i], dg_text_of("x-dg-name"));

        if (loader->name_used[member->value->id] || name_is_property(loader, loader->named[i]) ||
            naming_override(loader, loader->named[i]) == NULL) {
            continue;
        }
        diag_error(loader->diag, DIAG_NAME, member->at,
                   "'x-dg-name' has no effect here: nothing here has a C name");
    }
}

void naming_choose(struct loader *loader)
{
    struct name_claims words = {NULL, 0, 0};
    struct name_claims properties = {NULL, 0, 0};

    name_types(loader);
    for (size_t i = 0; i < loader->count; i++) {
        struct draft *draft = loader->drafts[i];

        draft->type.other_name = "other";
        if (draft->type.kind == MODEL_OBJECT) {
            name_members(loader, draft);
            name_properties(loader, draft, &properties);
        }
        if (draft->type.kind == MODEL_ENUM) {
            name_words(loader, draft, &words);
        }
        if (draft->type.kind == MODEL_UNION) {
            name_alternatives(loader, draft, &words);
        }
    }
    naming_operation_constants(loader, &words);
    naming_settle(loader, words.items, words.count);
    naming_settle(loader, properties.items, properties.count);
    free(words.items);
    free(properties.items);
    name_rules(loader);
    name_responses(loader);
    name_check_used(loader);
}
