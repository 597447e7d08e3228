/* The functions for all keywords: the search in the table, the checks of keys, and the walks, which
 * call the function of each keyword. */
#include "load/keywords.h"

#include <assert.h>
#include <string.h>

#include "common/buffer.h"
#include "common/suggestion.h"
#include "load/loader.h"

bool keywords_is_extension(struct dg_text key)
{
    return key.length >= 2 && memcmp(key.data, "x-", 2) == 0 && !loader_is_own(key);
}

/* The table */

static bool keyword_is_named(const struct keyword *keyword, struct dg_text name)
{
    return dg_text_equal(name, dg_text_of(keyword->name));
}

/* The first minor version with the keyword. */
static int keyword_minor(const struct keyword *keyword)
{
    switch (keyword->version) {
    case KEYWORD_EVERY_VERSION:
    case KEYWORD_3_0:
        break;
    case KEYWORD_3_1:
        return 1;
    case KEYWORD_3_2:
        return 2;
    }
    return 0;
}

static bool keyword_is_known(const struct loader *loader, const struct keyword *keyword)
{
    switch (keyword->version) {
    case KEYWORD_EVERY_VERSION:
        break;
    case KEYWORD_3_0:
        return loader->minor == 0;
    case KEYWORD_3_1:
    case KEYWORD_3_2:
        return loader->minor >= keyword_minor(keyword);
    }
    return true;
}

/* The row of a key in one of the objects: of the contract's version, otherwise of another version;
 * NULL: there is none. */
static const struct keyword *keyword_find(const struct loader *loader, struct dg_text name,
                                          unsigned objects)
{
    const struct keyword *found = NULL;

    for (size_t i = 0; i < loader->keyword_count; i++) {
        const struct keyword *keyword = &loader->keywords[i];

        if ((keyword->objects & objects) == 0 || !keyword_is_named(keyword, name)) {
            continue;
        }
        if (keyword_is_known(loader, keyword)) {
            return keyword;
        }
        found = keyword;
    }
    return found;
}

static bool keyword_is_loaded(const struct keyword *keyword)
{
    return keyword->action == KEYWORD_LOADED || keyword->action == KEYWORD_DESCRIBING;
}

/* Whether a keyword of a schema is ignored. */
static bool keyword_is_ignored(const struct keyword *keyword)
{
    return keyword->action == KEYWORD_ANNOTATION || keyword->action == KEYWORD_IGNORED ||
           keyword->action == KEYWORD_NOTED;
}

/* Keys */

/* Whether the object is no schema, and doesn't say which bodies a response may have. Keywords that
   are unknown there make no verdict wrong. */
static bool keyword_is_outside(enum keyword_object object)
{
    switch (object) {
    case KEYWORD_DOCUMENT:
    case KEYWORD_INFO:
    case KEYWORD_SERVER:
    case KEYWORD_PATH_ITEM:
    case KEYWORD_OPERATION:
    case KEYWORD_PARAMETER:
    case KEYWORD_SECURITY_SCHEME:
        return true;
    case KEYWORD_RESPONSE:
    case KEYWORD_MEDIA:
    case KEYWORD_SCHEMA:
    case KEYWORD_NAMES:
    case KEYWORD_RULE:
    case KEYWORD_RULE_EXAMPLES:
    case KEYWORD_REFERENCE:
        break;
    }
    return false;
}

static struct suggestion keyword_suggestion(const struct loader *loader, struct dg_text key,
                                            enum keyword_object object)
{
    struct suggestion suggestion = suggestion_for(key);

    for (size_t i = 0; i < loader->keyword_count; i++) {
        const struct keyword *keyword = &loader->keywords[i];

        if ((keyword->objects & object) != 0 && keyword->action != KEYWORD_REFUSED) {
            suggestion_offer(&suggestion, dg_text_of(keyword->name));
        }
    }
    return suggestion;
}

/* Returns whether the keyword has no effect: in schemas, a keyword that isn't known restricts
 * nothing (JSON Schema 2020-12, 6.5). Of a path item or response, a keyword that is similar to a
 * known one may be a misspelled `get` or `content`. */
static bool keyword_report_unknown(struct loader *loader, const struct tree_member *member,
                                   enum keyword_object object)
{
    struct suggestion suggestion = keyword_suggestion(loader, member->key, object);
    bool judged =
        object == KEYWORD_PATH_ITEM || object == KEYWORD_RESPONSE || object == KEYWORD_MEDIA;
    bool noted = judged ? suggestion.nearest.length == 0 : keyword_is_outside(object);
    bool lenient = loader->diag->lenient;

