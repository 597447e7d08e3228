/* The responses of an operation: statuses, media types, the schemas of bodies. */
#include <string.h>

#include "base/memory.h"
#include "common/suggestion.h"
#include "load/loader.h"

/* Nobody needs more in one response. */
#define MEDIA_MAX_COUNT 64

/* Media types */

static bool media_ends_with(const char *text, const char *end)
{
    size_t length = strlen(text);
    size_t end_length = strlen(end);

    return length > end_length && strcmp(text + length - end_length, end) == 0;
}

/* Lower case, without parameters and the space before them. */
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

static const char *media_read_type(struct loader *loader, const struct tree_member *member)
{
    const char *type = media_normalize(loader, member->key);

    if (!media_is_valid(type)) {
        diag_error(loader->diag, DIAG_MEDIA_TYPE, member->at, "'%.*s' is no media type",
                   DIAG_TEXT(member->key));
    } else if (strcmp(type, "application/json") != 0 && !media_ends_with(type, "+json")) {
        diag_error(loader->diag, DIAG_MEDIA_TYPE, member->at,
                   "media type '%s' is not supported; application/json and …+json are", type);
    }
    return type;
}

static const struct model_type *media_read_schema(struct loader *loader, const struct tree *media)
{
    const struct tree *schema = tree_get(media, "schema");
    struct schema_use use;

    if (schema == NULL) {
        diag_error(loader->diag, DIAG_MISSING, media->at,
                   "'schema' is missing here, so no body can be judged");
        return NULL;
    }
    use = loader_use(loader, schema);
    if (use.draft->refused) {
        return NULL;
    }
    if (use.draft->type.kind <= MODEL_ENUM) {
        diag_error(loader->diag, DIAG_BODY, schema->at,
                   "a body must be of type object or array to be compiled");
    } else if (use.nullable) {
        diag_error(loader->diag, DIAG_BODY, schema->at, "a body that may be null is not supported");
    }
    use.draft->type.is_root = true;
    return &use.draft->type;
}

static void media_check_unique(struct loader *loader, const struct model_media *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i].type, list[count].type) != 0) {
            continue;
        }
        diag_error(loader->diag, DIAG_MEDIA_TYPE, list[count].at,
                   "media type '%s' twice: parameters and case make no difference",
                   list[count].type);
        diag_note(loader->diag, list[i].at, "the other one is here");
        return;
    }
}

/* Returns the list that is the response's. */
static struct model_media *media_read_all(struct loader *loader, const struct tree *content,
                                          struct model_response *out)
{
    struct model_media *list = memory_arena_new(loader->arena, content->count * sizeof *list);
    size_t count = 0;

    if (content->count > MEDIA_MAX_COUNT) {
        diag_error(loader->diag, DIAG_MEDIA_TYPE, content->at, "more than %d media types",
                   MEDIA_MAX_COUNT);
        return NULL;
    }
    for (size_t i = 0; i < content->count; i++) {
        const struct tree_member *member = &content->members[i];

        if (!loader_expect(loader, member->value, TREE_MAP, member->key)) {
            continue;
        }
        keywords_check(member->value, KEYWORD_MEDIA, loader->minor, loader->diag);
        list[count].at = member->at;
        list[count].type = media_read_type(loader, member);
        list[count].schema = media_read_schema(loader, member->value);
        media_check_unique(loader, list, count);
        count++;
    }
    out->media = list;
    out->media_count = count;
    return list;
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
               "'%.*s' is no status: 100 to 599, 1XX to 5XX or default", DIAG_TEXT(member->key));
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        suggestion_offer(&suggestion, dg_text_of(words[i]));
    }
    diag_did_you_mean(loader->diag, suggestion.nearest);
}

static void response_read(struct loader *loader, const struct tree_member *member,
                          const struct model_operation *operation, struct model_response *out)
{
    static const struct loader_kind kind = {KEYWORD_RESPONSE, "responses", "a response"};
    const struct tree *node;
    const struct tree *content;
    const char *description;
    struct rules_place place = {.parameters = operation->parameters,
                                .parameter_count = operation->parameter_count,
                                .operation = operation->at};

    out->at = member->at;
    out->status = member->key.data;
    out->description = "";
    response_check_status(loader, member);
    node = loader_object(loader, member->value, &kind);
    if (node == NULL) {
        return;
    }
    description = loader_description(loader, node);
    if (description != NULL) {
        out->description = description;
    }
    content = loader_get(loader, node, "content", TREE_MAP);
    if (content != NULL) {
        place.media = media_read_all(loader, content, out);
    }
    place.node = node;
    place.media_count = out->media_count;
    loader_note_rules(loader, &place);
}

void loader_read_responses(struct loader *loader, const struct tree *operation,
                           struct model_operation *out)
{
    const struct tree *responses = loader_require(loader, operation, "responses", TREE_MAP);
    struct model_response *list;

    if (responses == NULL) {
        return;
    }
    list = memory_arena_new(loader->arena, responses->count * sizeof *list);
    out->responses = list;
    for (size_t i = 0; i < responses->count; i++) {
        if (!keyword_is_extension(responses->members[i].key)) {
            response_read(loader, &responses->members[i], out, &list[out->response_count++]);
        }
    }
    if (out->response_count == 0) {
        diag_error(loader->diag, DIAG_MISSING, responses->at, "no response is listed");
    }
}
