/* The responses of an operation: statuses, media types, the schemas of bodies. */
#include <string.h>

#include "base/memory_arena.h"
#include "common/suggestion.h"
#include "load/load_keywords.h"

/* The limit of media types: more than any response needs. */
#define MEDIA_MAX_COUNT 64

/* Media types */

static bool media_ends_with(const char *text, const char *end)
{
    size_t length = strlen(text);
    size_t end_length = strlen(end);

    return length > end_length && strcmp(text + length - end_length, end) == 0;
}

/* Returns the media type in lower case, without its parameters and the white space before them. */
static char *media_normalize(struct loader *loader, struct dg_text key)
{
    char *type = memory_arena_copy(loader->arena, key.data, key.length);
    size_t length = strcspn(type, ";");

    while (length > 0 && (type[length - 1] == ' ' || type[length - 1] == '\t')) {
        length--;
    }
    type[length] = '\0';
    for (char *at = type; *at != '\0'; at++) {
        if (*at >= 'A' && *at <= 'Z') {
            *at = (char)(*at | 0x20);
        }
    }
    return type;
}

static bool media_is_valid(const char *type)
{
    static const char token[] = "abcdefghijklmnopqrstuvwxyz0123456789!#$&^_.+-*";
    size_t main_length = strspn(type, token);
    size_t sub_length = type[main_length] == '/' ? strspn(type + main_length + 1, token) : 0;

    return main_length > 0 && sub_length > 0 && type[main_length + 1 + sub_length] == '\0';
}

/* What bodies of a media type are, as far as the type says so. */
enum media_kind {
    MEDIA_JSON,
    MEDIA_RANGE, /* may be JSON */
    MEDIA_LINES, /* JSON on each line */
    MEDIA_OTHER,
    MEDIA_INVALID
};

static enum media_kind media_kind(const char *type)
{
    if (strcmp(type, "application/json") == 0 || media_ends_with(type, "+json")) {
        return MEDIA_JSON;
    }
    if (!media_is_valid(type)) {
        return MEDIA_INVALID;
    }
    if (strcmp(type, "application/jsonl") == 0 || strcmp(type, "application/x-ndjson") == 0) {
        return MEDIA_LINES;
    }
    return strcmp(type, "*/*") == 0 || strcmp(type, "application/*") == 0 ? MEDIA_RANGE
                                                                          : MEDIA_OTHER;
}

void load_response_items(const struct keyword_value *value, struct media_draft *draft)
{
    draft->items = value->member;
}

void load_response_schema(const struct keyword_value *value, struct media_draft *draft)
{
    draft->schema = value->node;
}

/* Reads the schema of a body. Of a range, only objects and arrays are certainly JSON. */
static void media_read_schema(struct loader *loader, struct media_draft *draft)
{
    struct schema_use use = load_schema_use(loader, draft->schema);
    bool container = model_kind_is_container(use.draft->type.kind);

    if (use.draft->refused) {
        return;
    }
    if (media_kind(draft->media->type) == MEDIA_RANGE && !container) {
        diag_noted(loader->diag, DIAG_MEDIA_TYPE, draft->media->at,
                   "bodies of media type '%s' aren't judged: they need not be JSON",
                   draft->media->type);
        return;
    }
    draft->media->schema = &load_schema_document(loader, &use)->type;
}

/* Checks the schemas that were loaded since the last time: those before hold none of them. */
static void media_check_schemas(struct loader *loader)
{
    if (loader->count > loader->checked) {
        load_recursion(loader, loader->checked);
        load_order_check(loader, loader->checked);
        load_subschema_check(loader, loader->checked);
        loader->checked = loader->count;
    }
}

/* The same for a response that is no success. If the schema can't be compiled, bodies aren't
 * judged; what the attempt has loaded is dropped. */
static void media_try_schema(struct loader *loader, struct media_draft *draft)
{
    struct diag *diag = loader->diag;
    struct diag quiet = diag_quiet(diag);
    struct load_mark mark;

    load_object_finish_all(loader);
    media_check_schemas(loader);
    mark = load_schema_mark(loader);
    loader->diag = &quiet;
    media_read_schema(loader, draft);
    load_object_finish_all(loader);
    if (quiet.errors == 0) {
        media_check_schemas(loader);
    }
    loader->diag = diag;
    if (quiet.errors == 0) {
        diag_move(diag, &quiet);
        return;
    }
    load_schema_drop(loader, &mark);
    draft->media->schema = NULL;
    diag_noted_since(diag, &quiet, draft->media->at,
                     "bodies of this response are judged by status and media type only");
    diag_free_quiet(&quiet);
}