    if (object == KEYWORD_SCHEMA && !loader_is_own(member->key)) {
        diag_noted(loader->diag, DIAG_UNKNOWN_KEYWORD, member->at,
                   "unknown keyword '%.*s' has no effect", DIAG_TEXT(member->key));
        diag_did_you_mean(loader->diag, suggestion.nearest);
        return true;
    }
    diag_be_lenient(loader->diag, !loader_is_own(member->key) && (noted || lenient));
    diag_error(loader->diag, DIAG_UNKNOWN_KEYWORD, member->at, "unknown keyword '%.*s'",
               DIAG_TEXT(member->key));
    diag_did_you_mean(loader->diag, suggestion.nearest);
    diag_be_lenient(loader->diag, lenient);
    return false;
}

/* Reports a keyword of another version of OpenAPI. */
static void keyword_report_version(struct loader *loader, const struct tree_member *member,
                                   const struct keyword *keyword, enum keyword_object object)
{
    bool lenient =
        diag_be_lenient(loader->diag, keyword_is_outside(object) || loader->diag->lenient);

    diag_error(loader->diag, DIAG_KEYWORD_VERSION, member->at,
               "'%s' is a keyword of OpenAPI 3.%d, not of 3.%d%s", keyword->name,
               keyword_minor(keyword), loader->minor,
               keyword->elsewhere != NULL ? keyword->elsewhere : "");
    diag_be_lenient(loader->diag, lenient);
}

/* Whether overlays reach the node: it isn't in another file. */
static bool keyword_is_in_contract(const struct loader *loader, const struct tree *node)
{
    while (node->parent != NULL) {
        node = node->parent;
    }
    return node == loader->root;
}

void keywords_note_removal(struct loader *loader, const struct tree *value)
{
    if (diag_is_open(loader->diag) && keyword_is_in_contract(loader, value)) {
        diag_note(loader->diag, (struct location){.line = 0, .file = value->at.file},
                  "an overlay can take it out: {target: \"%s\", remove: true}",
                  tree_json_path(value, loader->arena));
    }
}

static bool keyword_check(struct loader *loader, const struct tree_member *member,
                          enum keyword_object object)
{
    const struct keyword *keyword = keyword_find(loader, member->key, object);

    if (keyword == NULL) {
        if (keywords_is_extension(member->key)) {
            return true;
        }
        return keyword_report_unknown(loader, member, object);
    }
    if (!keyword_is_known(loader, keyword) && keyword_is_ignored(keyword)) {
        diag_noted(loader->diag, DIAG_KEYWORD_VERSION, member->at,
                   "'%s' is a keyword of OpenAPI 3.%d, not of 3.%d, so it has no effect",
                   keyword->name, keyword_minor(keyword), loader->minor);
        return true;
    }
    if (!keyword_is_known(loader, keyword)) {
        keyword_report_version(loader, member, keyword, object);
        return false;
    }
    if (keyword->action == KEYWORD_REFUSED) {
        diag_error(loader->diag, DIAG_UNSUPPORTED, member->at, "'%s' %s", keyword->name,
                   keyword->words);
        keywords_note_removal(loader, member->value);
        return false;
    }
    if (keyword->action == KEYWORD_NOTED) {
        diag_noted(loader->diag, DIAG_UNSUPPORTED, member->at, "'%s' isn't judged: %s",
                   keyword->name, keyword->words);
    }
    return true;
}

bool keywords_check(struct loader *loader, const struct tree *map, enum keyword_object object)
{
    bool good = true;

    for (size_t i = 0; i < map->count; i++) {
        good = keyword_check(loader, &map->members[i], object) && good;
    }
    return good;
}

/* Whether a member beside $ref restricts no value. */
static bool keyword_is_harmless(const struct loader *loader, const struct tree_member *member)
{
    const struct keyword *beside = keyword_find(loader, member->key, KEYWORD_REFERENCE);
    const struct keyword *keyword = keyword_find(loader, member->key, KEYWORD_SCHEMA);

    if (beside != NULL && keyword_is_known(loader, beside)) {
        return true;
    }
    return keyword == NULL ? keywords_is_extension(member->key) : keyword_is_ignored(keyword);
}

bool keywords_restricts(const struct loader *loader, const struct tree_member *member)
{
    return keyword_find(loader, member->key, KEYWORD_SCHEMA) != NULL &&
           !dg_text_equal(member->key, dg_text_of("nullable")) &&
           !keyword_is_harmless(loader, member);
}

