/* Whether requests of an operation carry a bearer token, and the source of the token. No verdict
 * depends on security: other schemes are noted, and dg-validate refuses to call such operations. */
#include <string.h>

#include "common/suggestion.h"
#include "load/load_keywords.h"

static const struct tree *security_scheme(struct loader *loader, const struct tree_member *member)
{
    static const struct loader_kind kind = {KEYWORD_SECURITY_SCHEME, "securitySchemes",
                                            "a security scheme"};
    const struct tree *schemes = loader->security_schemes;
    const struct tree_member *found = tree_find(schemes, member->key);
    struct suggestion suggestion = suggestion_for(member->key);

    if (found != NULL) {
        return load_reference_object(loader, found->value, &kind);
    }
    diag_error(loader->diag, DIAG_SECURITY, member->at, "there is no security scheme '%.*s'",
               DIAG_TEXT(member->key));
    if (!diag_is_open(loader->diag)) {
        return NULL;
    }
    for (size_t i = 0; schemes != NULL && i < schemes->count; i++) {
        suggestion_offer(&suggestion, schemes->members[i].key);
    }
    diag_did_you_mean(loader->diag, suggestion.nearest);
    return NULL;
}

/* Security schemes */

void load_security_type(const struct keyword_value *value, struct scheme_draft *draft)
{
    draft->type = value->node;
}

void load_security_scheme(const struct keyword_value *value, struct scheme_draft *draft)
{
    draft->scheme = value->node;
}

void load_security_environment(const struct keyword_value *value, struct scheme_draft *draft)
{
    draft->environment = loader_environment(value->loader, value->node);
}

static bool security_is_listed(struct dg_text name, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (loader_equal_ignoring_case(name, dg_text_of(list[i]))) {
            return true;
        }
    }
    return false;
}

/* Whether the scheme of type http is bearer. Names ignore case (RFC 9110 §11.1). An unregistered
 * name that is similar to bearer is an error: requests would be sent without a token. */
static bool security_is_bearer(struct loader *loader, struct scheme_draft *draft)
{
    static const char *const registered[] = {
        "basic",        "bearer",      "concealed",     "digest",    "dpop",
        "gnap",         "hoba",        "mutual",        "negotiate", "oauth",
        "privatetoken", "scram-sha-1", "scram-sha-256", "vapid"};
    const struct tree *name = draft->scheme;
    struct suggestion suggestion;

    if (name == NULL) {
        if (tree_get(draft->node, "scheme") == NULL) {
            diag_error(loader->diag, DIAG_MISSING, draft->node->at, "'scheme' is missing here");
        }
        draft->reported = true;
        return false;
    }
    if (security_is_listed(name->text, registered, sizeof registered / sizeof registered[0])) {
        return loader_equal_ignoring_case(name->text, dg_text_of("bearer"));
    }
    suggestion = suggestion_for(name->text);
    suggestion_offer(&suggestion, dg_text_of("bearer"));
    if (suggestion.nearest.length > 0) {
        diag_error(loader->diag, DIAG_SECURITY, name->at, "unknown HTTP scheme '%.*s'",
                   DIAG_TEXT(name->text));
        diag_did_you_mean(loader->diag, suggestion.nearest);
        draft->reported = true;
    }
    return false;
}

/* What the scheme needs: NULL for a bearer token and for what options of curl's kind give. */
static const char *security_needs(struct loader *loader, struct scheme_draft *draft)
{
    static const struct {
        const char *type;
        const char *needs;
    } types[] = {{"http", "HTTP credentials of this kind"},
                 {"apiKey", "API keys"},
                 {"oauth2", "tokens of OAuth 2"},
                 {"openIdConnect", "tokens of OpenID Connect"},
                 {"mutualTLS", NULL}};
    const struct tree *type = draft->type;
    struct suggestion suggestion;

    if (type == NULL) {
        draft->reported = true;
        return "credentials of an unknown kind";
    }
    suggestion = suggestion_for(type->text);
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (dg_text_equal(type->text, dg_text_of(types[i].type))) {
            draft->bearer = i == 0 && security_is_bearer(loader, draft);
            return draft->bearer ? NULL : types[i].needs;
        }
        suggestion_offer(&suggestion, dg_text_of(types[i].type));
    }
    diag_error(loader->diag, DIAG_SECURITY, type->at, "unknown type of security scheme '%.*s'",
               DIAG_TEXT(type->text));
    diag_did_you_mean(loader->diag, suggestion.nearest);
    draft->reported = true;
    return "credentials of an unknown kind";
}