static void media_set_anything(struct loader *loader, struct media_draft *draft)
{
    struct schema_use anything = load_schema_anything(loader, draft->node);

    draft->media->schema = &load_schema_document(loader, &anything)->type;
}

/* JSON Lines whose lines have no schema: each is any JSON. */
static void media_read_lines(struct loader *loader, struct media_draft *draft)
{
    if (draft->schema != NULL) {
        diag_noted(loader->diag, DIAG_MEDIA_TYPE, draft->media->at,
                   "'schema' of media type '%s' isn't judged: it describes all lines together; "
                   "each line may be any JSON",
                   draft->media->type);
    }
    draft->media->lines = true;
    media_set_anything(loader, draft);
}

/* Reads the schema of a body, if bodies of the media type can be judged. */
static void media_read(struct loader *loader, struct media_draft *draft, bool success)
{
    struct model_media *media = draft->media;

    if (media_kind(media->type) == MEDIA_INVALID) {
        diag_noted(loader->diag, DIAG_MEDIA_TYPE, media->at,
                   "'%s' is not a media type: no response has it", media->type);
        return;
    }
    if (media_kind(media->type) == MEDIA_LINES && draft->items != NULL) {
        draft->schema = draft->items->value;
        media->lines = true;
    } else if (draft->items != NULL) {
        diag_noted(loader->diag, DIAG_MEDIA_TYPE, draft->items->at,
                   "'itemSchema' isn't judged: only bodies of media types application/jsonl and "
                   "application/x-ndjson are judged line by line");
    }
    if (media_kind(media->type) == MEDIA_LINES && draft->items == NULL) {
        media_read_lines(loader, draft);
    } else if (media_kind(media->type) == MEDIA_OTHER) {
        diag_noted(loader->diag, DIAG_MEDIA_TYPE, media->at,
                   "bodies of media type '%s' aren't judged: they are not JSON", media->type);
    } else if (draft->schema == NULL && media_kind(media->type) == MEDIA_JSON) {
        media_set_anything(loader, draft);
    } else if (draft->schema == NULL) {
        diag_noted(loader->diag, DIAG_MEDIA_TYPE, media->at,
                   "bodies of media type '%s' without a schema aren't judged", media->type);
    } else if (success) {
        media_read_schema(loader, draft);
    } else {
        media_try_schema(loader, draft);
    }
}

/* The earlier media type that is the same as the last one; NULL: there is none. */
static const struct model_media *media_find(const struct model_media *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i].type, list[count].type) == 0) {
            return &list[i];
        }
    }
    return NULL;
}

/* Whether the media type after the list is a new one. Another occurrence of one must not describe
 * other bodies. */
static bool media_is_new(struct loader *loader, const struct model_media *list, size_t count)
{
    const struct model_media *earlier = media_find(list, count);
    const struct model_media *last = &list[count];

    if (earlier == NULL) {
        return true;
    }
    if (earlier->schema == last->schema && earlier->lines == last->lines) {
        diag_noted(loader->diag, DIAG_MEDIA_TYPE, last->at,
                   "media type '%s' is listed before: parameters and case make no difference",
                   last->type);
    } else {
        diag_error(loader->diag, DIAG_MEDIA_TYPE, last->at,
                   "media type '%s' is listed with another schema: parameters and case make no "
                   "difference",
                   last->type);
        diag_note(loader->diag, earlier->at, "the other occurrence is here");
    }
    return false;
}

static void media_load(struct loader *loader, const struct tree_member *member, bool success,
                       struct model_media *media)
{
    struct media_draft draft = {.media = media, .node = member->value};

    *media = (struct model_media){.at = member->at, .type = media_normalize(loader, member->key)};
    keywords_check(loader, member->value, KEYWORD_MEDIA);
    keywords_load_media(loader, member->value, &draft);
    media_read(loader, &draft, success);
}