bool keywords_all_are(const struct loader *loader, const struct tree *map,
                      enum keyword_object object)
{
    for (size_t i = 0; i < map->count; i++) {
        struct dg_text key = map->members[i].key;
        const struct keyword *keyword = keyword_find(loader, key, object);

        if (keyword == NULL
                ? !keywords_is_extension(key)
                : keyword->action == KEYWORD_REFUSED || !keyword_is_known(loader, keyword)) {
            return false;
        }
    }
    return true;
}

bool keywords_refuses(const struct loader *loader, struct dg_text key)
{
    const struct keyword *keyword = keyword_find(loader, key, KEYWORD_SCHEMA);

    return keyword != NULL && keyword->action == KEYWORD_REFUSED;
}

void keywords_note_siblings(struct loader *loader, const struct tree *reference)
{
    for (size_t i = 0; i < reference->count; i++) {
        const struct tree_member *member = &reference->members[i];

        if (keyword_find(loader, member->key, KEYWORD_SCHEMA | KEYWORD_REFERENCE) == NULL &&
            !keywords_is_extension(member->key)) {
            keyword_report_unknown(loader, member, KEYWORD_SCHEMA);
        }
    }
}

void keywords_check_siblings(struct loader *loader, const struct tree *reference)
{
    for (size_t i = 0; i < reference->count; i++) {
        const struct tree_member *member = &reference->members[i];

        if (keyword_is_harmless(loader, member)) {
            continue;
        }
        if (loader->minor == 0 && !loader_is_own(member->key)) {
            diag_noted(loader->diag, DIAG_REF_SIBLING, member->at,
                       "'%.*s' beside $ref has no effect in OpenAPI 3.0", DIAG_TEXT(member->key));
        } else {
            diag_error(loader->diag, DIAG_REF_SIBLING, member->at, "'%.*s' beside $ref %s",
                       DIAG_TEXT(member->key),
                       loader->minor == 0 ? "has no effect in OpenAPI 3.0" : "is not supported");
            keywords_note_removal(loader, member->value);
        }
    }
}

/* Types */

const char *keywords_type_name(enum keyword_type type)
{
    switch (type) {
    case KEYWORD_ANY_TYPE:
        break;
    case KEYWORD_STRING:
        return "string";
    case KEYWORD_INTEGER:
        return "integer";
    case KEYWORD_NUMBER:
        return "number";
    case KEYWORD_BOOLEAN:
        return "boolean";
    case KEYWORD_OBJECT:
        return "object";
    case KEYWORD_ARRAY:
        return "array";
    }
    assert(false);
    return "";
}

void keywords_add_types(struct buffer *out, unsigned types)
{
    static const enum keyword_type all[] = {KEYWORD_STRING,  KEYWORD_INTEGER, KEYWORD_NUMBER,
                                            KEYWORD_BOOLEAN, KEYWORD_OBJECT,  KEYWORD_ARRAY};
    unsigned left = types;

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if ((left & all[i]) == 0) {
            continue;
        }
        if (left != types) {
            buffer_add(out, (left & ~(unsigned)all[i]) == 0 ? " or " : ", ");
        }
        left &= ~(unsigned)all[i];
        buffer_add(out, keywords_type_name(all[i]));
    }
}

/* JSON Schema lets keywords of another type stand: they restrict no value of this type. Ours would
 * be mistakes. */
static void keyword_report_type(struct loader *loader, const struct tree_member *member,
                                const struct keyword *keyword, unsigned types)
{
    struct buffer names = {0};
    struct buffer stated = {0};

    keywords_add_types(&names, keyword->types);
    keywords_add_types(&stated, types);
    if (!loader_is_own(member->key)) {
        diag_noted(loader->diag, DIAG_KEYWORD_TYPE, member->at,
                   "'%s' applies to type %s, so it has no effect on type %s", keyword->name,
                   names.data, stated.data);
    } else {
        diag_error(loader->diag, DIAG_KEYWORD_TYPE, member->at,
                   "'%s' applies to type %s, not to %s", keyword->name, names.data, stated.data);
    }
    buffer_free(&names);
    buffer_free(&stated);
}

void keywords_check_types(struct loader *loader, const struct tree *schema, unsigned types)
{
    for (size_t i = 0; i < schema->count; i++) {
        const struct tree_member *member = &schema->members[i];
        const struct keyword *keyword = keyword_find(loader, member->key, KEYWORD_SCHEMA);

        if (keyword != NULL && keyword_is_loaded(keyword) && keyword->types != 0 &&
            (keyword->types & types) == 0) {
            keyword_report_type(loader, member, keyword, types);
        }
    }
}