static void security_set_environment(struct loader *loader, struct environment environment,
                                     bool bearer)
{
    const char *other = loader->token_environment.name;

    if (environment.name == NULL) {
        return;
    }
    if (!bearer) {
        diag_error(loader->diag, DIAG_ENVIRONMENT, environment.at,
                   "'x-dg-env' applies to schemes of type http, scheme bearer only");
    } else if (other != NULL && strcmp(other, environment.name) != 0) {
        diag_error(loader->diag, DIAG_ENVIRONMENT, environment.at,
                   "another security scheme takes its token from '%s'", other);
        diag_note(loader->diag, loader->token_environment.at, "the other occurrence is here");
    } else if (other == NULL) {
        loader->token_environment = environment;
        loader->model->token_environment = environment.name;
    }
}

/* Security requirements */

/* What a request needs by one scheme of a requirement; NULL: nothing, or a bearer token. */
static const char *security_read(struct loader *loader, const struct tree_member *member,
                                 bool *bearer)
{
    struct scheme_draft draft = {.node = security_scheme(loader, member)};
    const char *needs;

    loader_expect(loader, member->value, TREE_LIST, member->key);
    if (draft.node == NULL) {
        return "credentials of an unknown kind";
    }
    keywords_load_scheme(loader, draft.node, &draft);
    needs = security_needs(loader, &draft);
    if (!draft.reported) {
        security_set_environment(loader, draft.environment, draft.bearer);
    }
    if (needs != NULL && !draft.reported) {
        diag_noted(loader->diag, DIAG_SECURITY, draft.node->at,
                   "live requests don't carry %s, which the security scheme '%.*s' needs", needs,
                   DIAG_TEXT(member->key));
    }
    *bearer = *bearer || draft.bearer;
    return needs;
}

/* The same for all schemes of a requirement. */
static const char *security_read_all(struct loader *loader, const struct tree *requirement,
                                     bool *bearer)
{
    const char *needs = NULL;

    for (size_t i = 0; i < requirement->count; i++) {
        const char *more = security_read(loader, &requirement->members[i], bearer);

        needs = needs != NULL ? needs : more;
    }
    return needs;
}

/* One of the requirements is enough. */
static void security_choose(struct loader *loader, const struct tree *list,
                            struct model_operation *operation)
{
    const char *unsent = NULL;
    bool possible = list->count == 0;
    bool optional = false;
    bool with_token = false;

    for (size_t i = 0; i < list->count; i++) {
        const struct tree *requirement = list->members[i].value;
        bool bearer = false;
        const char *needs;

        if (!loader_expect_map(loader, requirement, "a security requirement")) {
            continue;
        }
        needs = security_read_all(loader, requirement, &bearer);
        possible = possible || needs == NULL;
        optional = optional || (needs == NULL && !bearer);
        with_token = with_token || (needs == NULL && bearer);
        unsent = unsent != NULL ? unsent : needs;
    }
    operation->bearer = with_token && !optional;
    if (!possible && operation->unsent == NULL) {
        operation->unsent = unsent;
    }
}

void load_security_finish(struct loader *loader, struct operation_draft *draft)
{
    const struct tree *list = draft->security;
    bool lenient = diag_be_lenient(loader->diag, true);

    if (list != NULL && loader_expect(loader, list, TREE_LIST, dg_text_of("security"))) {
        security_choose(loader, list, &draft->operation);
    }
    diag_be_lenient(loader->diag, lenient);
}