void load_response_content(const struct keyword_value *value, struct response_draft *draft)
{
    struct loader *loader = value->loader;
    const struct tree *content = value->node;
    struct model_media *list = memory_arena_new(loader->arena, content->count * sizeof *list);
    size_t count = 0;

    if (content->count > MEDIA_MAX_COUNT) {
        diag_error(loader->diag, DIAG_MEDIA_TYPE, content->at,
                   "this response has more than %d media types", MEDIA_MAX_COUNT);
        return;
    }
    for (size_t i = 0; i < content->count; i++) {
        const struct tree_member *member = &content->members[i];

        if (!loader_expect(loader, member->value, TREE_MAP, member->key)) {
            continue;
        }
        media_load(loader, member, draft->success, &list[count]);
        count += media_is_new(loader, list, count) ? 1 : 0;
    }
    draft->rules.media = list;
    draft->rules.media_count = count;
    draft->response->media = list;
    draft->response->media_count = count;
}

/* Statuses */

static bool response_is_status(struct dg_text key)
{
    bool digits = key.length == 3 && key.data[0] >= '1' && key.data[0] <= '5';

    if (dg_text_equal(key, dg_text_of("default"))) {
        return true;
    }
    if (digits && key.data[1] == 'X' && key.data[2] == 'X') {
        return true;
    }
    return digits && key.data[1] >= '0' && key.data[1] <= '9' && key.data[2] >= '0' &&
           key.data[2] <= '9';
}

static void response_check_status(struct loader *loader, const struct tree_member *member)
{
    static const char *const words[] = {"default", "1XX", "2XX", "3XX", "4XX", "5XX"};
    struct suggestion suggestion = suggestion_for(member->key);

    if (response_is_status(member->key)) {
        return;
    }
    diag_error(loader->diag, DIAG_STATUS, member->at,
               "'%.*s' is not a status: expected 100 to 599, 1XX to 5XX or default",
               DIAG_TEXT(member->key));
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        suggestion_offer(&suggestion, dg_text_of(words[i]));
    }
    diag_did_you_mean(loader->diag, suggestion.nearest);
}

void load_response_description(const struct keyword_value *value, struct response_draft *draft)
{
    const char *description = loader_description(value->loader, value->node);

    if (description != NULL) {
        draft->response->description = description;
    }
}

void load_response_rules(const struct keyword_value *value, struct response_draft *draft)
{
    draft->rules.rules = value->member;
}

/* Whether the response is a success, or the only one that may be. */
static bool response_is_success(const struct tree *responses, struct dg_text status)
{
    for (size_t i = 0; i < responses->count; i++) {
        if (responses->members[i].key.length > 0 && responses->members[i].key.data[0] == '2') {
            return status.data[0] == '2';
        }
    }
    return dg_text_equal(status, dg_text_of("default"));
}

static void response_read(struct loader *loader, const struct tree_member *member,
                          const struct model_operation *operation, struct model_response *out)
{
    static const struct loader_kind kind = {KEYWORD_RESPONSE, "responses", "a response"};
    struct response_draft draft = {.response = out,
                                   .success =
                                       response_is_success(member->value->parent, member->key),
                                   .rules = {.parameters = operation->parameters,
                                             .parameter_count = operation->parameter_count,
                                             .operation = operation->at}};

    out->at = member->at;
    out->status = member->key.data;
    out->description = "";
    response_check_status(loader, member);
    draft.rules.node = load_reference_object(loader, member->value, &kind);
    if (draft.rules.node == NULL) {
        return;
    }
    if (load_reference_is(member->value)) {
        load_reference_enter(loader, member->value);
    }
    keywords_load_response(loader, draft.rules.node, &draft);
    loader->diag->chain = NULL;
    if (draft.rules.rules != NULL) {
        load_rule_note(loader, &draft.rules);
    }
}

void load_response_list(const struct keyword_value *value, struct operation_draft *draft)
{
    const struct tree *responses = value->node;
    struct model_operation *operation = &draft->operation;
    struct model_response *list =
        memory_arena_new(value->loader->arena, responses->count * sizeof *list);

    operation->responses = list;
    for (size_t i = 0; i < responses->count; i++) {
        if (!keywords_is_extension(responses->members[i].key)) {
            response_read(value->loader, &responses->members[i], operation,
                          &list[operation->response_count++]);
        }
    }
    if (operation->response_count == 0) {
        diag_error(value->loader->diag, DIAG_MISSING, responses->at, "no response is listed");
    }
}