unsigned keywords_types_of(const struct loader *loader, struct dg_text key)
{
    const struct keyword *keyword = keyword_find(loader, key, KEYWORD_SCHEMA);

    return keyword == NULL || !keyword_is_loaded(keyword) ? 0 : keyword->types;
}

unsigned keywords_implied_types(const struct loader *loader, const struct tree *schema)
{
    unsigned types = 0;

    for (size_t i = 0; i < schema->count; i++) {
        types |= keywords_types_of(loader, schema->members[i].key);
    }
    return types;
}

const struct tree_member *keywords_first_constraint(const struct loader *loader,
                                                    const struct tree *schema,
                                                    struct dg_text except)
{
    for (size_t i = 0; i < schema->count; i++) {
        const struct tree_member *member = &schema->members[i];
        const struct keyword *keyword = keyword_find(loader, member->key, KEYWORD_SCHEMA);

        if (keyword != NULL && keyword->action == KEYWORD_LOADED &&
            !dg_text_equal(member->key, except)) {
            return member;
        }
    }
    return NULL;
}

/* Walks */

/* The state of a walk through an object. */
struct walk {
    struct loader *loader;
    const struct tree *map;
    enum keyword_walk which;
    size_t next; /* member */
    const struct keyword *keyword;
    struct keyword_value value;
};

/* The row of a key in the walk; NULL: the walk doesn't read it. */
static const struct keyword *walk_find(const struct walk *walk, struct dg_text key)
{
    for (size_t i = 0; i < walk->loader->keyword_count; i++) {
        const struct keyword *keyword = &walk->loader->keywords[i];

        if (keyword->walk == walk->which && keyword_is_known(walk->loader, keyword) &&
            keyword_is_named(keyword, key)) {
            return keyword;
        }
    }
    return NULL;
}

static bool walk_expect_kind(const struct walk *walk)
{
    const struct tree_member *member = walk->value.member;

    switch (walk->keyword->kind) {
    case KEYWORD_ANYTHING:
        break;
    case KEYWORD_TEXT:
        return loader_expect(walk->loader, member->value, TREE_STRING, member->key);
    case KEYWORD_FLAG:
        return loader_expect(walk->loader, member->value, TREE_BOOLEAN, member->key);
    case KEYWORD_LIST:
        return loader_expect(walk->loader, member->value, TREE_LIST, member->key);
    case KEYWORD_MAP:
        return loader_expect(walk->loader, member->value, TREE_MAP, member->key);
    }
    return true;
}

/* Moves to the next keyword of the walk. Returns false if there is none. */
static bool walk_next(struct walk *walk)
{
    while (walk->map->kind == TREE_MAP && walk->next < walk->map->count) {
        const struct tree_member *member = &walk->map->members[walk->next++];

        walk->keyword = walk_find(walk, member->key);
        walk->value = (struct keyword_value){walk->loader, walk->keyword, member, member->value};
        if (walk->keyword != NULL && walk_expect_kind(walk)) {
            return true;
        }
    }
    return false;
}

static void walk_report_missing(const struct walk *walk)
{
    for (size_t i = 0; i < walk->loader->keyword_count; i++) {
        const struct keyword *keyword = &walk->loader->keywords[i];

        if (keyword->walk == walk->which && keyword->missing != NULL &&
            keyword_is_known(walk->loader, keyword) && tree_get(walk->map, keyword->name) == NULL) {
            diag_error(walk->loader->diag, DIAG_MISSING, walk->map->at, "'%s' is missing here%s",
                       keyword->name, keyword->missing);
        }
    }
}

bool keywords_have(struct loader *loader, const struct tree *map, enum keyword_walk walk)
{
    const struct walk any = {.loader = loader, .which = walk};

    for (size_t i = 0; map->kind == TREE_MAP && i < map->count; i++) {
        if (walk_find(&any, map->members[i].key) != NULL) {
            return true;
        }
    }
    return false;
}

#define KEYWORD_LOAD(NAME, loads, type)                                                            \
    void keywords_load_##loads(struct loader *loader, const struct tree *map, type *into)          \
    {                                                                                              \
        struct walk walk = {.loader = loader, .map = map, .which = KEYWORD_WALK_##NAME};           \
                                                                                                   \
        while (walk_next(&walk)) {                                                                 \
            walk.keyword->load.loads(&walk.value, into);                                           \
        }                                                                                          \
        walk_report_missing(&walk);                                                                \
    }
KEYWORD_WALKS(KEYWORD_LOAD)
#undef KEYWORD_LOAD
